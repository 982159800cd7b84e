package graph

import (
	"math/bits"
	"sync"
)

// rank tells how many rows before some row begin a new triple, in constant
// time: a bit for each row that does, and a count for each word of bits.
type rank struct {
	bits   []uint64
	before []uint32
}

// newRanks ranks the permutations of an index that keep the quads of a triple
// together.
func newRanks(x *index) *[gspo]rank {
	var ranks [gspo]rank
	var workers sync.WaitGroup
	for i := range ranks {
		workers.Go(func() { ranks[i] = newRank(x[i]) })
	}
	workers.Wait()
	return &ranks
}

func newRank(rows []quad) rank {
	r := rank{make([]uint64, len(rows)/64+1), make([]uint32, len(rows)/64+1)}
	var last quad
	n := uint32(0)
	for i := range rows {
		if i%64 == 0 {
			r.before[i/64] = n
		}
		triple := rows[i]
		triple[3] = 0
		if triple != last {
			r.bits[i/64] |= 1 << (i % 64)
			last = triple
			n++
		}
	}
	if len(rows)%64 == 0 {
		r.before[len(rows)/64] = n
	}
	return r
}

// at returns the number of triples that begin before row i, which may be the
// number of rows.
func (r *rank) at(i int) int {
	below := r.bits[i/64] & (1<<(i%64) - 1)
	return int(r.before[i/64]) + bits.OnesCount64(below)
}
