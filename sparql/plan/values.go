package plan

import "w3id.org/plenary/graph"

// manyColumns is how many columns rows have whose values are not worth an estimate.
const manyColumns = 64

// groupsOf returns how many groups the rows of a node make at most, by estimate: each
// has other values of the keys.
func (b *builder) groupsOf(n Node, keys names) float64 {
	if len(n.About().Vars) > manyColumns {
		return most
	}
	groups := 1.0
	for _, v := range keys {
		groups *= b.valuesOf(n, v)
	}
	return groups
}

// valuesOf returns how many values a variable has in the rows of a node at most, by
// estimate.
func (b *builder) valuesOf(n Node, v string) float64 {
	inputs := n.Inputs()
	switch n := n.(type) {
	case *Scan:
		return b.valuesIn(n, v)
	case *Seed:
		return most
	case *Union:
		all := 0.0
		for _, in := range inputs {
			all += b.valuesOf(in, v)
		}
		return all
	case *Minus, *HashSemiJoin, *Apply:
		inputs = inputs[:1] // what the other has may not be in the rows
	}
	least := max(n.About().Rows, 1)
	for _, in := range inputs {
		if names(in.About().Vars).has(v) {
			least = min(least, b.valuesOf(in, v))
		}
	}
	return least
}

// valuesIn returns how many values a variable has in a scan, for all rows that it may
// be looked up for.
func (b *builder) valuesIn(n *Scan, v string) float64 {
	if n.Graphs.Kind == EachGraph && n.Graphs.Var == v {
		return most
	}
	all := max(b.count(graph.IDPattern{S: n.S.ID, P: n.P.ID, O: n.O.ID}), 1)
	switch {
	case n.P.ID != 0 && n.S.Var == v:
		return max(min(all, float64(b.statsOf(n.P.ID).Subjects)), 1)
	case n.P.ID != 0 && n.O.Var == v:
		return max(min(all, float64(b.statsOf(n.P.ID).Objects)), 1)
	}
	return all
}
