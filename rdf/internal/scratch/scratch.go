// Package scratch lends memory for texts while they are made. What is lent is not
// referred to by anything that stays.
package scratch

import "sync"

// mostKept is how large a buffer may be that is kept, in bytes.
const mostKept = 1 << 20

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Buffer returns an empty buffer, which may have served before. Free ends its use.
func Buffer() *[]byte { return buffers.Get().(*[]byte) }

// Free takes a buffer back with what it has grown to.
func Free(b *[]byte, grown []byte) {
	if cap(grown) <= mostKept {
		*b = grown[:0]
		buffers.Put(b)
	}
}
