package keyset

import (
	"bytes"
	"slices"
	"sync"
)

// Sort returns the numbers of all keys in the bytewise order of the keys, on two
// cores when workers is more than one.
func (s *Set) Sort(workers int) []uint32 {
	order := make([]uint32, s.Len())
	for i := range order {
		order[i] = uint32(i)
	}
	compare := func(a, b uint32) int { return bytes.Compare(s.Key(a), s.Key(b)) }
	if workers < 2 || len(order) < 1<<12 {
		slices.SortFunc(order, compare)
		return order
	}
	left, right := order[:len(order)/2], order[len(order)/2:]
	var worker sync.WaitGroup
	worker.Go(func() { slices.SortFunc(left, compare) })
	slices.SortFunc(right, compare)
	worker.Wait()
	out := make([]uint32, 0, len(order))
	for len(left) > 0 && len(right) > 0 {
		next := &left
		if compare(right[0], left[0]) < 0 {
			next = &right
		}
		out, *next = append(out, (*next)[0]), (*next)[1:]
	}
	return append(append(out, left...), right...)
}
