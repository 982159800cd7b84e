package shacl

import (
	"fmt"
	"iter"

	"w3id.org/plenary/rdf"
)

// A ShapeError says what is ill-formed in a shapes graph.
type ShapeError struct {
	Shape    rdf.Term // the shape, or the node of a path, list, constraint or component
	Property string   // IRI of the property whose value is at fault
	Msg      string
}

// Error returns the node, the property and what is wrong.
func (e *ShapeError) Error() string {
	if e.Property == "" {
		return fmt.Sprintf("shacl: %s: %s", words(e.Shape), e.Msg)
	}
	return fmt.Sprintf("shacl: %s: %s: %s", words(e.Shape), curie(e.Property), e.Msg)
}

// A source is a shapes graph.
type source struct {
	subjects []rdf.Term // in the order of their first triples
	about    map[rdf.Term][]rdf.Triple
	classes  map[string]map[rdf.Term]bool
}

// read collects a shapes graph: the triples of all graphs of a document.
func read(quads iter.Seq2[rdf.Quad, error]) (*source, error) {
	src := &source{about: map[rdf.Term][]rdf.Triple{}, classes: map[string]map[rdf.Term]bool{}}
	seen := map[rdf.Triple]bool{}
	for q, err := range quads {
		if err != nil {
			return nil, err
		}
		t := q.Triple()
		if seen[t] {
			continue
		}
		seen[t] = true
		if len(src.about[t.S]) == 0 {
			src.subjects = append(src.subjects, t.S)
		}
		src.about[t.S] = append(src.about[t.S], t)
	}
	return src, nil
}

// objects returns the objects of a subject and a predicate in their order.
func (src *source) objects(s rdf.Term, predicate string) (found []rdf.Term) {
	for _, t := range src.about[s] {
		if t.P.Value() == predicate {
			found = append(found, t.O)
		}
	}
	return found
}

// has reports whether a subject has a predicate.
func (src *source) has(s rdf.Term, predicate string) bool { return len(src.objects(s, predicate)) > 0 }

// subclasses returns a class and all its subclasses in the shapes graph.
func (src *source) subclasses(class string) map[rdf.Term]bool {
	if known := src.classes[class]; known != nil {
		return known
	}
	below := map[rdf.Term][]rdf.Term{}
	for _, s := range src.subjects {
		for _, super := range src.objects(s, rdfsSubClass) {
			below[super] = append(below[super], s)
		}
	}
	found := map[rdf.Term]bool{rdf.IRI(class): true}
	for next := []rdf.Term{rdf.IRI(class)}; len(next) > 0; {
		last := next[len(next)-1]
		next = next[:len(next)-1]
		for _, s := range below[last] {
			if !found[s] {
				found[s] = true
				next = append(next, s)
			}
		}
	}
	src.classes[class] = found
	return found
}

// isA reports whether a node is an instance of a class, or of a subclass.
//
// Spec: SHACL §1.1 SHACL Instance.
func (src *source) isA(node rdf.Term, class string) bool {
	all := src.subclasses(class)
	for _, t := range src.objects(node, rdfType) {
		if all[t] {
			return true
		}
	}
	return false
}

// list returns the members of an RDF list. The error says what is wrong with it.
//
// Spec: SHACL §1.2 SHACL List.
func (src *source) list(head rdf.Term) (members []rdf.Term, err error) {
	for seen := map[rdf.Term]bool{}; head != rdf.IRI(rdfNil); {
		if seen[head] {
			return nil, fmt.Errorf("the list comes back to %s", words(head))
		}
		seen[head] = true
		first, rest := src.objects(head, rdfFirst), src.objects(head, rdfRest)
		if len(first) != 1 || len(rest) != 1 {
			return nil, fmt.Errorf("%s is no list: it has %d of rdf:first and %d of rdf:rest", words(head), len(first), len(rest))
		}
		members = append(members, first[0])
		head = rest[0]
	}
	return members, nil
}
