package graph

import (
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/rdf"
)

// delta is what changed since the base: layers, of which each is against those
// below it. A row is there as often as the base and the layers say together,
// which is once or not at all.
type delta struct {
	below []layer // the oldest first; never changed
	top   *memory
}

func newDelta() *delta { return &delta{top: newMemory(0)} }

// clone returns a copy whose top may be changed.
//
// Cost: constant.
func (d *delta) clone() *delta { return &delta{d.below, d.top.clone()} }

// sealed returns the same with an empty top.
func (d *delta) sealed() *delta {
	_, last := d.top.numbers()
	return &delta{append(slices.Clip(d.below), d.top), newMemory(last)}
}

// latest visits the layers, the latest first, until visit returns false.
func (d *delta) latest(visit func(layer) bool) {
	if !visit(d.top) {
		return
	}
	for _, l := range slices.Backward(d.below) {
		if !visit(l) {
			return
		}
	}
}

// has reports whether the delta knows about a row of an order, and what.
func (d *delta) has(o order, q *quad) (present, changed bool) {
	k := o.key(q)
	d.latest(func(l layer) bool {
		present = l.has(plus, o, k)
		changed = present || l.has(minus, o, k)
		return !changed
	})
	return present, changed
}

// size returns the sum of the sizes of the layers.
func (d *delta) size() (n int) {
	d.latest(func(l layer) bool { n += size(l); return true })
	return n
}

// size returns about how many quads changed in a layer, those that changed back
// too: a quad touches three entities at most.
func size(l layer) int {
	var all btree.Key
	return max(l.count(plus, spog, all, 0)+l.count(minus, spog, all, 0), (l.count(plus, history, all, 0)+2)/3)
}

// count returns how many more rows there are for a prefix of an order.
func (d *delta) count(o order, k btree.Key, n int) (sum int) {
	d.latest(func(l layer) bool { sum += l.count(plus, o, k, n) - l.count(minus, o, k, n); return true })
	return sum
}

// touches reports whether the delta has a row for a prefix of an order.
func (d *delta) touches(o order, k btree.Key, n int) (found bool) {
	d.latest(func(l layer) bool {
		found = l.count(plus, o, k, n)+l.count(minus, o, k, n) > 0
		return !found
	})
	return found
}

// version returns the last commit up to seq that touched an entity, 0 when none
// did.
func (d *delta) version(entity ID, seq uint64) (version uint64) {
	d.latest(func(l layer) bool {
		k, ok := l.seek(plus, history, btree.Key{uint64(entity), ^seq}).Peek()
		if ok = ok && ID(k[0]) == entity; ok {
			version = ^k[1]
		}
		return !ok
	})
	return version
}

// graphFrom returns the first graph from an ID on that a quad was added to.
func (d *delta) graphFrom(low ID) (first ID, ok bool) {
	d.latest(func(l layer) bool {
		k, found := l.seek(plus, gspo, btree.Key{uint64(low)}).Peek()
		if found && (!ok || ID(k[0]) < first) {
			first, ok = ID(k[0]), true
		}
		return true
	})
	return first, ok
}

// last returns the number of the last term.
func (d *delta) last() uint32 {
	_, last := d.top.numbers()
	return last
}

// findBelow returns the ID of a term below the top.
func (d *delta) findBelow(t rdf.Term) (ID, bool) {
	for _, l := range slices.Backward(d.below) {
		if n, ok := l.find(t); ok {
			return newID(t, n), true
		}
	}
	return 0, false
}

// term returns the term with a number, the zero Term when there is none.
func (d *delta) term(n uint32) (t rdf.Term) {
	d.latest(func(l layer) bool {
		below, last := l.numbers()
		if n > below && n <= last {
			t = l.term(n)
		}
		return n <= below
	})
	return t
}

// changes are the rows of a delta with one prefix, in order, with their signs.
type changes struct {
	rows    []signed
	end     btree.Key
	bounded bool

	key  btree.Key // the next
	sign sign
	more bool
}

type signed struct {
	cursor
	sign sign
}

// changes returns the rows of an order that begin with the first n parts of k.
func (d *delta) changes(o order, k btree.Key, n int) (c changes) {
	c.reset(d, o, k, n)
	return c
}

func (c *changes) reset(d *delta, o order, k btree.Key, n int) { c.between(d, o, k, n, 0, 0) }

// between is reset with bounds of the position behind the prefix.
func (c *changes) between(d *delta, o order, k btree.Key, n int, low, high ID) {
	start := k
	if low != 0 && n < 3 {
		start[n] = uint64(low)
	}
	c.rows = c.rows[:0]
	c.end, c.bounded = after(k, n)
	if high != 0 && n < 3 {
		c.end, c.bounded = k, true
		c.end[n] = uint64(high)
	}
	d.latest(func(l layer) bool {
		for s := plus; s <= minus; s++ {
			if l.count(s, o, k, n) > 0 {
				c.rows = append(c.rows, signed{l.seek(s, o, start), s})
			}
		}
		return true
	})
	c.next()
}

// release lets go of the layers.
func (c *changes) release() {
	clear(c.rows)
	c.rows, c.more = c.rows[:0], false
}

// peek returns the next change. No row has both signs.
func (c *changes) peek() (k btree.Key, s sign, ok bool) { return c.key, c.sign, c.more }

// next goes past it. What one layer says and another takes back is no change.
func (c *changes) next() {
	for c.least() {
		sum := 0
		for i := range c.rows {
			if k, ok := c.rows[i].Peek(); ok && k == c.key {
				c.rows[i].Next()
				sum += 1 - 2*int(c.rows[i].sign)
			}
		}
		if c.sign = minus; sum > 0 {
			c.sign = plus
		}
		if sum != 0 {
			return
		}
	}
}

// least finds the next key.
func (c *changes) least() bool {
	c.more = false
	for i := range c.rows {
		k, ok := c.rows[i].Peek()
		if ok && (!c.bounded || btree.Compare(k, c.end) < 0) && (!c.more || btree.Compare(k, c.key) < 0) {
			c.key, c.more = k, true
		}
	}
	return c.more
}
