package sparql

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"w3id.org/plenary/sparql/exec"
)

// slots lets so many queries run at once. The others wait in the order in which
// they came; those that have begun go before those that have not.
type slots struct {
	mu      sync.Mutex
	all     int
	free    int
	most    int             // of those that wait to begin
	waiting []chan struct{} // to begin
	paused  []chan struct{} // to go on
}

// take waits for a slot. Errors: ErrBusy, that of ctx.
func (s *slots) take(ctx context.Context, begun bool) error {
	s.mu.Lock()
	if s.free > 0 {
		s.free--
		s.mu.Unlock()
		return nil
	}
	if !begun && len(s.waiting) >= s.most {
		s.mu.Unlock()
		return ErrBusy
	}
	queue, turn := s.queue(begun), make(chan struct{})
	*queue = append(*queue, turn)
	s.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	s.leave(queue, turn)
	if err := context.Cause(ctx); begun || !errors.Is(err, exec.ErrBudget) {
		return err
	}
	return ErrBusy // it never began
}

func (s *slots) queue(begun bool) *[]chan struct{} {
	if begun {
		return &s.paused
	}
	return &s.waiting
}

// leave takes one that waits out of its queue. When its turn has come already,
// the slot is given on.
func (s *slots) leave(queue *[]chan struct{}, turn chan struct{}) {
	s.mu.Lock()
	i := slices.Index(*queue, turn)
	if i >= 0 {
		*queue = slices.Delete(*queue, i, i+1)
	}
	s.mu.Unlock()
	if i < 0 {
		s.give()
	}
}

// taken returns how many queries run.
func (s *slots) taken() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all - s.free
}

// give gives a slot back, or on.
func (s *slots) give() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, queue := range []*[]chan struct{}{&s.paused, &s.waiting} {
		if len(*queue) > 0 {
			close((*queue)[0])
			*queue = slices.Delete(*queue, 0, 1)
			return
		}
	}
	s.free++
}

// A turn is a slot that is handed on. A nil turn is none.
type turn struct {
	slots *slots
	held  atomic.Bool
}

func newTurn(s *slots) *turn {
	t := &turn{slots: s}
	t.held.Store(true)
	return t
}

// use reports whether the slot was still there; then it is the caller's.
func (t *turn) use() bool { return t != nil && t.held.CompareAndSwap(true, false) }

// end gives the slot back, unless it was used.
func (t *turn) end() {
	if t.use() {
		t.slots.give()
	}
}
