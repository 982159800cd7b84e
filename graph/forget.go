package graph

import (
	"context"
	"fmt"
)

// Forgotten says which commits a store has forgotten; zeros are none.
type Forgotten struct{ From, To uint64 }

// Forget drops the history before a commit, which is then the oldest that is
// known: earlier states and changes cannot be asked for any more, by snapshots
// that were taken before either, and terms that only they have are gone. The
// current state stays as it is. Nothing is forgotten unless this is called.
// Errors: ErrNoCommit, those of Merge.
//
// Cost: that of Merge, and of writing a segment of the log.
func (s *Store) Forget(ctx context.Context, before uint64) (Forgotten, error) {
	s.tending.Lock()
	defer s.tending.Unlock()
	now := s.Snapshot()
	f := Forgotten{now.Oldest(), before - 1}
	switch {
	case before > now.Seq():
		return Forgotten{}, fmt.Errorf("%w: %d, the last is %d", ErrNoCommit, before, now.Seq())
	case before <= f.From:
		return Forgotten{}, nil
	}
	if err := s.merge(ctx, before); err != nil {
		return Forgotten{}, err
	}
	now.past.forget(before)
	return f, s.log.Forget(before)
}

// Oldest returns the number of the oldest commit whose state and changes are
// known: 1 unless those before were forgotten.
func (s *Snapshot) Oldest() uint64 { return s.past.first.Load() }

// loadsBefore returns the load files of the commits that are to be forgotten.
func (s *Snapshot) loadsBefore(ctx context.Context, first uint64) (names []string, err error) {
	oldest := s.Oldest()
	for r, err := range s.records(ctx, oldest-1, max(oldest, first)-1) {
		if err != nil {
			return nil, err
		}
		names = append(names, r.loadFile)
	}
	return names, nil
}

// keeps returns an error when a commit is forgotten.
func (p *past) keeps(seq uint64) error {
	if first := p.first.Load(); first > 1 && seq < first {
		return fmt.Errorf("%w: %d, the oldest kept is %d", ErrForgotten, seq, first)
	}
	return nil
}

func (p *past) forget(before uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.first.Store(before)
	p.recent = nil
}
