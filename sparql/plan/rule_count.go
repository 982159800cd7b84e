package plan

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
)

// counted plans groups that only count the triples of one pattern: the store
// knows their numbers. It is nil for others.
func (b *builder) counted(o *algebra.Group, at scope) Node {
	if !b.on("count") || at.seed != nil || !allCounts(o.Aggregates) || len(plainKeys(o)) < len(o.Keys) {
		return nil
	}
	if n := b.countedGraphs(o, at); n != nil {
		return n
	}
	in, graphs := b.inside(o.Input, at.graphs)
	p := b.onlyTriple(in, graphs)
	keys := plainKeys(o)
	switch {
	case p == nil || !keys.within(p.vars()) || p.graphs.Kind == EachGraph:
		return nil
	case len(keys) == 0:
		return b.countedAll(p, o.Aggregates)
	case p.graphs.Kind != AnyGraph:
		return nil
	}
	if n := b.countedGroups(p, keys, o.Aggregates); n != nil {
		return n
	}
	return b.countedPredicates(p, keys, o.Aggregates)
}

// inside returns what is inside GRAPH of one name.
func (b *builder) inside(op algebra.Op, graphs Graphs) (algebra.Op, Graphs) {
	if g, ok := op.(*algebra.Graph); ok && g.Name.Var == "" {
		if id := b.terms.ID(g.Name.Term); b.named(id) {
			return g.Input, Graphs{Kind: SomeGraphs, IDs: []graph.ID{id}}
		}
	}
	return op, graphs
}

// allCounts reports whether aggregates are COUNT of all or of a variable.
func allCounts(all []algebra.Aggregate) bool {
	return !slices.ContainsFunc(all, func(a algebra.Aggregate) bool {
		_, isVar := a.Arg.(algebra.Var)
		return a.Name != "COUNT" || !isVar && (a.Arg != nil || a.Distinct)
	})
}

// onlyTriple returns a pattern that is one triple of terms and variables that
// differ, nil for others.
func (b *builder) onlyTriple(op algebra.Op, g Graphs) *pattern {
	bgp, ok := op.(*algebra.BGP)
	if !ok || len(bgp.Patterns) != 1 {
		return nil
	}
	p := b.pattern(bgp.Patterns[0], g, nil)
	open := 0
	for _, s := range p.slots {
		if s.Var != "" {
			open++
		}
	}
	if len(p.nested) > 0 || open != len(tripleVars(bgp.Patterns[0])) {
		return nil
	}
	return p
}

// countedAll counts all triples of a pattern.
func (b *builder) countedAll(p *pattern, all []algebra.Aggregate) Node {
	n := &Table{IDs: [][]graph.ID{nil}}
	for _, a := range all {
		count, ok := b.exactly(p, a)
		if !ok {
			return b.rangeCount(p, all)
		}
		n.Vars = append(n.Vars, a.Var)
		n.IDs[0] = append(n.IDs[0], integer(count))
	}
	n.Sure, n.Rows = n.Vars, 1
	return n
}

// rangeCount counts when the plan is run.
func (b *builder) rangeCount(p *pattern, all []algebra.Aggregate) Node {
	if len(all) != 1 || all[0].Distinct || all[0].Arg != nil && !p.vars().has(string(all[0].Arg.(algebra.Var))) {
		return nil
	}
	p.forget(func(string) bool { return false })
	n := &RangeCount{S: p.slots[0], P: p.slots[1], O: p.slots[2], Graphs: p.graphs, Var: all[0].Var}
	n.Vars = names{n.Var}
	n.Sure, n.Rows = n.Vars, 1
	n.Cost = b.scanCost(p, p.orders()[0])
	return n
}

func integer(n int) graph.ID {
	id, _ := graph.IntegerID(int64(n))
	return id
}

// exactly returns the value of an aggregate over a pattern, false when it is not
// known without reading.
func (b *builder) exactly(p *pattern, a algebra.Aggregate) (n int, ok bool) {
	ids := graph.IDPattern{S: p.slots[0].ID, P: p.slots[1].ID, O: p.slots[2].ID}
	v, isVar := a.Arg.(algebra.Var)
	switch {
	case isVar && !p.vars().has(string(v)):
		return 0, true
	case p.graphs.Kind == Unnamed:
		ids.Unnamed = true
	case p.graphs.Kind == SomeGraphs && len(p.graphs.IDs) == 1:
		ids.G = p.graphs.IDs[0]
	case p.graphs.Kind != AnyGraph:
		return 0, false
	}
	inGraph := ids.G != 0 || ids.Unnamed
	if !a.Distinct {
		return int(b.count(ids)), !inGraph || ids.P == 0 && ids.O == 0
	}
	return b.distinctly(p, slices.Index(p.slots[:], Slot{Var: string(v)}), !inGraph)
}

// distinctly returns how many terms stand at a position in the triples of a
// pattern.
func (b *builder) distinctly(p *pattern, position int, anyGraph bool) (n int, ok bool) {
	bound := [3]bool{p.slots[0].ID != 0, p.slots[1].ID != 0, p.slots[2].ID != 0}
	switch {
	case !anyGraph:
		return 0, false
	case bound == [3]bool{false, true, false}:
		st := b.statsOf(p.slots[1].ID)
		return [3]int{st.Subjects, 0, st.Objects}[position], true
	case bound == [3]bool{} && position == 0:
		return b.snapshot.Subjects(), true
	case bound == [3]bool{} && position == 2:
		return b.snapshot.Objects(), true
	case bound != [3]bool{}:
		open := 0
		for _, one := range bound {
			if !one {
				open++
			}
		}
		return int(p.rows), open == 1
	}
	return 0, false
}

// countedGroups reads the groups of an index.
func (b *builder) countedGroups(p *pattern, keys names, all []algebra.Aggregate) Node {
	rest := p.vars().without(keys)
	for _, a := range all {
		if a.Arg == nil {
			continue
		}
		v := string(a.Arg.(algebra.Var))
		if a.Distinct && !slices.Equal(rest, names{v}) || !p.vars().has(v) {
			return nil
		}
	}
	var n Node
	switch o, ok := p.groupOrder(keys); {
	case !ok:
		return nil
	case len(all) == 0:
		return b.indexGroups(p, o, keys, "")
	default:
		n = b.indexGroups(p, o, keys, all[0].Var)
	}
	for _, a := range all[1:] {
		n = extend(n, a.Var, algebra.Var(all[0].Var))
	}
	return n
}

// groupOrder returns an order that begins with the terms of a pattern and then
// has the keys.
func (p *pattern) groupOrder(keys names) (graph.Order, bool) {
	for _, o := range p.orders() {
		rank := 0
		fits := true
		for _, position := range o.Positions() {
			next := 2
			if s := p.slots[position]; s.ID != 0 {
				next = 0
			} else if keys.has(s.Var) {
				next = 1
			}
			fits = fits && next >= rank
			rank = next
		}
		if fits {
			return o, true
		}
	}
	return 0, false
}

func (b *builder) indexGroups(p *pattern, o graph.Order, keys names, count string) Node {
	rows := 1.0
	for _, v := range keys {
		rows = min(rows*b.distinct(p, v), max(p.rows, 1))
	}
	some := *p
	some.forget(keys.has)
	n := &IndexGroups{S: some.slots[0], P: some.slots[1], O: some.slots[2], Order: o, Count: count}
	scan := some.scan(o)
	n.Info = scan.Info
	if count != "" {
		n.Vars = names(n.Vars).and(count)
		n.Sure = n.Vars
	}
	n.Rows = rows
	n.Cost = min(lookedOn*rows, 2*scanned*p.rows)
	return n
}

// countedPredicates has for each predicate the numbers of its triples, subjects
// and objects.
func (b *builder) countedPredicates(p *pattern, keys names, all []algebra.Aggregate) Node {
	if s := p.slots; s[0].ID != 0 || s[1].ID != 0 || s[2].ID != 0 || !slices.Equal(keys, names{s[1].Var}) {
		return nil
	}
	n := &Table{}
	n.Vars = names{p.slots[1].Var}
	for _, a := range all {
		if v, ok := a.Arg.(algebra.Var); ok && (!p.vars().has(string(v)) || a.Distinct && string(v) == keys[0]) {
			return nil
		}
		n.Vars = names(n.Vars).and(a.Var)
	}
	for _, id := range b.snapshot.PredicateIDs() {
		st := b.statsOf(id)
		row := []graph.ID{id}
		for _, a := range all {
			v, _ := a.Arg.(algebra.Var)
			switch {
			case !a.Distinct:
				row = append(row, integer(st.Triples))
			case string(v) == p.slots[0].Var:
				row = append(row, integer(st.Subjects))
			default:
				row = append(row, integer(st.Objects))
			}
		}
		n.IDs = append(n.IDs, row)
	}
	n.Sure, n.Sorted, n.Rows = n.Vars, n.Vars[:1], float64(len(n.IDs))
	return n
}

// countedGraphs has for each named graph the number of its triples.
func (b *builder) countedGraphs(o *algebra.Group, at scope) Node {
	g, ok := o.Input.(*algebra.Graph)
	if !ok || g.Name.Var == "" || mentions(g.Input, g.Name.Var) || !slices.Equal(plainKeys(o), names{g.Name.Var}) {
		return nil
	}
	each := Graphs{Kind: EachGraph, IDs: b.dataset.Named, Var: g.Name.Var}
	p := b.onlyTriple(g.Input, each)
	if p == nil || len(p.vars()) < 4 {
		return nil
	}
	n := b.graphNames(each)
	for _, a := range o.Aggregates {
		if v, ok := a.Arg.(algebra.Var); a.Distinct || ok && !p.vars().has(string(v)) {
			return nil
		}
		n.Counts = append(n.Counts, a.Var)
	}
	n.Vars = names(n.Vars).and(n.Counts...)
	n.Sure = n.Vars
	return n
}
