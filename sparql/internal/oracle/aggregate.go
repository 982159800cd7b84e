package oracle

import (
	"fmt"
	"slices"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/syntax"
)

// grouped is Group and AggregateJoin: one solution for each key, with the
// variables of the keys and, under names of their own, the aggregates.
//
// Spec: §18.3.4.1 Grouping and Aggregation, §18.5.1 Aggregate Algebra.
func (e evaluation) grouped(q *syntax.Query, aggregates []*syntax.Aggregate, all []Solution) (out []Solution) {
	e = e.level()
	for _, a := range aggregates {
		if _, named := e.aggregates[a]; !named {
			e.aggregates[a] = fmt.Sprintf(".aggregate%d", len(e.aggregates))
		}
	}
	for _, g := range e.groups(q.GroupBy, all) {
		mu := g.key
		for _, a := range aggregates {
			if t := e.aggregation(a, g.members); !t.IsZero() {
				mu, _ = mu.bind(e.aggregates[a], t)
			}
		}
		out = append(out, mu)
	}
	return out
}

// A partition is a key and the solutions that have it.
type partition struct {
	list    []rdf.Term // a zero term is an error
	key     Solution
	members []Solution
}

// groups is Group(exprlist, Ψ). Without expressions there is one group, which may
// be empty.
func (e evaluation) groups(keys []syntax.Projection, all []Solution) (out []partition) {
	if len(keys) == 0 {
		return []partition{{key: Solution{}, members: all}}
	}
	for i, mu := range all {
		list, key := e.key(keys, mu, i)
		at := slices.IndexFunc(out, func(g partition) bool { return slices.Equal(g.list, list) })
		if at < 0 {
			at = len(out)
			out = append(out, partition{list: list, key: key})
		}
		for name, t := range key { // GROUP BY (expr AS ?name) extends the solution
			mu, _ = mu.bind(name, t)
		}
		out[at].members = append(out[at].members, mu)
	}
	return out
}

// key is ListEval(exprlist, μ), and what it binds: variables, and expressions
// that are given a name, which the next ones may use.
func (e evaluation) key(keys []syntax.Projection, mu Solution, number int) (list []rdf.Term, key Solution) {
	key = Solution{}
	for _, k := range keys {
		name := k.Var
		if v, ok := k.Expr.(*syntax.Var); ok && name == "" {
			name = v.Name
		}
		t := mu[name]
		if k.Expr != nil {
			t = e.value(k.Expr, mu, number)
		}
		list = append(list, t)
		if name != "" && !t.IsZero() {
			mu, _ = mu.bind(name, t)
			key, _ = key.bind(name, t)
		}
	}
	return list, key
}

// aggregation is F(Ψ) of Aggregation(exprlist, func, scalarvals, …), the zero
// Term for an error.
func (e evaluation) aggregation(a *syntax.Aggregate, members []Solution) rdf.Term {
	if a.Arg == nil {
		if a.Distinct {
			members = distinct(members)
		}
		return count(len(members))
	}
	var list []rdf.Term
	for i, mu := range members {
		t := e.value(a.Arg, mu, i)
		if !a.Distinct || !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return e.setFunction(a, list)
}

// setFunction is a set function of a list in which zero terms are errors.
//
// Spec: §18.5.1.2 Set Functions.
func (e evaluation) setFunction(a *syntax.Aggregate, list []rdf.Term) rdf.Term {
	switch a.Name {
	case "COUNT":
		return count(len(withoutErrors(list)))
	case "SUM":
		return e.sum(list)
	case "AVG":
		return e.avg(list)
	case "MIN":
		return first(list, expr.Order)
	case "MAX":
		return first(list, func(a, b expr.Value) int { return expr.Order(b, a) })
	case "GROUP_CONCAT":
		return e.groupConcat(list, a.Separator)
	case "SAMPLE":
		return first(withoutErrors(list), func(expr.Value, expr.Value) int { return 0 })
	}
	e.stop(fmt.Errorf("oracle: no aggregate %s", a.Name))
	return rdf.Term{}
}

// withoutErrors returns the terms that there are.
func withoutErrors(list []rdf.Term) (out []rdf.Term) {
	for _, t := range list {
		if !t.IsZero() {
			out = append(out, t)
		}
	}
	return out
}

func count(n int) rdf.Term {
	t, _ := expr.Int(int64(n)).Term()
	return t
}

// sum is SumList, from the last to the first.
func (e evaluation) sum(list []rdf.Term) rdf.Term {
	if len(list) == 0 {
		return count(0)
	}
	return e.call("+", list[0], e.sum(list[1:]))
}

// avg is Avg, but of errors alone it is an error as of errors and numbers, where
// the definition has 0.
func (e evaluation) avg(list []rdf.Term) rdf.Term {
	if len(list) == 0 {
		return count(0)
	}
	return e.call("/", e.sum(list), count(len(withoutErrors(list))))
}

// first returns the first of a list as an order has it: MinList and MaxList of
// a sorted list.
func first(list []rdf.Term, order func(a, b expr.Value) int) rdf.Term {
	if len(list) == 0 {
		return rdf.Term{}
	}
	return slices.MinFunc(list, func(a, b rdf.Term) int { return order(expr.Of(a), expr.Of(b)) })
}

// groupConcat is GCList of the strings of the terms, as all do it: CONCAT would
// take no number.
func (e evaluation) groupConcat(list []rdf.Term, separator string) rdf.Term {
	out := rdf.String("")
	for i, t := range list {
		if i > 0 {
			out = e.call("CONCAT", out, rdf.String(separator))
		}
		out = e.call("CONCAT", out, e.call("STR", t))
	}
	return out
}
