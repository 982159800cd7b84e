package graph

import (
	"maps"

	"w3id.org/plenary/rdf"
)

// dict numbers terms. A dict that a snapshot holds never changes: a writer
// appends past the length that readers know and publishes a new dict.
type dict struct {
	terms []rdf.Term          // terms[id-1]
	base  map[rdf.Term]uint32 // shared by many dicts
	fresh map[rdf.Term]uint32 // numbered since base, copied by the writer
}

func newDict(size int) *dict {
	return &dict{terms: make([]rdf.Term, 0, size), base: make(map[rdf.Term]uint32, size)}
}

// id returns the number of a term; 0 for the zero Term, false when unknown.
func (d *dict) id(t rdf.Term) (uint32, bool) {
	if t.IsZero() {
		return 0, true
	}
	if id, ok := d.base[t]; ok {
		return id, true
	}
	id, ok := d.fresh[t]
	return id, ok
}

func (d *dict) term(id uint32) rdf.Term {
	if id == 0 || int(id) > len(d.terms) {
		return rdf.Term{}
	}
	return d.terms[id-1]
}

// writable returns a copy that may number terms without a snapshot noticing.
func (d *dict) writable() *dict {
	fresh := maps.Clone(d.fresh)
	if fresh == nil {
		fresh = map[rdf.Term]uint32{}
	}
	return &dict{d.terms, d.base, fresh}
}

// number returns the number of a term, a new one if need be.
func (d *dict) number(t rdf.Term) uint32 {
	if id, ok := d.id(t); ok {
		return id
	}
	d.terms = append(d.terms, t)
	id := uint32(len(d.terms))
	d.fresh[t] = id
	return id
}

// merged returns a dict whose terms are all in base, for cheap copies.
func (d *dict) merged() *dict {
	base := make(map[rdf.Term]uint32, len(d.terms))
	for i, t := range d.terms {
		base[t] = uint32(i + 1)
	}
	return &dict{terms: d.terms, base: base}
}
