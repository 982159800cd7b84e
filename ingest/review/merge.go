package review

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Merger says that a new thing, which documents propose, is one that is published.
type Merger struct{ New, Into rdf.Term }

// Merge says that a new thing is one that is published: all claims on it are then
// claims on that. It is a decision of its own, in the quarantine; Order.Mergers are
// published with the claims. Errors: ErrOrder, those of the store.
func (d *Desk) Merge(ctx context.Context, thing, into rdf.Term, reviewer, reason string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, err := d.now()
	if err != nil {
		return err
	}
	m := Merger{thing, into}
	if err := s.checkMerger(m); err != nil {
		return err
	}
	o := &Order{Action: "merge", Targets: []Target{{Claim: thing}}, Reviewer: reviewer, Reason: reason}
	if strings.TrimSpace(reviewer) == "" {
		return errNobody
	}
	_, err = s.Desk.quarantine.Update(ctx, o.change(1), func(tx *graph.Tx) error {
		activity := s.iri(fmt.Sprintf("merger/%s%d", quarantined, tx.Before().Seq()+1))
		return addAll(tx, s.mergerQuads(o, activity, m))
	})
	return err
}

// Unmerge takes a Merge back: claims on the new thing are such again, but for those
// that are published. Errors: ErrOrder, those of the store.
func (d *Desk) Unmerge(ctx context.Context, thing rdf.Term, reviewer string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if strings.TrimSpace(reviewer) == "" {
		return errNobody
	}
	mergers := graph.Pattern{P: rdf.IRI(ontology.Merges), O: thing}
	o := &Order{Action: "unmerge", Targets: []Target{{Claim: thing}}, Reviewer: reviewer}
	_, err := d.quarantine.Update(ctx, o.change(1), func(tx *graph.Tx) error {
		found, err := collect(tx.Before(), mergers)
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("%w: no merger of %s waits to be taken back", ErrOrder, thing.Value())
		}
		for _, q := range found {
			err = errors.Join(err, removeFound(tx, tx.Before(), graph.Pattern{S: q.S}))
		}
		return err
	})
	return err
}

// NewThings returns the subject and the object of a claim as far as they are things
// that documents propose and nobody has published.
func (d *Desk) NewThings(c *Claim) (things []rdf.Term) {
	s := &state{public: d.public.Snapshot(), quarantine: d.quarantine.Snapshot()}
	return s.newThings(c)
}

func (s *state) newThings(c *Claim) (things []rdf.Term) {
	for _, t := range []rdf.Term{c.Statement.S, c.Statement.O} {
		if s.isNew(t) && !slices.Contains(things, t) {
			things = append(things, t)
		}
	}
	return things
}

// isNew reports whether documents propose a thing that nobody has published.
// Documents themselves are no such things.
func (s *state) isNew(t rdf.Term) bool {
	return t.IsIRI() && !s.public.Has(graph.Pattern{S: t}) && s.quarantine.Has(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFSLabel)}) && !s.quarantine.Has(graph.Pattern{S: t, P: rdf.IRI(ontology.TextHash)})
}

// checkMerger refuses to merge what is not new, or into what is not there.
func (s *state) checkMerger(m Merger) error {
	switch {
	case s.public.Has(graph.Pattern{S: m.New}):
		return fmt.Errorf("%w: %s is published: join it by merge-entities", ErrOrder, m.New.Value())
	case !s.quarantine.Has(graph.Pattern{S: m.New, P: rdf.IRI(ontology.RDFSLabel)}):
		return fmt.Errorf("%w: no document proposes %s as a new thing", ErrOrder, m.New.Value())
	case !s.public.Has(graph.Pattern{S: m.Into, P: rdf.IRI(ontology.RDFType)}):
		return fmt.Errorf("%w: %s is not published", ErrOrder, m.Into.Value())
	case s.resolve(m.New) != m.New:
		return fmt.Errorf("%w: %s is merged into %s already", ErrOrder, m.New.Value(), s.resolve(m.New).Value())
	}
	return nil
}

// take has the claims of an order speak of what its mergers say.
func (s *state) take(o *Order) error {
	for _, m := range o.Mergers {
		if err := s.checkMerger(m); err != nil {
			return err
		}
		s.aliases[m.New] = m.Into
	}
	return nil
}

// mergerQuads states a merger.
func (d *Desk) mergerQuads(o *Order, activity rdf.Term, m Merger) []rdf.Quad {
	agent, quads := d.agent(o.Reviewer)
	add := func(property string, t rdf.Term) {
		quads = append(quads, rdf.Quad{S: activity, P: rdf.IRI(property), O: t, G: d.reviewGraph()})
	}
	add(ontology.RDFType, rdf.IRI(ontology.ClassMerger))
	add(ontology.Merges, m.New)
	add(ontology.Replacement, m.Into)
	add(ontology.ProvWasAssociatedWith, agent)
	add(ontology.ProvEndedAtTime, timeTerm(d.Now()))
	why := *o
	if why.Reason == "" { // the shapes want one
		why.Reason, why.Lang = "The same thing", "en"
	}
	add(ontology.Reason, why.reason())
	return quads
}

// mergersOf states the mergers that an order publishes with its decision. Their IRIs
// have its number, by which they are found when it is taken back.
func (d *Desk) mergersOf(o *Order, decision rdf.Term) (quads []rdf.Quad) {
	for i, m := range o.Mergers {
		quads = append(quads, d.mergerQuads(o, d.iri(fmt.Sprintf("merger/%s-%d", slug(decision), i+1)), m)...)
	}
	return quads
}

// unmerge removes the mergers that came with a decision which is gone.
func (d *Desk) unmerge(tx *graph.Tx, decision rdf.Term) error {
	for i := 1; ; i++ {
		activity := graph.Pattern{S: d.iri(fmt.Sprintf("merger/%s-%d", slug(decision), i))}
		if !tx.Before().Has(activity) {
			return nil
		}
		if err := removeFound(tx, tx.Before(), activity); err != nil {
			return err
		}
	}
}
