package exec

import (
	"context"
	"errors"

	"w3id.org/plenary/graph"
)

// leads reports whether a way leads from one node to another. back is the closure
// from ends to starts: both look for each other, the one first that has less to
// go on from, until all steps are known.
func (c *closure) leads(ctx context.Context, from, to graph.ID, back *closure) (bool, error) {
	if c.mark != '+' && from == to {
		return true, nil
	}
	if c.known != nil {
		return c.finds(ctx, from, to)
	}
	near, far := &half{closure: c}, &half{closure: back}
	near.begin()
	far.begin()
	if err := back.reach([]graph.ID{to}, ignore); err != nil {
		return false, err
	}
	met, err := near.expand(ctx, from, far)
	for !met && err == nil && c.mark != '?' {
		if dense, err := c.dense(ctx); err != nil {
			return false, err
		} else if dense {
			return c.finds(ctx, from, to)
		}
		one, other := near, far
		if far.left() < near.left() {
			one, other = far, near
		}
		if one.left() == 0 {
			return false, nil
		}
		one.at++
		met, err = one.expand(ctx, one.reached.rows[0][one.at-1], other)
	}
	return met, err
}

// finds is leads when all steps are known.
func (c *closure) finds(ctx context.Context, from, to graph.ID) (bool, error) {
	start, end := c.known.number(from), c.known.number(to)
	if start == none || end == none {
		return false, nil
	}
	return c.search.finds(ctx, start, end, c.mark)
}

func ignore([]graph.ID) error { return nil }

// A half is the nodes that were reached from one end.
type half struct {
	*closure
	at int // of reached: the next to go on from
}

func (h *half) begin() {
	h.whole = false
	h.reached.clear()
}

func (h *half) left() int { return h.reached.len - h.at }

// errMet ends an expansion.
var errMet = errors.New("exec: the ways from both ends have met")

// expand goes on from a node and reports whether it meets the other half.
func (h *half) expand(ctx context.Context, node graph.ID, other *half) (bool, error) {
	if h.lookups++; h.lookups%32 == 0 && ctx.Err() != nil {
		return false, ctx.Err()
	}
	err := h.step.from(ctx, node, func(ends []graph.ID) error {
		return h.reach(ends, func(fresh []graph.ID) error { return other.has(fresh) })
	})
	if err == errMet {
		return true, nil
	}
	return false, err
}

// has returns errMet when one of some nodes is there.
func (h *half) has(nodes []graph.ID) error {
	h.reached.look([][]graph.ID{nodes}, len(nodes), h.numbers[:])
	for _, n := range h.numbers[:len(nodes)] {
		if n != none {
			return errMet
		}
	}
	return nil
}
