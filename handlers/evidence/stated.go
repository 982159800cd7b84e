package evidence

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Stated returns the triples whose evidence is asked for: those that match; of
// a claim what it states, of a record what its claims state, of a passage or a
// source what rests on it.
func Stated(snap *graph.Snapshot, pattern graph.Pattern) (triples []rdf.Triple, err error) {
	claims := claimsAbout(snap, pattern)
	for _, claim := range claims {
		t := statedBy(snap, claim)
		if !slices.Contains(triples, t) {
			triples = append(triples, t)
		}
	}
	if len(claims) > 0 {
		return triples, nil
	}
	for t, err := range snap.Triples(pattern) {
		if err != nil {
			return nil, err
		}
		triples = append(triples, t)
	}
	return triples, nil
}

// claimsAbout returns the claims that a thing is, holds, or supports, when all that
// is said of it is asked for.
func claimsAbout(snap *graph.Snapshot, pattern graph.Pattern) []rdf.Term {
	node := pattern.S
	if pattern != (graph.Pattern{S: node}) {
		return nil
	}
	if snap.Has(graph.Pattern{S: node, P: rdf.IRI(ontology.RDFSubject)}) {
		return []rdf.Term{node}
	}
	claims := subjectsOf(snap, ontology.InRecord, node)
	claims = append(claims, subjectsOf(snap, ontology.Evidence, node)...)
	for _, passage := range subjectsOf(snap, ontology.PassageOf, node) {
		claims = append(claims, subjectsOf(snap, ontology.Evidence, passage)...)
	}
	return claims
}
