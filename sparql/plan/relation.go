package plan

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
)

// relation is a part of a join, and the ways to read it.
type relation struct {
	vars, sure names
	rows       float64
	alone      []Node                                // each in another order; none for what needs an input
	distinct   func(v string) float64                // values of a variable, by estimate
	after      func(input Node, rows float64) Node   // for each row of an input; nil for none
	afterCost  func(in, out float64, s bool) float64 // of that, with a sorted input
	needs      names                                 // of the input of after, beside what is shared
	lenient    bool                                  // after also takes what the input is not sure of
}

func (r *relation) empty() bool { return len(r.alone) > 0 && isEmpty(r.alone[0]) }

func nodeRelation(n Node) *relation {
	a := n.About()
	return &relation{
		vars: a.Vars, sure: a.Sure, rows: a.Rows, alone: []Node{n},
		distinct: func(string) float64 { return max(a.Rows, 1) },
	}
}

func (b *builder) tripleRelation(p *pattern) *relation {
	if p.rows == 0 {
		return nodeRelation(empty(Info{Vars: p.vars()}))
	}
	r := &relation{rows: p.rows, vars: p.vars(), after: p.after, afterCost: loopCost}
	r.sure = r.vars
	r.distinct = func(v string) float64 { return b.domain(p, v) }
	for _, o := range p.orders() {
		r.alone = append(r.alone, b.read(p, o))
	}
	return r
}

// table returns the rows of VALUES.
func (b *builder) table(o *algebra.Values) Node {
	if len(o.Rows) == 0 {
		return empty(Info{Vars: o.Vars})
	}
	n := &Table{}
	f := b.of(o)
	n.Vars, n.Sure, n.Rows = f.vars, f.sure, float64(len(o.Rows))
	for _, row := range o.Rows {
		ids := make([]graph.ID, len(row))
		for i, t := range row {
			ids[i] = b.terms.ID(t)
		}
		n.IDs = append(n.IDs, ids)
	}
	if len(n.Vars) == 1 && len(n.Sure) == 1 && slices.IsSortedFunc(n.IDs, func(a, b []graph.ID) int { return slices.Compare(a, b) }) {
		n.Sorted = n.Vars
	}
	return n
}

func tableRelation(n Node) *relation {
	r := nodeRelation(n)
	t, ok := n.(*Table)
	if !ok {
		return r
	}
	r.distinct = func(v string) float64 {
		i := slices.Index(t.Vars, v)
		ids := make([]graph.ID, 0, len(t.IDs))
		for _, row := range t.IDs {
			ids = append(ids, row[i])
		}
		slices.Sort(ids)
		return float64(len(slices.Compact(ids)))
	}
	return r
}

// serviceRelation asks another endpoint, for the rows of other parts where it
// can.
func serviceRelation(o *algebra.Service, vars names) *relation {
	after := func(input Node, rows float64) Node {
		n := &Service{Info: *input.About(), Input: input, Call: o}
		n.Shared = names(n.Vars).in(vars)
		n.Vars = names(n.Vars).and(vars...)
		n.Sorted = nil
		n.Cost += called * (1 + n.Rows/100)
		n.Rows = rows
		return n
	}
	return &relation{
		vars: vars, rows: 1000, alone: []Node{after(unit(), 1000)}, after: after, needs: nodeVars(o.Name), lenient: true,
		distinct:  func(string) float64 { return 100 },
		afterCost: func(in, out float64, _ bool) float64 { return called * (1 + in/100) },
	}
}
