package plan

import (
	"math"

	"w3id.org/plenary/sparql/algebra"
)

// filtered is how many times as long as the rows so far the rest of a scan may
// take of which an expression picks some.
const filtered = 4

// Spread returns how many times as long as estimated a plan may well take, infinity
// where it follows paths of any length: how far they lead is not known.
func (p *Plan) Spread() float64 { return spread(p.Root) }

func spread(n Node) float64 {
	most := 1.0
	switch n := n.(type) {
	case *PathWalk:
		if repeats(n.Path) {
			return math.Inf(1)
		}
	case *Filter:
		most = filtered
	}
	for _, in := range n.Inputs() {
		most = max(most, spread(in))
	}
	return most
}

// repeats reports whether a path may be of any length.
func repeats(p algebra.PathExpr) bool {
	switch p := p.(type) {
	case algebra.Inv:
		return repeats(p.Path)
	case algebra.Seq:
		return repeats(p.First) || repeats(p.Then)
	case algebra.Alt:
		return repeats(p.Either) || repeats(p.Or)
	case algebra.Repeat:
		return p.Mark != '?' || repeats(p.Path)
	}
	return false
}
