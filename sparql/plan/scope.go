package plan

import (
	"w3id.org/plenary/sparql/algebra"
)

// scope is where a pattern is planned, and for what.
type scope struct {
	graphs Graphs
	seed   *Seed // whose rows each solution adds to, nil for none
	need   names // variables that are asked for
	first  int64 // how many of the first rows are asked for, 0 for all

	loose   bool // it does not matter how often a solution comes, and in what order
	ordered bool // the order matters all the same
	context bool // the rows of the seed are a context: each group begins with them
	single  bool // the seed has one row at a time, whose number is not kept
}

// keep returns the columns that all steps of a scope have beside those of their
// patterns: the number of the row of the seed, and the graph.
func (at scope) keep() (vars names) {
	if at.seed != nil && !at.single {
		vars = names{at.seed.Row}
	}
	if at.graphs.Kind == EachGraph {
		vars = vars.and(at.graphs.Var)
	}
	return vars
}

// asking returns the scope for a part, of which other variables are needed.
func (at scope) asking(need names) scope {
	at.need, at.first = need, 0
	return at
}

// alone returns the scope without its seed.
func (at scope) alone() scope {
	at.seed, at.context, at.single = nil, false, false
	return at
}

// plan returns the steps of a pattern. Their columns are among its variables,
// those of the seed, and some that no query can name; at least what the scope
// needs of these.
func (b *builder) plan(op algebra.Op, at scope) Node {
	if b.ctx.Err() != nil {
		return empty(Info{Vars: at.need.and(at.keep()...)})
	}
	switch o := op.(type) {
	case *algebra.LeftJoin:
		return b.leftJoin(o, at)
	case *algebra.Union:
		return b.union(o, at)
	case *algebra.Extend:
		return b.extend(o, at)
	case *algebra.Minus:
		return b.minus(o, at)
	case *algebra.BGP, *algebra.Path, *algebra.Join, *algebra.Filter, *algebra.Graph, *algebra.Values, *algebra.Service:
		return b.group(op, at)
	}
	switch {
	case at.seed == nil || at.single:
		return b.selection(op, at)
	case b.closed(op, at.seed.Vars):
		return b.group(op, at)
	}
	b.single[at.seed] = true
	inner := at
	inner.single = true
	return hashJoin(at.seed, b.plan(op, inner), at.seed.Rows)
}
