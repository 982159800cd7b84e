package oracle

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// manage is a graph management operation; it returns false for one that fails.
//
// Spec: SPARQL 1.1 Update §3.1.5 CLEAR, §3.2 Graph Management.
func (w *writer) manage(m *syntax.Manage) bool {
	switch m.Name {
	case "CREATE":
		return !w.exists(m.From)
	case "CLEAR", "DROP":
		w.remove(func(q rdf.Quad) bool { return targets(m.From, q.G) })
		return true
	}
	if m.From == m.To {
		return true
	}
	if !w.exists(m.From) {
		return false
	}
	w.transfer(m)
	return true
}

// transfer is ADD, COPY or MOVE from one graph to another.
//
// Spec: SPARQL 1.1 Update §3.2.3 to §3.2.5.
func (w *writer) transfer(m *syntax.Manage) {
	if m.Name != "ADD" {
		w.remove(func(q rdf.Quad) bool { return targets(m.To, q.G) })
	}
	for _, q := range w.store.Quads() {
		if targets(m.From, q.G) {
			w.store.Add(q.Triple().In(nameOf(m.To)))
		}
	}
	if m.Name == "MOVE" {
		w.remove(func(q rdf.Quad) bool { return targets(m.From, q.G) })
	}
}

// exists reports whether there is a graph; the default graph always is.
func (w *writer) exists(g syntax.GraphRef) bool {
	if g.Target == syntax.DefaultGraph {
		return true
	}
	for _, q := range w.store.Quads() {
		if targets(g, q.G) {
			return true
		}
	}
	return false
}

// targets reports whether an operation on g is one on the graph with a name, the
// zero Term being the default graph.
func targets(g syntax.GraphRef, name rdf.Term) bool {
	switch g.Target {
	case syntax.AllGraphs:
		return true
	case syntax.AllNamed:
		return !name.IsZero()
	}
	return nameOf(g) == name
}

func nameOf(g syntax.GraphRef) rdf.Term {
	if g.Target == syntax.NamedGraph {
		return rdf.IRI(g.IRI)
	}
	return rdf.Term{}
}
