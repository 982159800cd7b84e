// Package graph is the store of plenary: RDF datasets with snapshots and
// transactions, and the walks over them.
//
// One writer at a time, any number of readers; a snapshot never changes and a
// reader never waits.
package graph

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"time"

	"w3id.org/plenary/rdf"
)

// ErrInvalid says that a quad has a term where RDF allows none of its kind.
var ErrInvalid = errors.New("graph: not an RDF quad")

// Options of a store. The zero value works.
type Options struct {
	// Now tells the time of commits; time.Now when nil.
	Now func() time.Time
	// MergeAfter is how many quads must change before the base is written anew
	// with the changes; 0 means 8192 and a quarter of the quads, whichever is
	// more.
	MergeAfter int
}

// A Change says who changes what, for the history.
type Change struct{ Author, Message string }

// A Commit is a change that took effect.
type Commit struct {
	Seq            uint64
	Time           time.Time // not before that of the commit before
	Author         string
	Message        string
	Added, Removed int // quads
}

// A Store holds a dataset. Make one with New.
type Store struct {
	now     func() time.Time
	after   int // changes before a merge; 0 is by size
	current atomic.Pointer[Snapshot]
	writer  chan struct{} // holds one value while there is a writer
}

// New returns an empty store in memory.
func New(o Options) *Store {
	s := &Store{now: o.Now, after: o.MergeAfter, writer: make(chan struct{}, 1)}
	if s.now == nil {
		s.now = time.Now
	}
	empty, err := newBase(newBulk().source(0), 0)
	if err != nil {
		panic(err) // writing to memory cannot fail
	}
	s.current.Store((&Snapshot{damage: new(atomic.Pointer[error])}).withBase(empty, Commit{}))
	return s
}

// Snapshot returns the current state.
func (s *Store) Snapshot() *Snapshot { return s.current.Load() }

// Update runs fn in a transaction. It waits for the writer before it, so fn
// must not call it. When fn fails or panics, or ctx has ended, nothing changes
// and the error is returned or the panic goes on. A transaction that changes
// nothing makes no commit: the current one is returned, with no counts.
//
// Cost: that of fn, and of copying what changed since the base, which is in the
// order of the square root of the store.
func (s *Store) Update(ctx context.Context, c Change, fn func(*Tx) error) (Commit, error) {
	return s.write(ctx, c, func(now *Snapshot) (result, error) {
		tx := newTx(now)
		return tx, fn(tx)
	})
}

// Load adds many quads in one transaction; on a store without a commit it
// builds the indexes at once, which is the fast way to fill it. It stops at the
// first error of the sequence and then changes nothing. The sequence is ranged
// over in the calling goroutine.
func (s *Store) Load(ctx context.Context, c Change, quads iter.Seq2[rdf.Quad, error]) (Commit, error) {
	return s.write(ctx, c, func(now *Snapshot) (result, error) {
		if now.Seq() == 0 {
			b := newBulk()
			return b, b.addAll(ctx, quads)
		}
		tx := newTx(now)
		return tx, tx.addAll(ctx, quads)
	})
}

// A result is what a writer has prepared.
type result interface {
	empty() bool
	snapshot(*Snapshot, Commit) (*Snapshot, error)
}

// write lets prepare run as the one writer and publishes what it returns.
func (s *Store) write(ctx context.Context, c Change, prepare func(*Snapshot) (result, error)) (Commit, error) {
	select {
	case s.writer <- struct{}{}:
	case <-ctx.Done():
		return Commit{}, ctx.Err()
	}
	defer func() { <-s.writer }()
	now := s.current.Load()
	changed, err := prepare(now)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return Commit{}, err
	}
	if changed.empty() {
		unchanged := now.commit
		unchanged.Added, unchanged.Removed = 0, 0
		return unchanged, nil
	}
	next, err := changed.snapshot(now, s.commit(now, c))
	if err == nil {
		next, err = s.merged(next)
	}
	if err != nil {
		return Commit{}, err
	}
	s.current.Store(next)
	return next.commit, nil
}

func (s *Store) commit(before *Snapshot, c Change) Commit {
	at := s.now()
	if at.Before(before.commit.Time) {
		at = before.commit.Time
	}
	return Commit{Seq: before.commit.Seq + 1, Time: at, Author: c.Author, Message: c.Message}
}
