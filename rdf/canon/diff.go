package canon

import (
	"fmt"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// shownQuads is how many quads of each side a Diff shows.
const shownQuads = 8

// Diff explains why two datasets are not isomorphic, for people who read a
// failed test: quads that one has and the other lacks, first as if all blank
// nodes were alike, then by what surrounds them. It is "" when they are
// isomorphic.
func Diff(a, b *rdf.Dataset) string {
	if same, err := IsomorphicWithin(a, b, DefaultWork); same {
		return ""
	} else if err != nil {
		return err.Error()
	}
	x, y := newColouring(a), newColouring(b)
	for range 2 {
		onlyA, onlyB := without(a, b, x, y), without(b, a, y, x)
		if len(onlyA)+len(onlyB) > 0 {
			return fmt.Sprintf("%d quads against %d\n%s%s", a.Len(), b.Len(), list("- ", onlyA), list("+ ", onlyB))
		}
		x.refine()
		y.refine()
	}
	return fmt.Sprintf("%d quads on both sides, alike one by one, but their blank nodes are joined in other ways", a.Len())
}

// without returns the quads of a that b has no counterpart for, as often as it
// lacks one.
func without(a, b *rdf.Dataset, x, y *colouring) (only []rdf.Quad) {
	counts := make(map[uint64]int)
	for _, q := range b.Quads() {
		counts[y.quadHash(q, rdf.Term{})]++
	}
	for _, q := range a.Quads() {
		h := x.quadHash(q, rdf.Term{})
		if counts[h]--; counts[h] < 0 {
			only = append(only, q)
		}
	}
	return only
}

func list(mark string, quads []rdf.Quad) string {
	var b strings.Builder
	for i, q := range quads {
		if i == shownQuads {
			fmt.Fprintf(&b, "%s… and %d more\n", mark, len(quads)-i)
			break
		}
		b.WriteString(mark + string(nquads.AppendQuad(nil, q)))
	}
	return b.String()
}
