package plan

import (
	"slices"

	"w3id.org/plenary/sparql/algebra"
)

// sortedBy returns what stays of an order when only some columns are kept.
func sortedBy(sorted, kept names) []string {
	n := slices.IndexFunc(sorted, func(v string) bool { return !kept.has(v) })
	if n < 0 {
		return sorted
	}
	return sorted[:n]
}

// both returns the columns of both sides, sure ones of either.
func both(left, right Node) Info {
	l, r := left.About(), right.About()
	return Info{
		Vars: names(l.Vars).and(r.Vars...), Sure: names(l.Sure).and(r.Sure...), Sorted: l.Sorted,
		Cost: l.Cost + r.Cost,
	}
}

// shared returns the variables of both sides that both are sure of, and others
// of both.
func shared(left, right Node) (sure, other names) {
	l, r := left.About(), right.About()
	all := names(l.Vars).in(r.Vars)
	sure = all.in(l.Sure).in(r.Sure)
	return sure, all.without(sure)
}

func hashJoin(left, right Node, rows float64) Node {
	if isEmpty(left) || isEmpty(right) {
		return empty(both(left, right))
	}
	n := &HashJoin{Info: both(left, right), Left: left, Right: right}
	n.On, n.Check = shared(left, right)
	n.Rows = rowsOf(rows)
	n.Cost += hashCost(left.About().Rows, right.About().Rows, rows)
	return n
}

func mergeJoin(left, right Node, on string, rows float64) Node {
	n := &MergeJoin{Info: both(left, right), Left: left, Right: right, On: on}
	n.Sorted = names{on}
	n.Rows = rowsOf(rows)
	n.Cost += mergeCost(left.About().Rows, right.About().Rows, rows)
	return n
}

func loopJoin(input Node, scan *Scan, rows float64) Node {
	n := &LoopJoin{Info: both(input, scan), Input: input, Scan: scan}
	n.Rows = rowsOf(rows)
	in := input.About()
	n.Cost = in.Cost + loopCost(in.Rows, rows, ascends(in.Sorted, scan))
	scan.Rows = rows / max(in.Rows, 1)
	scan.Cost = 0
	return n
}

// ascends reports whether look-ups of rows in an order go through a scan in its
// order.
func ascends(sorted names, scan *Scan) bool {
	for _, slot := range ordered(scan) {
		if slot.Var != "" {
			return len(sorted) > 0 && sorted[0] == slot.Var
		}
	}
	return false
}

// ordered returns the slots of a scan, the most significant first.
func ordered(scan *Scan) (slots [3]Slot) {
	all := [3]Slot{scan.S, scan.P, scan.O}
	for i, position := range scan.Order.Positions() {
		slots[i] = all[position]
	}
	return slots
}

func hashLeftJoin(left, right Node, conditions []algebra.Expr, rows float64) Node {
	if isEmpty(left) {
		return empty(both(left, right))
	}
	n := &HashLeftJoin{Info: both(left, right), Left: left, Right: right, Conditions: conditions}
	n.Sure = left.About().Sure
	n.On, n.Check = shared(left, right)
	n.Rows = rowsOf(max(rows, left.About().Rows))
	n.Cost += hashCost(left.About().Rows, right.About().Rows, rows)
	return n
}

func semiJoin(left, right Node, anti bool) Node {
	n := &HashSemiJoin{Info: *left.About(), Left: left, Right: right, Anti: anti}
	n.On, n.Check = shared(left, right)
	n.Rows = left.About().Rows / 2
	n.Cost += right.About().Cost + hashCost(left.About().Rows, right.About().Rows, n.Rows)
	return n
}

func minus(left, right Node, on, shared names) Node {
	n := &Minus{Info: *left.About(), Left: left, Right: right, On: on, Shared: shared}
	n.Rows = left.About().Rows / 2
	n.Cost += right.About().Cost + hashCost(left.About().Rows, right.About().Rows, n.Rows)
	return n
}

// apply makes the node of a mode; v is the variable of Mark.
func (b *builder) apply(input, right Node, seed *Seed, mode Mode, v string) Node {
	if isEmpty(input) {
		return empty(Info{Vars: names(input.About().Vars).and(right.About().Vars...).and(v).without(names{seed.Row, ""})})
	}
	n := &Apply{Info: *input.About(), Input: input, Right: right, Seed: seed, Mode: mode, Var: v, Single: b.single[seed]}
	r := right.About()
	factor := max(n.Rows, 1) / max(seed.Rows, 1)
	n.Cost += r.Cost * factor
	columns := names(r.Vars).without(names{seed.Row})
	switch mode {
	case Inner:
		n.Vars, n.Sure = names(n.Vars).and(columns...), names(n.Sure).and(names(r.Sure).without(names{seed.Row})...)
		n.Rows = rowsOf(r.Rows * factor)
	case Left:
		n.Vars = names(n.Vars).and(columns...)
		n.Rows = rowsOf(max(n.Rows, r.Rows*factor))
	case Semi, Anti:
		n.Rows /= 2
	case Mark:
		n.Vars, n.Sure = names(n.Vars).and(v), names(n.Sure).and(v)
	}
	return n
}

// filter keeps the rows for which expressions hold, with one node for several on
// each other.
func filter(input Node, all ...algebra.Expr) Node {
	if isEmpty(input) || len(all) == 0 {
		return input
	}
	n := &Filter{Info: *input.About(), Input: input, Exprs: all}
	if below, ok := input.(*Filter); ok {
		n.Input = below.Input
		n.Exprs = slices.Concat(below.Exprs, all)
	}
	for _, e := range all {
		n.Cost += evaluated * n.Rows
		n.Rows *= selectivity(e)
		n.Sure = names(n.Sure).and(required(e, true).in(n.Vars)...)
	}
	return n
}

func extend(input Node, v string, e algebra.Expr) Node {
	if isEmpty(input) {
		info := *input.About()
		info.Vars = names(info.Vars).and(v)
		return empty(info)
	}
	n := &Extend{Info: *input.About(), Input: input, Var: v, Expr: e}
	n.Vars = names(n.Vars).and(v)
	if always(e, n.Sure) {
		n.Sure = names(n.Sure).and(v)
	}
	n.Cost += evaluated * n.Rows
	return n
}

func union(all []Node) Node {
	var kept []Node
	for _, in := range all {
		if !isEmpty(in) {
			kept = append(kept, in)
		}
	}
	switch len(kept) {
	case 0:
		return all[0]
	case 1:
		return kept[0]
	}
	n := &Union{All: kept}
	n.Sure = kept[0].About().Sure
	var vars collected
	for _, in := range kept {
		a := in.About()
		vars.add(a.Vars...)
		n.Sure = names(n.Sure).in(a.Sure)
		n.Rows = rowsOf(n.Rows + a.Rows)
		n.Cost += a.Cost + yielded*a.Rows
	}
	n.Vars = vars.names
	return n
}

// project keeps columns; it leaves an input alone that has no others, when their
// order does not matter.
func project(input Node, vars []string, inOrder bool) Node {
	in := input.About()
	same := slices.Equal(in.Vars, vars) || !inOrder && len(in.Vars) == len(vars) && names(vars).within(in.Vars)
	if same {
		return input
	}
	if isEmpty(input) {
		return empty(Info{Vars: vars})
	}
	n := &Project{Info: *in, Input: input}
	n.Vars, n.Sure, n.Sorted = vars, names(vars).in(in.Sure), sortedBy(in.Sorted, vars)
	return n
}

func distinct(input Node) Node {
	if isEmpty(input) {
		return input
	}
	n := &Distinct{Info: *input.About(), Input: input}
	if n.Streamed = together(n.Sorted, n.Vars); !n.Streamed {
		n.Sorted = nil // it may go to disk
	}
	n.Cost += hashed * n.Rows
	return n
}

// together reports whether rows with the same values of vars are neighbours in
// an order.
func together(sorted, vars names) bool {
	return len(vars) > 0 && len(sorted) >= len(vars) && names(sorted[:len(vars)]).within(vars)
}

func slice(input Node, offset, limit int64) Node {
	if isEmpty(input) || limit == 0 {
		return empty(*input.About())
	}
	n := &Slice{Info: *input.About(), Input: input, Offset: offset, Limit: limit}
	n.Rows = max(n.Rows-float64(offset), 0)
	if limit >= 0 {
		n.Rows = min(n.Rows, float64(limit))
	}
	return n
}

func sorted(input Node, conditions []algebra.Condition, limit int64) Node {
	if isEmpty(input) {
		return input
	}
	n := &Sort{Info: *input.About(), Input: input, Conditions: conditions, Limit: limit}
	n.Cost += sortCost(n.Rows, float64(limit))
	if n.Sorted = nil; limit > 0 {
		n.Rows = min(n.Rows, float64(limit))
	}
	return n
}

func isEmpty(n Node) bool {
	_, ok := n.(*Empty)
	return ok
}

// empty is no rows with the columns of info, of which all are sure.
func empty(info Info) Node {
	return &Empty{Info{Vars: info.Vars, Sure: info.Vars, Sorted: info.Vars}}
}

func unit() Node { return &Unit{Info{Rows: 1}} }
