// Package graph is the store of plenary: RDF datasets with snapshots and
// transactions, and the walks over them.
//
// One writer at a time, any number of readers; a snapshot never changes and a
// reader never waits.
package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
	"w3id.org/plenary/graph/internal/wal"
	"w3id.org/plenary/rdf"
)

// ErrInvalid says that a quad has a term where RDF allows none of its kind.
var ErrInvalid = errors.New("graph: not an RDF quad")

// Errors of stores.
var (
	// ErrCorrupt is wrapped by what says that files are not what was written.
	ErrCorrupt = corrupt.Err
	// ErrClosed says that the store was closed.
	ErrClosed = errors.New("graph: store is closed")
	// ErrTooLarge says that a transaction changed more quads than it may.
	ErrTooLarge = errors.New("graph: the transaction is too large")
	// ErrReadOnly says that the store was opened to be read.
	ErrReadOnly = errors.New("graph: the store is open for reading only")
	// ErrBackup says that a folder is a backup, which is opened to be read.
	ErrBackup = errors.New("graph: the folder is a backup, which is only read")
	// ErrLocked says that another process has the folder open for writing.
	ErrLocked = errors.New("graph: the folder is in use by another process")
)

// Options of a store. The zero value works.
type Options struct {
	// Now tells the time of commits; time.Now when nil.
	Now func() time.Time
	// MergeAfter is how many quads must change before the base is written anew
	// with the changes; 0 means 4096 and a quarter of the quads, whichever is
	// more.
	MergeAfter int
	// FlushAfter is how many quads must change before the changes are written to
	// a file, so that opening need not read them from the log; 0 means 4096.
	FlushAfter int
	// MaxChanges is how many quads a transaction may change, a load excepted; 0
	// means 4 million. They are held in memory.
	MaxChanges int
	// LoadMemory is about how many bytes a load may hold in memory; 0 means 2 GiB.
	// More than that is sorted in files in the folder, for which it must have room.
	LoadMemory int64
	// ReadOnly opens a folder that another process may write to. The store shows
	// what was there when it was opened.
	ReadOnly bool
	// Base is the base IRI that a new folder keeps; see Store.Base.
	Base string
}

// A Change says who changes what, for the history.
type Change struct{ Author, Message string }

// A Commit is a change that took effect.
type Commit struct {
	Seq     uint64    `json:"seq"`
	Time    time.Time `json:"time"` // not before that of the commit before
	Author  string    `json:"author,omitempty"`
	Message string    `json:"message,omitempty"`
	Added   int       `json:"added"`   // quads
	Removed int       `json:"removed"` // quads
}

// A Store holds a dataset. Make one with New or Open.
type Store struct {
	now      func() time.Time
	after    int   // changes before a merge; 0 is by size
	flush    int   // changes before a run
	changes  int   // at most, of a transaction
	memory   int64 // bytes for a load
	readOnly bool
	fs       vfs.FS
	log      *wal.Log
	lock     io.Closer
	current  atomic.Pointer[Snapshot] // the last that is durable
	news     news                     // of current
	writer   chan struct{}            // holds one value while there is a writer
	heading  sync.Mutex               // held while the head changes with the log
	head     *Snapshot                // the last state, which the writer reads and changes; not handed out
	manifest manifest                 // what the folder says; the writer's
	identity manifest                 // of it what never changes
	damage   *atomic.Pointer[error]   // the first that a reader met
	tending  sync.Mutex               // held while layers become files
	working  atomic.Int32             // how many want to or do that
	files    int                      // number of the last file that was begun; the tender's
	stop     context.CancelFunc       // ends tending
	tend     context.Context
	trouble  atomic.Pointer[error] // of the last time
	patience atomic.Int64          // changes before another attempt after trouble
	closed   bool                  // the writer's
}

// New returns an empty store in memory.
func New(o Options) *Store {
	o.ReadOnly = false
	s, err := openFS(vfs.NewMemory(), o)
	if err != nil {
		panic(err) // an empty folder in memory has no errors
	}
	return s
}

// Open opens the store in a folder, which is made when it is not there. Every
// commit that was acknowledged is there. Errors: ErrLocked, those that wrap
// ErrCorrupt, those of the system.
//
// Cost: that of the commits that are in no file yet, some thousand small ones.
func Open(path string, o Options) (*Store, error) {
	s, err := openFS(vfs.Dir(path), o)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return s, nil
}

// Base returns the base IRI that the folder was made with, "" for none.
func (s *Store) Base() string { return s.identity.BaseIRI }

// ID returns what tells the store from all others, whatever folder it is in. It is
// random; a backup has that of its store, a restored one a new one.
func (s *Store) ID() string { return s.identity.ID }

// Close ends the use of the store, when the writer before it has finished.
// Snapshots may still be read. It may be called again.
func (s *Store) Close() error {
	s.stop()
	s.tending.Lock()
	defer s.tending.Unlock()
	s.writer <- struct{}{}
	defer func() { <-s.writer }()
	if s.closed {
		return nil
	}
	s.closed = true
	var err error
	if !s.readOnly && s.manifest.Closed < s.current.Load().Seq() {
		s.manifest.Closed = s.current.Load().Seq()
		err = s.manifest.write(s.fs)
	}
	err = errors.Join(err, s.log.Close())
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
	}
	return err
}

// Snapshot returns the current state.
func (s *Store) Snapshot() *Snapshot { return s.current.Load() }

// Update runs fn in a transaction. It waits for the writer before it, so fn
// must not call it. When fn fails or panics, or ctx has ended, nothing changes
// and the error is returned or the panic goes on. A transaction that changes
// nothing makes no commit: the current one is returned, with no counts.
//
// Cost: that of fn, for each quad that changes some searches in base and layers,
// and one write to disk, which commits at the same time share.
func (s *Store) Update(ctx context.Context, c Change, fn func(*Tx) error) (Commit, error) {
	done, err := s.write(ctx, c, func(now *Snapshot) (result, error) {
		tx := s.newTx(now)
		return tx, fn(tx)
	})
	if err == nil {
		s.maintain(s.Snapshot())
	}
	return done, err
}

// Load adds many quads, any number of them, in one transaction. It stops at the
// first error of the sequence and then changes nothing. The sequence is ranged
// over in the calling goroutine, while others may commit; where many quads come,
// commits wait while a new base is written of them and the state.
//
// Cost: that of sorting the quads, and of writing everything once when they are
// not few beside what is there; memory as Options.LoadMemory says.
func (s *Store) Load(ctx context.Context, c Change, quads iter.Seq2[rdf.Quad, error]) (Commit, error) {
	return s.LoadIf(ctx, c, quads, nil)
}

// A LoadCheck lets a load pass, or returns what is wrong with it. added yields the
// quads that come, true for each; it is nil where they are so many that a new base is
// made of them. The states are valid as long as the call.
type LoadCheck func(before, after *Snapshot, added iter.Seq2[rdf.Quad, bool]) error

// LoadIf is Load with a check before the commit, while other writers wait. With an
// error of the check nothing changes, and it is returned. A load that adds nothing is
// not checked; nil checks nothing.
func (s *Store) LoadIf(ctx context.Context, c Change, quads iter.Seq2[rdf.Quad, error], check LoadCheck) (Commit, error) {
	done, err := s.load(ctx, c, quads, check)
	if err == nil {
		s.maintain(s.Snapshot())
	}
	return done, err
}

func (s *Store) newTx(now *Snapshot) *Tx {
	tx := newTx(now)
	tx.max = s.changes
	return tx
}

// A result is what a writer has prepared.
type result interface {
	empty() bool
	// plan returns what the log keeps of a commit, and what changes the head to
	// the state after it.
	plan(s *Store, c Commit) (record, func(head *Snapshot), error)
}

// write lets prepare run as the one writer. When it returns, what prepare did is
// durable and published.
func (s *Store) write(ctx context.Context, c Change, prepare func(*Snapshot) (result, error)) (Commit, error) {
	done, err := s.commit(ctx, c, prepare)
	if err == nil {
		err = s.log.Sync(done.Seq)
	}
	if err != nil {
		return Commit{}, err
	}
	return done, nil
}

// commit runs prepare, appends what it did to the log and changes the head.
func (s *Store) commit(ctx context.Context, c Change, prepare func(*Snapshot) (result, error)) (Commit, error) {
	select {
	case s.writer <- struct{}{}:
	case <-ctx.Done():
		return Commit{}, ctx.Err()
	}
	defer func() { <-s.writer }()
	if s.readOnly || s.closed {
		return Commit{}, cmp.Or(when(s.closed, ErrClosed), ErrReadOnly)
	}
	prepared, err := prepare(s.head)
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return Commit{}, err
	}
	if prepared.empty() {
		unchanged := s.head.commit
		unchanged.Added, unchanged.Removed = 0, 0
		return unchanged, nil
	}
	entry, apply, err := prepared.plan(s, s.stamp(c))
	if err != nil {
		return Commit{}, err
	}
	before := s.head.base
	if err := s.append(entry, apply); err != nil {
		return Commit{}, err
	}
	if s.head.base != before { // a load, which the log names too
		if err := s.settle(); err != nil {
			s.trouble.Store(&err)
		}
	}
	return s.head.commit, nil
}

// append appends a record to the log and changes the head with it.
func (s *Store) append(entry record, apply func(*Snapshot)) error {
	s.heading.Lock()
	defer s.heading.Unlock()
	_, err := s.log.Append(entry.append(nil))
	if err == nil {
		apply(s.head)
	}
	return err
}

// frozen returns a state that never changes.
func (s *Snapshot) frozen() *Snapshot {
	out := *s
	out.delta = s.delta.clone()
	return newSnapshot(out)
}

// take lets the log take the records that it is about to write, and returns what
// publishes the state after them when they are durable. So all commits of a
// group are published at once, and what they have changed is copied once.
func (s *Store) take(records func()) (done func()) {
	s.heading.Lock()
	defer s.heading.Unlock()
	records()
	next := s.head.frozen()
	return func() { s.publish(next) }
}

func when(is bool, err error) error {
	if is {
		return err
	}
	return nil
}

// stamp makes a commit of a change, which follows the head.
func (s *Store) stamp(c Change) Commit {
	at := s.now()
	if before := s.head.commit.Time; at.Before(before) {
		at = before
	}
	return Commit{Seq: s.head.Seq() + 1, Time: at, Author: c.Author, Message: c.Message}
}

// publish makes a snapshot the current one unless a later one is, or one with
// the same commits in newer files.
func (s *Store) publish(next *Snapshot) {
	for {
		now := s.current.Load()
		if next.Seq() < now.Seq() || next.Seq() == now.Seq() && next.shape <= now.shape {
			return
		}
		if s.current.CompareAndSwap(now, next) {
			s.news.tell()
			return
		}
	}
}
