// Package graph is the store of plenary: RDF datasets with snapshots and
// transactions, and the walks over them. It is in memory.
//
// One writer at a time, any number of readers; a snapshot never changes and a
// reader never waits.
package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/rdf"
)

// ErrInvalid says that a quad has a term where RDF allows none of its kind.
var ErrInvalid = errors.New("graph: not an RDF quad")

// mergeRatio is the share of the base that changes may reach before the base
// is written anew: commits cost in proportion to what changed since.
const mergeRatio = 8

// Options of a store. The zero value works.
type Options struct {
	// Now tells the time of commits; time.Now when nil.
	Now func() time.Time
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
	current atomic.Pointer[Snapshot]

	writing sync.Mutex // held by the one writer
}

// New returns an empty store in memory.
func New(o Options) *Store {
	s := &Store{now: o.Now}
	if s.now == nil {
		s.now = time.Now
	}
	s.current.Store(newSnapshot(Snapshot{
		dict: newDict(0), base: newIndex(nil), added: newIndex(nil), versions: &versions{},
	}))
	return s
}

// Snapshot returns the current state.
func (s *Store) Snapshot() *Snapshot { return s.current.Load() }

// Update runs fn in a transaction. When fn fails or ctx has ended nothing
// changes and the error is returned. A transaction that changes nothing makes
// no commit: the current one is returned, with no counts.
func (s *Store) Update(ctx context.Context, c Change, fn func(*Tx) error) (Commit, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	now := s.current.Load()
	tx := &Tx{from: now, dict: now.dict.writable(), changes: map[quad]bool{}}
	if err := fn(tx); err != nil {
		return Commit{}, err
	}
	if err := ctx.Err(); err != nil {
		return Commit{}, err
	}
	if len(tx.changes) == 0 {
		unchanged := now.commit
		unchanged.Added, unchanged.Removed = 0, 0
		return unchanged, nil
	}
	next := tx.result(s.commit(now, c))
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

// Load adds many quads in one transaction; on an empty store it builds the
// indexes at once, which is the fast way to fill it. It stops at the first
// error of the sequence and then changes nothing.
func (s *Store) Load(ctx context.Context, c Change, quads iter.Seq2[rdf.Quad, error]) (Commit, error) {
	if s.Snapshot().Len() > 0 {
		return s.Update(ctx, c, func(tx *Tx) error { return tx.addAll(quads) })
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	now := s.current.Load()
	b := bulk{dict: newDict(1 << 16)}
	if err := b.addAll(quads); err != nil {
		return Commit{}, err
	}
	if err := ctx.Err(); err != nil {
		return Commit{}, err
	}
	next := b.result(s.commit(now, c))
	s.current.Store(next)
	return next.commit, nil
}

// A Tx is a transaction under way. It is valid inside the function it is given
// to and not safe for use by several goroutines.
type Tx struct {
	from    *Snapshot
	dict    *dict
	changes map[quad]bool // true added, false removed, against from
}

// Add adds a quad and reports whether it was absent.
func (tx *Tx) Add(q rdf.Quad) (bool, error) {
	if !q.Valid() {
		return false, fmt.Errorf("%w: %v", ErrInvalid, q)
	}
	n := quad{tx.dict.number(q.S), tx.dict.number(q.P), tx.dict.number(q.O), 0}
	if !q.G.IsZero() {
		n[3] = tx.dict.number(q.G)
	}
	return tx.set(n, true), nil
}

// Remove removes a quad and reports whether it was there. The zero G means the
// unnamed graph alone: the triple may remain in others (see Has).
func (tx *Tx) Remove(q rdf.Quad) (bool, error) {
	if !q.Valid() {
		return false, fmt.Errorf("%w: %v", ErrInvalid, q)
	}
	n, known := tx.numbers(q)
	return known && tx.set(n, false), nil
}

func (tx *Tx) numbers(q rdf.Quad) (n quad, known bool) {
	for i, t := range [4]rdf.Term{q.S, q.P, q.O, q.G} {
		id, ok := tx.dict.id(t)
		if !ok {
			return n, false
		}
		n[i] = id
	}
	return n, true
}

// set makes a quad present or absent and reports whether that is a change.
func (tx *Tx) set(q quad, present bool) bool {
	before := tx.from.has(q)
	now, changed := tx.changes[q]
	if !changed {
		now = before
	}
	if now == present {
		return false
	}
	if present == before {
		delete(tx.changes, q)
	} else {
		tx.changes[q] = present
	}
	return true
}

// Has reports whether the quad is there, changes of this transaction included.
func (tx *Tx) Has(q rdf.Quad) bool {
	n, known := tx.numbers(q)
	if present, changed := tx.changes[n]; known && changed {
		return present
	}
	return known && tx.from.has(n)
}

// RemoveMatching removes the quads that match p and returns how many.
func (tx *Tx) RemoveMatching(p Pattern) int {
	m := tx.dict.compile(p)
	if m.none {
		return 0
	}
	var found []quad
	tx.from.scan(m, func(q quad) bool {
		found = append(found, q)
		return true
	})
	for q, present := range tx.changes {
		if present && m.accepts(q) {
			found = append(found, q)
		}
	}
	n := 0
	for _, q := range found {
		if tx.set(q, false) {
			n++
		}
	}
	return n
}

func (tx *Tx) addAll(quads iter.Seq2[rdf.Quad, error]) error {
	for q, err := range quads {
		if err != nil {
			return err
		}
		if _, err := tx.Add(q); err != nil {
			return err
		}
	}
	return nil
}

func (s *Snapshot) has(q quad) bool {
	if s.added.has(q) {
		return true
	}
	_, gone := s.removed[q]
	return !gone && s.base.has(q)
}

// result is the snapshot after the transaction.
func (tx *Tx) result(c Commit) *Snapshot {
	removed := maps.Clone(tx.from.removed)
	if removed == nil {
		removed = map[quad]struct{}{}
	}
	added := map[quad]struct{}{}
	for _, q := range tx.from.added.quads() {
		added[q] = struct{}{}
	}
	for q, present := range tx.changes {
		switch {
		case present && tx.from.base.has(q):
			delete(removed, q)
		case present:
			added[q] = struct{}{}
		case tx.from.base.has(q):
			removed[q] = struct{}{}
		default:
			delete(added, q)
		}
		if present {
			c.Added++
		} else {
			c.Removed++
		}
	}
	next := Snapshot{dict: tx.dict, base: tx.from.base, removed: removed, commit: c,
		versions: tx.from.versions.touched(tx.changes, c.Seq)}
	quads := make([]quad, 0, len(added))
	for q := range added {
		quads = append(quads, q)
	}
	if (len(added)+len(removed))*mergeRatio > len(tx.from.base[0]) {
		return merged(next, quads)
	}
	next.added = newIndex(quads)
	return newSnapshot(next)
}

// merged moves what changed into a new base.
func merged(s Snapshot, added []quad) *Snapshot {
	quads := added
	for _, q := range s.base.quads() {
		if _, gone := s.removed[q]; !gone {
			quads = append(quads, q)
		}
	}
	s.dict = s.dict.merged()
	s.base, s.added, s.removed = newIndex(quads), newIndex(nil), nil
	s.versions = s.versions.merged(len(s.dict.terms))
	return newSnapshot(s)
}
