package sparql

import (
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/plan"
)

// quad is a quad of IDs.
type quad = [4]graph.ID

// firstFresh is the ID of the first blank node that a template makes; they are
// above the IDs of all other terms.
const firstFresh = graph.FirstLocal + 1<<60

func isFresh(id graph.ID) bool { return id >= firstFresh }

// A template makes quads of solutions. Its blank nodes are others for each.
//
// Spec: SPARQL 1.1 Query §16.2, SPARQL 1.1 Update §3.1.3.
type template struct {
	terms   *plan.Terms
	columns map[string]int
	quads   [][4]place
	labels  []string // of its blank nodes
	made    graph.ID // fresh ones of the solutions before
	prefix  string   // of the labels of fresh ones
	matched bool     // blank nodes are what a pattern has matched, none is made
}

// A place is a position of a template.
type place struct {
	id     graph.ID               // of a term
	column int                    // of a variable, -1 without
	blank  int                    // of labels, -1 without
	triple *algebra.TriplePattern // of a triple term with variables
	isVar  bool                   // a variable, which may have no column
}

// newTemplate returns a template without quads over rows with columns vars.
func newTemplate(terms *plan.Terms, vars []string, prefix string) *template {
	t := &template{terms: terms, columns: map[string]int{}, prefix: prefix}
	for i, v := range vars {
		t.columns[v] = i
	}
	return t
}

// add adds the triples of a graph, a zero node being the unnamed one.
func (t *template) add(g algebra.Node, triples []algebra.TriplePattern) {
	for _, p := range triples {
		t.quads = append(t.quads, [4]place{t.place(p.S), t.place(p.P), t.place(p.O), t.place(g)})
	}
}

func (t *template) place(n algebra.Node) place {
	p := place{column: -1, blank: -1, isVar: n.Var != ""}
	column, bound := t.columns[n.Var]
	switch {
	case n.Triple != nil:
		p.triple = n.Triple
	case n.Var == "":
		p.id = t.terms.ID(n.Term)
	case strings.HasPrefix(n.Var, "_:") && !t.matched:
		p.blank = t.label(n.Var)
	case bound:
		p.column = column
	}
	return p
}

// label returns the number of a blank node of the template.
func (t *template) label(name string) int {
	i := slices.Index(t.labels, name)
	if i < 0 {
		i = len(t.labels)
		t.labels = append(t.labels, name)
	}
	return i
}

// append appends the quads of a solution that RDF allows.
func (t *template) append(dst []quad, b exec.Batch, row int) []quad {
	for i := range t.quads {
		var q quad
		for n := range q {
			q[n] = t.id(&t.quads[i][n], b, row)
		}
		if t.valid(q, &t.quads[i][3]) {
			dst = append(dst, q)
		}
	}
	t.made += graph.ID(len(t.labels))
	return dst
}

func (t *template) id(p *place, b exec.Batch, row int) graph.ID {
	switch {
	case p.column >= 0:
		return b.Cols[p.column][row]
	case p.blank >= 0:
		return firstFresh + t.made + graph.ID(p.blank)
	case p.triple != nil:
		return t.terms.ID(t.tripleTerm(p.triple, b, row))
	}
	return p.id
}

// tripleTerm returns a triple term, the zero Term when RDF has no such.
func (t *template) tripleTerm(p *algebra.TriplePattern, b exec.Batch, row int) rdf.Term {
	var terms [3]rdf.Term
	for i, n := range [...]algebra.Node{p.S, p.P, p.O} {
		in := t.place(n)
		terms[i] = t.term(t.id(&in, b, row))
	}
	if triple := (rdf.Triple{S: terms[0], P: terms[1], O: terms[2]}); triple.Valid() {
		return rdf.TripleTerm(triple)
	}
	return rdf.Term{}
}

// term returns the term of an ID, also of a fresh one.
func (t *template) term(id graph.ID) rdf.Term {
	if isFresh(id) {
		return rdf.BlankNode(t.prefix + strconv.FormatUint(uint64(id-firstFresh), 36))
	}
	return t.terms.Term(id)
}

func (t *template) kind(id graph.ID) rdf.Kind {
	switch {
	case isFresh(id):
		return rdf.BlankNodeKind
	case id >= graph.FirstLocal:
		return t.terms.Term(id).Kind()
	}
	return id.Kind()
}

// valid reports whether RDF allows a quad whose graph came from a place.
func (t *template) valid(q quad, g *place) bool {
	node := func(id graph.ID) bool { kind := t.kind(id); return kind == rdf.IRIKind || kind == rdf.BlankNodeKind }
	return node(q[0]) && t.kind(q[1]) == rdf.IRIKind && q[2] != 0 && (node(q[3]) || q[3] == 0 && !g.isVar)
}
