package sparql

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/exec"
)

// triple is a triple of IDs.
type triple = [3]graph.ID

// tripleSet is a set of triples within a budget, by open addressing.
type tripleSet struct {
	budget *exec.Budget
	places []triple // a power of two of them; a zero one is free
	len    int
}

const tripleBytes = 24

// add adds a triple and reports whether it was absent. Errors: exec.ErrBudget.
func (s *tripleSet) add(t triple) (bool, error) {
	if s.len*4 >= len(s.places)*3 {
		if err := s.grow(); err != nil {
			return false, err
		}
	}
	place := s.place(t)
	if s.places[place] == t {
		return false, nil
	}
	s.places[place] = t
	s.len++
	return true, nil
}

// clear takes all triples out.
func (s *tripleSet) clear() {
	if s.len > 0 {
		clear(s.places)
		s.len = 0
	}
}

// place returns where a triple is, or belongs.
func (s *tripleSet) place(t triple) int {
	const odd = 0x9E3779B97F4A7C15
	h := ((uint64(t[0])*odd^uint64(t[1]))*odd ^ uint64(t[2])) * odd
	mask := len(s.places) - 1
	for at := int(h>>32) & mask; ; at = (at + 1) & mask {
		if s.places[at] == t || s.places[at] == (triple{}) {
			return at
		}
	}
}

func (s *tripleSet) grow() error {
	size := max(1024, 2*len(s.places))
	if err := s.budget.Take(int64(size) * tripleBytes); err != nil {
		return err
	}
	old := s.places
	s.places = make([]triple, size)
	for _, t := range old {
		if t != (triple{}) {
			s.places[s.place(t)] = t
		}
	}
	s.budget.Give(int64(len(old)) * tripleBytes)
	return nil
}
