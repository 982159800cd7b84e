package exec

import (
	"context"

	"w3id.org/plenary/graph"
)

// An adjacency is the pairs of a relation in memory, its nodes numbered from 0.
type adjacency struct {
	claim claim
	nodes *rowSet
	first []uint32 // of each node, and behind the last: where its ends begin
	ends  []uint32
}

// newAdjacency reads all pairs. Errors: ErrBudget, those of the store.
func newAdjacency(ctx context.Context, r relation, b *Budget) (*adjacency, error) {
	a := &adjacency{claim: claim{budget: b}, nodes: newRowSet(1, b)}
	var starts, ends []uint32
	var numbers [2][BatchRows]uint32
	err := r.pairs(ctx, func(from, to []graph.ID) error {
		if err := a.nodes.reserve(2*len(from), a.nodes.claim.hold); err != nil {
			return err
		}
		a.nodes.add([][]graph.ID{from}, len(from), numbers[0][:])
		a.nodes.add([][]graph.ID{to}, len(to), numbers[1][:])
		if len(starts)+len(from) > cap(starts) {
			// the old ones are there while they are copied, and sorted ends at last
			if err := a.claim.hold(int64(3*4*2) * int64(2*len(starts)+len(from))); err != nil {
				return err
			}
			starts, ends = grown(starts, len(from)), grown(ends, len(from))
		}
		starts, ends = append(starts, numbers[0][:len(from)]...), append(ends, numbers[1][:len(to)]...)
		return nil
	})
	if err == nil {
		err = a.claim.hold(a.claim.taken + int64(4*a.nodes.len))
	}
	if err != nil {
		a.release()
		return nil, err
	}
	a.sort(starts, ends)
	return a, nil
}

// grown returns numbers with room for so many more.
func grown(s []uint32, more int) []uint32 {
	return append(make([]uint32, 0, max(2*len(s), len(s)+more, BatchRows)), s...)
}

// sort puts the ends by their starts.
func (a *adjacency) sort(starts, ends []uint32) {
	a.first = make([]uint32, a.nodes.len+2)
	next := a.first[1:] // moves on while ends are put down
	for _, start := range starts {
		next[start+1]++
	}
	for i := range a.nodes.len {
		next[i+1] += next[i]
	}
	a.ends = make([]uint32, len(ends))
	for i, start := range starts {
		a.ends[next[start]] = ends[i]
		next[start]++
	}
	a.first = a.first[:a.nodes.len+1]
}

// of returns the ends of a node.
func (a *adjacency) of(number uint32) []uint32 { return a.ends[a.first[number]:a.first[number+1]] }

// number returns the number of a node, none when it is in no pair.
func (a *adjacency) number(node graph.ID) uint32 {
	_, n := a.nodes.find([][]graph.ID{{node}}, 0, hashID(0, node))
	return n
}

// ids writes the IDs of nodes.
func (a *adjacency) ids(numbers []uint32, to []graph.ID) []graph.ID {
	nodes := a.nodes.rows[0]
	for i, n := range numbers {
		to[i] = nodes[n]
	}
	return to[:len(numbers)]
}

// without writes those of some nodes that are in no pair.
func (a *adjacency) without(nodes, to []graph.ID) []graph.ID {
	n := 0
	for _, id := range nodes {
		to[n] = id
		if a.number(id) == none {
			n++
		}
	}
	return to[:n]
}

// release gives the memory back.
func (a *adjacency) release() {
	a.claim.release()
	a.nodes.release()
}

// A search is a breadth-first search in an adjacency, as far as it was asked for.
type search struct {
	in    *adjacency
	claim claim
	seen  []uint32 // the epoch in which a node was last reached
	epoch uint32
	queue []uint32 // the nodes that were reached, in that order
	next  int      // of queue, to go on from
	start uint32
	mark  byte
	begun bool // the start was gone on from
}

func newSearch(in *adjacency) (search, error) {
	s := search{in: in, claim: claim{budget: in.claim.budget}}
	err := s.claim.hold(8 * int64(in.nodes.len))
	if err == nil {
		s.seen, s.queue = make([]uint32, in.nodes.len), make([]uint32, 0, in.nodes.len)
	}
	return s, err
}

func (s *search) release() { s.claim.release() }

// of begins a search, unless it is the one that was begun last.
func (s *search) of(start uint32, mark byte) {
	if s.epoch == 0 || s.start != start || s.mark != mark {
		s.begin(start, mark)
	}
}

// begin starts at a node, with the mark of the closure.
func (s *search) begin(start uint32, mark byte) {
	if s.epoch++; s.epoch == 0 {
		clear(s.seen)
		s.epoch = 1
	}
	s.start, s.mark, s.queue, s.next, s.begun = start, mark, s.queue[:0], 0, false
	if mark != '+' {
		s.reach(start)
	}
}

func (s *search) reach(node uint32) {
	if s.seen[node] != s.epoch {
		s.seen[node] = s.epoch
		s.queue = append(s.queue, node)
	}
}

// checkSteps is after how many steps a search looks at the context.
const checkSteps = 1 << 16

// expand goes on until so many nodes were reached, and reports whether there may
// be more.
func (s *search) expand(ctx context.Context, nodes int) (more bool, err error) {
	steps := 0
	for len(s.queue) < nodes {
		node, ok := s.take()
		if !ok {
			return false, nil
		}
		ends := s.in.of(node)
		for _, end := range ends {
			s.reach(end)
		}
		if steps += len(ends) + 1; steps > checkSteps {
			if err := ctx.Err(); err != nil {
				return false, err
			}
			steps = 0
		}
	}
	return true, nil
}

// take returns the next node to go on from.
func (s *search) take() (uint32, bool) {
	if !s.begun {
		s.begun = true
		if s.mark != '+' {
			s.next++
		}
		return s.start, true
	}
	if s.next == len(s.queue) || s.mark == '?' {
		return 0, false
	}
	s.next++
	return s.queue[s.next-1], true
}

// finds reports whether a node is reached from another. A search from the same
// start goes on where the last one ended.
func (s *search) finds(ctx context.Context, start, end uint32, mark byte) (bool, error) {
	s.of(start, mark)
	for more := true; more && s.seen[end] != s.epoch; {
		var err error
		if more, err = s.expand(ctx, len(s.queue)+1); err != nil {
			return false, err
		}
	}
	return s.seen[end] == s.epoch, nil
}

// yield yields the nodes that are reached, but for the first ones, as IDs in room.
func (s *search) yield(ctx context.Context, from int, room []graph.ID, yield func([]graph.ID) error) error {
	for more := true; more; {
		var err error
		if more, err = s.expand(ctx, from+BatchRows); err != nil {
			return err
		}
		for from < len(s.queue) && (!more || len(s.queue)-from >= BatchRows) {
			part := s.queue[from:min(from+BatchRows, len(s.queue))]
			if err := yield(s.in.ids(part, room)); err != nil {
				return err
			}
			from += len(part)
		}
	}
	return nil
}
