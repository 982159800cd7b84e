// Package recent remembers what was made of strings met lately. A Map has room
// for one key a slot and never grows, so that it costs the same for any
// document.
package recent

// slotBits is the logarithm of the number of slots of a Map.
const slotBits = 9

// MaxText is how long a text may be that is remembered: 512 longer ones could
// be all the memory there is.
const MaxText = 1 << 10

// A Map finds values by string. The zero value is ready.
type Map[V any] struct {
	entries [1 << slotBits]Entry[V]
}

// An Entry is a slot of a map.
type Entry[V any] struct {
	Key   string
	Value V
}

// Slot returns the one entry where the key may be: it is there if the Key is
// equal, and may be put there in place of what is. A key that is put into the
// map should be a string of its own, not part of a larger text. For a key
// longer than MaxText the entry is one that the map does not have.
func (m *Map[V]) Slot(key string) *Entry[V] {
	if len(key) > MaxText {
		return new(Entry[V])
	}
	return &m.entries[hash(key)]
}

// hash looks at the length and the last 16 bytes of a key: names begin alike.
func hash(s string) uint32 {
	const mix = 0x9E3779B97F4A7C15
	h := uint64(len(s))
	switch n := len(s); {
	case n >= 16:
		h = (h ^ eight(s[n-16:n-8])) * mix
		fallthrough
	case n >= 8:
		h = (h ^ h>>32 ^ eight(s[n-8:])) * mix
	default:
		for i := range n {
			h = (h ^ uint64(s[i])) * mix
		}
	}
	return uint32(h >> (64 - slotBits))
}

// eight returns the first eight bytes of s as a number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
