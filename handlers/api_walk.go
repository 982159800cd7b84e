package handlers

import (
	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/network"
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
	Statement
	Inverse  bool      `json:"inverse"` // from object to subject
	Evidence []support `json:"evidence,omitempty"`
}

// walk returns options that keep to trusted statements and, unless the client
// names predicates, off the edges that connect everything.
func (p *params) walk(trusted trust) graph.WalkOptions {
	o := graph.WalkOptions{Work: walkWork}
	for _, parameter := range []string{"predicate", "predicates"} {
		for _, name := range splitList(p.text(parameter)) {
			t, err := p.s.resolveIRI(name)
			if err != nil || !p.snap.Has(graph.Pattern{P: t}) {
				p.fail(parameter, "%.200q is no predicate of the graph", name)
			}
			o.Predicates = append(o.Predicates, t)
		}
	}
	o.Direction = map[string]graph.Direction{"": graph.Both, "both": graph.Both, "out": graph.Out, "in": graph.In}[p.oneOf("direction", "out", "in", "both")]
	free := len(o.Predicates) > 0
	o.Avoid = func(s graph.Step) bool { return !free && detour(s) || !trusted.accepts(s.Triple) }
	return o
}

// getNeighbors answers /api/neighbors: the steps from a thing, outgoing first.
func (s *Server) getNeighbors(c *gin.Context) error {
	p := s.params(c, "iri", "predicate", "direction", "class", "at", "limit", "cursor")
	node, limit := p.needThing("iri"), p.number("limit", 50, 1, 500)
	class, classed := p.class("class")
	trusted := p.trust()
	opts := p.walk(trusted)
	after := p.cursor()
	if p.err != nil {
		return p.err
	}
	steps, err := graph.Neighbors(c.Request.Context(), p.snap, node, opts)
	if err != nil {
		return err
	}
	w := words{p.snap, p.lang(c)}
	items, triples, total, next := []step{}, []rdf.Triple{}, 0, ""
	begun := after == ""
	last := ""
	for _, st := range steps {
		if classed && !s.isOf(p.snap, st.To(), class) {
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
			items = append(items, step{Statement: w.statement(st.Triple), Inverse: st.Inverse})
			triples = append(triples, st.Triple)
			last = key
		}
	}
	if !begun {
		return p.staleCursor()
	}
	return s.sendAPI(c, p, forms{gin.H{"iri": node.Value(), "total": total, "items": items, "next": next}, graphOf(p.snap, triples...), nil,
		func() *network.Network {
			return w.statements(triples, trusted, "%d of the %d statements about %s", len(items), total, node.Value())
		}})
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
func (s *Server) getPath(c *gin.Context) error {
	p := s.params(c, "from", "to", "max", "k", "predicates", "direction", "at")
	from, to := p.needThing("from"), p.needThing("to")
	longest, k := p.number("max", 6, 1, maxSteps), p.number("k", 1, 1, maxPaths)
	trusted := p.trust()
	opts := p.walk(trusted)
	if p.err != nil {
		return p.err
	}
	paths, err := graph.Paths(c.Request.Context(), p.snap, from, to, longest, k, opts)
	if err != nil {
		return err
	}
	w := words{p.snap, p.lang(c)}
	out := [][]step{}
	var triples []rdf.Triple
	for _, path := range paths {
		steps := []step{}
		for _, st := range path {
			evidence := s.evidenceFor(w, st.Triple, trusted)
			steps = append(steps, step{w.statement(st.Triple), st.Inverse, evidence})
			triples = append(triples, st.Triple)
			triples = append(triples, evidenceTriples(st.Triple, trusted)...)
		}
		out = append(out, steps)
	}
	return s.sendAPI(c, p, forms{gin.H{"from": w.short(from), "to": w.short(to), "paths": out}, graphOf(p.snap, triples...), nil,
		func() *network.Network {
			return w.statements(stepsOf(paths), trusted, "%d of the shortest paths from %s to %s", len(paths), from.Value(), to.Value())
		}})
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
func (s *Server) getSubgraph(c *gin.Context) error {
	p := s.params(c, "iri", "depth", "limit", "predicates", "direction", "at")
	node, depth, limit := p.needThing("iri"), p.number("depth", 1, 1, maxDepth), p.number("limit", 200, 1, maxTriples)
	trusted := p.trust()
	opts := p.walk(trusted)
	if p.err != nil {
		return p.err
	}
	triples, truncated, err := graph.Subgraph(c.Request.Context(), p.snap, node, depth, limit, opts)
	if err != nil {
		return err
	}
	w := words{p.snap, p.lang(c)}
	nodes, statements, seen := []Item{}, []Statement{}, map[rdf.Term]bool{}
	for _, t := range triples {
		statements = append(statements, w.statement(t))
		for _, n := range []rdf.Term{t.S, t.O} {
			if !n.IsLiteral() && !seen[n] {
				seen[n] = true
				nodes = append(nodes, w.item(n))
			}
		}
	}
	whole := "what lies within %d steps of %s"
	if truncated {
		whole = "a part of " + whole
		p.links = append(p.links, link{rel: s.base + "problems/truncated", href: c.Request.URL.RequestURI()})
	}
	return s.sendAPI(c, p, forms{gin.H{"iri": node.Value(), "truncated": truncated, "nodes": nodes, "statements": statements}, graphOf(p.snap, triples...), nil,
		func() *network.Network { return w.statements(triples, trusted, whole, depth, node.Value()) }})
}
