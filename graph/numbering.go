package graph

import (
	"slices"
	"sync"

	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/rdf"
)

// A Numbering gathers quads of IDs of a snapshot and numbers their terms. It is not
// safe for use by several goroutines.
type Numbering struct {
	snap  *Snapshot
	ids   []ID        // in the order in which they came, 0 first
	slots []uint32    // of ids, by open addressing: a place plus one, 0 for none; at most half are taken
	quads [][4]uint32 // of places in ids
	last  quad        // the last of quads

	local   []rdf.Term // what the snapshot does not have: the IDs are FirstLocal and up
	byLocal map[rdf.Term]ID

	sorted   []ID     // those of ids in order
	places   []uint32 // of ids among sorted, or among the terms where their order is another
	numbered rdf.Numbered
}

// leastNumbered is for how many quads and IDs there is room at first, mostNumbered
// how many a Numbering may have had that is used again.
const (
	leastNumbered = 512
	mostNumbered  = 1 << 14
)

var numberings = sync.Pool{New: func() any {
	return &Numbering{ids: make([]ID, 1, leastNumbered), slots: make([]uint32, 2*leastNumbered), quads: make([][4]uint32, 0, leastNumbered)}
}}

// Numbering returns an empty one. Release ends its use.
func (s *Snapshot) Numbering() *Numbering {
	n := numberings.Get().(*Numbering)
	n.snap = s
	return n
}

// Release lends the memory of a Numbering, and of what it has returned, to others.
// Nothing need be released.
func (n *Numbering) Release() {
	if len(n.ids) > mostNumbered || len(n.quads) > mostNumbered {
		return
	}
	clear(n.slots)
	clear(n.numbered.Terms)
	n.snap, n.ids, n.quads, n.last, n.local, n.byLocal = nil, n.ids[:1], n.quads[:0], quad{}, nil, nil
	numberings.Put(n)
}

// ID returns the ID of any term, 0 of the zero Term.
func (n *Numbering) ID(t rdf.Term) ID {
	if id, ok := n.snap.id(t); ok {
		return id
	}
	id, met := n.byLocal[t]
	if !met {
		if n.byLocal == nil {
			n.byLocal = map[rdf.Term]ID{}
		}
		id = FirstLocal + ID(len(n.local))
		n.byLocal[t], n.local = id, append(n.local, t)
	}
	return id
}

// Add takes a quad up. The numbers are those of its IDs in the order in which they
// came; that of 0 is 0.
func (n *Numbering) Add(q [4]ID) (numbers [4]uint32) {
	if last := len(n.quads); last > 0 {
		numbers = n.quads[last-1]
	}
	for i, id := range q {
		if id != n.last[i] {
			numbers[i] = n.number(id)
		}
	}
	n.quads, n.last = append(n.quads, numbers), q
	return numbers
}

// number returns the place of an ID among those that have come.
func (n *Numbering) number(id ID) uint32 {
	if id == 0 {
		return 0
	}
	at := n.slot(id)
	if n.slots[at] == 0 {
		if 2*len(n.ids) >= len(n.slots) {
			n.grow()
			at = n.slot(id)
		}
		n.ids = append(n.ids, id)
		n.slots[at] = uint32(len(n.ids))
	}
	return n.slots[at] - 1
}

// slot returns that of an ID, or the free one where it belongs.
func (n *Numbering) slot(id ID) uint64 {
	mask := uint64(len(n.slots) - 1)
	at := uint64(id) * 0x9E3779B97F4A7C15 >> 32 & mask
	for n.slots[at] != 0 && n.ids[n.slots[at]-1] != id {
		at = (at + 1) & mask
	}
	return at
}

func (n *Numbering) grow() {
	n.slots = make([]uint32, 2*len(n.slots))
	for i, id := range n.ids[1:] {
		n.slots[n.slot(id)] = uint32(i + 2)
	}
}

// Len returns how many quads there are.
func (n *Numbering) Len() int { return len(n.quads) }

// Numbered returns the quads, in the order in which they came, with numbers in the
// order of their terms. It is valid until the next call, and until Release.
//
// Cost: that of sorting the distinct IDs, and of a term for each.
func (n *Numbering) Numbered() *rdf.Numbered {
	n.sorted = append(n.sorted[:0], n.ids...)
	slices.Sort(n.sorted)
	n.sortTerms()
	out := slices.Grow(n.numbered.Quads[:0], len(n.quads))[:len(n.quads)]
	for i, q := range n.quads {
		for j, number := range q {
			out[i][j] = n.places[number]
		}
	}
	n.numbered.Quads = out
	return &n.numbered
}

// sortTerms makes the terms of the sorted IDs, in order, and finds by number of the
// ID where each is among them.
func (n *Numbering) sortTerms() {
	terms := n.numbered.Terms[:0]
	var texts rdf.Arena
	n.numbered.Sound = true
	for _, id := range n.sorted {
		t := n.term(id, &texts)
		terms = append(terms, t)
		n.numbered.Sound = n.numbered.Sound && n.sound(id, t)
	}
	n.numbered.Terms = terms
	n.places = slices.Grow(n.places[:0], len(terms))[:len(terms)]
	order := orderOf(n.sorted, terms)
	if order == nil {
		for i, id := range n.sorted {
			n.places[n.number(id)] = uint32(i)
		}
		return
	}
	unsorted := slices.Clone(terms)
	for i, at := range order {
		terms[i], n.places[n.number(n.sorted[at])] = unsorted[at], uint32(i)
	}
}

// sound reports whether a term can be written.
func (n *Numbering) sound(id ID, t rdf.Term) bool {
	switch id.tag() {
	case tagBlank, tagIRI, tagLiteral, tagTriple:
		return n.snap.base.sound(id, t)
	}
	return id.Inline() != NotInline || t.Check() == nil
}

func (n *Numbering) term(id ID, texts *rdf.Arena) rdf.Term {
	if id >= FirstLocal {
		return n.local[id-FirstLocal]
	}
	if id.Inline() == NotInline {
		return n.snap.term(id)
	}
	var room [64]byte
	lexical, like := inline.Append(room[:0], uint64(id))
	return like.WithLexical(texts.Copy(lexical))
}

// orderOf returns the places of the terms of ascending IDs in the order of the
// terms, nil where they are in it. Blank nodes and IRIs of the base are; literals
// of a dictionary are but for those with the same text.
func orderOf(ids []ID, terms []rdf.Term) []uint32 {
	inOrder, _ := slices.BinarySearch(ids, (tagIRI+1)<<tagShift)
	if slices.ContainsFunc(terms[inOrder:], func(t rdf.Term) bool { return t.IsIRI() || t.IsBlank() }) {
		inOrder = 0
	}
	if slices.IsSortedFunc(terms[inOrder:], rdf.CompareTerms) {
		return nil
	}
	order := make([]uint32, len(ids))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order[inOrder:], func(a, b uint32) int { return rdf.CompareTerms(terms[a], terms[b]) })
	return order
}
