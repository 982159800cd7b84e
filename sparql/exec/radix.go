package exec

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// keyed is a row with the number that it is sorted by.
type keyed struct {
	key uint64
	row uint32
}

const (
	smallSort    = 256     // rows that are sorted by comparisons
	parallelSort = 1 << 16 // rows from which on two goroutines sort
	checkRadix   = 1 << 17 // rows moved between two looks at the context
)

// sortKeyed sorts rows by key, those with equal keys staying as they are. It
// returns rows or room, which is as long; workers is how many goroutines may work
// on it.
func sortKeyed(ctx context.Context, rows, room []keyed, workers int) ([]keyed, error) {
	differ := uint64(0)
	for _, r := range rows {
		differ |= r.key ^ rows[0].key
	}
	switch half := len(rows) / 2; {
	case differ == 0:
		return rows, nil
	case len(rows) <= smallSort:
		slices.SortStableFunc(rows, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
		return rows, nil
	case len(rows) < parallelSort || workers < 2:
		return radixSort(ctx, rows, room, differ)
	default:
		var low []keyed
		var lowErr error
		var done sync.WaitGroup
		done.Go(func() { low, lowErr = radixSort(ctx, rows[:half], room[:half], differ) })
		high, err := radixSort(ctx, rows[half:], room[half:], differ)
		done.Wait()
		if err = cmp.Or(lowErr, err); err != nil {
			return nil, err
		}
		to := rows
		if &low[0] == &rows[0] {
			to = room
		}
		return to, mergeKeyed(ctx, low, high, to)
	}
}

// radixSort sorts by the bytes in which keys differ, the lowest first.
func radixSort(ctx context.Context, rows, room []keyed, differ uint64) ([]keyed, error) {
	for shift := 0; shift < 64; shift += 8 {
		if differ>>shift&0xff == 0 {
			continue
		}
		var next [256]uint32
		for _, r := range rows {
			next[uint8(r.key>>shift)]++
		}
		at := uint32(0)
		for i, n := range next {
			next[i] = at
			at += n
		}
		for part := range slices.Chunk(rows, checkRadix) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			for _, r := range part {
				place := &next[uint8(r.key>>shift)]
				room[*place] = r
				*place++
			}
		}
		rows, room = room, rows
	}
	return rows, nil
}

// mergeKeyed merges sorted rows; of equal ones those of low come first.
func mergeKeyed(ctx context.Context, low, high, to []keyed) error {
	i, j := 0, 0
	for n := range to {
		if n%checkRadix == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if j == len(high) || i < len(low) && low[i].key <= high[j].key {
			to[n] = low[i]
			i++
		} else {
			to[n] = high[j]
			j++
		}
	}
	return nil
}
