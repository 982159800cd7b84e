package graph

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"w3id.org/plenary/rdf"
)

// batchSize is the number of quads handed on together, and the number after
// which the context is looked at.
const batchSize = 1024

// manyTerms is the number for which room is made when more than a batch comes.
const manyTerms = 1 << 17

// bulk fills a store that has had no commit. Documents repeat subjects from one
// quad to the next, and predicates and graphs in the same order again and again.
type bulk struct {
	dict               dict
	quads              []quad
	last               rdf.Quad
	ids                quad
	predicates, graphs recent
}

func newBulk() *bulk { return &bulk{dict: newDict(0)} }

func (b *bulk) empty() bool { return len(b.quads) == 0 }

// addAll numbers the terms of a batch while the next one is read.
func (b *bulk) addAll(ctx context.Context, quads iter.Seq2[rdf.Quad, error]) error {
	full, free := make(chan []rdf.Quad, 2), make(chan []rdf.Quad, 4)
	var worker sync.WaitGroup
	worker.Go(func() {
		for batch := range full {
			if len(b.quads) == 0 && len(batch) == batchSize {
				b.dict, b.quads = newDict(manyTerms), make([]quad, 0, manyTerms)
			}
			for i := range batch {
				b.add(&batch[i])
			}
			free <- batch[:0]
		}
	})
	defer worker.Wait()
	defer close(full)
	for range cap(free) {
		free <- make([]rdf.Quad, 0, batchSize)
	}
	batch := <-free
	for q, err := range quads {
		if err != nil {
			return err
		}
		if !q.Valid() {
			return fmt.Errorf("%w: %v", ErrInvalid, q)
		}
		if batch = append(batch, q); len(batch) < batchSize {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		full <- batch
		batch = <-free
	}
	full <- batch
	return nil
}

func (b *bulk) add(q *rdf.Quad) {
	if q.S != b.last.S {
		b.ids[0] = b.dict.number(q.S)
	}
	if q.P != b.last.P {
		b.ids[1] = b.predicates.number(&b.dict, q.P)
	}
	b.ids[2] = b.dict.number(q.O)
	if q.G != b.last.G {
		b.ids[3] = b.graphs.number(&b.dict, q.G)
	}
	b.last = *q
	b.quads = append(b.quads, b.ids)
}

// recent is a ring of terms met lately with their numbers. What follows the last
// hit is tried first.
type recent struct {
	terms [32]rdf.Term
	ids   [32]uint32
	at    int
}

func (r *recent) number(d *dict, t rdf.Term) uint32 {
	for i := range len(r.terms) {
		if j := (r.at + 1 + i) % len(r.terms); r.terms[j] == t {
			r.at = j
			return r.ids[j]
		}
	}
	r.at = (r.at + 1) % len(r.terms)
	r.terms[r.at], r.ids[r.at] = t, d.number(t)
	return r.ids[r.at]
}

func (b *bulk) snapshot(c Commit) *Snapshot {
	e := versions(nil).edit(len(b.dict.terms))
	for i := range b.quads {
		e.touch(&b.quads[i], c.Seq)
	}
	base, none := newIndex(b.quads), newIndex(nil)
	c.Added = base.len()
	return newSnapshot(Snapshot{
		dict: b.dict, base: base, ranks: newRanks(base), added: none, removed: none, versions: e.pages, commit: c,
	})
}
