package plan

// unite lets a pattern of one variable be looked up in the graphs for those values
// alone that it and other such patterns of the same graph have in some graph: which
// graphs hold a triple is known triple by triple, and the values of several patterns
// are found by reading them side by side.
func (g *group) unite(r *relation, p *pattern) {
	v, ok := p.only()
	if !ok || p.graphs.Kind != EachGraph || !g.b.on("unite") {
		return
	}
	first := g.b.anywhere(p)
	values := first
	for _, part := range g.parts {
		if part.triple == nil || part.graphs.Kind != EachGraph || part.graphs.Var != p.graphs.Var {
			continue
		}
		other := g.b.pattern(*part.triple, part.graphs, part.fixed)
		if w, ok := other.only(); !ok || w != v || other.slots == p.slots {
			continue
		}
		one, rows := g.b.anywhere(other), values.About().Rows
		if merged*one.About().Rows < expanded*rows {
			values = mergeJoin(values, one, v, rows*one.About().Rows/max(g.b.domain(p, v), g.b.domain(other, v)))
		}
	}
	if values != first {
		rows := values.About().Rows * p.rows / max(first.About().Rows, 1)
		n := p.after(values, rows)
		n.About().Cost += expanded * rows
		r.alone = append(r.alone, n)
	}
}

// only returns the variable of a pattern beside whose graph there are terms alone.
func (p *pattern) only() (v string, ok bool) {
	for _, s := range p.slots {
		if s.ID == 0 {
			if v != "" || s.Var == "" {
				return "", false
			}
			v = s.Var
		}
	}
	return v, v != "" && len(p.nested) == 0
}

// anywhere reads a pattern of one variable in any graph, by its values.
func (b *builder) anywhere(p *pattern) Node {
	all := *p
	all.graphs, all.rows = Graphs{}, b.count(p.ids())
	return b.read(&all, all.orders()[0])
}
