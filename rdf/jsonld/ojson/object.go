package ojson

import (
	"iter"
	"slices"
)

// A Number is a JSON number with the digits it was written with.
type Number string

// A Position is where a value begins. Offset counts bytes from 0, Line and
// Column from 1, Column in code points. A value that was not parsed has none:
// the zero Position.
type Position struct {
	Offset       int64
	Line, Column int
}

// An Object is a JSON object whose entries keep their order. The zero value is
// empty and ready to use; a nil one is empty and cannot be written to.
type Object struct {
	At      Position
	entries []entry
	index   map[string]int // of entries, when there are many
}

type entry struct {
	key   string
	value any
}

// indexFrom is the number of entries from which looking one up needs an index.
const indexFrom = 12

// NewObject returns an object of the given keys and values, in turn. A key is a
// string.
func NewObject(pairs ...any) *Object {
	o := new(Object)
	for i := 0; i+1 < len(pairs); i += 2 {
		o.Set(pairs[i].(string), pairs[i+1])
	}
	return o
}

func (o *Object) find(key string) int {
	if o == nil {
		return -1
	}
	if o.index != nil {
		if i, ok := o.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range o.entries {
		if o.entries[i].key == key {
			return i
		}
	}
	return -1
}

// Len returns the number of entries.
func (o *Object) Len() int {
	if o == nil {
		return 0
	}
	return len(o.entries)
}

// Get returns the value of an entry, nil when there is none.
func (o *Object) Get(key string) any {
	v, _ := o.Lookup(key)
	return v
}

// Lookup returns the value of an entry and whether there is one.
func (o *Object) Lookup(key string) (any, bool) {
	if i := o.find(key); i >= 0 {
		return o.entries[i].value, true
	}
	return nil, false
}

// Has reports whether there is an entry.
func (o *Object) Has(key string) bool { return o.find(key) >= 0 }

// Set gives an entry a value; a new entry comes last.
func (o *Object) Set(key string, value any) {
	if i := o.find(key); i >= 0 {
		o.entries[i].value = value
		return
	}
	o.entries = append(o.entries, entry{key, value})
	if o.index != nil {
		o.index[key] = len(o.entries) - 1
	} else if len(o.entries) > indexFrom {
		o.reindex()
	}
}

func (o *Object) reindex() {
	o.index = make(map[string]int, len(o.entries))
	for i := range o.entries {
		o.index[o.entries[i].key] = i
	}
}

// Delete removes an entry. It costs as much as the object is long.
func (o *Object) Delete(key string) {
	i := o.find(key)
	if i < 0 {
		return
	}
	o.entries = slices.Delete(o.entries, i, i+1)
	if o.index != nil {
		o.reindex()
	}
}

// All yields the entries in their order. Entries may be set and added
// meanwhile, but not deleted; added ones are not yielded.
func (o *Object) All() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for i, n := 0, o.Len(); i < n; i++ {
			if e := o.entries[i]; !yield(e.key, e.value) {
				return
			}
		}
	}
}

// Keys returns the keys in their order.
func (o *Object) Keys() []string {
	keys := make([]string, 0, o.Len())
	for k := range o.All() {
		keys = append(keys, k)
	}
	return keys
}

// SortedKeys returns the keys by code point.
func (o *Object) SortedKeys() []string {
	keys := o.Keys()
	slices.Sort(keys)
	return keys
}

// Clone returns an object of the same entries, whose values are shared.
func (o *Object) Clone() *Object {
	if o == nil {
		return nil
	}
	c := &Object{At: o.At, entries: slices.Clone(o.entries)}
	if o.index != nil {
		c.reindex()
	}
	return c
}
