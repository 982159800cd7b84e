package api

import (
	"context"

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
func (p *Params) walk(trusted evidence.Trust) graph.WalkOptions {
	o := graph.WalkOptions{Work: walkWork}
	for _, parameter := range []string{"predicate", "predicates"} {
		for _, name := range negotiate.SplitList(p.Text(parameter)) {
			t, err := p.Site.Resolve(name)
			if err != nil || !p.Snap.Has(graph.Pattern{P: t}) {
				p.Fail(parameter, "%.200q is no predicate of the graph", name)
			}
			o.Predicates = append(o.Predicates, t)
		}
	}
	o.Direction = map[string]graph.Direction{"": graph.Both, "both": graph.Both, "out": graph.Out, "in": graph.In}[p.oneOf("direction", "out", "in", "both")]
	free := len(o.Predicates) > 0
	o.Avoid = func(s graph.Step) bool { return !free && detour(s) || !trusted.Accepts(s.Triple) }
	return o
}

// Neighbors answers /api/neighbors: the steps from a thing, outgoing first.
func (a *API) Neighbors(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "iri", "predicate", "direction", "class", "at", "limit", "cursor")
	node, limit := p.needThing(ctx, "iri"), p.number("limit", 50, 1, 500)
	class, classed := p.Class("class")
	trusted := p.trust()
	opts := p.walk(trusted)
	after := p.cursor()
	if p.Err != nil {
		return Forms{}, p.Err
	}
	steps, err := graph.Neighbors(ctx, p.Snap, node, opts)
	if err != nil {
		return Forms{}, err
	}
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
	items, triples, total, next := []step{}, []rdf.Triple{}, 0, ""
	begun := after == ""
	last := ""
	for _, st := range steps {
		if classed && !a.IsOf(p.Snap, st.To(), class) {
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
		return Forms{}, p.staleCursor()
	}
	return Forms{map[string]any{"iri": node.Value(), "total": total, "items": items, "next": next}, &Content{Triples: triples}, nil,
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

// Path answers /api/path: the shortest connections of two things, with the
// evidence of each step.
func (a *API) Path(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "from", "to", "max", "k", "predicates", "direction", "at")
	from, to := p.needThing(ctx, "from"), p.needThing(ctx, "to")
	longest, k := p.number("max", 6, 1, maxSteps), p.number("k", 1, 1, maxPaths)
	trusted := p.trust()
	opts := p.walk(trusted)
	if p.Err != nil {
		return Forms{}, p.Err
	}
	paths, err := graph.Paths(ctx, p.Snap, from, to, longest, k, opts)
	if err != nil {
		return Forms{}, err
	}
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
	f, out := evidence.Finder{Words: w, Trust: trusted, Documents: a.Documents}, [][]step{}
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
	return Forms{map[string]any{"from": w.Short(from), "to": w.Short(to), "paths": out}, &Content{Triples: triples}, nil,
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

// Subgraph answers /api/subgraph: what lies within some steps of a thing.
func (a *API) Subgraph(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "iri", "depth", "limit", "predicates", "direction", "at")
	node, depth, limit := p.needThing(ctx, "iri"), p.number("depth", 1, 1, maxDepth), p.number("limit", 200, 1, maxTriples)
	trusted := p.trust()
	opts := p.walk(trusted)
	if p.Err != nil {
		return Forms{}, p.Err
	}
	triples, truncated, err := graph.Subgraph(ctx, p.Snap, node, depth, limit, opts)
	if err != nil {
		return Forms{}, err
	}
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
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
		p.Links = append(p.Links, link.Link{Rel: a.Base + "problems/truncated", Href: p.Address})
	}
	return Forms{map[string]any{"iri": node.Value(), "truncated": truncated, "nodes": nodes, "statements": statements}, &Content{Triples: triples}, nil,
		func() *network.Network { return drawStatements(w, triples, trusted, whole, depth, node.Value()) }}, nil
}
