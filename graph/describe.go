package graph

import (
	"iter"
	"strings"

	"w3id.org/plenary/rdf"
)

// Describe yields what the data says about a term: the quads it is subject of,
// those of its parts, which are the IRIs that begin with its own and a '#', and
// those of the blank nodes they lead to. Each quad comes once.
//
// Spec: CBD (W3C Member Submission 2005), widened by the parts.
func Describe(s *Snapshot, term rdf.Term) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		seen := map[rdf.Term]bool{term: true}
		for queue := []rdf.Term{term}; len(queue) > 0; queue = queue[1:] {
			for q, err := range s.Quads(Pattern{S: queue[0]}) {
				if !yield(q, err) || err != nil {
					return
				}
				if !seen[q.O] && belongs(q.O, term) {
					seen[q.O] = true
					queue = append(queue, q.O)
				}
			}
		}
	}
}

// belongs tells the terms that have no document of their own beside owner's.
func belongs(t, owner rdf.Term) bool {
	return t.IsBlank() || t.IsIRI() && owner.IsIRI() && len(t.Value()) > len(owner.Value()) &&
		t.Value()[len(owner.Value())] == '#' && strings.HasPrefix(t.Value(), owner.Value())
}
