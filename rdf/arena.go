package rdf

import "strings"

const (
	firstArenaBytes = 1 << 10
	arenaBytes      = 16 << 10
)

// An Arena makes strings out of parts, many to one allocation. Its strings stay
// valid; the memory of a chunk is free when none of them is referred to any
// more. The zero value is ready. It is not safe for concurrent use.
type Arena struct {
	chunk strings.Builder
}

// Concat returns x+y.
//
// Cost: a copy of the bytes, and one allocation for each 16 KiB; a longer
// string has one of its own.
func (a *Arena) Concat(x, y string) string {
	n := len(x) + len(y)
	if n > arenaBytes/4 {
		return x + y
	}
	start := a.room(n)
	a.chunk.WriteString(x)
	a.chunk.WriteString(y)
	return a.chunk.String()[start:]
}

// Copy returns b as a string, at the cost of Concat.
func (a *Arena) Copy(b []byte) string {
	if len(b) > arenaBytes/4 {
		return string(b)
	}
	start := a.room(len(b))
	a.chunk.Write(b)
	return a.chunk.String()[start:]
}

// Term returns t with its string in the arena.
func (a *Arena) Term(t Term) Term { return Term{a.Concat(t.value, ""), t.meta} }

// room makes sure that n bytes fit into the chunk and returns where they go.
func (a *Arena) room(n int) int {
	if a.chunk.Len()+n > a.chunk.Cap() {
		size := min(max(2*a.chunk.Cap(), firstArenaBytes, 4*n), arenaBytes)
		a.chunk.Reset()
		a.chunk.Grow(size)
	}
	return a.chunk.Len()
}
