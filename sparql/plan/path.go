package plan

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
)

// pathRelation follows a path from whichever end other parts bind, or from all.
func (b *builder) pathRelation(o *algebra.Path, g Graphs) *relation {
	p := &pattern{graphs: g}
	p.slots = b.slots(algebra.TriplePattern{S: o.S, O: o.O}, &p.nested)
	ends := p.slots
	walk := func(input Node, rows float64) Node {
		n := &PathWalk{Info: *input.About(), Input: input, S: ends[0], O: ends[2], Path: o.Path, Graphs: g}
		for _, end := range [...]Slot{n.S, n.O} {
			if end.Var != "" {
				n.Vars, n.Sure = names(n.Vars).and(end.Var), names(n.Sure).and(end.Var)
			}
		}
		n.Cost += walked * (n.Rows + rows)
		n.Rows = rows
		return p.unnest(n)
	}
	f := b.fanOf(o.Path)
	rows := f.pairs
	switch {
	case ends[0].ID != 0 && ends[2].ID != 0:
		rows = 1
	case ends[0].ID != 0:
		rows = f.forth()
	case ends[2].ID != 0:
		rows = f.back()
	}
	start := unit()
	r := &relation{rows: rows, after: walk}
	if g.Kind == EachGraph {
		start = b.graphNames(g)
		r.needs = names{g.Var}
	}
	r.alone = []Node{walk(start, rows)}
	r.vars = r.alone[0].About().Vars
	r.sure = r.vars
	r.distinct = func(v string) float64 { return f.distinct(v == ends[0].Var, rows) }
	r.afterCost = func(in, out float64, _ bool) float64 { return walked * (in + out) * f.steps }
	return r
}

// fan is how far a path leads, by estimate.
type fan struct{ pairs, starts, ends, steps float64 }

func (f fan) forth() float64 { return max(f.pairs/max(f.starts, 1), 1) }
func (f fan) back() float64  { return max(f.pairs/max(f.ends, 1), 1) }

func (f fan) distinct(start bool, rows float64) float64 {
	if start {
		return max(min(f.starts, rows), 1)
	}
	return max(min(f.ends, rows), 1)
}

func (b *builder) fanOf(p algebra.PathExpr) fan {
	switch p := p.(type) {
	case algebra.Link:
		st := b.statsOf(b.terms.ID(rdf.IRI(p.IRI)))
		return fan{float64(st.Triples), float64(st.Subjects), float64(st.Objects), 1}
	case algebra.Inv:
		f := b.fanOf(p.Path)
		return fan{f.pairs, f.ends, f.starts, f.steps}
	case algebra.Seq:
		f, g := b.fanOf(p.First), b.fanOf(p.Then)
		return fan{f.pairs * g.forth(), f.starts, g.ends, f.steps + g.steps*f.forth()}
	case algebra.Alt:
		f, g := b.fanOf(p.Either), b.fanOf(p.Or)
		return fan{f.pairs + g.pairs, max(f.starts, g.starts), max(f.ends, g.ends), f.steps + g.steps}
	case algebra.Repeat:
		return b.fanOfRepeat(p)
	}
	n := b.count(graph.IDPattern{})
	return fan{n, b.termsOf(perSubject), b.termsOf(perObject), 2}
}

// repeated is how many times as many pairs as a path its repetition is taken to
// have.
const repeated = 4

func (b *builder) fanOfRepeat(p algebra.Repeat) fan {
	f := b.fanOf(p.Path)
	if p.Mark != '?' {
		f.pairs *= repeated
		f.steps *= repeated
	}
	if p.Mark != '+' {
		nodes := b.termsOf(perSubject) + b.termsOf(perObject)
		f.pairs += nodes
		f.starts, f.ends = nodes, nodes
	}
	return f
}
