package jsonld

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
)

// An object is a JSON object.
type object = map[string]any

// A tree turns a document into expanded node objects.
type tree struct {
	forest
	doc  *nest.Document
	root uint32
}

// build returns the node objects of the default graph and after them those of
// the named graphs.
func (t *tree) build() (nodes []any) {
	nodes = []any{}
	for i, name := range t.doc.Graphs {
		t.Graph = t.doc.Graph(i, t.root)
		if name == 0 {
			nodes = t.nodes()
		} else {
			nodes = append(nodes, object{"@id": idOf(t.Terms[name]), "@graph": t.nodes()})
		}
	}
	return nodes
}

// nodes returns the node objects of the graph at hand.
func (t *tree) nodes() (nodes []any) {
	t.walk(t.subjects(), func(s uint32) { nodes = append(nodes, t.node(s)) })
	return nodes
}

// node returns the node object of a subject or of a blank node that nests.
func (t *tree) node(s uint32) object {
	n := object{}
	if !t.Nests(s) && !t.Anonymous(s) {
		n["@id"] = idOf(t.Terms[s])
	}
	for _, x := range t.Of(s) {
		if t.IsType(x.P) && !t.IsLiteral(x.O) && !t.Nests(x.O) {
			push(n, "@type", idOf(t.Terms[x.O]))
		} else {
			push(n, t.Terms[x.P].Value(), t.value(x.O))
		}
	}
	return n
}

func push(n object, key string, v any) {
	list, _ := n[key].([]any)
	n[key] = append(list, v)
}

// value returns the value, list or node object of an object.
func (t *tree) value(o uint32) object {
	if t.IsLiteral(o) {
		return literal(t.Terms[o])
	}
	if items, ok := t.List(o); ok && t.depth < nest.MaxDepth {
		t.depth++
		defer func() { t.depth-- }()
		values := make([]any, len(items))
		for i, item := range items {
			values[i] = t.value(item)
		}
		return object{"@list": values}
	}
	if t.Nests(o) && !t.tooDeep(o) {
		t.depth++
		defer func() { t.depth-- }()
		return t.node(o)
	}
	return object{"@id": idOf(t.Terms[o])}
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
