package evidence

import (
	"cmp"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// ReviewDecision is what a reviewer decided on a claim.
type ReviewDecision struct {
	IRI      string      `json:"iri"`
	Decision string      `json:"decision"` // concept of pl:decisions
	Reviewer *words.Item `json:"reviewer,omitempty"`
	Time     string      `json:"time,omitempty"`
	Reason   string      `json:"reason,omitempty"`
}

// decisionsOn returns the decisions on a claim, the oldest first.
func decisionsOn(w words.Words, claim rdf.Term) (all []ReviewDecision) {
	for t := range w.Snap.Triples(graph.Pattern{P: rdf.IRI(ontology.Decides), O: claim}) {
		d := ReviewDecision{IRI: t.S.Value(), Decision: objectOf(w.Snap, t.S, ontology.Decision).Value(),
			Time: objectOf(w.Snap, t.S, ontology.ProvEndedAtTime).Value(), Reason: objectOf(w.Snap, t.S, ontology.Reason).Value()}
		if agent := objectOf(w.Snap, t.S, ontology.ProvWasAssociatedWith); !agent.IsZero() {
			reviewer := w.Short(agent)
			d.Reviewer = &reviewer
		}
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b ReviewDecision) int { return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.IRI, b.IRI)) })
	return all
}

// decisionTriples are the statements about the decisions on a claim, but for those
// that they are about other claims too.
func decisionTriples(snap *graph.Snapshot, claim rdf.Term) (triples []rdf.Triple) {
	for decides := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.Decides), O: claim}) {
		triples = append(triples, decides)
		for t := range snap.Triples(graph.Pattern{S: decides.S}) {
			if t.P != decides.P {
				triples = append(triples, t)
			}
		}
	}
	return triples
}
