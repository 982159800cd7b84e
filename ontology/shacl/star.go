package shacl

import (
	"sort"

	"w3id.org/plenary/graph"
)

// A star is the triples of one subject, as long as they are few: so that the
// property shapes of a focus node need one search together.
type star struct {
	node graph.ID      // 0 for none
	rows [][2]graph.ID // predicates and objects, ascending
}

// wide is from how many property shapes on a star is read, and starRows how many
// triples it may have.
const (
	wide     = 3
	starRows = 512
)

// gather reads the star of a node.
func (r *reader) gather(node graph.ID) error {
	s := &r.star
	s.node, s.rows = node, s.rows[:0]
	err := r.each(graph.IDPattern{S: node}, func(_, p, o graph.ID) bool {
		s.rows = append(s.rows, [2]graph.ID{p, o})
		return len(s.rows) <= starRows
	})
	if err != nil || len(s.rows) > starRows {
		s.node = 0
	}
	return err
}

// objects returns the objects of a predicate.
func (s *star) objects(predicate graph.ID) (found []graph.ID) {
	first := sort.Search(len(s.rows), func(i int) bool { return s.rows[i][0] >= predicate })
	last := first
	for last < len(s.rows) && s.rows[last][0] == predicate {
		last++
	}
	if first == last {
		return nil
	}
	found = make([]graph.ID, 0, last-first)
	for _, row := range s.rows[first:last] {
		found = append(found, row[1])
	}
	return found
}
