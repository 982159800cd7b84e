package review

import (
	"context"
	"fmt"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// retract takes published claims back: what they say goes, unless another claim of
// the document says it too, and their addresses say that they were withdrawn.
func (s *state) retract(ctx context.Context, o *Order, claims []Claim) (Outcome, error) {
	out := Outcome{Decided: irisOf(claims)}
	done, err := s.publish(ctx, o.change(len(claims)), func(tx *graph.Tx) error {
		if err := s.takeBack(tx, claims); err != nil {
			return err
		}
		out.Decision = s.decisionIRI(tx)
		agent, _ := s.agent(o.Reviewer)
		for _, c := range claims {
			stone := feeds.Tombstone{Activity: s.withdrawal(out.Decision), Thing: c.IRI, Reasons: []rdf.Term{o.reason()}, Agent: agent, Time: s.Now()}
			if err := addAll(tx, stone.Quads(s.reviewGraph())); err != nil {
				return err
			}
		}
		return addAll(tx, s.decision(o, out.Decision, claims))
	})
	out.Seq = done.Seq
	return out, err
}

// withdrawal is the activity of a retraction, by the number of its decision.
func (d *Desk) withdrawal(decision rdf.Term) rdf.Term { return d.iri("withdrawal/" + slug(decision)) }

// undo takes the last decision on each claim back. All must have been decided in
// the same store, since it is one transaction.
func (s *state) undo(ctx context.Context, o *Order, claims []Claim) (Outcome, error) {
	isPublic := func(c Claim) bool {
		return s.public.Has(graph.Pattern{S: c.Last.IRI, P: rdf.IRI(ontology.Decides), O: c.IRI})
	}
	first := isPublic(claims[0])
	for _, c := range claims {
		if isPublic(c) != first {
			return Outcome{}, fmt.Errorf("%w: undo what was accepted or retracted apart from what was rejected or deferred", ErrOrder)
		}
	}
	out := Outcome{Decided: irisOf(claims)}
	var done graph.Commit
	var err error
	if first {
		done, err = s.publish(ctx, o.change(len(claims)), func(tx *graph.Tx) error { return s.undoPublished(ctx, tx, claims) })
	} else {
		done, err = s.Desk.quarantine.Update(ctx, o.change(len(claims)), func(tx *graph.Tx) error { return forget(tx, claims) })
	}
	out.Seq = done.Seq
	return out, err
}

func (s *state) undoPublished(ctx context.Context, tx *graph.Tx, claims []Claim) error {
	var published []Claim
	for _, c := range claims {
		if c.State.IsPublished() {
			published = append(published, c)
			continue
		}
		if err := s.bringBack(ctx, tx, c); err != nil {
			return err
		}
	}
	if err := s.takeBack(tx, published); err != nil {
		return err
	}
	if err := forget(tx, claims); err != nil {
		return err
	}
	decisions := map[rdf.Term]bool{}
	for _, c := range claims {
		decisions[c.Last.IRI] = true
	}
	after, err := tx.Snapshot()
	for decision := range decisions {
		if err == nil && !after.Has(graph.Pattern{S: decision}) {
			err = s.unmerge(tx, decision)
		}
	}
	return err
}

// forget removes the decisions on claims.
func forget(tx *graph.Tx, claims []Claim) error {
	for _, c := range claims {
		if err := unlink(tx, c.Last.IRI, ontology.Decides, c.IRI); err != nil {
			return err
		}
	}
	return nil
}

// unlink removes the statement that an activity is about a claim, and the activity
// when it is about no other.
func unlink(tx *graph.Tx, activity rdf.Term, property string, claim rdf.Term) error {
	if err := removeFound(tx, tx.Before(), graph.Pattern{S: activity, P: rdf.IRI(property), O: claim}); err != nil {
		return err
	}
	after, err := tx.Snapshot()
	if err == nil && !after.Has(graph.Pattern{S: activity, P: rdf.IRI(property)}) {
		err = removeFound(tx, after, graph.Pattern{S: activity})
	}
	return err
}

// bringBack publishes a claim again that was retracted, as it was.
func (s *state) bringBack(ctx context.Context, tx *graph.Tx, c Claim) error {
	seq := uint64(number(c.Last.IRI))
	for change, err := range s.public.Changes(ctx, seq-1, seq) {
		if err != nil {
			return err
		}
		for q, err := range change.RemovedQuads {
			if err != nil {
				return err
			}
			if q.S != c.IRI {
				continue
			}
			switch q.P.Value() {
			case ontology.RDFSubject:
				c.Statement.S = q.O
			case ontology.RDFPredicate:
				c.Statement.P = q.O
			case ontology.RDFObject:
				c.Statement.O = q.O
			}
		}
	}
	quads, err := s.publication(&c)
	if err == nil {
		err = addAll(tx, quads)
	}
	if err == nil {
		err = unlink(tx, s.withdrawal(c.Last.IRI), ontology.Withdraws, c.IRI)
	}
	return err
}

// takeBack removes published claims and what only they brought.
func (s *state) takeBack(tx *graph.Tx, claims []Claim) error {
	passages := map[rdf.Term]bool{}
	runs := map[rdf.Term]bool{}
	for _, c := range claims {
		passages[object(s.public, c.IRI, ontology.Evidence)] = true
		runs[object(s.public, c.IRI, ontology.ExtractedBy)] = true
		if err := removeFound(tx, s.public, graph.Pattern{S: c.IRI}); err != nil {
			return err
		}
	}
	after, err := tx.Snapshot()
	if err != nil {
		return err
	}
	for _, c := range claims {
		if !claimed(after, &c) {
			if _, err := tx.Remove(c.Statement.In(c.Graph)); err != nil {
				return err
			}
		}
	}
	return s.sweep(tx, claims, passages, runs)
}

// claimed reports whether a claim in the graph of another says what it says.
func claimed(snap *graph.Snapshot, c *Claim) bool {
	for other := range snap.Quads(graph.Pattern{P: rdf.IRI(ontology.RDFSubject), O: c.Statement.S, G: c.Graph}) {
		if snap.Has(graph.Pattern{S: other.S, P: rdf.IRI(ontology.RDFPredicate), O: c.Statement.P}) &&
			snap.Has(graph.Pattern{S: other.S, P: rdf.IRI(ontology.RDFObject), O: c.Statement.O}) {
			return true
		}
	}
	return false
}

// sweep removes passages and runs that no claim has any more, and the things and
// documents that came with the claims when nothing else is said about them.
func (s *state) sweep(tx *graph.Tx, claims []Claim, passages, runs map[rdf.Term]bool) error {
	after, err := tx.Snapshot()
	if err != nil {
		return err
	}
	remove := func(t rdf.Term) error { return removeFound(tx, after, graph.Pattern{S: t}) }
	for p := range passages {
		if !p.IsZero() && !after.Has(graph.Pattern{P: rdf.IRI(ontology.Evidence), O: p}) {
			if err := firstError(remove(p), remove(rdf.IRI(p.Value()+"#position"))); err != nil {
				return err
			}
		}
	}
	for r := range runs {
		if !r.IsZero() && !after.Has(graph.Pattern{P: rdf.IRI(ontology.ExtractedBy), O: r}) {
			if err := remove(r); err != nil {
				return err
			}
		}
	}
	for _, c := range claims {
		for _, t := range []rdf.Term{c.Statement.S, c.Statement.O, c.Source} {
			if after, err = tx.Snapshot(); err != nil {
				return err
			}
			if s.onlyBrought(after, t, c.Graph) {
				if err := remove(t); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// onlyBrought reports whether all that is published about a thing is what came
// with a claim on it.
func (s *state) onlyBrought(snap *graph.Snapshot, t, of rdf.Term) bool {
	if !t.IsIRI() || !s.quarantine.Has(graph.Pattern{S: t, G: of}) || snap.Has(graph.Pattern{O: t}) {
		return false
	}
	for q, err := range snap.Quads(graph.Pattern{S: t}) {
		if err != nil || !s.quarantine.Has(graph.Pattern{S: q.S, P: q.P, O: q.O, G: q.G}) {
			return false
		}
	}
	return true
}
