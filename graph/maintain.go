package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// few is the number of changes that are not worth a file, share how many times
// more the base may have than the changes that are worth a merge, and crowd how
// many times few there may be in memory before commits wait.
const (
	few   = 4096
	share = 4
	crowd = 64
)

// Err returns why the last attempt to write changes to files failed, nil when it
// did not. Commits stand all the same, by the log; there is another attempt when
// as much again has changed as makes a file.
func (s *Store) Err() error {
	if err := s.trouble.Load(); err != nil {
		return *err
	}
	return nil
}

// Merge writes all that is there now to a new base, and what the files before
// had is left to the snapshots that use them. Readers and writers go on.
// Errors: those of the folder, ErrClosed, ErrReadOnly, those of ctx.
//
// Cost: that of writing everything once.
func (s *Store) Merge(ctx context.Context) error {
	s.working.Add(1)
	defer s.working.Add(-1)
	s.tending.Lock()
	defer s.tending.Unlock()
	return s.merge(ctx, s.Snapshot().Oldest())
}

// maintain has what a commit left to do done in the background, unless that is
// under way.
func (s *Store) maintain(now *Snapshot) {
	if !s.overfull(now) && !s.due(now) || int64(now.delta.size()) < s.patience.Load() {
		return
	}
	if size(now.delta.top) >= crowd*s.flush {
		s.tending.Lock()
	} else if !s.tending.TryLock() {
		return
	}
	s.working.Add(1)
	go func() {
		defer s.tending.Unlock()
		defer s.working.Add(-1)
		err := s.work()
		switch {
		case err == nil:
			s.trouble.Store(nil)
			s.patience.Store(0)
		case s.tend.Err() == nil:
			s.trouble.Store(&err)
			s.patience.Store(int64(s.Snapshot().delta.size() + s.flush))
		}
	}()
}

// work writes files until nothing is left to do.
func (s *Store) work() error {
	for {
		var err error
		switch now := s.Snapshot(); {
		case s.due(now):
			err = s.merge(s.tend, now.Oldest())
		case s.overfull(now):
			err = s.writeRun(s.tend)
		default:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// due reports whether a snapshot has so many changes that they should be merged.
func (s *Store) due(now *Snapshot) bool {
	after := s.after
	if after == 0 {
		after = max(few, now.base.graphs.Len()/share)
	}
	return now.delta.size() >= after
}

// overfull reports whether a snapshot has so many changes in memory that they
// should be in a file.
func (s *Store) overfull(now *Snapshot) bool { return size(now.delta.top) >= s.flush }

// writeRun writes the changes in memory to a file, together with those of the
// last files that have no more: so that there are few, and each change is
// written again only when it is in a file of twice the size.
func (s *Store) writeRun(ctx context.Context) error {
	now, err := s.seal()
	if err != nil {
		return err
	}
	layers := now.delta.below
	if len(layers) == 0 {
		return nil
	}
	from, rows := len(layers)-1, 0
	for rows = size(layers[from]); from > 0 && (inMemory(layers[from-1]) || size(layers[from-1]) <= rows); from-- {
		rows += size(layers[from-1])
	}
	written, err := s.newRun(ctx, layers[from:], now.commit)
	if err = cmp.Or(err, now.Err()); err != nil {
		return err
	}
	_, err = s.change(func(head *Snapshot) error {
		head.delta = &delta{slices.Concat(layers[:from], []layer{written}, head.delta.below[len(layers):]), head.delta.top}
		return nil
	})
	return err
}

func inMemory(l layer) bool {
	_, is := l.(*memory)
	return is
}

// seal begins a new layer in memory and returns the state before, which is
// durable.
func (s *Store) seal() (*Snapshot, error) {
	return s.change(func(head *Snapshot) error {
		if size(head.delta.top) > 0 {
			head.delta = head.delta.sealed()
		}
		return nil
	})
}

// merge writes a base of the state now, and does again on it what was committed
// meanwhile. The history begins with commit first then.
func (s *Store) merge(ctx context.Context, first uint64) error {
	now, err := s.seal()
	if err != nil || now.Seq() == 0 {
		return err
	}
	if err := s.room("a merge (commits go on without it)", now.size()); err != nil { // the new base takes about what they take
		return err
	}
	m, err := newMerger(ctx, now, first)
	if err != nil {
		return err
	}
	gone, err := now.loadsBefore(ctx, first)
	if err != nil {
		return err
	}
	base, err := s.newBase(m.source())
	if err = cmp.Or(err, now.Err()); err != nil {
		return err
	}
	merged := now.withBase(base, now.commit)
	for before := now.Seq(); ; before = merged.Seq() { // most of it while others may commit
		if err := s.replay(ctx, merged); err != nil {
			return err
		}
		if merged.Seq()-before < few {
			break
		}
	}
	_, err = s.change(func(head *Snapshot) error {
		err := s.replay(ctx, merged)
		if err == nil && merged.Seq() != head.Seq() {
			err = errors.New("graph: the log and the commits in memory do not agree")
		}
		head.base, head.delta = merged.base, merged.delta
		head.loads = slices.DeleteFunc(slices.Clone(head.loads), func(load string) bool { return slices.Contains(gone, load) })
		head.first = first
		return err
	})
	return err
}

// size returns how many bytes the files of a state take.
func (s *Snapshot) size() (bytes int64) {
	bytes = s.base.files.size()
	for _, l := range s.delta.below {
		if r, ok := l.(*run); ok {
			bytes += r.files.size()
		}
	}
	return bytes
}

// room refuses what the disk has no room for: it takes about so many bytes.
func (s *Store) room(what string, need int64) error {
	need += need / 4
	free, err := s.fs.Free()
	if err == nil && free < need {
		err = fmt.Errorf("graph: %s needs about %d MB, the disk has %d MB: make room", what, need>>20+1, free>>20)
	}
	return err
}

// change lets fn change the files of the head, between two commits, when all of
// them are durable. It makes that what the folder says, and returns the state.
func (s *Store) change(fn func(head *Snapshot) error) (*Snapshot, error) {
	s.writer <- struct{}{}
	defer func() { <-s.writer }()
	if s.readOnly || s.closed {
		return nil, cmp.Or(when(s.closed, ErrClosed), ErrReadOnly)
	}
	if err := s.log.Sync(s.head.Seq()); err != nil {
		return nil, err
	}
	head := *s.head
	head.shape++
	if err := fn(&head); err != nil {
		return nil, err
	}
	s.heading.Lock()
	s.head = &head
	now := head.frozen()
	s.heading.Unlock()
	s.publish(now)
	return now, s.settle()
}

// settle makes the files of the head what the folder says, when its commits are
// durable, and removes those before.
func (s *Store) settle() error {
	next := s.manifest.of(s.head)
	if next.equal(s.manifest) {
		return nil
	}
	if err := s.log.Sync(s.head.Seq()); err != nil {
		return err
	}
	if err := next.write(s.fs); err != nil {
		return err
	}
	s.manifest = next
	return s.removeOld()
}

// withBase returns the state of a base alone.
func (s *Snapshot) withBase(b *base, c Commit) *Snapshot {
	b.commit = c
	return newSnapshot(Snapshot{base: b, delta: newDelta(), commit: c, loads: s.loads, first: s.first, shape: s.shape, damage: s.damage, past: s.past})
}
