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
	tinySort     = 16      // rows that are sorted by moving each to its place
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
	case len(rows) <= tinySort:
		insertionSort(rows)
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

func insertionSort(rows []keyed) {
	for i, r := range rows {
		for ; i > 0 && rows[i-1].key > r.key; i-- {
			rows[i] = rows[i-1]
		}
		rows[i] = r
	}
}

// radixSort sorts by the bytes in which keys differ, the lowest first.
func radixSort(ctx context.Context, rows, room []keyed, differ uint64) ([]keyed, error) {
	for shift := 0; shift < 64; shift += 8 {
		if differ>>shift&0xff == 0 {
			continue
		}
		var next [256]uint32
		for part := range slices.Chunk(rows, checkRadix) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			for _, r := range part {
				next[uint8(r.key>>shift)]++
			}
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

// smallest returns the rows whose keys are among the n smallest, those that are
// equal to the last of them too, in the order in which they are. It changes room,
// which is as long.
func smallest(rows, room []keyed, n int) []keyed {
	if len(rows) <= 2*n {
		return rows
	}
	last, kept := nth(append(room[:0], rows...), n-1), 0
	for _, r := range rows {
		if r.key <= last {
			rows[kept] = r
			kept++
		}
	}
	return rows[:kept]
}

// nth returns the key that would be at a place if rows were sorted. It moves them.
func nth(rows []keyed, place int) uint64 {
	for len(rows) > tinySort {
		low, high := 0, len(rows)-1
		a, b, c := rows[low].key, rows[len(rows)/2].key, rows[high].key
		pivot := max(min(a, b), min(max(a, b), c))
		for low <= high {
			for rows[low].key < pivot {
				low++
			}
			for rows[high].key > pivot {
				high--
			}
			if low <= high {
				rows[low], rows[high] = rows[high], rows[low]
				low++
				high--
			}
		}
		switch { // keys up to high are at most pivot, those from low on at least
		case place <= high:
			rows = rows[:high+1]
		case place >= low:
			rows, place = rows[low:], place-low
		default:
			return pivot
		}
	}
	insertionSort(rows)
	return rows[place].key
}
