// Package btree is a sorted set of keys that is cheap to copy: a copy shares
// its nodes with the original, and whichever is changed copies the nodes on the
// way. Nodes know how many keys are below them, so that ranges are counted
// without a visit. A tree that nobody changes may be read by many goroutines.
package btree

import "slices"

// A Key is compared number by number.
type Key [4]uint64

// Compare returns -1, 0 or 1 as a is before, equal to or after b.
func Compare(a, b Key) int {
	for i := range a {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// width is how many keys or children a node holds.
const width = 32

// A Tree is a set of keys. The zero Tree is empty.
type Tree struct {
	root  *node
	owner *byte // marks the nodes that this tree alone has
}

// A node is a leaf when it has no kids. The arrays behind keys and counts have
// no pointers in them.
type node struct {
	owner  *byte
	keys   []Key // of a leaf; else keys[i] is not above any key of kids[i], and above those before
	kids   []*node
	counts []int // keys below each of the kids
}

// Of returns a tree of ascending, distinct keys.
//
// Cost: linear.
func Of(keys []Key) Tree {
	var level []*node
	for part := range slices.Chunk(keys, width*3/4) {
		level = append(level, &node{keys: append(make([]Key, 0, width), part...)})
	}
	for len(level) > 1 {
		var above []*node
		for part := range slices.Chunk(level, width*3/4) {
			above = append(above, parent(nil, part...))
		}
		level = above
	}
	if len(level) == 0 {
		return Tree{}
	}
	return Tree{root: level[0]}
}

// Len returns the number of keys.
func (t *Tree) Len() int {
	if t.root == nil {
		return 0
	}
	return t.root.len()
}

// Clone returns a copy of the tree. Both may be changed afterwards.
//
// Cost: constant; the first change of a node copies it.
func (t *Tree) Clone() Tree {
	t.owner = nil
	return Tree{root: t.root}
}

// Has reports whether the tree holds k.
func (t *Tree) Has(k Key) bool {
	n := t.root
	if n == nil {
		return false
	}
	for n.kids != nil {
		n = n.kids[n.child(k)]
	}
	_, found := n.find(k)
	return found
}

// Rank returns how many keys are before k.
//
// Cost: logarithmic, as that of Has.
func (t *Tree) Rank(k Key) (rank int) {
	n := t.root
	if n == nil {
		return 0
	}
	for n.kids != nil {
		i := n.child(k)
		for _, count := range n.counts[:i] {
			rank += count
		}
		n = n.kids[i]
	}
	i, _ := n.find(k)
	return rank + i
}

func parent(owner *byte, kids ...*node) *node {
	n := &node{owner, make([]Key, 0, width), append(make([]*node, 0, width), kids...), make([]int, 0, width)}
	for _, kid := range kids {
		n.keys = append(n.keys, kid.keys[0])
		n.counts = append(n.counts, kid.len())
	}
	return n
}

func (n *node) len() int {
	if n.kids == nil {
		return len(n.keys)
	}
	sum := 0
	for _, count := range n.counts {
		sum += count
	}
	return sum
}

// find returns the place of the first key that is not before k, and whether
// that is k.
func (n *node) find(k Key) (i int, found bool) {
	low, high := 0, len(n.keys)
	for low < high {
		middle := int(uint(low+high) >> 1)
		if Compare(n.keys[middle], k) < 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, low < len(n.keys) && n.keys[low] == k
}

// child returns which of the kids k belongs to.
func (n *node) child(k Key) int {
	i, found := n.find(k)
	if found || i == 0 {
		return i
	}
	return i - 1
}
