// Package labels is the index of a store's things by their names: what begins
// with the words of a query, whatever case and accents, and what differs from them
// by a letter or two. It is made of a snapshot, kept in a file, and brought up to
// date from the log.
//
// An answer is that of the state after one commit, which it names; the file may
// be removed at any time.
package labels

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
)

// The names of the file in the folder, and of one that is being written.
const (
	fileName = "labels"
	tempName = "labels.new"
)

// An Index answers queries for names. Make one with Open; it is safe for
// concurrent use.
type Index struct {
	store   *graph.Store
	options Options
	fs      vfs.FS
	now     atomic.Pointer[view]
	catchUp sync.Mutex // held while the view is brought up to date
	tend    context.Context
	stop    context.CancelFunc
	running sync.WaitGroup

	mu       sync.Mutex
	building chan struct{} // closed when the build under way ends; nil when there is none
	err      error         // of the last build
}

// Open returns the index of a store. What is in the folder is used when it is of
// this store, sound, and not too far behind; else the index is made in the
// background. Without a folder it is made when it is first asked.
func Open(store *graph.Store, o Options) *Index {
	x := &Index{store: store, options: o, fs: vfs.NewMemory()}
	x.tend, x.stop = context.WithCancel(context.Background())
	if o.Folder == "" {
		return x
	}
	x.fs = vfs.Dir(o.Folder)
	s, err := readSegment(x.fs)
	if err == nil && s.isOf(store.ID(), o) && s.Seq <= store.Snapshot().Seq() {
		x.now.Store(newView(s))
		return x
	}
	x.build()
	return x
}

func newView(s *segment) *view {
	return &view{s.Seq, s, &overlay{things: map[string]bool{}, hidden: map[uint32]bool{}}}
}

// Close ends what goes on in the background. The index may still be asked.
func (x *Index) Close() {
	x.stop()
	x.running.Wait()
}

// readSegment reads the file of a folder.
func readSegment(from vfs.FS) (*segment, error) {
	content, err := from.Read(fileName)
	if err != nil {
		return nil, err
	}
	s, err := openSegment(content.Bytes())
	if err != nil {
		return nil, errors.Join(err, content.Close())
	}
	runtime.AddCleanup(s, func(c vfs.Content) { time.AfterFunc(grace, func() { c.Close() }) }, content)
	return s, nil
}

// grace is how long a file stays mapped when nobody refers to it any more.
const grace = time.Minute

// A State says how an index is.
type State struct {
	Seq      uint64 // the commit it was last brought up to; 0 before it is made
	Names    int
	Building bool
	Err      error // of the last attempt to make it
}

// State returns how the index is now. An index that nobody asks stays behind.
func (x *Index) State() State {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := State{Building: x.building != nil, Err: x.err}
	if v := x.now.Load(); v != nil {
		s.Seq, s.Names = v.seq, v.segment.Names+len(v.overlay.names)
	}
	return s
}

// Search returns the things whose names have, for each word of a query, a word
// that begins with it, or, where no name has one, a word that differs by a letter
// or two; the best first: whole names, names that begin with the query, names
// that have its words one behind the other, others; then names with more weight,
// the shorter, those of things that more is said of. French elisions, and stop
// words of English and French, are passed over unless there is nothing else. It
// returns the commit of which that is the answer: that of the snapshot, or an
// earlier one while an index that was far behind is made anew; then nothing is
// shown that the snapshot does not have. The first time it waits until the index
// is made. Errors: damage of files, those of ctx.
//
// Cost: the commits since it was last asked, and the names that share the rarest
// word.
func (x *Index) Search(ctx context.Context, s *graph.Snapshot, q Query) ([]Hit, uint64, error) {
	v, err := x.at(ctx, s)
	if err != nil {
		return nil, 0, err
	}
	if v.seq != s.Seq() {
		q.Accept = present(s, q)
	}
	hits, err := v.find(q)
	if errors.Is(err, corrupt.Err) { // the file changed under it: make it anew
		x.now.CompareAndSwap(v, nil)
		if v, err = x.at(ctx, s); err == nil {
			hits, err = v.find(q)
		}
	}
	if err != nil {
		return nil, 0, err
	}
	return hits, v.seq, nil
}

// at returns the view of a snapshot, or the best there is.
func (x *Index) at(ctx context.Context, s *graph.Snapshot) (*view, error) {
	for {
		v := x.now.Load()
		if v == nil {
			if err := x.wait(ctx, x.build()); err != nil {
				return nil, err
			}
			continue
		}
		if v.seq >= s.Seq() {
			return v, nil
		}
		next, err := x.follow(ctx, s)
		if errors.Is(err, corrupt.Err) && next == nil {
			x.build()
			return v, nil
		}
		return next, err
	}
}

// follow brings the view up to a snapshot. When that is too much it stays, and a
// new one is made.
func (x *Index) follow(ctx context.Context, s *graph.Snapshot) (*view, error) {
	x.catchUp.Lock()
	defer x.catchUp.Unlock()
	v := x.now.Load()
	if v == nil || v.seq >= s.Seq() {
		return v, nil
	}
	next, ok, err := v.after(ctx, s, x.options)
	if err != nil {
		return nil, err
	}
	if !ok {
		x.build()
	}
	if next == nil {
		return v, nil
	}
	x.now.Store(next)
	return next, nil
}

// build has the index made anew in the background, unless that is under way. It
// returns what is closed when it ends.
func (x *Index) build() <-chan struct{} {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.building != nil {
		return x.building
	}
	done := make(chan struct{})
	x.building = done
	x.running.Go(func() {
		err := x.make(x.tend)
		x.mu.Lock()
		defer x.mu.Unlock()
		x.err, x.building = err, nil
		close(done)
	})
	return done
}

// wait waits for a build that there is no answer without.
func (x *Index) wait(ctx context.Context, done <-chan struct{}) error {
	select {
	case <-done:
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.now.Load() != nil {
			return nil
		}
		return x.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// make makes a segment, and keeps it when it can.
func (x *Index) make(ctx context.Context) error {
	file, err := build(ctx, x.store.ID(), x.store.Snapshot(), x.options)
	if err != nil {
		return err
	}
	s, err := openSegment(file)
	if err != nil {
		return err
	}
	kept := keep(x.fs, file)
	if kept == nil { // mapped, it takes no memory of its own
		if mapped, err := readSegment(x.fs); err == nil {
			s = mapped
		}
	}
	x.catchUp.Lock()
	defer x.catchUp.Unlock()
	x.now.Store(newView(s))
	return kept
}

// keep writes a file whole or not at all.
func keep(to vfs.FS, bytes []byte) error {
	file, err := to.Create(tempName)
	if err != nil {
		return err
	}
	_, err = file.Write(bytes)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = to.Rename(tempName, fileName)
	}
	if err == nil {
		err = to.SyncDir(".")
	}
	if err != nil {
		return fmt.Errorf("labels: keep the index: %w", err)
	}
	return nil
}

// Check reads the index in a folder, if there is one, and makes it anew, for the
// options that it was made for, when it is damaged, of another store, or behind.
// It returns what was wrong, "" for nothing.
func Check(ctx context.Context, store *graph.Store, folder string) (wrong string, err error) {
	to := vfs.Dir(folder)
	s, err := readSegment(to)
	now := store.Snapshot()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case errors.Is(err, corrupt.Err): // nobody knows what it was made for
		return err.Error() + ": removed, it is made when the folder is served", to.Remove(fileName)
	case err != nil:
		return "", err
	case s.Store != store.ID():
		return "the index of labels is of another store: removed, it is made when the folder is served", to.Remove(fileName)
	case s.Seq == now.Seq():
		return "", s.verify(ctx)
	}
	file, err := build(ctx, store.ID(), now, s.Made)
	if err == nil {
		err = keep(to, file)
	}
	return fmt.Sprintf("the index of labels was of commit %d: made anew of commit %d", s.Seq, now.Seq()), err
}
