package processor

import (
	"context"
)

// Flatten returns a document in flattened form: an array of node objects or,
// compacted with a context, an object. A nil context leaves it expanded. Input
// is as for Expand, the context as for Compact.
//
// Errors: *Error, and those of ctx.
//
// Spec: JSON-LD 1.1 API §9.2 flatten().
func Flatten(ctx context.Context, input, with any, o Options) (any, error) {
	r := newRun(ctx, o)
	doc, expanded, err := r.expanded(input)
	if err != nil {
		return nil, err
	}
	flat, err := r.flatten(expanded)
	if err != nil || with == nil {
		return flat, err
	}
	c, err := r.compactor(with, r.base(doc))
	if err != nil {
		return nil, err
	}
	v, err := c.compact(c.start, "", flat)
	if err != nil {
		return nil, err
	}
	return c.graphDocument(v), nil
}

// flatten is the flattening algorithm, JSON-LD 1.1 API §7.1.
func (r *run) flatten(expanded []any) ([]any, error) {
	m := newNodeMap(r)
	if err := m.add(expanded, place{graph: defaultGraph}); err != nil {
		return nil, err
	}
	top := m.graph(defaultGraph)
	for _, name := range m.names() {
		top.node(name).object.Set("@graph", m.graph(name).objects())
	}
	return top.objects(), nil
}

// merged returns one graph with the nodes of all.
//
// Spec: JSON-LD 1.1 API §7.2.1.
func (m *nodeMap) merged() *graphNodes {
	out := &graphNodes{make(map[string]*node)}
	for _, name := range append([]string{defaultGraph}, m.names()...) {
		g := m.graphs[name]
		for _, id := range g.ids() {
			n := out.node(id)
			for key, v := range g.nodes[id].object.All() {
				if isKeyword(key) && key != "@type" {
					n.object.Set(key, v)
					continue
				}
				if !n.object.Has(key) {
					n.object.Set(key, []any{})
				}
				for _, x := range asArray(v) {
					n.push(key, x)
				}
			}
		}
	}
	return out
}
