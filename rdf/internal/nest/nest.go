// Package nest decides how the triples of a document become a tree: which
// subjects stand on their own, which blank nodes are written inside the one
// triple that refers to them, and which are lists. Everything is in one order
// that depends on the triples alone.
package nest

import (
	"cmp"
	"slices"

	"w3id.org/plenary/rdf"
)

// MaxDepth is how deep writers nest blank nodes; deeper ones get a label, so
// that readers with a bound on nesting can read all that is written.
const MaxDepth = 24

const rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

// Terms of the RDF vocabulary that syntaxes have a notation for.
var (
	Type  = rdf.IRI(rdfNS + "type")
	First = rdf.IRI(rdfNS + "first")
	Rest  = rdf.IRI(rdfNS + "rest")
	Nil   = rdf.IRI(rdfNS + "nil")
)

// A Document is the triples of a document by graph; the zero Term names the
// default graph.
type Document map[rdf.Term][]rdf.Triple

// Add puts a quad into the document.
func (d Document) Add(q rdf.Quad) { d[q.G] = append(d[q.G], q.Triple()) }

// Graphs sorts the triples of each graph, drops repeated ones, and returns the
// graph names in order, the default graph first if it is there.
func (d Document) Graphs() []rdf.Term {
	names := make([]rdf.Term, 0, len(d))
	for g, triples := range d {
		names = append(names, g)
		slices.SortFunc(triples, rdf.CompareTriples)
		d[g] = slices.Compact(triples)
	}
	slices.SortFunc(names, rdf.CompareTerms)
	return names
}

// Shared returns the blank nodes that must keep a label wherever they are:
// graph names, those in triple terms and those in more than one graph.
func (d Document) Shared() map[rdf.Term]bool {
	shared := make(map[rdf.Term]bool)
	home := make(map[rdf.Term]rdf.Term)
	for g, triples := range d {
		if g.IsBlank() {
			shared[g] = true
		}
		for _, t := range triples {
			for _, term := range [...]rdf.Term{t.S, t.O} {
				if h, met := home[term]; term.IsBlank() && met && h != g {
					shared[term] = true
				} else if term.IsBlank() {
					home[term] = g
				}
				markInside(term, shared)
			}
		}
	}
	return shared
}

// markInside marks the blank nodes inside a triple term.
func markInside(t rdf.Term, shared map[rdf.Term]bool) {
	if tr, ok := t.Triple(); ok {
		for _, term := range [...]rdf.Term{tr.S, tr.O} {
			if term.IsBlank() {
				shared[term] = true
			}
			markInside(term, shared)
		}
	}
}

// A Graph is one graph of a document as a forest.
type Graph struct {
	// Of holds the triples by subject, each list in the order of its triples.
	Of map[rdf.Term][]rdf.Triple

	root     rdf.Term
	refs     map[rdf.Term]int  // how often a blank node is an object
	labelled map[rdf.Term]bool // blank nodes that keep their label
	open     map[rdf.Term]bool // nodes from which no list comes to its end
}

// New takes the triples of one graph, sorted by rdf.CompareTriples and each
// once, the blank nodes of Document.Shared, and the term to put first.
func New(triples []rdf.Triple, shared map[rdf.Term]bool, root rdf.Term) *Graph {
	g := &Graph{
		Of: make(map[rdf.Term][]rdf.Triple), root: root,
		refs: make(map[rdf.Term]int), labelled: make(map[rdf.Term]bool), open: make(map[rdf.Term]bool),
	}
	parent := make(map[rdf.Term]rdf.Term)
	for _, t := range triples {
		g.Of[t.S] = append(g.Of[t.S], t)
		if t.S.IsBlank() && shared[t.S] {
			g.labelled[t.S] = true
		}
		if t.O.IsBlank() {
			g.refs[t.O]++
			parent[t.O] = t.S
			g.labelled[t.O] = g.refs[t.O] > 1 || shared[t.O]
		}
	}
	g.labelled[root] = root.IsBlank()
	g.breakCycles(parent)
	return g
}

// breakCycles gives a label to one node of each ring of blank nodes that only
// refer to one another: nested they would never be reached.
func (g *Graph) breakCycles(parent map[rdf.Term]rdf.Term) {
	nodes := make([]rdf.Term, 0, len(parent))
	for b := range parent {
		nodes = append(nodes, b)
	}
	slices.SortFunc(nodes, rdf.CompareTerms)
	visited := make(map[rdf.Term]rdf.Term) // node to the start of the walk that met it
	for _, start := range nodes {
		for b := start; g.Nests(b) && visited[b].IsZero(); {
			visited[b] = start
			next := parent[b]
			if visited[next] == start && g.Nests(next) {
				g.labelled[next] = true
			}
			b = next
		}
	}
}

// Nests reports whether a term is a blank node to be written where it is
// referred to.
func (g *Graph) Nests(t rdf.Term) bool { return t.IsBlank() && g.refs[t] == 1 && !g.labelled[t] }

// Anonymous reports whether a subject is a blank node that nothing refers to.
func (g *Graph) Anonymous(t rdf.Term) bool { return t.IsBlank() && g.refs[t] == 0 && !g.labelled[t] }

// Label makes a blank node that nests one that does not.
func (g *Graph) Label(t rdf.Term) { g.labelled[t] = true }

// Subjects returns the subjects that do not nest: the root, IRIs and blank
// nodes, each by name.
func (g *Graph) Subjects() []rdf.Term {
	order := make([]rdf.Term, 0, len(g.Of))
	for s := range g.Of {
		if !g.Nests(s) {
			order = append(order, s)
		}
	}
	slices.SortFunc(order, func(a, b rdf.Term) int {
		return cmp.Or(g.rank(a)-g.rank(b), rdf.CompareTerms(a, b))
	})
	return order
}

func (g *Graph) rank(s rdf.Term) int {
	switch {
	case s == g.root:
		return 0
	case s.IsIRI():
		return 1
	}
	return 2
}

// List returns the items of the list that starts at t. ok is false unless each
// node from t to rdf:nil nests and has one rdf:first, one rdf:rest and nothing
// else. rdf:nil is the empty list.
func (g *Graph) List(t rdf.Term) (items []rdf.Term, ok bool) {
	for head := t; t != Nil; {
		node := g.Of[t]
		if g.open[t] || !g.Nests(t) || len(node) != 2 || node[0].P != First || node[1].P != Rest {
			for cell := head; cell != t; cell = g.Of[cell][1].O { // to not go this way from each of them
				g.open[cell] = true
			}
			return nil, false
		}
		items = append(items, node[0].O)
		t = node[1].O
	}
	return items, true
}
