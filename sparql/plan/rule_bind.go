package plan

import "w3id.org/plenary/sparql/algebra"

// collectExtend adds a variable that is computed from others of the group, as
// soon as these are bound. It does so where nothing else binds it and the
// expression sees the same inside and outside.
func (g *group) collectExtend(o *algebra.Extend, graphs Graphs, outside names) {
	seen, sure := g.b.exprVars(o.Expr), g.b.of(o.Input).sure
	if !g.b.on("bind") || hasExists(o.Expr) || outside.has(o.Var) || !seen.within(sure) || g.at.seed != nil {
		g.add(part{op: o, graphs: graphs, vars: g.b.of(o).vars})
		return
	}
	g.collect(o.Input, graphs, outside.and(o.Var))
	g.parts = append(g.parts, part{bind: o.Var, expr: o.Expr, vars: names{o.Var}})
}

// bindRelation computes a variable for each row of the others.
func (g *group) bindRelation(p part) *relation {
	after := func(input Node, _ float64) Node { return extend(input, p.bind, p.expr) }
	var sure names
	if always(p.expr, g.b.exprVars(p.expr)) {
		sure = p.vars
	}
	return &relation{
		vars: p.vars, sure: sure, rows: 1, after: after, needs: g.b.exprVars(p.expr), lenient: true,
		distinct:  func(string) float64 { return 1 },
		afterCost: func(in, _ float64, _ bool) float64 { return evaluated * in },
	}
}
