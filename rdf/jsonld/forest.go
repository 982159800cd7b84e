package jsonld

import "w3id.org/plenary/rdf/internal/nest"

// A forest is the nodes of the graph at hand in the order in which they are
// written, each with those that nest in it.
type forest struct {
	*nest.Graph
	flat  bool // nothing nested but lists
	depth int
	// deep are subjects left out because they were nested too deep
	deep []uint32
}

// subjects returns those that do not nest; visiting them may add to deep.
func (f *forest) subjects() []uint32 {
	if f.flat {
		f.unnest()
	}
	return f.Subjects()
}

// walk visits subjects, and those that turn out to be nested too deep.
func (f *forest) walk(order []uint32, visit func(s uint32)) {
	for {
		if order, f.deep = append(order, f.deep...), nil; len(order) == 0 {
			return
		}
		visit(order[0])
		order = order[1:]
	}
}

// unnest labels all blank nodes, those of lists excepted.
func (f *forest) unnest() {
	inList := make(map[uint32]bool)
	for _, t := range f.Triples() {
		if _, ok := f.List(t.O); ok && !inList[t.S] {
			for cell := t.O; f.IsBlank(cell); cell = f.Of(cell)[1].O {
				inList[cell] = true
			}
		}
	}
	for _, t := range f.Triples() {
		if f.Nests(t.O) && !inList[t.O] {
			f.Label(t.O)
		}
		if f.Anonymous(t.S) {
			f.Label(t.S)
		}
	}
}

// tooDeep reports whether a node that nests cannot be written where it is. It is
// labelled then and comes later.
func (f *forest) tooDeep(t uint32) bool {
	if !f.Nests(t) || f.depth < nest.MaxDepth {
		return false
	}
	f.Label(t)
	f.deep = append(f.deep, t)
	return true
}
