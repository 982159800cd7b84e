package review

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// lastDecisions returns the last decision on each claim, or only on those that are
// named. What the published store says counts before what the quarantine does: there
// a claim that was rejected may have been accepted after all.
func (s *state) lastDecisions(on ...rdf.Term) (map[rdf.Term]Decision, error) {
	last := map[rdf.Term]Decision{}
	patterns := []graph.Pattern{{P: rdf.IRI(ontology.Decides)}}
	if len(on) > 0 {
		patterns = nil
		for _, claim := range on {
			patterns = append(patterns, graph.Pattern{P: rdf.IRI(ontology.Decides), O: claim})
		}
	}
	for _, snap := range []*graph.Snapshot{s.quarantine, s.public} {
		here, read := map[rdf.Term]Decision{}, map[rdf.Term]Decision{}
		for _, p := range patterns {
			for t, err := range snap.Triples(p) {
				if err != nil {
					return nil, err
				}
				d, done := read[t.S]
				if !done {
					d = decisionOf(snap, t.S)
					read[t.S] = d
				}
				if before, ok := here[t.O]; !ok || number(before.IRI) < number(d.IRI) {
					here[t.O] = d
				}
			}
		}
		maps.Copy(last, here)
	}
	return last, nil
}

// number is that of the commit that made a decision.
func number(decision rdf.Term) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(slug(decision), quarantined))
	return n
}

func decisionOf(snap *graph.Snapshot, iri rdf.Term) Decision {
	d := Decision{IRI: iri, State: stateOf[object(snap, iri, ontology.Decision).Value()], Reason: text(object(snap, iri, ontology.Reason))}
	agent := object(snap, iri, ontology.ProvWasAssociatedWith)
	if d.Reviewer = text(object(snap, agent, ontology.RDFSLabel)); d.Reviewer == "" && !agent.IsZero() {
		d.Reviewer = slug(agent)
	}
	d.Time, _ = time.Parse(time.RFC3339, text(object(snap, iri, ontology.ProvEndedAtTime)))
	return d
}

func text(t rdf.Term) string {
	if t.IsZero() {
		return ""
	}
	return t.Value()
}
