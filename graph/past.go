package graph

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
	"w3id.org/plenary/graph/internal/wal"
	"w3id.org/plenary/rdf"
)

// past is what the snapshots of a store know about the states before.
type past struct {
	fs     vfs.FS
	log    *wal.Log
	first  atomic.Uint64 // commit that is not forgotten
	mu     sync.Mutex
	recent []*Snapshot // past states asked for lately, the last first
	loads  map[string]*loadFile
}

// loadFile opens a load file, once.
func (p *past) loadFile(name string) (*loadFile, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f := p.loads[name]; f != nil {
		return f, nil
	}
	f, err := openLoadFile(p.fs, name)
	if err == nil {
		p.loads[name] = f
	}
	return f, err
}

// moments is how many past states are remembered.
const moments = 8

// At returns the state after the commit with a number; 0 is the empty store. Its
// Version and History know nothing of what came later. Errors: ErrNoCommit,
// ErrForgotten, those that wrap ErrCorrupt, those of ctx.
//
// Cost: that of the commits since, in time and memory; the last few states that
// were asked for are remembered.
func (s *Snapshot) At(ctx context.Context, seq uint64) (*Snapshot, error) {
	switch {
	case seq > s.Seq():
		return nil, noCommit(seq, s.Seq())
	case seq == s.Seq():
		return s, nil
	}
	if err := s.past.keeps(seq); err != nil {
		return nil, err
	}
	s.past.mu.Lock()
	i := slices.IndexFunc(s.past.recent, func(p *Snapshot) bool { return p.Seq() == seq })
	if i >= 0 {
		defer s.past.mu.Unlock()
		found := s.past.recent[i]
		s.past.recent = slices.Insert(slices.Delete(s.past.recent, i, i+1), 0, found)
		return found, nil
	}
	s.past.mu.Unlock()
	found, err := s.undo(ctx, seq, s.records(ctx, seq, s.Seq()), everything)
	if err != nil {
		return nil, err
	}
	s.past.mu.Lock()
	defer s.past.mu.Unlock()
	s.past.recent = slices.Insert(s.past.recent, 0, found)
	s.past.recent = s.past.recent[:min(len(s.past.recent), moments)]
	return found, nil
}

// AtTime returns the state at a time. Errors and cost: those of At and SeqAt.
func (s *Snapshot) AtTime(ctx context.Context, t time.Time) (*Snapshot, error) {
	seq, err := s.SeqAt(ctx, t)
	if err != nil {
		return nil, err
	}
	return s.At(ctx, seq)
}

// EntityAt returns a state in which the quads with an IRI or blank node as
// subject, object or graph are those of the state after the commit with a number,
// and all others those of now; Seq and the Version of the entity are those of
// then. Errors: those of At.
//
// Cost: that of the commits since that touched the entity.
func (s *Snapshot) EntityAt(ctx context.Context, entity rdf.Term, seq uint64) (*Snapshot, error) {
	if err := s.past.keeps(seq); err != nil && seq < s.Seq() {
		return nil, err
	}
	switch {
	case seq >= s.Seq():
		return s.At(ctx, seq)
	case seq == 0: // also before a load, whose quads the log does not have
		return s.without(entity)
	}
	versions, err := s.versions(entity, seq)
	if err != nil {
		return nil, err
	}
	return s.undo(ctx, seq, func(yield func(numbered, error) bool) {
		for _, version := range versions {
			for r, err := range s.records(ctx, version-1, version) {
				if !yield(r, err) {
					return
				}
			}
		}
	}, about{entity: entity})
}

// without returns the state without the quads of an entity, as before the first
// commit.
func (s *Snapshot) without(entity rdf.Term) (*Snapshot, error) {
	before, tx := s.pastTx()
	patterns := []Pattern{{S: entity}, {O: entity}, {G: entity}}
	if entity.IsZero() {
		patterns = []Pattern{{Unnamed: true}}
	}
	for _, p := range patterns {
		if _, err := tx.RemoveMatching(p); err != nil {
			return nil, err
		}
	}
	return before, tx.undo(before, Commit{})
}

// pastTx returns a copy of the state, and a transaction on it that nobody else
// sees.
func (s *Snapshot) pastTx() (*Snapshot, *Tx) {
	from := *s
	from.delta = s.delta.sealed()
	before := newSnapshot(from)
	tx := newTx(before)
	tx.undoes = true
	return before, tx
}

// undo makes a state the one after a commit.
func (tx *Tx) undo(before *Snapshot, c Commit) error {
	apply, err := tx.effect(c)
	if err != nil {
		return err
	}
	apply(before)
	if before.commit = c; c.Added < 0 { // of a load that does not say
		before.commit.Added = before.Len()
	}
	return nil
}

// undo returns the state before records, of which it undoes the quads about
// something.
func (s *Snapshot) undo(ctx context.Context, seq uint64, records func(func(numbered, error) bool), a about) (*Snapshot, error) {
	before, tx := s.pastTx()
	sums := map[quad]int{}
	sum := func(quads iter.Seq2[rdf.Quad, error], sign int) error {
		for q, err := range quads {
			if err != nil {
				return err
			}
			sums[quad{tx.number(q.S), tx.number(q.P), tx.number(q.O), tx.number(q.G)}] += sign
		}
		return nil
	}
	for r, err := range records {
		if err == nil && r.base != "" && r.loadFile == "" {
			return s.nothing()
		}
		var t Transaction
		if err == nil {
			t, err = s.transaction(ctx, r, a)
		}
		if err == nil {
			err = cmp.Or(sum(t.AddedQuads, 1), sum(t.RemovedQuads, -1))
		}
		if err != nil {
			return nil, err
		}
	}
	for q, sum := range sums {
		if sum == 0 {
			continue
		}
		if changed, err := tx.set(q, sum < 0); err != nil || !changed {
			return nil, cmp.Or(err, corrupt.Errorf("the log and the state do not agree"))
		}
	}
	c, err := s.commitOf(ctx, seq)
	if err != nil {
		return nil, err
	}
	return before, tx.undo(before, c)
}

func noCommit(seq, last uint64) error {
	return fmt.Errorf("%w: %d, the last is %d", ErrNoCommit, seq, last)
}

// commitOf returns the commit with a number.
func (s *Snapshot) commitOf(ctx context.Context, seq uint64) (c Commit, err error) {
	if seq == 0 {
		return c, nil
	}
	for r, err := range s.records(ctx, seq-1, seq) {
		if err != nil {
			return c, err
		}
		c = r.commit()
	}
	return c, nil
}

// nothing returns the state before the first commit.
func (s *Snapshot) nothing() (*Snapshot, error) {
	empty, err := openFS(vfs.NewMemory(), Options{})
	if err != nil {
		return nil, err
	}
	first := *empty.Snapshot()
	first.past, first.damage = s.past, s.damage
	return newSnapshot(first), empty.Close()
}
