package graph

import (
	"context"
	"iter"
	"math/bits"
)

// A join makes one base of chunks and of the state before them, which has the
// first word about what is new.
type join struct {
	keyMerge
	ctx   context.Context // of the load: the rows are iterators, which a base pulls
	seq   uint64          // of the load
	state *merger         // nil for an empty store
	// What only the chunks have, known when the graphs have been written.
	touched   bitmap  // codes of entities; 0 is the unnamed graph
	additions creator // for what follows; nil when it need not be kept
	added     *additions
}

func newJoin(ctx context.Context, seq uint64, state *merger, chunks []*chunk) *join {
	j := &join{ctx: ctx, seq: seq, state: state}
	if state != nil {
		j.stocks = append(j.stocks, state)
	}
	for _, c := range chunks {
		j.stocks = append(j.stocks, c)
	}
	return j
}

func (j *join) source() source {
	return source{keys: j.all, predicates: j.predicates, triples: j.triples, graphs: j.graphs, history: j.history}
}

func (j *join) triples(o order) iter.Seq2[[3]uint32, error] {
	return func(yield func([3]uint32, error) bool) {
		m := rowMerge{}
		for _, s := range j.stocks {
			s.addTriples(o, &m)
		}
		m.all(j.ctx, func(_ int, r row, err error) bool { return yield([3]uint32(r[:3]), err) })
	}
}

// graphs yields the graphs of each triple and remembers what is new.
func (j *join) graphs(yield func([]uint32, error) bool) {
	j.touched = newBitmap(j.named)
	if j.additions != nil {
		var err error
		if j.added, err = newAdditions(j.additions, j.highest, j.numbered); err != nil {
			yield(nil, err)
			return
		}
	}
	setsOf(j.quads)(yield)
}

func (j *join) quads(yield func(row, error) bool) {
	m := rowMerge{}
	for _, s := range j.stocks {
		s.addQuads(&m)
	}
	m.all(j.ctx, func(input int, r row, err error) bool {
		if err == nil && (j.state == nil || input > 0) {
			err = j.add(r)
		}
		return yield(r, err)
	})
}

// add remembers a quad that only the chunks have.
func (j *join) add(r row) error {
	for _, code := range [...]uint32{r[0], r[2], r[3]} {
		if code <= j.named {
			j.touched.set(code)
		}
	}
	if j.added == nil {
		return nil
	}
	return j.added.add(r)
}

// history yields the entities with the commits that touched them, when the graphs
// have been written.
func (j *join) history(yield func([2]uint32, error) bool) {
	next, more := j.touched.from(0)
	before := func(limit uint32) bool {
		for more && next < limit {
			if !yield([2]uint32{next, uint32(j.seq)}, nil) {
				return false
			}
			next, more = j.touched.from(next + 1)
		}
		return true
	}
	if j.state != nil {
		for r, err := range j.state.history {
			if err == nil && !before(r[0]) || !yield(r, err) {
				return
			}
		}
	}
	before(j.named + 1)
}

// bitmap is a set of small numbers.
type bitmap []uint64

func newBitmap(highest uint32) bitmap { return make(bitmap, highest/64+1) }

func (b bitmap) set(n uint32) { b[n/64] |= 1 << (n % 64) }

// from returns the first number of the set from n on.
func (b bitmap) from(n uint32) (uint32, bool) {
	i := int(n / 64)
	if i >= len(b) {
		return 0, false
	}
	for word := b[i] >> (n % 64) << (n % 64); ; word = b[i] {
		if word != 0 {
			return uint32(i*64 + bits.TrailingZeros64(word)), true
		}
		if i++; i == len(b) {
			return 0, false
		}
	}
}
