package graph

import (
	"fmt"
	"iter"

	"w3id.org/plenary/rdf"
)

// bulk fills an empty store. Documents repeat subject, predicate and graph from
// one quad to the next, so the last number of each place is kept.
type bulk struct {
	dict  *dict
	quads []quad
	last  rdf.Quad
	ids   quad
}

func (b *bulk) addAll(quads iter.Seq2[rdf.Quad, error]) error {
	for q, err := range quads {
		if err != nil {
			return err
		}
		if !q.Valid() {
			return fmt.Errorf("%w: %v", ErrInvalid, q)
		}
		b.add(q)
	}
	return nil
}

func (b *bulk) add(q rdf.Quad) {
	if q.S != b.last.S {
		b.ids[0] = b.number(q.S)
	}
	if q.P != b.last.P {
		b.ids[1] = b.number(q.P)
	}
	b.ids[2] = b.number(q.O)
	if q.G != b.last.G {
		b.ids[3] = b.number(q.G)
	}
	b.last = q
	b.quads = append(b.quads, b.ids)
}

// number works on the base map of the dict, which nobody else sees yet.
func (b *bulk) number(t rdf.Term) uint32 {
	if id, ok := b.dict.id(t); ok {
		return id
	}
	b.dict.terms = append(b.dict.terms, t)
	id := uint32(len(b.dict.terms))
	b.dict.base[t] = id
	return id
}

func (b *bulk) result(c Commit) *Snapshot {
	base := newIndex(b.quads)
	c.Added = len(base[0])
	touched := make([]uint64, len(b.dict.terms)+1)
	for _, q := range b.quads {
		touched[q[0]], touched[q[2]], touched[q[3]] = c.Seq, c.Seq, c.Seq
	}
	return newSnapshot(Snapshot{dict: b.dict, base: base, added: newIndex(nil),
		versions: &versions{base: touched}, commit: c})
}
