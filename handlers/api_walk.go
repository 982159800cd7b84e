package handlers

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/network"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/rdf"
)

// Bounds on walks that a client may ask for.
const (
	maxSteps   = 8
	maxPaths   = 20
	maxDepth   = 4
	maxTriples = 2000
	walkWork   = 1_000_000 // edges looked at
)

// step is an edge as a walk takes it.
type step struct {
	words.Statement
	Inverse  bool               `json:"inverse"` // from object to subject
	Evidence []evidence.Support `json:"evidence,omitempty"`
}

// walk returns options that keep to trusted statements and, unless the client
// names predicates, off the edges that connect everything.
func (p *params) walk(trusted evidence.Trust) graph.WalkOptions {
	o := graph.WalkOptions{Work: walkWork}
	for _, parameter := range []string{"predicate", "predicates"} {
		for _, name := range negotiate.SplitList(p.text(parameter)) {
			t, err := p.site.Resolve(name)
			if err != nil || !p.snap.Has(graph.Pattern{P: t}) {
				p.fail(parameter, "%.200q is no predicate of the graph", name)
			}
			o.Predicates = append(o.Predicates, t)
		}
	}
	o.Direction = map[string]graph.Direction{"": graph.Both, "both": graph.Both, "out": graph.Out, "in": graph.In}[p.oneOf("direction", "out", "in", "both")]
	free := len(o.Predicates) > 0
	o.Avoid = func(s graph.Step) bool { return !free && detour(s) || !trusted.Accepts(s.Triple) }
	return o
}

// getNeighbors answers /api/neighbors: the steps from a thing, outgoing first.
func (a *api) neighbors(p *params) (forms, error) {
	p.takes("iri", "predicate", "direction", "class", "at", "limit", "cursor")
	node, limit := p.needThing("iri"), p.number("limit", 50, 1, 500)
	class, classed := p.class("class")
	trusted := p.trust()
	opts := p.walk(trusted)
	after := p.cursor()
	if p.err != nil {
		return forms{}, p.err
	}
	steps, err := graph.Neighbors(p.ctx, p.snap, node, opts)
	if err != nil {
		return forms{}, err
	}
	w := words.Words{Snap: p.snap, Lang: p.lang}
	items, triples, total, next := []step{}, []rdf.Triple{}, 0, ""
	begun := after == ""
	last := ""
	for _, st := range steps {
		if classed && !a.IsOf(p.snap, st.To(), class) {
			continue
		}
		total++
		key := stepKey(st)
		switch {
		case !begun:
			begun = key == after
		case len(items) == limit:
			if next == "" {
				next = p.next(last)
			}
		default:
			items = append(items, step{Statement: w.Statement(st.Triple), Inverse: st.Inverse})
			triples = append(triples, st.Triple)
			last = key
		}
	}
	if !begun {
		return forms{}, p.staleCursor()
	}
	return forms{map[string]any{"iri": node.Value(), "total": total, "items": items, "next": next}, &content{triples: triples}, nil,
		func() *network.Network {
			return drawStatements(w, triples, trusted, "%d of the %d statements about %s", len(items), total, node.Value())
		}}, nil
}

// stepKey identifies a step in the answer of one snapshot.
func stepKey(s graph.Step) string {
	direction := ">"
	if s.Inverse {
		direction = "<"
	}
	return direction + s.Triple.P.Value() + " " + s.To().Value() + " " + s.To().Lang() + s.To().Datatype()
}

// getPath answers /api/path: the shortest connections of two things, with the
// evidence of each step.
func (a *api) path(p *params) (forms, error) {
	p.takes("from", "to", "max", "k", "predicates", "direction", "at")
	from, to := p.needThing("from"), p.needThing("to")
	longest, k := p.number("max", 6, 1, maxSteps), p.number("k", 1, 1, maxPaths)
	trusted := p.trust()
	opts := p.walk(trusted)
	if p.err != nil {
		return forms{}, p.err
	}
	paths, err := graph.Paths(p.ctx, p.snap, from, to, longest, k, opts)
	if err != nil {
		return forms{}, err
	}
	w := words.Words{Snap: p.snap, Lang: p.lang}
	f, out := evidence.Finder{Words: w, Trust: trusted, Documents: a.documents}, [][]step{}
	var triples []rdf.Triple
	for _, path := range paths {
		steps := []step{}
		for _, st := range path {
			steps = append(steps, step{w.Statement(st.Triple), st.Inverse, f.Support(st.Triple)})
			triples = append(triples, st.Triple)
			triples = append(triples, trusted.Evidence(st.Triple)...)
		}
		out = append(out, steps)
	}
	return forms{map[string]any{"from": w.Short(from), "to": w.Short(to), "paths": out}, &content{triples: triples}, nil,
		func() *network.Network {
			return drawStatements(w, stepsOf(paths), trusted, "%d of the shortest paths from %s to %s", len(paths), from.Value(), to.Value())
		}}, nil
}

// stepsOf are the statements of paths.
func stepsOf(paths [][]graph.Step) (triples []rdf.Triple) {
	for _, path := range paths {
		for _, step := range path {
			triples = append(triples, step.Triple)
		}
	}
	return triples
}

// getSubgraph answers /api/subgraph: what lies within some steps of a thing.
func (a *api) subgraph(p *params) (forms, error) {
	p.takes("iri", "depth", "limit", "predicates", "direction", "at")
	node, depth, limit := p.needThing("iri"), p.number("depth", 1, 1, maxDepth), p.number("limit", 200, 1, maxTriples)
	trusted := p.trust()
	opts := p.walk(trusted)
	if p.err != nil {
		return forms{}, p.err
	}
	triples, truncated, err := graph.Subgraph(p.ctx, p.snap, node, depth, limit, opts)
	if err != nil {
		return forms{}, err
	}
	w := words.Words{Snap: p.snap, Lang: p.lang}
	nodes, statements, seen := []words.Item{}, []words.Statement{}, map[rdf.Term]bool{}
	for _, t := range triples {
		statements = append(statements, w.Statement(t))
		for _, n := range []rdf.Term{t.S, t.O} {
			if !n.IsLiteral() && !seen[n] {
				seen[n] = true
				nodes = append(nodes, w.Item(n))
			}
		}
	}
	whole := "what lies within %d steps of %s"
	if truncated {
		whole = "a part of " + whole
		p.links = append(p.links, link.Link{Rel: a.Base + "problems/truncated", Href: p.address})
	}
	return forms{map[string]any{"iri": node.Value(), "truncated": truncated, "nodes": nodes, "statements": statements}, &content{triples: triples}, nil,
		func() *network.Network { return drawStatements(w, triples, trusted, whole, depth, node.Value()) }}, nil
}
