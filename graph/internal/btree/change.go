package btree

import "slices"

// Insert adds a key and reports whether it was absent.
//
// Cost: logarithmic; the nodes on the way are copied when they are shared.
func (t *Tree) Insert(k Key) bool {
	if t.Has(k) {
		return false
	}
	t.begin()
	if t.root == nil {
		t.root = &node{owner: t.owner, keys: make([]Key, 0, width)}
	}
	t.root = t.root.owned(t.owner)
	if right := t.root.insert(k); right != nil {
		t.root = parent(t.owner, t.root, right)
	}
	return true
}

// Delete takes a key out and reports whether it was there.
//
// Cost: that of Insert.
func (t *Tree) Delete(k Key) bool {
	if !t.Has(k) {
		return false
	}
	t.begin()
	t.root = t.root.owned(t.owner)
	t.root.delete(k)
	for len(t.root.kids) == 1 {
		t.root = t.root.kids[0]
	}
	if len(t.root.keys) == 0 {
		t.root = nil
	}
	return true
}

// begin gives the tree a mark for its nodes that no other tree has.
func (t *Tree) begin() {
	if t.owner == nil {
		t.owner = new(byte)
	}
}

// owned returns a node that may be changed: n itself or a copy.
func (n *node) owned(owner *byte) *node {
	if n.owner == owner {
		return n
	}
	out := &node{owner: owner, keys: append(make([]Key, 0, width), n.keys...)}
	if n.kids != nil {
		out.kids = append(make([]*node, 0, width), n.kids...)
		out.counts = append(make([]int, 0, width), n.counts...)
	}
	return out
}

// insert adds an absent key below n, which is owned. It returns the right half
// of n when n had to be split.
func (n *node) insert(k Key) (right *node) {
	if n.kids == nil {
		return n.put(k)
	}
	i := n.child(k)
	kid := n.kids[i].owned(n.owner)
	split := kid.insert(k)
	n.set(i, kid)
	if split == nil {
		return nil
	}
	if len(n.kids) == width {
		right = n.split()
	}
	to := n
	if i++; i > len(n.kids) {
		to, i = right, i-len(n.kids)
	}
	to.keys = slices.Insert(to.keys, i, split.keys[0])
	to.kids = slices.Insert(to.kids, i, split)
	to.counts = slices.Insert(to.counts, i, split.len())
	return right
}

// put adds a key to a leaf.
func (n *node) put(k Key) (right *node) {
	i, _ := n.find(k)
	to := n
	if len(n.keys) == width {
		right = n.split()
		if i > len(n.keys) {
			to, i = right, i-len(n.keys)
		}
	}
	to.keys = slices.Insert(to.keys, i, k)
	return right
}

// split takes the upper half off n.
func (n *node) split() *node {
	half := len(n.keys) / 2
	right := &node{owner: n.owner, keys: append(make([]Key, 0, width), n.keys[half:]...)}
	n.keys = n.keys[:half]
	if n.kids != nil {
		right.kids = append(make([]*node, 0, width), n.kids[half:]...)
		right.counts = append(make([]int, 0, width), n.counts[half:]...)
		clear(n.kids[half:])
		n.kids, n.counts = n.kids[:half], n.counts[:half]
	}
	return right
}

// set makes kid the i-th child.
func (n *node) set(i int, kid *node) {
	n.kids[i], n.counts[i], n.keys[i] = kid, kid.len(), kid.keys[0]
}

// delete takes a key that is there from below n, which is owned.
func (n *node) delete(k Key) {
	if n.kids == nil {
		i, _ := n.find(k)
		n.keys = slices.Delete(n.keys, i, i+1)
		return
	}
	i := n.child(k)
	kid := n.kids[i].owned(n.owner)
	kid.delete(k)
	if len(kid.keys) == 0 {
		n.drop(i)
		return
	}
	n.set(i, kid)
	if i > 0 && len(n.keys) > 1 {
		i--
	}
	n.join(i)
}

func (n *node) drop(i int) {
	n.keys = slices.Delete(n.keys, i, i+1)
	n.kids = slices.Delete(n.kids, i, i+1)
	n.counts = slices.Delete(n.counts, i, i+1)
}

// join makes one child of the i-th and the next when they fill half a node.
func (n *node) join(i int) {
	if i+1 >= len(n.kids) || len(n.kids[i].keys)+len(n.kids[i+1].keys) > width/2 {
		return
	}
	left, right := n.kids[i].owned(n.owner), n.kids[i+1]
	left.keys = append(left.keys, right.keys...)
	if left.kids != nil {
		left.kids = append(left.kids, right.kids...)
		left.counts = append(left.counts, right.counts...)
	}
	n.set(i, left)
	n.drop(i + 1)
}
