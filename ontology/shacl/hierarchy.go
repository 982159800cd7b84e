package shacl

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A hierarchy is what a shapes graph says of rdfs:subClassOf.
type hierarchy struct{ above, below map[rdf.Term][]rdf.Term }

// hierarchyPath is the kind of the step from a class to those above it, in the data
// and in the hierarchy of the shapes.
const hierarchyPath PathKind = 255

// classesPath leads from a class to itself and all above it.
var classesPath = Path{Kind: ZeroOrMorePath, Parts: []Path{{Kind: hierarchyPath}}}

// hierarchy returns that of the source, nil for none.
func (src *source) hierarchy() (h *hierarchy) {
	for _, s := range src.subjects {
		for _, super := range src.objects(s, rdfsSubClass) {
			if h == nil {
				h = &hierarchy{map[rdf.Term][]rdf.Term{}, map[rdf.Term][]rdf.Term{}}
			}
			h.above[s] = append(h.above[s], super)
			h.below[super] = append(h.below[super], s)
		}
	}
	return h
}

// classStep returns the classes above a class, or below.
func (r *reader) classStep(class graph.ID, below bool) ([]graph.ID, error) {
	found, err := r.step(class, rdf.IRI(rdfsSubClass), below)
	if r.hierarchy == nil || err != nil {
		return found, err
	}
	more := r.hierarchy.above
	if below {
		more = r.hierarchy.below
	}
	for _, t := range more[r.term(class)] {
		found = append(found, r.id(t))
	}
	return distinct(found), nil
}
