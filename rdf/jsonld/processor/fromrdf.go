package processor

import (
	"context"
	"iter"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// FromRDF returns the expanded form of a dataset: a node object for each
// subject of the default graph and each named graph, by identifier, with lists
// where the dataset has well-formed ones.
//
// Memory: the dataset.
//
// Errors: of quads, of ctx, and *Error, for quads that are not RDF, and for
// triple terms, which JSON-LD cannot say.
//
// Spec: JSON-LD 1.1 API §8.4.
func FromRDF(ctx context.Context, quads iter.Seq2[rdf.Quad, error], o Options) ([]any, error) {
	r := newRun(ctx, o)
	f := &fromRDF{
		run: r, nodes: newNodeMap(r), once: make(map[string]*usage), nils: make(map[string][]*usage),
		compounds: make(map[string][]string), home: make(map[string]string), shared: make(map[string]bool),
	}
	for q, err := range quads {
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := f.checker.Check(&q); err != nil {
			return nil, &Error{Code: InvalidIRIMapping, Msg: err.Error(), Cause: err}
		}
		if err := f.add(q); err != nil {
			return nil, err
		}
	}
	return f.build(), nil
}

// fromRDF serializes a dataset: JSON-LD 1.1 API §8.4.1.
type fromRDF struct {
	*run
	checker   rdf.Checker
	nodes     *nodeMap
	once      map[string]*usage   // of blank nodes; nil for those used again
	nils      map[string][]*usage // of rdf:nil by graph
	compounds map[string][]string // subjects of compound literals by graph
	home      map[string]string   // graphs of blank nodes
	shared    map[string]bool     // blank nodes of several graphs, and graph names
}

// A usage is where a node is the object.
type usage struct {
	node     *node
	property string
	value    *ojson.Object
}

const (
	rdfFirst = rdfNS + "first"
	rdfRest  = rdfNS + "rest"
	rdfNil   = rdfNS + "nil"
	rdfList  = rdfNS + "List"
)

func (f *fromRDF) add(q rdf.Quad) error {
	name := defaultGraph
	if !q.G.IsZero() {
		name = idOf(q.G)
		f.nodes.graph(defaultGraph).node(name)
		f.shared[name] = true
	}
	f.settle(q.S, name)
	f.settle(q.O, name)
	g := f.nodes.graph(name)
	id := idOf(q.S)
	n := g.node(id)
	if f.opts.RDFDirection == CompoundLiteral && q.P == rdfDirection {
		f.compounds[name] = append(f.compounds[name], id)
	}
	if q.O.IsIRI() || q.O.IsBlank() {
		g.node(idOf(q.O))
	}
	if f.isType(q) {
		n.push("@type", idOf(q.O))
		return nil
	}
	v, err := f.valueOf(q.O)
	if err != nil {
		return err
	}
	property := q.P.Value()
	before := len(asArrayOrNone(n.object.Get(property)))
	n.push(property, v)
	if len(asArrayOrNone(n.object.Get(property))) == before {
		return nil // said before
	}
	switch u := (&usage{n, property, v}); {
	case q.O.IsIRI() && q.O.Value() == rdfNil:
		f.nils[name] = append(f.nils[name], u)
	case q.O.IsBlank():
		if _, met := f.once[idOf(q.O)]; met {
			u = nil
		}
		f.once[idOf(q.O)] = u
	}
	return nil
}

// settle notes the graph of a blank node.
func (f *fromRDF) settle(t rdf.Term, graph string) {
	if !t.IsBlank() {
		return
	}
	id := idOf(t)
	if home, met := f.home[id]; met && home != graph {
		f.shared[id] = true
	}
	f.home[id] = graph
}

func asArrayOrNone(v any) []any {
	list, _ := v.([]any)
	return list
}

func (f *fromRDF) build() []any {
	names := append([]string{defaultGraph}, f.nodes.names()...)
	for _, name := range names {
		for _, id := range f.compounds[name] {
			f.foldCompound(f.nodes.graph(name), id)
		}
		for _, u := range f.nils[name] {
			f.foldList(f.nodes.graph(name), u)
		}
	}
	top := f.nodes.graph(defaultGraph)
	for _, name := range names[1:] {
		top.node(name).object.Set("@graph", f.nodes.graph(name).objects())
	}
	return top.objects()
}

// foldCompound turns a compound literal into a value object.
func (f *fromRDF) foldCompound(g *graphNodes, id string) {
	u, n := f.once[id], g.nodes[id]
	if u == nil || n == nil || f.shared[id] {
		return
	}
	first := func(p rdf.Term) any {
		if list := asArrayOrNone(n.object.Get(p.Value())); len(list) > 0 {
			return entry(list[0], "@value")
		}
		return nil
	}
	value, direction := first(rdfValue), first(rdfDirection)
	delete(g.nodes, id)
	u.value.Delete("@id")
	u.value.Set("@value", value)
	if language := first(rdfLanguage); language != nil {
		u.value.Set("@language", language)
	}
	u.value.Set("@direction", direction)
}

// foldList turns the list that ends in a use of rdf:nil into a list object.
func (f *fromRDF) foldList(g *graphNodes, u *usage) {
	items := []any{}
	for u.property == rdfRest && f.isCell(u.node) {
		id := u.node.object.Get("@id").(string)
		next := f.once[id]
		if next == nil {
			break
		}
		items = append(items, u.node.object.Get(rdfFirst).([]any)[0])
		delete(g.nodes, id)
		u = next
		if !isBlankID(u.node.object.Get("@id").(string)) {
			break
		}
	}
	for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
	u.value.Delete("@id")
	u.value.Set("@list", items)
}

// isCell reports whether a node is nothing but a cell of a list.
func (f *fromRDF) isCell(n *node) bool {
	id, _ := n.object.Get("@id").(string)
	if !isBlankID(id) || f.shared[id] {
		return false
	}
	for key, v := range n.object.All() {
		list := asArrayOrNone(v)
		switch key {
		case "@id":
		case rdfFirst, rdfRest:
			if len(list) != 1 {
				return false
			}
		case "@type":
			if len(list) != 1 || list[0] != rdfList {
				return false
			}
		default:
			return false
		}
	}
	return n.object.Has(rdfFirst) && n.object.Has(rdfRest)
}
