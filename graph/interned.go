package graph

// interned numbers values from 0 in the order in which they first come.
type interned[T comparable] struct {
	all   []T
	slots []uint32 // open addressing; a number plus one, 0 for none; at most half are taken
	hash  func(T) uint64
}

// leastInterned is how many values there is room for at first.
const leastInterned = 256

func intern[T comparable](hash func(T) uint64) interned[T] {
	return interned[T]{make([]T, 0, leastInterned), make([]uint32, 2*leastInterned), hash}
}

// add returns the number of a value, a new one when it has none.
func (n *interned[T]) add(v T) (number uint32, added bool) {
	if 2*len(n.all) == len(n.slots) {
		n.grow()
	}
	at := n.slot(v)
	if n.slots[at] != 0 {
		return n.slots[at] - 1, false
	}
	n.all = append(n.all, v)
	n.slots[at] = uint32(len(n.all))
	return n.slots[at] - 1, true
}

// slot returns that of a value, or the free one where it belongs.
func (n *interned[T]) slot(v T) uint64 {
	mask := uint64(len(n.slots) - 1)
	at := n.hash(v) & mask
	for n.slots[at] != 0 && n.all[n.slots[at]-1] != v {
		at = (at + 1) & mask
	}
	return at
}

func (n *interned[T]) grow() {
	n.slots = make([]uint32, 2*len(n.slots))
	for i, v := range n.all {
		n.slots[n.slot(v)] = uint32(i + 1)
	}
}

// mix spreads a number over 32 bits.
func mix(v uint64) uint64 { return v * 0x9E3779B97F4A7C15 >> 32 }

func hashOfID(id ID) uint64 { return mix(uint64(id)) }

func hashOfNumbers(q [4]uint32) uint64 {
	return mix(mix(uint64(q[0])<<32|uint64(q[1]))<<32 ^ uint64(q[2])<<16 ^ uint64(q[3]))
}
