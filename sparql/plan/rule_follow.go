package plan

import "w3id.org/plenary/sparql/algebra"

// mayFollow reports whether the right side of OPTIONAL may see the rows of the
// left one: with them it has no other solutions.
func (b *builder) mayFollow(o *algebra.LeftJoin, left Node, at scope) bool {
	vars := names(left.About().Vars)
	if at.context && has(o.Right, isMinus) {
		return false
	}
	return b.on("follow") && b.of(o.Right).vars.in(vars).within(left.About().Sure) && b.closed(o.Right, vars)
}

// cheaperAfter reports whether a pattern is likely to be found faster by look-ups
// for each row than read as a whole.
func (b *builder) cheaperAfter(left Node, op algebra.Op, at scope) bool {
	read, lookups := b.reading(op, at)
	rows := left.About().Rows
	if at.first > 0 {
		rows = min(rows, float64(at.first))
	}
	return rows*lookups*lookedUp < read*hashed
}

// reading returns how many rows a pattern reads when it is read as a whole, and
// how many look-ups it takes for a row.
func (b *builder) reading(op algebra.Op, at scope) (rows, lookups float64) {
	switch o := op.(type) {
	case *algebra.BGP:
		for _, t := range o.Patterns {
			p := b.pattern(t, at.graphs, nil)
			rows, lookups = rows+p.rows, lookups+1
		}
		return rows, lookups
	case *algebra.Path:
		f := b.fanOf(o.Path)
		return f.pairs * f.steps, f.steps
	case *algebra.Values:
		return float64(len(o.Rows)), 1
	case *algebra.Service:
		return most, 1
	}
	for _, in := range inputs(op) {
		r, l := b.reading(in, at)
		rows, lookups = rows+r, lookups+l
	}
	return rows, lookups
}
