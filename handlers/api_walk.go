package handlers

import (
	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
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
	Inverse  bool        `json:"inverse"` // from object to subject
	Evidence []support `json:"evidence,omitempty"`
}

// walk returns options that keep to trusted statements and, unless the client
// names predicates, off the edges that connect everything.
func (p *params) walk() graph.WalkOptions {
	o := graph.WalkOptions{Work: walkWork}
	trusted := p.trust()
	for _, name := range splitList(p.text("predicate") + "," + p.text("predicates")) {
		t, err := p.s.resolveIRI(name)
		if err != nil || !p.snap.Has(graph.Pattern{P: t}) {
			p.fail("predicate", "%.200q is no predicate of the graph", name)
		}
		o.Predicates = append(o.Predicates, t)
	}
	o.Direction = map[string]graph.Direction{"": graph.Both, "both": graph.Both, "out": graph.Out, "in": graph.In}[p.oneOf("direction", "out", "in", "both")]
	free := len(o.Predicates) > 0
	o.Avoid = func(s graph.Step) bool { return !free && detour(s) || !trusted.accepts(s.Triple) }
	return o
}

// getNeighbors answers /api/neighbors: the steps from a thing, outgoing first.
func (s *Server) getNeighbors(c *gin.Context) error {
	p := s.params(c, "iri", "predicate", "direction", "class", "limit", "cursor")
	node, limit := p.needThing("iri"), p.number("limit", 50, 1, 500)
	class, classed := p.class("class")
	opts := p.walk()
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
	return s.sendAPI(c, p, gin.H{"iri": node.Value(), "total": total, "items": items, "next": next}, graphOf(p.snap, triples...))
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
	p := s.params(c, "from", "to", "max", "k", "predicates", "direction")
	from, to := p.needThing("from"), p.needThing("to")
	longest, k := p.number("max", 6, 1, maxSteps), p.number("k", 1, 1, maxPaths)
	opts := p.walk()
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
			evidence := s.evidenceFor(w, st.Triple)
			steps = append(steps, step{w.statement(st.Triple), st.Inverse, evidence})
			triples = append(triples, st.Triple)
			triples = append(triples, evidenceTriples(p.snap, st.Triple)...)
		}
		out = append(out, steps)
	}
	return s.sendAPI(c, p, gin.H{"from": w.short(from), "to": w.short(to), "paths": out}, graphOf(p.snap, triples...))
}

// getSubgraph answers /api/subgraph: what lies within some steps of a thing.
func (s *Server) getSubgraph(c *gin.Context) error {
	p := s.params(c, "iri", "depth", "limit", "predicates", "direction")
	node, depth, limit := p.needThing("iri"), p.number("depth", 1, 1, maxDepth), p.number("limit", 200, 1, maxTriples)
	opts := p.walk()
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
	return s.sendAPI(c, p, gin.H{"iri": node.Value(), "truncated": truncated, "nodes": nodes, "statements": statements}, graphOf(p.snap, triples...))
}

// support is what stands behind a statement.
type support struct {
	Claim      string      `json:"claim"`
	Statement  Statement   `json:"statement"`
	Status     string      `json:"status,omitempty"`
	Confidence float64     `json:"confidence,omitempty"`
	Rank       string      `json:"rank,omitempty"`
	Rule       string      `json:"rule,omitempty"`
	Record     string      `json:"record,omitempty"`
	Passage    *passage    `json:"passage,omitempty"`
	Sources    []Item      `json:"sources,omitempty"`
	Derived    []support `json:"derived_from,omitempty"`
}

// passage is a stretch of a document; offsets count code points, the end is
// exclusive.
type passage struct {
	IRI    string   `json:"iri"`
	Source string   `json:"source"`
	Start  string   `json:"start"`
	End    string   `json:"end"`
	SHA256 string   `json:"sha256"`
	Anchor []string `json:"anchor,omitempty"`
	Links  []string `json:"links,omitempty"` // to the publisher's page at the passage
	Text   string   `json:"text,omitempty"`  // where the operator has the document
}

// getEvidence answers /api/evidence: what stands behind a triple, or behind
// everything said about a thing.
func (s *Server) getEvidence(c *gin.Context) error {
	p := s.params(c, "iri", "subject", "predicate", "object", "limit")
	limit, trusted := p.number("limit", 500, 1, 5000), p.trust()
	pattern := graph.Pattern{S: p.thing("subject"), P: p.thing("predicate"), O: p.object()}
	if iri := p.thing("iri"); !iri.IsZero() {
		if pattern != (graph.Pattern{}) {
			p.fail("iri", "give either iri, or subject, predicate and object")
		}
		pattern.S = iri
	} else if pattern.S.IsZero() {
		p.need("iri")
	}
	if p.err != nil {
		return p.err
	}
	w := words{p.snap, p.lang(c)}
	items, triples, truncated := []support{}, []rdf.Triple{}, false
	for t, err := range p.snap.Triples(pattern) {
		if err != nil {
			return err
		}
		if !trusted.accepts(t) {
			continue
		}
		for _, e := range s.evidenceFor(w, t) {
			if truncated = len(items) == limit; truncated {
				break
			}
			items = append(items, e)
		}
		triples = append(triples, evidenceTriples(p.snap, t)...)
		if truncated {
			break
		}
	}
	if p.text("object") != "" && len(items) == 0 && !p.snap.Has(pattern) {
		return problem("not-found", "the graph does not say so")
	}
	return s.sendAPI(c, p, gin.H{"items": items, "truncated": truncated}, graphOf(p.snap, triples...))
}

// object reads the object of a triple: an IRI of the graph, or the text of a
// literal with that predicate.
func (p *params) object() rdf.Term {
	text := p.text("object")
	if text == "" {
		return rdf.Term{}
	}
	if t, err := p.s.resolveIRI(text); err == nil && p.snap.Has(graph.Pattern{O: t}) {
		return t
	}
	if s, err := p.s.resolveIRI(p.text("subject")); err == nil {
		for t := range p.snap.Triples(graph.Pattern{S: s}) {
			if t.O.IsLiteral() && t.O.Value() == text {
				return t.O
			}
		}
	}
	p.fail("object", "%.200q is not in the graph", text)
	return rdf.Term{}
}

// evidenceFor returns the claims that state a triple with what they rest on, or
// the evidence of what it is derived from.
func (s *Server) evidenceFor(w words, t rdf.Triple) (found []support) {
	for _, claim := range claimsFor(w.snap, t) {
		found = append(found, s.evidenceOf(w, claim, t))
	}
	if len(found) > 0 {
		return found
	}
	for _, pair := range derivationsOf(w.snap, t) {
		e := support{Statement: w.statement(t), Status: ontology.Derived}
		for _, from := range pair {
			e.Derived = append(e.Derived, s.evidenceFor(w, from)...)
		}
		found = append(found, e)
	}
	return found
}

func (s *Server) evidenceOf(w words, claim rdf.Term, t rdf.Triple) support {
	e := support{Claim: claim.Value(), Statement: w.statement(t), Status: statusOf(w.snap, claim).Value(), Confidence: confidence(w.snap, claim),
		Rank: dayOf(w.snap, claim, ontology.Rank), Rule: dayOf(w.snap, claim, ontology.Rule), Record: dayOf(w.snap, claim, ontology.InRecord)}
	for _, source := range ofClaim(w.snap, claim, ontology.DCTSource) {
		e.Sources = append(e.Sources, w.short(source))
	}
	for x := range w.snap.Triples(graph.Pattern{S: claim, P: rdf.IRI(ontology.Evidence)}) {
		e.Passage = s.passageOf(w.snap, x.O)
		e.Sources = append(e.Sources, w.short(rdf.IRI(e.Passage.Source)))
	}
	return e
}

func (s *Server) passageOf(snap *graph.Snapshot, t rdf.Term) *passage {
	selector := rdf.IRI(dayOf(snap, t, ontology.OAHasSelector))
	p := &passage{IRI: t.Value(), Source: dayOf(snap, t, ontology.PassageOf), SHA256: dayOf(snap, t, ontology.QuoteHash),
		Start: dayOf(snap, selector, ontology.OAStart), End: dayOf(snap, selector, ontology.OAEnd)}
	for a := range snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.Anchor)}) {
		p.Anchor = append(p.Anchor, a.O.Value())
	}
	for a := range snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.FOAFPage)}) {
		p.Links = append(p.Links, a.O.Value())
	}
	if text, ok := s.documents.Text(dayOf(snap, rdf.IRI(p.Source), ontology.TextHash)); ok {
		p.Text = stretch(text, p.Start, p.End)
	}
	return p
}

// evidenceTriples are the statements of the claims that state a triple, and of
// their passages.
func evidenceTriples(snap *graph.Snapshot, t rdf.Triple) (triples []rdf.Triple) {
	for _, claim := range claimsFor(snap, t) {
		for x := range snap.Triples(graph.Pattern{S: claim}) {
			triples = append(triples, x)
			if x.P.Value() == ontology.Evidence {
				for y := range graph.Describe(snap, x.O) {
					triples = append(triples, y.Triple())
				}
			}
		}
	}
	if len(triples) == 0 {
		for _, pair := range derivationsOf(snap, t) {
			triples = append(triples, evidenceTriples(snap, pair[0])...)
			triples = append(triples, evidenceTriples(snap, pair[1])...)
		}
	}
	return triples
}
