package graph

import (
	"hash/maphash"
	"sync/atomic"

	"w3id.org/plenary/rdf"
)

// dict numbers terms. The one writer appends past what earlier snapshots know
// of: they hold a shorter slice of the same terms and share the table, where
// they pass over numbers that are too high for them.
type dict struct {
	below uint32     // numbers that others have
	terms []rdf.Term // terms[n-below-1]
	table *hashTable
	texts *rdf.Arena // of the terms; only the writer uses it
}

// hashTable finds the numbers of terms by open addressing. It holds no pointers. A
// slot is written once; one that is 0 is free.
type hashTable struct {
	seed  maphash.Seed
	slots []atomic.Uint64 // hash<<32 | number; a power of two of them
}

func newDict(below uint32, size int) dict {
	slots := 64
	for slots*3 < size*4 {
		slots *= 2
	}
	return dict{below, make([]rdf.Term, 0, size), &hashTable{maphash.MakeSeed(), make([]atomic.Uint64, slots)}, new(rdf.Arena)}
}

func (d *dict) numbers() (below, last uint32) { return d.below, d.below + uint32(len(d.terms)) }

// find returns the number of a term, false when unknown.
func (d *dict) find(t rdf.Term) (uint32, bool) {
	if len(d.terms) == 0 {
		return 0, false
	}
	_, n := d.probe(d.hash(t), t)
	return d.below + n, n != 0
}

func (d *dict) term(n uint32) rdf.Term { return d.terms[n-d.below-1] }

// number returns the number of a term, a new one if need be. Only the writer
// may call it, and must publish the dict.
func (d *dict) number(t rdf.Term) uint32 {
	hash := d.hash(t)
	slot, id := d.probe(hash, t)
	if id != 0 {
		return d.below + id
	}
	d.terms = append(d.terms, d.texts.Term(t)) // not the document that t is part of
	id = uint32(len(d.terms))
	d.table.slots[slot].Store(uint64(hash)<<32 | uint64(id))
	if len(d.terms)*4 > len(d.table.slots)*3 {
		d.table = d.table.doubled()
	}
	return d.below + id
}

func (d *dict) hash(t rdf.Term) uint32 {
	return uint32(maphash.Comparable(d.table.seed, t) >> 32)
}

// probe returns the number of a term, or 0 and the slot where it belongs.
func (d *dict) probe(hash uint32, t rdf.Term) (slot int, id uint32) {
	slots := d.table.slots
	mask := len(slots) - 1
	for slot = int(hash) & mask; ; slot = (slot + 1) & mask {
		entry := slots[slot].Load()
		if entry == 0 {
			return slot, 0
		}
		id := uint32(entry)
		if uint32(entry>>32) == hash && int(id) <= len(d.terms) && d.terms[id-1] == t {
			return slot, id
		}
	}
}

func (t *hashTable) doubled() *hashTable {
	out := &hashTable{t.seed, make([]atomic.Uint64, 2*len(t.slots))}
	mask := len(out.slots) - 1
	for i := range t.slots {
		entry := t.slots[i].Load()
		if entry == 0 {
			continue
		}
		slot := int(entry>>32) & mask
		for out.slots[slot].Load() != 0 {
			slot = (slot + 1) & mask
		}
		out.slots[slot].Store(entry)
	}
	return out
}
