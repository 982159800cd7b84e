package sparql

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/syntax"
)

// Statements returns the triples of the data that a solution of SELECT rests on,
// at most limit of them: those that the triple patterns of the query match with
// the values of the solution, but not those of subqueries, of what is excluded,
// and the steps of longer property paths. A row has a term for each of Vars.
// Errors: those of Query.
//
// Cost: that of the query with the values of the solution.
func (r *Result) Statements(ctx context.Context, row []rdf.Term, limit int) (found []rdf.Triple, err error) {
	given := &algebra.Values{Rows: [][]rdf.Term{nil}}
	for i, v := range r.Vars {
		if !row[i].IsZero() {
			given.Vars, given.Rows[0] = append(given.Vars, v), append(given.Rows[0], row[i])
		}
	}
	inner := matched(r.algebra.Pattern)
	q := &algebra.Query{
		Form: syntax.Construct, Dataset: r.algebra.Dataset, Template: patternsOf(nil, inner),
		Pattern: &algebra.Slice{Limit: int64(limit), Input: &algebra.Join{Left: given, Right: inner}},
	}
	o := r.options
	o.matched = true
	part, err := r.engine.Run(ctx, r.snapshot, &Query{Form: q.Form, text: r.text, algebra: q, options: o})
	if err != nil {
		return nil, err
	}
	for t, err := range part.Triples() {
		if err != nil {
			return nil, err
		}
		// a branch of UNION may have its variables from another
		if r.snapshot.Has(graph.Pattern{S: t.S, P: t.P, O: t.O}) {
			if found = append(found, t); len(found) == limit {
				break
			}
		}
	}
	return found, nil
}

// matched returns what a query matches, without what picks, orders, groups and
// counts the solutions of that.
func matched(op algebra.Op) algebra.Op {
	ungrouped := op
	for {
		switch o := op.(type) {
		case *algebra.Slice:
			op, ungrouped = o.Input, o.Input
		case *algebra.Distinct:
			op, ungrouped = o.Input, o.Input
		case *algebra.Reduced:
			op, ungrouped = o.Input, o.Input
		case *algebra.Project:
			op, ungrouped = o.Input, o.Input
		case *algebra.OrderBy:
			op, ungrouped = o.Input, o.Input
		case *algebra.Extend: // of what is selected, or in the pattern
			op = o.Input
		case *algebra.Filter:
			op = o.Input
		case *algebra.Group:
			return keyed(o)
		default:
			return ungrouped
		}
	}
}

// keyed returns what is grouped, with the values of its keys.
func keyed(g *algebra.Group) algebra.Op {
	op := g.Input
	for _, key := range g.Keys {
		if key.Expr != nil && key.Var != "" {
			op = &algebra.Extend{Input: op, Var: key.Var, Expr: key.Expr}
		}
	}
	return op
}

// patternsOf appends the triple patterns that solutions of op match.
func patternsOf(all []algebra.TriplePattern, op algebra.Op) []algebra.TriplePattern {
	switch o := op.(type) {
	case *algebra.BGP:
		return append(all, o.Patterns...)
	case *algebra.Join:
		return patternsOf(patternsOf(all, o.Left), o.Right)
	case *algebra.LeftJoin:
		return patternsOf(patternsOf(all, o.Left), o.Right)
	case *algebra.Union:
		return patternsOf(patternsOf(all, o.Left), o.Right)
	case *algebra.Minus:
		return patternsOf(all, o.Left)
	case *algebra.Filter:
		return patternsOf(all, o.Input)
	case *algebra.Extend:
		return patternsOf(all, o.Input)
	case *algebra.Graph:
		return patternsOf(all, o.Input)
	}
	return all
}
