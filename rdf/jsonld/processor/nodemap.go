package processor

import (
	"slices"
	"strconv"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// A nodeMap is the nodes of a document by graph and identifier: what the node
// map generation algorithm makes, JSON-LD 1.1 API §7.2.
type nodeMap struct {
	*run
	graphs map[string]*graphNodes
	labels map[string]string // new blank node identifiers by old
	issued int
}

const defaultGraph = "@default"

// graphNodes are the nodes of a graph.
type graphNodes struct {
	nodes map[string]*node
}

// A node is a node object that says all that the graph does.
type node struct {
	object *ojson.Object
	seen   map[string]bool // values of long properties
}

func newNodeMap(r *run) *nodeMap {
	m := &nodeMap{run: r, graphs: make(map[string]*graphNodes), labels: make(map[string]string)}
	m.graph(defaultGraph)
	return m
}

func (m *nodeMap) graph(name string) *graphNodes {
	g := m.graphs[name]
	if g == nil {
		g = &graphNodes{make(map[string]*node)}
		m.graphs[name] = g
	}
	return g
}

// names returns the graph names by code point, without that of the default
// graph.
func (m *nodeMap) names() []string {
	names := make([]string, 0, len(m.graphs))
	for name := range m.graphs {
		if name != defaultGraph {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (g *graphNodes) node(id string) *node {
	n := g.nodes[id]
	if n == nil {
		n = &node{object: ojson.NewObject("@id", id)}
		g.nodes[id] = n
	}
	return n
}

// ids returns the identifiers by code point.
func (g *graphNodes) ids() []string {
	ids := make([]string, 0, len(g.nodes))
	for id := range g.nodes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// objects returns the nodes that say something, by identifier.
func (g *graphNodes) objects() []any {
	out := []any{}
	for _, id := range g.ids() {
		if o := g.nodes[id].object; o.Len() > 1 {
			out = append(out, o)
		}
	}
	return out
}

// relabel returns the new identifier of a blank node; "" gets a fresh one.
func (m *nodeMap) relabel(id string) string {
	if id != "" && m.labels[id] != "" {
		return m.labels[id]
	}
	label := "_:b" + strconv.Itoa(m.issued)
	m.issued++
	if id != "" {
		m.labels[id] = label
	}
	return label
}

func (m *nodeMap) identifier(v any) string {
	id, _ := v.(string)
	if id == "" && v != "" || isBlankID(id) {
		return m.relabel(id)
	}
	return id
}

// manyValues is the length from which a property is searched by a set.
const manyValues = 8

// push adds a value to a property, once.
func (n *node) push(property string, v any) {
	list, _ := n.object.Get(property).([]any)
	if len(list) < manyValues {
		if !slices.ContainsFunc(list, func(x any) bool { return ojson.Equal(x, v) }) {
			n.object.Set(property, append(list, v))
		}
		return
	}
	n.indexValues(property, list)
	if k := valueKey(property, v); !n.seen[k] {
		n.seen[k] = true
		n.object.Set(property, append(list, v))
	}
}

// indexValues enters the values of a long property into the set, once.
func (n *node) indexValues(property string, list []any) {
	if n.seen == nil {
		n.seen = make(map[string]bool)
	}
	if n.seen[property] {
		return
	}
	n.seen[property] = true
	for _, x := range list {
		n.seen[valueKey(property, x)] = true
	}
}

func valueKey(property string, v any) string {
	return property + "\x00" + string(ojson.AppendCanonical(nil, v))
}

// A place is where an element belongs in the map.
type place struct {
	graph    string
	subject  string // of the property; "" at the top
	property string
	reverse  bool   // the property is that of the element, not of the subject
	list     *[]any // of the values, when they are of a list
}

// add is the algorithm: it puts an expanded element into the map.
func (m *nodeMap) add(element any, p place) error {
	switch e := element.(type) {
	case []any:
		for _, x := range e {
			if err := m.add(x, p); err != nil {
				return err
			}
		}
	case *ojson.Object:
		if err := m.enter(); err != nil {
			return err
		}
		defer m.leave()
		switch {
		case e.Has("@value"):
			m.addValue(e, p)
		case e.Has("@list"):
			return m.addList(e, p)
		default:
			return located(m.addNode(e, p), e)
		}
	}
	return nil
}

// put adds a value where an element belongs.
func (m *nodeMap) put(v any, p place) {
	switch {
	case p.list != nil:
		*p.list = append(*p.list, v)
	case p.property != "":
		m.graph(p.graph).node(p.subject).push(p.property, v)
	}
}

func (m *nodeMap) addValue(e *ojson.Object, p place) {
	if t, ok := e.Get("@type").(string); ok && isBlankID(t) {
		e = e.Clone()
		e.Set("@type", m.relabel(t))
	}
	m.put(e, p)
}

func (m *nodeMap) addList(e *ojson.Object, p place) error {
	items := []any{}
	inner := p
	inner.list = &items
	if err := m.add(e.Get("@list"), inner); err != nil {
		return err
	}
	out := e.Clone()
	out.Set("@list", items)
	if p.list != nil {
		*p.list = append(*p.list, out)
	} else if p.property != "" {
		n := m.graph(p.graph).node(p.subject)
		list, _ := n.object.Get(p.property).([]any)
		n.object.Set(p.property, append(list, out))
		if n.seen[p.property] {
			n.seen[valueKey(p.property, out)] = true
		}
	}
	return nil
}

func (m *nodeMap) addNode(e *ojson.Object, p place) error {
	id := m.identifier(e.Get("@id"))
	n := m.graph(p.graph).node(id)
	if p.reverse {
		n.push(p.property, ojson.NewObject("@id", p.subject))
	} else {
		m.put(ojson.NewObject("@id", id), p)
	}
	for _, t := range asArray(e.Get("@type")) {
		if text, ok := t.(string); ok {
			n.push("@type", m.identifier(text))
		}
	}
	if index, ok := e.Lookup("@index"); ok {
		if old, has := n.object.Lookup("@index"); has && !ojson.Equal(old, index) {
			return failure(ConflictingIndexes, "node %q has the indexes %s and %s", id, show(old), show(index))
		}
		n.object.Set("@index", index)
	}
	return m.addMembers(e, id, p.graph)
}

// addMembers adds what a node object has inside it.
func (m *nodeMap) addMembers(e *ojson.Object, id, graph string) error {
	reverse, _ := e.Get("@reverse").(*ojson.Object)
	for property, values := range reverse.All() {
		if err := m.add(values, place{graph: graph, subject: id, property: property, reverse: true}); err != nil {
			return err
		}
	}
	if inner, ok := e.Lookup("@graph"); ok {
		m.graph(id)
		if err := m.add(inner, place{graph: id}); err != nil {
			return err
		}
	}
	if inner, ok := e.Lookup("@included"); ok {
		if err := m.add(inner, place{graph: graph}); err != nil {
			return err
		}
	}
	for _, key := range e.SortedKeys() {
		if isKeyword(key) {
			continue
		}
		property := key
		if isBlankID(key) {
			property = m.relabel(key)
		}
		n := m.graph(graph).node(id)
		if !n.object.Has(property) {
			n.object.Set(property, []any{})
		}
		if err := m.add(e.Get(key), place{graph: graph, subject: id, property: property}); err != nil {
			return err
		}
	}
	return nil
}
