package nest

import "slices"

// A Triple is subject, predicate and object of a quad of a Document.
type Triple struct{ S, P, O uint32 }

// A Graph is one graph of a document as a forest.
type Graph struct {
	*Document
	triples []Triple
	root    uint32
}

// node is what a graph knows of a blank node.
type node struct {
	from, to uint32 // its triples
	refs     uint32 // how often it is an object
	parent   uint32 // the subject where it is
	visit    uint32 // the start of the walk that met it
	labelled bool   // it keeps its label
	open     bool   // no list that begins here comes to its end
}

// Graph returns the graph with a place among the names; that of another call is no
// longer of use. root is the term to put first; 0 is none.
func (d *Document) Graph(i int, root uint32) *Graph {
	d.forget()
	from := 0
	if i > 0 {
		from = d.ends[i-1]
	}
	g := &d.graph
	g.Document, g.root, g.triples = d, root, slices.Grow(g.triples[:0], d.ends[i]-from)
	for at, q := range d.quads[from:d.ends[i]] {
		t := Triple{q[1], q[2], q[3]}
		g.triples = append(g.triples, t)
		if t.S < d.blanks {
			n := &d.nodes[t.S]
			if n.to == 0 {
				n.from = uint32(at)
			}
			n.to = uint32(at + 1)
			n.labelled = n.labelled || d.shared[t.S]
		}
		if t.O < d.blanks {
			n := &d.nodes[t.O]
			n.refs++
			n.parent = t.S
			n.labelled = n.refs > 1 || d.shared[t.O]
		}
	}
	if root != 0 && root < d.blanks {
		d.nodes[root].labelled = true
	}
	g.breakCycles()
	return g
}

// forget makes the nodes of the graph before as they were.
func (d *Document) forget() {
	for _, t := range d.graph.triples {
		if t.S < d.blanks {
			d.nodes[t.S] = node{}
		}
		if t.O < d.blanks {
			d.nodes[t.O] = node{}
		}
	}
}

// breakCycles gives a label to one node of each ring of blank nodes that only
// refer to one another: nested they would never be reached.
func (g *Graph) breakCycles() {
	var starts []uint32
	for _, t := range g.triples {
		if t.O < g.blanks {
			starts = append(starts, t.O)
		}
	}
	slices.Sort(starts)
	for _, start := range starts {
		for b := start; g.Nests(b) && g.nodes[b].visit == 0; {
			g.nodes[b].visit = start
			next := g.nodes[b].parent
			if g.IsBlank(next) && g.nodes[next].visit == start && g.Nests(next) {
				g.nodes[next].labelled = true
			}
			b = next
		}
	}
}

// Triples returns all triples, in the order of their terms.
func (g *Graph) Triples() []Triple { return g.triples }

// Of returns the triples of a subject, in the order of their terms.
func (g *Graph) Of(s uint32) []Triple {
	if s < g.blanks {
		return g.triples[g.nodes[s].from:g.nodes[s].to]
	}
	from, _ := slices.BinarySearchFunc(g.triples, s, func(t Triple, s uint32) int { return int(int64(t.S) - int64(s)) })
	to := from
	for to < len(g.triples) && g.triples[to].S == s {
		to++
	}
	return g.triples[from:to]
}

// Nests reports whether a term is a blank node to be written where it is
// referred to.
func (g *Graph) Nests(t uint32) bool {
	return g.IsBlank(t) && g.nodes[t].refs == 1 && !g.nodes[t].labelled
}

// Anonymous reports whether a subject is a blank node that nothing refers to.
func (g *Graph) Anonymous(t uint32) bool {
	return g.IsBlank(t) && g.nodes[t].refs == 0 && !g.nodes[t].labelled
}

// Label makes a blank node that nests one that does not.
func (g *Graph) Label(t uint32) { g.nodes[t].labelled = true }

// Subjects returns the subjects that do not nest: the root, IRIs and blank
// nodes, each by name.
func (g *Graph) Subjects() (order []uint32) {
	var blanks []uint32
	rooted := false
	for i, t := range g.triples {
		switch {
		case i > 0 && t.S == g.triples[i-1].S:
		case t.S == g.root:
			rooted = true
		case g.Nests(t.S):
		case t.S < g.blanks:
			blanks = append(blanks, t.S)
		default:
			order = append(order, t.S)
		}
	}
	order = append(order, blanks...)
	if rooted {
		order = slices.Insert(order, 0, g.root)
	}
	return order
}

// List returns the items of the list that starts at t. ok is false unless each
// node from t to rdf:nil nests and has one rdf:first, one rdf:rest and nothing
// else. rdf:nil is the empty list.
func (g *Graph) List(t uint32) (items []uint32, ok bool) {
	if t >= g.blanks && t != g.null {
		return nil, false
	}
	for head := t; t != g.null; {
		if !g.isCell(t) {
			for cell := head; cell != t; cell = g.Of(cell)[1].O { // to not go this way from each of them
				g.nodes[cell].open = true
			}
			return nil, false
		}
		cell := g.Of(t)
		items = append(items, cell[0].O)
		t = cell[1].O
	}
	return items, true
}

func (g *Graph) isCell(t uint32) bool {
	if !g.Nests(t) || g.nodes[t].open {
		return false
	}
	node := g.Of(t)
	return len(node) == 2 && node[0].P == g.first && node[1].P == g.rest
}
