package evidence

import (
	"strconv"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// subjectsOf returns what has a property with this object.
func subjectsOf(snap *graph.Snapshot, property string, object rdf.Term) (subjects []rdf.Term) {
	if object.IsZero() {
		return nil
	}
	for t := range snap.Triples(graph.Pattern{P: rdf.IRI(property), O: object}) {
		subjects = append(subjects, t.S)
	}
	return subjects
}

// objectOf returns the first object of a property; the zero Term without one.
func objectOf(snap *graph.Snapshot, subject rdf.Term, property string) rdf.Term {
	if subject.IsZero() {
		return rdf.Term{}
	}
	for t := range snap.Triples(graph.Pattern{S: subject, P: rdf.IRI(property)}) {
		return t.O
	}
	return rdf.Term{}
}

// numberOf returns an integer property; 0 when there is none, which the shapes
// rule out where it would mean something.
func numberOf(snap *graph.Snapshot, t rdf.Term, property string) int {
	n, err := strconv.Atoi(objectOf(snap, t, property).Value())
	if err != nil {
		return 0
	}
	return n
}

// firstOf returns the text of the first property that a thing has.
func firstOf(snap *graph.Snapshot, t rdf.Term, properties ...string) string {
	for _, p := range properties {
		if text := objectOf(snap, t, p).Value(); text != "" {
			return text
		}
	}
	return ""
}
