package graph

import (
	"hash/maphash"
	"sync/atomic"
)

// cacheSize bounds the number of places of a cache; it is a power of two.
const cacheSize = 1 << 16

// cache remembers answers, each in the one place its question belongs to.
type cache[K comparable, V any] struct {
	places []atomic.Pointer[cached[K, V]]
	hash   func(K) uint64
}

type cached[K comparable, V any] struct {
	key   K
	value V
}

// newCache returns a cache for so many questions at most.
func newCache[K comparable, V any](questions int, hash func(K) uint64) cache[K, V] {
	size := 64
	for size < cacheSize && size < questions {
		size *= 2
	}
	return cache[K, V]{make([]atomic.Pointer[cached[K, V]], size), hash}
}

func (c *cache[K, V]) place(k K) *atomic.Pointer[cached[K, V]] {
	return &c.places[c.hash(k)&uint64(len(c.places)-1)]
}

func (c *cache[K, V]) get(k K) (v V, ok bool) {
	if e := c.place(k).Load(); e != nil && e.key == k {
		return e.value, true
	}
	return v, false
}

func (c *cache[K, V]) put(k K, v V) { c.place(k).Store(&cached[K, V]{k, v}) }

// itself is the hash of numbers that lie close together.
func itself(n uint32) uint64 { return uint64(n) }

// hashOf returns a hash of its own for values of any other type.
func hashOf[K comparable]() func(K) uint64 {
	seed := maphash.MakeSeed()
	return func(k K) uint64 { return maphash.Comparable(seed, k) }
}
