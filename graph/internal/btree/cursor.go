package btree

// A Cursor visits the keys of a tree in order. It is valid until the tree is
// changed. The zero Cursor is at the end.
type Cursor struct {
	leaf  *node
	next  int // in leaf
	above []step
}

type step struct {
	n *node
	i int // of the kid that is being visited
}

// Seek returns a cursor before the first key that is not before k.
func (t *Tree) Seek(k Key) Cursor {
	var c Cursor
	n := t.root
	if n == nil {
		return c
	}
	for n.kids != nil {
		i := n.child(k)
		c.above = append(c.above, step{n, i})
		n = n.kids[i]
	}
	c.leaf = n
	c.next, _ = n.find(k)
	return c
}

// Next returns the next key, false at the end.
func (c *Cursor) Next() (Key, bool) {
	k, ok := c.Peek()
	if ok {
		c.next++
	}
	return k, ok
}

// Peek returns the next key without going past it, false at the end.
func (c *Cursor) Peek() (Key, bool) {
	for c.leaf != nil && c.next == len(c.leaf.keys) {
		c.leaf, c.next = c.following(), 0
	}
	if c.leaf == nil {
		return Key{}, false
	}
	return c.leaf.keys[c.next], true
}

// following returns the next leaf, nil after the last.
func (c *Cursor) following() *node {
	for depth := len(c.above) - 1; depth >= 0; depth-- {
		s := &c.above[depth]
		if s.i++; s.i < len(s.n.kids) {
			n := s.n.kids[s.i]
			for depth++; n.kids != nil; depth++ {
				c.above[depth] = step{n, 0}
				n = n.kids[0]
			}
			return n
		}
	}
	return nil
}
