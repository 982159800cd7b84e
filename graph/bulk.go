package graph

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"w3id.org/plenary/graph/internal/keyset"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// batchSize is the number of quads handed on together, and the number after
// which the context is looked at.
const batchSize = 1024

// bulk is as much of a load as fits in memory. Documents repeat subjects from one
// quad to the next, and predicates and graphs in the same order again and again.
type bulk struct {
	keys               *keyset.Set
	key                []byte
	rows               [][4]uint32 // of key numbers plus one; 0 is the unnamed graph
	last               rdf.Quad
	numbers            [4]uint32
	predicates, graphs recent
	err                error // of numbering
}

func newBulk() *bulk { return &bulk{keys: keyset.New()} }

// bytesPerQuad is how much memory sorting takes at most for a quad, beside its
// terms.
const bytesPerQuad = 112

// bytes returns about how much memory it takes to sort what is there.
func (b *bulk) bytes() int64 {
	const perKey = 8 // when they are sorted
	return b.keys.Bytes() + perKey*int64(b.keys.Len()) + bytesPerQuad*int64(len(b.rows))
}

func (b *bulk) add(q *rdf.Quad) {
	if q.S != b.last.S {
		b.numbers[0] = b.number(q.S)
	}
	if q.P != b.last.P {
		b.numbers[1] = b.predicates.number(q.P, b.number)
	}
	b.numbers[2] = b.number(q.O)
	if q.G != b.last.G {
		b.numbers[3] = b.graphs.number(q.G, b.number)
	}
	b.last = *q
	b.rows = append(b.rows, b.numbers)
}

func (b *bulk) number(t rdf.Term) uint32 {
	if t.IsZero() {
		return 0
	}
	b.key = termkey.Append(b.key[:0], t)
	number, err := b.keys.Intern(b.key)
	if err != nil && b.err == nil {
		b.err = fmt.Errorf("graph: too many terms for one load, or one too long: %w", err)
	}
	return number + 1
}

// recent is a ring of terms met lately with their numbers. What follows the last
// hit is tried first.
type recent struct {
	terms   [32]rdf.Term
	numbers [32]uint32
	at      int
}

func (r *recent) number(t rdf.Term, number func(rdf.Term) uint32) uint32 {
	for i := range len(r.terms) {
		if j := (r.at + 1 + i) % len(r.terms); r.terms[j] == t {
			r.at = j
			return r.numbers[j]
		}
	}
	r.at = (r.at + 1) % len(r.terms)
	r.terms[r.at], r.numbers[r.at] = t, number(t)
	return r.numbers[r.at]
}

// source sorts everything for a base of commit seq.
func (b *bulk) source(seq uint64) source {
	order := b.keys.Sort(2)
	codes := make([]uint32, len(order)+1) // by number plus one
	for i, number := range order {
		codes[number+1] = uint32(i) + 1
	}
	for i := range b.rows {
		for j, number := range b.rows[i] {
			b.rows[i][j] = codes[number]
		}
	}
	spare := make([][4]uint32, len(b.rows))
	highest := uint32(len(order))
	for _, position := range []int{3, 2, 1, 0} {
		sortBy(spare, b.rows, position, highest)
		b.rows, spare = spare, b.rows
	}
	b.rows = slices.Compact(b.rows)
	predicates := b.usedPredicates()
	return source{
		keys: func(yield func([]byte, error) bool) {
			for _, number := range order {
				if !yield(b.keys.Key(number), nil) {
					return
				}
			}
		},
		predicates: func() []uint32 { return predicates },
		triples:    newSorted(b.rows, predicates, highest).triples,
		graphs:     b.sets,
		history:    b.entities(order, seq),
	}
}

// sets yields the graphs of each triple.
func (b *bulk) sets(yield func([]uint32, error) bool) {
	var set []uint32
	for i, row := range b.rows {
		set = append(set, row[3])
		if i+1 < len(b.rows) && [3]uint32(b.rows[i+1][:3]) == [3]uint32(row[:3]) {
			continue
		}
		if !yield(set, nil) {
			return
		}
		set = set[:0]
	}
}

func (b *bulk) usedPredicates() []uint32 {
	used := map[uint32]bool{}
	last := uint32(0)
	for i := range b.rows {
		if p := b.rows[i][1]; p != last {
			used[p] = true
			last = p
		}
	}
	return slices.Sorted(maps.Keys(used))
}

// entities yields the IRIs and blank nodes that are subject, object or graph,
// and the unnamed graph if it has a quad, with the commit.
func (b *bulk) entities(order []uint32, seq uint64) iter.Seq2[[2]uint32, error] {
	return func(yield func([2]uint32, error) bool) {
		used := make([]bool, len(order)+1)
		for i := range b.rows {
			used[b.rows[i][0]], used[b.rows[i][2]], used[b.rows[i][3]] = true, true, true
		}
		for code := range used {
			if code > 0 && b.keys.Key(order[code-1])[0] > termkey.IRI {
				return
			}
			if used[code] && !yield([2]uint32{uint32(code), uint32(seq)}, nil) {
				return
			}
		}
	}
}

// quads yields the quads as they came.
func (b *bulk) quads(yield func(rdf.Quad, error) bool) {
	var d termkey.Decoder
	terms := make([]rdf.Term, b.keys.Len()+1)
	for n := range terms[1:] {
		var err error
		if terms[n+1], err = d.Term(string(b.keys.Key(uint32(n)))); err != nil {
			yield(rdf.Quad{}, err)
			return
		}
	}
	for _, r := range b.rows {
		if !yield(rdf.Quad{S: terms[r[0]], P: terms[r[1]], O: terms[r[2]], G: terms[r[3]]}, nil) {
			return
		}
	}
}
