package oracle

import (
	"cmp"
	"fmt"
	"slices"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/syntax"
)

// A Result is the answer to a query. Which fields it has depends on the form.
type Result struct {
	Vars  []string     // of SELECT
	Rows  []Solution   // in their order
	Graph *rdf.Dataset // of CONSTRUCT and DESCRIBE
	Yes   bool         // of ASK
}

// Query evaluates a query. Errors: ErrSteps, ErrService, those of compiling
// expressions.
//
// Spec: §16 Query Forms.
func Query(q *syntax.Query, d Dataset, o Options) (r Result, err error) {
	defer recovered(&err)
	e := newRun(q.Prologue, o).over(d.clauses(q.Dataset))
	all := e.query(q)
	switch q.Form {
	case syntax.Select:
		r.Vars, r.Rows = q.Visible(), all
	case syntax.Ask:
		r.Yes = len(all) > 0
	case syntax.Construct:
		r.Graph = e.construct(q.Template, all)
	case syntax.Describe:
		r.Graph = e.describe(q, all)
	}
	return r, nil
}

// query evaluates one query level.
//
// Spec: §18.3.4 Converting Groups, Aggregates, HAVING, final VALUES clause and
// SELECT Expressions, §18.3.5 Converting Solution Modifiers.
func (e evaluation) query(q *syntax.Query) []Solution {
	all := []Solution{e.context}
	if q.Where != nil {
		all = e.group(q.Where)
	}
	aggregates := aggregatesOf(q)
	if len(q.GroupBy) > 0 || len(aggregates) > 0 {
		all = e.grouped(q, aggregates, all)
	}
	e = e.level()
	all = e.filter(q.Having, all)
	if q.Values != nil {
		all = e.join(all, values(q.Values))
	}
	e = e.level()
	for _, item := range q.Projection {
		if item.Expr != nil {
			all = e.extend(all, item.Var, item.Expr)
		}
	}
	return e.modified(q, all)
}

// modified applies the solution modifiers.
func (e evaluation) modified(q *syntax.Query, all []Solution) []Solution {
	all = e.orderBy(q.OrderBy, all)
	if q.Form == syntax.Select {
		names := q.Visible()
		projected := make([]Solution, len(all))
		for i, mu := range all {
			projected[i] = mu.project(names)
		}
		all = projected
	}
	if q.Distinct { // REDUCED may keep all
		all = distinct(all)
	}
	if q.Offset != nil {
		all = all[min(*q.Offset, uint64(len(all))):]
	}
	if q.Limit != nil {
		all = all[:min(*q.Limit, uint64(len(all)))]
	}
	return all
}

// orderBy is OrderBy(Ψ, condition). Where ORDER BY leaves the order open it is
// that of expr.Order.
//
// Spec: §15.1 ORDER BY, §18.5 OrderBy.
func (e evaluation) orderBy(conditions []syntax.Condition, all []Solution) []Solution {
	type keyed struct {
		mu   Solution
		keys []expr.Value
	}
	rows := make([]keyed, len(all))
	for i, mu := range all {
		rows[i].mu = mu
		for _, c := range conditions {
			rows[i].keys = append(rows[i].keys, e.evaluate(c.Expr, mu, i))
		}
	}
	slices.SortStableFunc(rows, func(a, b keyed) (c int) {
		for i, condition := range conditions {
			c = cmp.Or(c, descending(expr.Order(a.keys[i], b.keys[i]), condition.Descending))
		}
		return c
	})
	out := make([]Solution, len(all))
	for i, r := range rows {
		out[i] = r.mu
	}
	return out
}

func descending(c int, yes bool) int {
	if yes {
		return -c
	}
	return c
}

// aggregatesOf returns the aggregates of a query level.
func aggregatesOf(q *syntax.Query) (out []*syntax.Aggregate) {
	for _, item := range q.Projection {
		out = appendAggregates(out, item.Expr)
	}
	for _, x := range q.Having {
		out = appendAggregates(out, x)
	}
	for _, c := range q.OrderBy {
		out = appendAggregates(out, c.Expr)
	}
	return out
}

func appendAggregates(out []*syntax.Aggregate, x syntax.Expr) []*syntax.Aggregate {
	switch x := x.(type) {
	case *syntax.Aggregate:
		return append(out, x)
	case *syntax.Call:
		for _, arg := range x.Args {
			out = appendAggregates(out, arg)
		}
	}
	return out
}

// construct is the set of the triples of the template for each solution, which
// each have blank nodes of their own.
//
// Spec: §16.2 CONSTRUCT.
func (e evaluation) construct(template []syntax.Triple, all []Solution) *rdf.Dataset {
	out := rdf.NewDataset()
	for _, mu := range all {
		label := e.blankNodes()
		for _, pattern := range template {
			if t, ok := instanceTriple(pattern, mu, label); ok {
				out.Add(t.In(rdf.Term{}))
			}
		}
	}
	return out
}

// blankNodes returns a function from labels to new blank nodes.
func (r *run) blankNodes() func(label string) rdf.Term {
	r.made++
	prefix := fmt.Sprintf("made%d-", r.made)
	return func(label string) rdf.Term { return rdf.BlankNode(prefix + label) }
}
