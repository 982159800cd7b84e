package graph

import "slices"

// pageSize is the number of terms whose versions are copied together.
const pageSize = 256

type page [pageSize]uint64

// versions remembers the commit that last touched each term, by number. Pages
// are shared; a page that a snapshot holds never changes.
type versions []*page

func (v versions) of(id uint32) uint64 {
	if i := int(id / pageSize); i < len(v) {
		return v[i][id%pageSize]
	}
	return 0
}

// editor changes a copy of versions; it copies each page once.
type editor struct {
	pages versions
	own   []bool
}

// edit returns an editor for the numbers up to highest.
func (v versions) edit(highest int) editor {
	n := max(len(v), highest/pageSize+1)
	e := editor{slices.Grow(slices.Clone(v), n-len(v))[:n], make([]bool, n)}
	for i := len(v); i < n; i++ {
		e.pages[i], e.own[i] = new(page), true
	}
	return e
}

// touch gives subject, object and graph of a quad the version seq. The unnamed
// graph has the number 0.
func (e *editor) touch(q *quad, seq uint64) {
	for _, id := range [...]uint32{q[0], q[2], q[3]} {
		i := id / pageSize
		if !e.own[i] {
			copied := *e.pages[i]
			e.pages[i], e.own[i] = &copied, true
		}
		e.pages[i][id%pageSize] = seq
	}
}
