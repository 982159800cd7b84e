package jsonld

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
)

// An object is a JSON object.
type object = map[string]any

// A tree turns a document into expanded node objects.
type tree struct {
	doc   nest.Document
	flat  bool // nothing nested but lists
	root  rdf.Term
	graph *nest.Graph // the one at hand
	depth int
	// deep are subjects left out because they were nested too deep
	deep []rdf.Term
}

// build returns the node objects of the default graph and after them those of
// the named graphs. The first is the root when rooted is true.
func (t *tree) build() (nodes []any, rooted bool) {
	graphs, shared := t.doc.Graphs(), t.doc.Shared()
	nodes = []any{}
	for _, g := range graphs {
		t.graph = nest.New(t.doc[g], shared, t.root)
		if g.IsZero() {
			nodes = t.subjects()
			rooted = !t.root.IsZero() && len(t.graph.Of[t.root]) > 0
		} else {
			nodes = append(nodes, object{"@id": idOf(g), "@graph": t.subjects()})
		}
	}
	return nodes, rooted
}

// subjects returns the node objects of the graph at hand.
func (t *tree) subjects() (nodes []any) {
	order := t.graph.Subjects()
	if t.flat {
		order = t.allSubjects(order)
	}
	for len(order) > 0 {
		nodes = append(nodes, t.node(order[0]))
		order = append(order[1:], t.deep...)
		t.deep = nil
	}
	return nodes
}

// allSubjects labels all blank nodes that nest, those of lists excepted, and
// returns the subjects anew.
func (t *tree) allSubjects(order []rdf.Term) []rdf.Term {
	inList := make(map[rdf.Term]bool)
	for s := range t.graph.Of {
		t.markList(s, inList)
	}
	for s, triples := range t.graph.Of {
		for _, x := range triples {
			if t.graph.Nests(x.O) && !inList[x.O] {
				t.graph.Label(x.O)
			}
		}
		if t.graph.Anonymous(s) {
			t.graph.Label(s)
		}
	}
	return t.graph.Subjects()
}

// markList marks the cells of the lists that are objects of s.
func (t *tree) markList(s rdf.Term, inList map[rdf.Term]bool) {
	for _, x := range t.graph.Of[s] {
		if inList[s] {
			return
		}
		if _, ok := t.graph.List(x.O); ok {
			for cell := x.O; cell != nest.Nil; cell = t.graph.Of[cell][1].O {
				inList[cell] = true
			}
		}
	}
}

// node returns the node object of a subject or of a blank node that nests.
func (t *tree) node(s rdf.Term) object {
	n := object{}
	if !t.graph.Nests(s) && !t.graph.Anonymous(s) {
		n["@id"] = idOf(s)
	}
	for _, x := range t.graph.Of[s] {
		if x.P == nest.Type && !x.O.IsLiteral() && !t.graph.Nests(x.O) {
			push(n, "@type", idOf(x.O))
		} else {
			push(n, x.P.Value(), t.value(x.O))
		}
	}
	return n
}

func push(n object, key string, v any) {
	list, _ := n[key].([]any)
	n[key] = append(list, v)
}

// value returns the value, list or node object of an object.
func (t *tree) value(o rdf.Term) object {
	if o.IsLiteral() {
		return literal(o)
	}
	if items, ok := t.graph.List(o); ok && t.depth < nest.MaxDepth {
		t.depth++
		defer func() { t.depth-- }()
		values := make([]any, len(items))
		for i, item := range items {
			values[i] = t.value(item)
		}
		return object{"@list": values}
	}
	if t.graph.Nests(o) && t.depth < nest.MaxDepth {
		t.depth++
		defer func() { t.depth-- }()
		return t.node(o)
	}
	if t.graph.Nests(o) {
		t.graph.Label(o)
		t.deep = append(t.deep, o)
	}
	return object{"@id": idOf(o)}
}

func literal(o rdf.Term) object {
	v := object{"@value": o.Value()}
	switch {
	case o.Lang() != "":
		v["@language"] = o.Lang()
		if o.Direction() != rdf.NoDirection {
			v["@direction"] = o.Direction().String()
		}
	case o.Datatype() != rdf.XSDString:
		v["@type"] = o.Datatype()
	}
	return v
}

// idOf returns the value of "@id" for an IRI or a blank node.
func idOf(t rdf.Term) string {
	if t.IsBlank() {
		return "_:" + t.Value()
	}
	return t.Value()
}
