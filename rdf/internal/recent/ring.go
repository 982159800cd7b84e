package recent

// A Ring remembers the last few keys that were put into it: for what a document
// has few of, such as datatypes and languages. The zero value is ready.
type Ring[K comparable, V any] struct {
	keys   [16]K
	values [16]V
	used   int // entries; beyond 16, the next one takes the place of the oldest
}

// Get returns the value of a key. ok is false when it is not there any more, or
// never was.
func (r *Ring[K, V]) Get(key K) (v V, ok bool) {
	for i := range min(r.used, len(r.keys)) {
		if r.keys[i] == key {
			return r.values[i], true
		}
	}
	return v, false
}

// Put takes up a key that is not in the ring.
func (r *Ring[K, V]) Put(key K, v V) {
	at := r.used % len(r.keys)
	r.keys[at], r.values[at] = key, v
	r.used++
}
