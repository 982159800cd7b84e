package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// ErrNoCommit says that there is no commit of a number.
var ErrNoCommit = errors.New("graph: there is no such commit")

// ErrForgotten says that what was asked for came before Snapshot.Oldest.
var ErrForgotten = errors.New("graph: the commits before are forgotten")

// A Transaction is a commit with the quads that it added and removed. They may
// be ranged over again.
type Transaction struct {
	Commit
	AddedQuads, RemovedQuads iter.Seq2[rdf.Quad, error]
}

// Changes yields the commits behind the one with number from up to the one with
// number to, as Snapshot.Changes does for the current state.
func (s *Store) Changes(ctx context.Context, from, to uint64) iter.Seq2[Transaction, error] {
	return s.Snapshot().Changes(ctx, from, to)
}

// Changes yields the commits behind the one with number from up to the one with
// number to, the oldest first. Errors: ErrNoCommit when the snapshot does not
// have them, ErrForgotten, those that wrap ErrCorrupt, those of ctx; then it ends.
//
// Cost: that of the commits, and of at most one segment of the log before them.
// The quads of a load into an empty store are those of the state after it: to
// range over them costs what At costs.
func (s *Snapshot) Changes(ctx context.Context, from, to uint64) iter.Seq2[Transaction, error] {
	return func(yield func(Transaction, error) bool) {
		if to > s.Seq() || from > to {
			yield(Transaction{}, fmt.Errorf("%w: behind %d up to %d, the last is %d", ErrNoCommit, from, to, s.Seq()))
			return
		}
		if err := s.past.keeps(from + 1); err != nil && from < to {
			yield(Transaction{}, err)
			return
		}
		for r, err := range s.records(ctx, from, to) {
			var t Transaction
			if err == nil {
				t, err = s.transaction(ctx, r, everything)
			}
			if !yield(t, err) || err != nil {
				return
			}
		}
	}
}

// History yields the commits up to the snapshot's that added or removed a quad
// with the IRI or blank node as subject, object or graph, with those quads, the
// oldest first. The zero Term stands for the unnamed graph. Errors: those of
// Changes; ErrForgotten comes behind the commits that are kept, when there were
// others.
//
// Cost: that of finding each of these commits in its segment of the log, and of
// looking through the codes of a load among them.
func (s *Snapshot) History(ctx context.Context, entity rdf.Term) iter.Seq2[Transaction, error] {
	return func(yield func(Transaction, error) bool) {
		versions, err := s.versions(entity, 0)
		if err != nil {
			yield(Transaction{}, err)
			return
		}
		kept := versions
		for len(kept) > 0 && s.past.keeps(kept[0]) != nil {
			kept = kept[1:]
		}
		for _, seq := range kept {
			for r, err := range s.records(ctx, seq-1, seq) {
				var t Transaction
				if err == nil {
					t, err = s.transaction(ctx, r, about{entity: entity})
				}
				if !yield(t, err) || err != nil {
					return
				}
			}
		}
		if len(kept) < len(versions) {
			yield(Transaction{}, s.past.keeps(versions[0]))
		}
	}
}

// versions returns the commits after one that touched an entity.
func (s *Snapshot) versions(entity rdf.Term, after uint64) (seqs []uint64, err error) {
	id, ok := s.id(entity)
	if !ok || !isEntity(id) {
		return nil, s.Err()
	}
	seqs, err = s.base.versions(id)
	for c := s.delta.changes(history, btree.Key{uint64(id)}, 1); c.more; c.next() {
		seqs = append(seqs, ^c.key[1])
	}
	slices.Sort(seqs)
	seqs = slices.DeleteFunc(seqs, func(seq uint64) bool { return seq > s.Seq() || seq <= after })
	return seqs, cmp.Or(err, s.Err())
}

// versions returns the commits that touched an entity, the oldest first.
func (b *base) versions(entity ID) (seqs []uint64, err error) {
	code, ok, err := b.code(entity)
	if !ok || err != nil {
		return nil, err
	}
	low, high, err := b.history.Range([]uint32{code})
	for row := [2]uint32{}; low < high && err == nil; low++ {
		err = b.history.Row(low, row[:])
		seqs = append(seqs, uint64(row[1]))
	}
	return seqs, err
}

// about selects quads: all, or those that touch an entity.
type about struct {
	all    bool
	entity rdf.Term
}

var everything = about{all: true}

func (a about) accepts(q rdf.Quad) bool {
	return a.all || q.G == a.entity || !a.entity.IsZero() && (q.S == a.entity || q.O == a.entity)
}

// A numbered record is one of the log.
type numbered struct {
	record
	seq uint64
}

// records yields the records behind one number up to another.
func (s *Snapshot) records(ctx context.Context, from, to uint64) iter.Seq2[numbered, error] {
	return func(yield func(numbered, error) bool) {
		if from == to {
			return
		}
		for entry, err := range s.past.log.Records(from + 1) {
			n := numbered{seq: entry.Number}
			if err = cmp.Or(err, ctx.Err()); err == nil {
				n.record, err = parseRecord(entry.Payload)
			}
			if gone := s.past.keeps(from + 1); err != nil && gone != nil { // meanwhile
				err = gone
			} else if err != nil {
				err = fmt.Errorf("record %d of the log: %w", n.seq, err)
			}
			if !yield(n, err) || err != nil || entry.Number == to {
				return
			}
		}
	}
}

func (n *numbered) commit() Commit {
	c := Commit{Seq: n.seq, Time: n.time, Author: n.author, Message: n.message, Added: len(n.added), Removed: len(n.removed)}
	if n.base != "" {
		c.Added = n.loaded
	}
	return c
}

// transaction returns what a record says of something.
func (s *Snapshot) transaction(ctx context.Context, n numbered, a about) (t Transaction, err error) {
	t.Commit = n.commit()
	if n.base != "" {
		return s.loadOf(ctx, n, a)
	}
	var d termkey.Decoder
	terms, err := n.decode(&d)
	t.AddedQuads, t.RemovedQuads = filter(quadsOf(terms, n.added), a), filter(quadsOf(terms, n.removed), a)
	return t, err
}

// loadOf is transaction of a load.
func (s *Snapshot) loadOf(ctx context.Context, n numbered, a about) (t Transaction, err error) {
	t.Commit, t.RemovedQuads = n.commit(), none
	if n.loadFile != "" {
		f, err := s.past.loadFile(n.loadFile)
		if err == nil {
			t.AddedQuads = f.of(a)
		}
		return t, err
	}
	if n.loaded < 0 {
		after, err := s.At(ctx, n.seq)
		if err != nil {
			return t, err
		}
		t.Added = after.Len()
	}
	t.AddedQuads = func(yield func(rdf.Quad, error) bool) {
		after, err := s.At(ctx, n.seq)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		after.about(a)(yield)
	}
	return t, nil
}

// about yields the quads of the state that are selected, each once.
func (s *Snapshot) about(a about) iter.Seq2[rdf.Quad, error] {
	if a.all || a.entity.IsZero() {
		return filter(s.Quads(Pattern{}), a)
	}
	return func(yield func(rdf.Quad, error) bool) {
		for i, p := range []Pattern{{S: a.entity}, {O: a.entity}, {G: a.entity}} {
			for q, err := range s.Quads(p) {
				if err == nil && (i > 0 && q.S == a.entity || i > 1 && q.O == a.entity) {
					continue
				}
				if !yield(q, err) || err != nil {
					return
				}
			}
		}
	}
}

func none(func(rdf.Quad, error) bool) {}

func filter(quads iter.Seq2[rdf.Quad, error], a about) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for q, err := range quads {
			if (err != nil || a.accepts(q)) && !yield(q, err) {
				return
			}
		}
	}
}

// quadsOf yields quads of places among terms.
func quadsOf(terms []rdf.Term, quads [][4]uint64) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for _, places := range quads {
			if !yield(quadOf(terms, places), nil) {
				return
			}
		}
	}
}

func quadOf(terms []rdf.Term, places [4]uint64) rdf.Quad {
	var q [4]rdf.Term
	for i, place := range places {
		if place > 0 {
			q[i] = terms[place-1]
		}
	}
	return rdf.Quad{S: q[0], P: q[1], O: q[2], G: q[3]}
}

// Diff returns the quads that the state after commit to has more, and those that
// it has less, than the state after commit from; the other way round when from
// is later. Errors: those of Changes.
//
// Cost: that of the commits between; from 0 that of At.
func (s *Snapshot) Diff(ctx context.Context, from, to uint64) (added, removed []rdf.Quad, err error) {
	if from > to {
		removed, added, err = s.Diff(ctx, to, from)
		return added, removed, err
	}
	sums := map[rdf.Quad]int{}
	var order []rdf.Quad // so that the same diff has the same order
	count := func(quads iter.Seq2[rdf.Quad, error], n int) error {
		for q, err := range quads {
			if err != nil {
				return err
			}
			if _, known := sums[q]; !known {
				order = append(order, q)
			}
			sums[q] += n
		}
		return nil
	}
	for t, err := range s.Changes(ctx, from, to) {
		if err == nil {
			err = cmp.Or(count(t.AddedQuads, 1), count(t.RemovedQuads, -1))
		}
		if err != nil {
			return nil, nil, err
		}
	}
	for _, q := range order {
		switch n := sums[q]; {
		case n > 0:
			added = append(added, q)
		case n < 0:
			removed = append(removed, q)
		}
	}
	return added, removed, nil
}

// SeqAt returns the number of the last commit that was there at a time, 0 when
// there was none. Errors: ErrForgotten, those that wrap ErrCorrupt.
//
// Cost: that of reading as many records as the number of commits has binary
// digits.
func (s *Snapshot) SeqAt(ctx context.Context, t time.Time) (uint64, error) {
	low, high := uint64(0), s.Seq() // the commit is one of these
	if oldest := min(s.Oldest(), s.Seq()); oldest > 1 {
		c, err := s.commit, error(nil)
		if oldest < s.Seq() {
			c, err = s.commitOf(ctx, oldest)
		}
		if err == nil && c.Time.After(t) {
			err = fmt.Errorf("%w: %s, the oldest kept is %d of %s", ErrForgotten, t.UTC().Format(time.RFC3339), oldest, c.Time.UTC().Format(time.RFC3339))
		}
		if err != nil {
			return 0, err
		}
		low = oldest
	}
	for low < high {
		middle := high - (high-low)/2
		for r, err := range s.records(ctx, middle-1, middle) {
			switch {
			case err != nil:
				return 0, err
			case r.time.After(t):
				high = middle - 1
			default:
				low = middle
			}
		}
	}
	return low, nil
}
