package exec

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/expr"
)

// A memo keeps the values of IDs, in each place the one met last. It grows while
// it does not help, up to a bound.
type memo struct {
	places []remembered
	shift  uint // of a hash, so that the rest is a place
	misses int
}

type remembered struct {
	id    graph.ID
	value expr.Value
}

// The bounds of how many places a memo has, as powers of two.
const (
	fewPlaces  = 4
	mostPlaces = 13
)

func newMemo() *memo { return &memo{places: make([]remembered, 1<<fewPlaces), shift: 64 - fewPlaces} }

// value returns the value of an ID that is not 0.
func (m *memo) value(id graph.ID, t terms) expr.Value {
	place := &m.places[hashID(0, id)>>m.shift]
	if place.id == id {
		return place.value
	}
	if m.misses++; m.misses > 8*len(m.places) && m.shift > 64-mostPlaces {
		m.shift -= 3
		m.places, m.misses = make([]remembered, 8*len(m.places)), 0
		return m.value(id, t)
	}
	*place = remembered{id, valueOf(t, id).Decoded()}
	return place.value
}
