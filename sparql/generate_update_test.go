package sparql_test

import "w3id.org/plenary/rdf"

// update is a request of some operations.
func (g *generator) update() string {
	return g.some(1, 4, " ;\n", g.operation)
}

func (g *generator) operation() string {
	name := func() string { return "<http://example.org/" + pick(g, "g1", "g2", "g3") + ">" }
	switch g.upTo(9) {
	case 0:
		return "INSERT DATA { " + g.data() + " }"
	case 1:
		return "DELETE DATA { " + g.data() + " }"
	case 2:
		return "DELETE WHERE { " + g.template(1, g.bare) + " }"
	case 3:
		return pick(g, "CLEAR ", "DROP ") + "SILENT " + pick(g, "DEFAULT", "NAMED", "ALL", "GRAPH "+name())
	case 4:
		return pick(g, "COPY ", "MOVE ", "ADD ") + pick(g, "", "SILENT ") + pick(g, "DEFAULT", name()) + " TO " + pick(g, "DEFAULT", name())
	case 5:
		return "CREATE " + pick(g, "", "SILENT ") + "GRAPH " + name()
	}
	with := pick(g, "", "", "WITH "+name()+" ")
	using := pick(g, "", "", "USING "+name()+" ", "USING NAMED "+name()+" ", "USING "+name()+" USING NAMED "+name()+" ")
	action := pick(g, "DELETE { "+g.template(0, g.bare)+" }", "INSERT { "+g.template(0, g.triple)+" }",
		"DELETE { "+g.template(0, g.bare)+" } INSERT { "+g.template(0, g.triple)+" }")
	return with + action + " " + using + "WHERE " + g.group(g.upTo(2))
}

// data is quads without variables.
func (g *generator) data() string {
	g2 := &generator{T: g.T} // DELETE DATA may have no blank nodes
	return g.some(0, 4, " ", func() string {
		q := rdf.Quad{S: g2.subject(), P: g2.predicate(), O: g2.object(0), G: g2.graph()}
		triple := text(q.S) + " " + text(q.P) + " " + text(q.O) + " ."
		if q.G.IsZero() {
			return triple
		}
		return "GRAPH " + text(q.G) + " { " + triple + " }"
	})
}

// template is quads with variables.
func (g *generator) template(least int, triple func() string) string {
	return g.some(least, 2, " ", func() string {
		if g.one(3) {
			return "GRAPH " + pick(g, g.variable(), text(g.iri())) + " { " + triple() + " }"
		}
		return triple()
	})
}

// bare is a triple without blank nodes.
func (g *generator) bare() string {
	return pick(g, g.variable(), text(g.iri())) + " " + pick(g, text(g.predicate()), g.variable()) + " " + pick(g, g.variable(), g.constant()) + " ."
}
