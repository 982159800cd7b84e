package graph

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/termkey"
)

// runWriter writes neighbouring layers as one run. Rows that one adds and
// another removes are left out.
type runWriter struct {
	to    creator
	delta *delta // the layers alone
	ids   []uint64
	err   error
}

// writeRun writes the files of a run. Damage in the layers is the caller's to
// look for.
func writeRun(ctx context.Context, to creator, layers []layer) error {
	below, _ := layers[0].numbers()
	_, last := layers[len(layers)-1].numbers()
	w := &runWriter{to: to, delta: &delta{layers, newMemory(last)}}
	w.findIDs()
	try := func(step func() error) {
		if w.err = cmp.Or(w.err, ctx.Err()); w.err == nil {
			w.err = step()
		}
	}
	try(func() error {
		return create(to, idsFile, table.NewUint64sWriter, func(to *table.Uint64sWriter) error { return to.Append(w.ids) })
	})
	try(func() error { return w.writeTerms(below, last) })
	for o := range history + 1 {
		try(func() error { return w.writeOrder(o) })
	}
	return w.err
}

// findIDs finds all IDs of the rows.
func (w *runWriter) findIDs() {
	for _, o := range [...]order{spog, history} {
		for c := w.delta.changes(o, btree.Key{}, 0); c.more; c.next() {
			if o == history {
				w.add(c.key[:1])
			} else {
				w.add(c.key[:])
			}
		}
	}
	slices.Sort(w.ids)
	w.ids = slices.Compact(w.ids)
}

func (w *runWriter) add(ids []uint64) {
	if w.ids = append(w.ids, ids...); len(w.ids) == cap(w.ids) { // before it grows
		slices.Sort(w.ids)
		w.ids = slices.Compact(w.ids)
	}
}

// writeOrder writes the rows of an order: those that were added, and those that
// were removed, which are few.
func (w *runWriter) writeOrder(o order) error {
	columns := width(o)
	var gone []uint32
	err := writeRows(w.to, orderNames[o]+signNames[plus], columns, func(yield func([]uint32, error) bool) {
		var row [4]uint32
		var last btree.Key
		for c := w.delta.changes(o, btree.Key{}, 0); c.more; c.next() {
			for i := range columns {
				if i == 1 && o == history {
					row[i] = uint32(c.key[i])
				} else if c.key[i] != last[i] || row[i] == 0 {
					code, _ := slices.BinarySearch(w.ids, c.key[i])
					row[i] = uint32(code)
				}
			}
			if last = c.key; c.sign == minus {
				gone = append(gone, row[:columns]...)
			} else if !yield(row[:columns], nil) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	return writeRows(w.to, orderNames[o]+signNames[minus], columns, func(yield func([]uint32, error) bool) {
		for row := range slices.Chunk(gone, columns) {
			if !yield(row, nil) {
				return
			}
		}
	})
}

// writeTerms writes the terms of the layers, sorted, and their numbers.
func (w *runWriter) writeTerms(below, last uint32) error {
	keys := make([][]byte, last-below)
	byRank := make([]uint32, last-below)
	for i := range byRank {
		byRank[i] = uint32(i)
		keys[i] = termkey.Append(nil, w.delta.term(below+1+uint32(i)))
	}
	slices.SortFunc(byRank, func(a, b uint32) int { return bytes.Compare(keys[a], keys[b]) })
	ranks := make([]uint32, len(byRank))
	err := create(w.to, termsFile, lexicon.NewWriter, func(to *lexicon.Writer) error {
		for rank, i := range byRank {
			ranks[i] = uint32(rank)
			if err := to.Append(keys[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return cmp.Or(err, cmp.Or(writeVector(w.to, byRankFile, singles(byRank)), writeVector(w.to, ranksFile, singles(ranks))))
}
