package graph

import (
	"encoding/binary"
	"slices"

	"w3id.org/plenary/graph/internal/termkey"
)

// A stock is sorted quads with codes of its own, until a base is written of it
// and others.
type stock interface {
	// keys yields the keys of its terms, ascending; lent until the next.
	keys(yield func([]byte, error) bool)
	// give tells the code in the base to be of the key last yielded.
	give(code uint32)
	// predicateCodes returns the codes of its predicates, in no order. When the
	// codes of all are known, number tells it: their places are their numbers.
	predicateCodes() []uint32
	number(predicates []uint32)
	// addTriples and addQuads add its rows to a merge, in the codes of the base to
	// be: triples in an order, predicates as numbers; quads in the order SPOG.
	addTriples(o order, to *rowMerge)
	addQuads(to *rowMerge)
}

// A chunk is part of a load, sorted and written as a base without a history: as
// much as fits in memory.
type chunk struct {
	*base
	at      uint32   // code of the key last yielded
	codes   []uint32 // by code in the chunk
	numbers []uint32 // by number in the chunk
}

func newChunk(b *base) *chunk {
	return &chunk{base: b, codes: make([]uint32, b.firsts[len(sections)]), numbers: make([]uint32, len(b.predicates))}
}

func (c *chunk) keys(yield func([]byte, error) bool) {
	for key, err := range c.dictionary.all(1) {
		if c.at++; !yield(key, err) {
			return
		}
	}
}

// all yields the keys of a dictionary, from a code on; lent until the next.
func (d *dictionary) all(from uint32) func(yield func([]byte, error) bool) {
	return func(yield func([]byte, error) bool) {
		cursor := d.terms.From(d.rankOfCode(from))
		var room [9]byte
		for code := from; code < d.firsts[len(sections)]; code++ {
			var key []byte
			var err error
			if code >= d.firsts[valueSection] && code < d.firsts[literalSection] {
				var v uint64
				v, err = d.values.At(int(code - d.firsts[valueSection]))
				key = binary.BigEndian.AppendUint64(append(room[:0], termkey.Value), v)
			} else {
				key, _, err = cursor.Next()
			}
			if !yield(key, err) || err != nil {
				return
			}
		}
	}
}

func (c *chunk) give(code uint32) { c.codes[c.at] = code }

func (c *chunk) predicateCodes() (codes []uint32) {
	for _, p := range c.predicates {
		codes = append(codes, c.codes[p])
	}
	return codes
}

func (c *chunk) number(predicates []uint32) {
	for i, code := range c.predicateCodes() {
		n, _ := slices.BinarySearch(predicates, code)
		c.numbers[i] = uint32(n)
	}
}

func (c *chunk) addTriples(o order, to *rowMerge) {
	to.add(readTable(c.orders[o], func(r *row) {
		for i, position := range positions[o] {
			if position == 1 {
				r[i] = c.numbers[r[i]]
			} else {
				r[i] = c.codes[r[i]]
			}
		}
	}))
}

func (c *chunk) addQuads(to *rowMerge) {
	to.addAll(func(yield func(row, error) bool) {
		members, err := c.allMembers()
		if err != nil {
			yield(row{}, err)
			return
		}
		triples := rowMerge{}
		c.addTriples(spo, &triples)
		read := triples.heap[0].read
		sets := make([]uint32, batchRows)
		for at := 0; ; {
			rows, err := read()
			if err == nil && len(rows) > 0 {
				err = c.sets.Read(at, sets[:len(rows)])
			}
			if err != nil {
				yield(row{}, err)
			}
			if len(rows) == 0 || err != nil {
				return
			}
			at += len(rows)
			for i, r := range rows {
				for _, r[3] = range members[sets[i]] {
					if !yield(r, nil) {
						return
					}
				}
			}
		}
	})
}

// allMembers returns the graphs of all sets, in the codes of the base to be.
func (c *chunk) allMembers() (members [][]uint32, err error) {
	read := readTable(c.members, func(*row) {})
	for {
		rows, err := read()
		if len(rows) == 0 || err != nil {
			return members, err
		}
		for _, r := range rows {
			if int(r[0]) == len(members) {
				members = append(members, nil)
			}
			members[r[0]] = append(members[r[0]], c.codes[r[1]])
		}
	}
}
