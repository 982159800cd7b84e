package graph

import "w3id.org/plenary/graph/internal/btree"

// A sign says whether a row was added or removed.
type sign uint8

const (
	plus sign = iota
	minus
)

// delta is what changed since the base, against it: quads, and triples that
// came or went with the first or last of their quads. What was added and then
// removed leaves no trace but in the history.
type delta struct {
	rows    [2][len(positions)]btree.Tree
	history btree.Tree // entity, inverted sequence number: the latest comes first
}

// clone returns a copy that may be changed.
//
// Cost: constant.
func (d *delta) clone() *delta {
	var out delta
	for s := range d.rows {
		for o := range d.rows[s] {
			out.rows[s][o] = d.rows[s][o].Clone()
		}
	}
	out.history = d.history.Clone()
	return &out
}

// set makes a row present or absent in one order. It must be the other now.
func (d *delta) set(o order, q *quad, present bool) {
	to, from := &d.rows[plus][o], &d.rows[minus][o]
	if !present {
		to, from = from, to
	}
	if k := o.key(q); !from.Delete(k) {
		to.Insert(k)
	}
}

// setTriple makes a triple present or absent.
func (d *delta) setTriple(q *quad, present bool) {
	for o := range order(tripleOrders) {
		d.set(o, q, present)
	}
}

// setQuad makes a quad present or absent; its triple is another matter.
func (d *delta) setQuad(q *quad, present bool) {
	d.set(spog, q, present)
	d.set(gspo, q, present)
}

// touch remembers that a commit changed a quad.
func (d *delta) touch(q *quad, seq uint64) {
	for _, entity := range [...]ID{q[0], q[2], q[3]} {
		if isEntity(entity) {
			d.history.Insert(btree.Key{uint64(entity), ^seq})
		}
	}
}

// has reports whether the delta knows about a quad, and what.
func (d *delta) has(q *quad) (present, changed bool) {
	k := spog.key(q)
	if d.rows[plus][spog].Has(k) {
		return true, true
	}
	return false, d.rows[minus][spog].Has(k)
}

// len returns the number of quads that changed.
func (d *delta) len() int { return d.rows[plus][spog].Len() + d.rows[minus][spog].Len() }

// count returns how many more rows there are for a prefix of an order.
func (d *delta) count(o order, k btree.Key, n int) int {
	return countPrefix(&d.rows[plus][o], k, n) - countPrefix(&d.rows[minus][o], k, n)
}

func countPrefix(t *btree.Tree, k btree.Key, n int) int {
	high := t.Len()
	if next, ok := after(k, n); ok {
		high = t.Rank(next)
	}
	return high - t.Rank(k)
}

// touches reports whether the delta has a row for a prefix of an order.
func (d *delta) touches(o order, k btree.Key, n int) bool {
	return countPrefix(&d.rows[plus][o], k, n)+countPrefix(&d.rows[minus][o], k, n) > 0
}

// version returns the last commit that touched an entity, 0 when none did.
func (d *delta) version(entity ID) uint64 {
	c := d.history.Seek(btree.Key{uint64(entity)})
	if k, ok := c.Peek(); ok && ID(k[0]) == entity {
		return ^k[1]
	}
	return 0
}

// changes are the rows of a delta with one prefix, in order, with their signs.
type changes struct {
	cursors [2]btree.Cursor
	end     btree.Key
	bounded bool
}

func (d *delta) changes(o order, k btree.Key, n int) changes {
	var c changes
	c.end, c.bounded = after(k, n)
	for s := range c.cursors {
		c.cursors[s] = d.rows[s][o].Seek(k)
	}
	return c
}

// peek returns the next change. No row has both signs.
func (c *changes) peek() (k btree.Key, s sign, ok bool) {
	a, added := c.at(plus)
	b, removed := c.at(minus)
	if added && (!removed || btree.Compare(a, b) < 0) {
		return a, plus, true
	}
	return b, minus, removed
}

func (c *changes) at(s sign) (btree.Key, bool) {
	k, ok := c.cursors[s].Peek()
	return k, ok && (!c.bounded || btree.Compare(k, c.end) < 0)
}

func (c *changes) next(s sign) { c.cursors[s].Next() }
