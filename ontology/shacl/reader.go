package shacl

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A reader reads a data graph as IDs. Terms that the state does not have get IDs of
// their own. It is not safe for use by several goroutines.
type reader struct {
	snapshot *graph.Snapshot
	all      bool       // the data graph is the union of all graphs
	graphs   []graph.ID // else of these, 0 being the unnamed one
	free     []*cursor
	local    map[rdf.Term]graph.ID
	fresh    []rdf.Term
	owners   []graph.ID // room
	star     star       // of the focus node, where that pays

	hierarchy *hierarchy // of the shapes where that counts
}

// A cursor reads the triples of one pattern.
type cursor struct {
	scanner *graph.Scanner
	rows    [3][]graph.ID
}

// rowsAtOnce is how many triples a cursor reads at once.
const rowsAtOnce = 64

func newReader(s *graph.Snapshot, names []rdf.Term) reader {
	r := reader{snapshot: s, all: names == nil, local: map[rdf.Term]graph.ID{}}
	for _, name := range names {
		if id, ok := s.ID(name); ok || name.IsZero() {
			r.graphs = append(r.graphs, id)
		}
	}
	return r
}

// id returns the ID of a term.
func (r *reader) id(t rdf.Term) graph.ID {
	if id, ok := r.snapshot.ID(t); ok {
		return id
	}
	id, ok := r.local[t]
	if !ok {
		id = graph.FirstLocal + graph.ID(len(r.fresh))
		r.fresh = append(r.fresh, t)
		r.local[t] = id
	}
	return id
}

// term returns the term with an ID.
func (r *reader) term(id graph.ID) rdf.Term {
	if id < graph.FirstLocal {
		return r.snapshot.Term(id)
	}
	return r.fresh[id-graph.FirstLocal]
}

// kind returns what the term with an ID is.
func (r *reader) kind(id graph.ID) rdf.Kind {
	if id < graph.FirstLocal {
		return id.Kind()
	}
	return r.term(id).Kind()
}

// each calls yield for each triple of the data graph that matches a pattern without
// a graph, until it returns false. Yield may read, too.
func (r *reader) each(p graph.IDPattern, yield func(s, p, o graph.ID) bool) error {
	if max(p.S, p.P, p.O) >= graph.FirstLocal || !r.all && len(r.graphs) == 0 {
		return nil
	}
	if len(r.graphs) == 1 {
		p.G, p.Unnamed = r.graphs[0], r.graphs[0] == 0
	}
	c := r.cursor(p)
	defer func() { r.free = append(r.free, c) }()
	for {
		n, err := c.scanner.Next(c.rows)
		if n == 0 || err != nil {
			return err
		}
		for i := range n {
			s, p, o := c.rows[0][i], c.rows[1][i], c.rows[2][i]
			if ok, err := r.has(s, p, o); err != nil {
				return err
			} else if ok && !yield(s, p, o) {
				return nil
			}
		}
	}
}

// has reports whether one of several graphs has a triple of the store.
func (r *reader) has(s, p, o graph.ID) (ok bool, err error) {
	if len(r.graphs) < 2 {
		return true, nil
	}
	r.owners, err = r.snapshot.GraphsOfIDs(r.owners[:0], s, p, o)
	return slices.ContainsFunc(r.owners, func(g graph.ID) bool { return slices.Contains(r.graphs, g) }), err
}

// cursor returns a cursor at a pattern.
func (r *reader) cursor(p graph.IDPattern) *cursor {
	if len(r.free) == 0 {
		rows := make([]graph.ID, 3*rowsAtOnce)
		return &cursor{r.snapshot.Scan(p, p.Order()), [3][]graph.ID{rows[:rowsAtOnce], rows[rowsAtOnce : 2*rowsAtOnce], rows[2*rowsAtOnce:]}}
	}
	c := r.free[len(r.free)-1]
	r.free = r.free[:len(r.free)-1]
	c.scanner.ResetAny(p)
	return c
}

// isEmpty reports whether the data graph has no triple.
func (r *reader) isEmpty() bool {
	if r.all {
		return r.snapshot.Len() == 0
	}
	return !slices.ContainsFunc(r.graphs, func(g graph.ID) bool {
		return r.snapshot.CountIDs(graph.IDPattern{G: g, Unnamed: g == 0}) > 0
	})
}

// any reports whether a triple matches a pattern.
func (r *reader) any(p graph.IDPattern) (found bool, err error) {
	err = r.each(p, func(_, _, _ graph.ID) bool { found = true; return false })
	return found, err
}

// objects returns the values of a property, ascending.
func (r *reader) objects(node graph.ID, predicate rdf.Term) (found []graph.ID, err error) {
	return r.step(node, predicate, false)
}

// step returns the nodes to which a predicate leads, or from which, ascending.
func (r *reader) step(node graph.ID, predicate rdf.Term, inverse bool) (found []graph.ID, err error) {
	p := graph.IDPattern{S: node, P: r.id(predicate)}
	if !inverse && node == r.star.node {
		return r.star.objects(p.P), nil
	}
	if inverse {
		p.S, p.O = 0, node
	}
	err = r.each(p, func(s, _, o graph.ID) bool {
		if inverse {
			o = s
		}
		found = append(found, o)
		return true
	})
	if !slices.IsSorted(found) {
		slices.Sort(found)
	}
	return found, err
}
