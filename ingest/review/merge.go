package review

import (
	"context"
	"fmt"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Merge says that a new thing, which documents propose, is one that is published:
// all claims on it are then claims on that. Errors: ErrOrder, those of the store.
func (d *Desk) Merge(ctx context.Context, thing, into rdf.Term, reviewer, reason string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, err := d.now()
	if err != nil {
		return err
	}
	switch {
	case reviewer == "":
		return fmt.Errorf("%w: it has no reviewer", ErrOrder)
	case s.public.Has(graph.Pattern{S: thing}):
		return fmt.Errorf("%w: %s is published: join it by merge-entities", ErrOrder, thing.Value())
	case !s.quarantine.Has(graph.Pattern{S: thing, P: rdf.IRI(ontology.RDFSLabel)}):
		return fmt.Errorf("%w: no document proposes %s as a new thing", ErrOrder, thing.Value())
	case !s.public.Has(graph.Pattern{S: into, P: rdf.IRI(ontology.RDFType)}):
		return fmt.Errorf("%w: %s is not published", ErrOrder, into.Value())
	case s.resolve(thing) != thing:
		return fmt.Errorf("%w: %s is merged into %s already", ErrOrder, thing.Value(), s.resolve(thing).Value())
	}
	o := &Order{Action: "merge", Targets: []Target{{Claim: thing}}, Reviewer: reviewer, Reason: reason}
	_, err = s.Desk.quarantine.Update(ctx, o.change(1), func(tx *graph.Tx) error {
		activity := s.iri(fmt.Sprintf("merger/%s%d", quarantined, tx.Before().Seq()+1))
		agent, quads := s.agent(reviewer)
		for _, po := range []struct {
			property string
			object   rdf.Term
		}{
			{ontology.RDFType, rdf.IRI(ontology.ClassMerger)}, {ontology.Merges, thing}, {ontology.Replacement, into},
			{ontology.ProvWasAssociatedWith, agent}, {ontology.ProvEndedAtTime, timeTerm(s.Now())},
		} {
			quads = append(quads, rdf.Quad{S: activity, P: rdf.IRI(po.property), O: po.object, G: s.reviewGraph()})
		}
		if reason != "" {
			quads = append(quads, rdf.Quad{S: activity, P: rdf.IRI(ontology.Reason), O: o.reason(), G: s.reviewGraph()})
		}
		return addAll(tx, quads)
	})
	return err
}
