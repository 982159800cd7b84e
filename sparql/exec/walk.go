package exec

import (
	"cmp"
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/plan"
)

// pathWalk is plan.PathWalk.
//
// Spec: SPARQL 1.1 Query §9.3, §18.4.
type pathWalk struct {
	input   Operator
	node    *plan.PathWalk
	terms   *plan.Terms
	forward relation
	back    relation // from ends to starts
	out     *rowWriter
	copied  [][2]int // columns of output and of input
	s, o    end
	name    int // the column of input with the graph, -1 for none
	in      Batch
	row     int
	same    []graph.ID // room for one end of many ways
}

// An end is one of the two of a path.
type end struct {
	id     graph.ID // 0 unless it is a term
	given  int      // the column of input with it, -1 for none
	column int      // the column of output that it fills, -1 for none
}

func newPathWalk(n *plan.PathWalk, input Operator, run *Run) Operator {
	w := &pathWalk{input: input, node: n, terms: run.Terms, name: -1, same: make([]graph.ID, BatchRows)}
	all := &relations{run, n.Graphs}
	w.forward, w.back = all.of(n.Path, false), all.of(n.Path, true)
	vars := n.Input.About().Vars
	for i, name := range n.Vars {
		if c := slices.Index(vars, name); c >= 0 {
			w.copied = append(w.copied, [2]int{i, c})
		}
	}
	w.s, w.o = newEnd(n.S, n.Vars, vars), newEnd(n.O, n.Vars, vars)
	if n.Graphs.Kind == plan.EachGraph {
		w.name = slices.Index(vars, n.Graphs.Var)
	}
	return newGenerator(len(n.Vars), w.make, w.close)
}

func newEnd(s plan.Slot, out, in []string) end {
	e := end{id: s.ID, given: -1, column: -1}
	if s.Var != "" {
		if e.given = slices.Index(in, s.Var); e.given < 0 {
			e.column = slices.Index(out, s.Var)
		}
	}
	return e
}

func (w *pathWalk) close() {
	w.input.Close()
	w.forward.close()
	w.back.close()
}

func (w *pathWalk) make(ctx context.Context, out *rowWriter) (err error) {
	w.out = out
	for {
		if w.in, err = w.input.Next(ctx); err != nil || w.in.Len == 0 {
			return err
		}
		for w.row = range w.in.Len {
			if w.name >= 0 {
				name := w.in.Cols[w.name][w.row]
				w.forward.enter(name)
				w.back.enter(name)
			}
			if err := w.walk(ctx); err != nil {
				return err
			}
		}
		if err := out.flush(); err != nil { // rows of the input are waited for
			return err
		}
	}
}

// value returns the term of an end in the row, 0 for none.
func (w *pathWalk) value(e *end) graph.ID {
	if e.given >= 0 {
		return w.in.Cols[e.given][w.row]
	}
	return e.id
}

// walk follows the path for the row.
func (w *pathWalk) walk(ctx context.Context) error {
	s, o := w.value(&w.s), w.value(&w.o)
	if ok, err := w.mayEnd(s, o); err != nil || !ok {
		return err
	}
	switch {
	case s != 0 && o != 0:
		return w.between(ctx, s, o)
	case s != 0:
		return w.forward.from(ctx, s, func(ends []graph.ID) error { return w.emit(repeated(w.same, s, len(ends)), ends) })
	case o != 0:
		return w.back.from(ctx, o, func(starts []graph.ID) error { return w.emit(starts, repeated(w.same, o, len(starts))) })
	case w.node.S.Var == w.node.O.Var:
		return w.forward.pairs(ctx, w.circles)
	}
	return w.forward.pairs(ctx, w.emit)
}

// mayEnd reports whether the ends of a row may be those of a way: a way of no
// steps between variables is one from a node of the graph to itself, whatever the
// row has for them, and so is one from a term unless the path is outright.
//
// Spec: SPARQL 1.1 Query §18.4 evaluation of ZeroLengthPath.
func (w *pathWalk) mayEnd(s, o graph.ID) (bool, error) {
	terms := 0
	for _, v := range [...]string{w.node.S.Var, w.node.O.Var} {
		if v == "" {
			terms++
		}
	}
	switch id := cmp.Or(w.s.id, w.o.id, s, o); {
	case id == 0 || !w.forward.reflexive() || terms > 0 && outright(w.node.Path, terms):
		return true, nil
	case id >= graph.FirstLocal:
		return false, nil
	default:
		return w.isNode(id)
	}
}

// outright reports whether a path of which one or both ends are terms leads from a
// term to itself without steps even if the graph has no such node. In a sequence
// the end of the first part is a variable, so only its other end is a term.
//
// Spec: SPARQL 1.1 Query §18.4 evaluation of SequencePath, ZeroLengthPath.
func outright(p algebra.PathExpr, terms int) bool {
	switch p := p.(type) {
	case algebra.Inv:
		return outright(p.Path, terms)
	case algebra.Alt:
		return outright(p.Either, terms) || outright(p.Or, terms)
	case algebra.Seq:
		return terms == 2 && outright(p.First, 1) && outright(p.Then, 1)
	case algebra.Repeat:
		return p.Mark != '+' || outright(p.Path, 1)
	}
	return false
}

// isNode reports whether a term is subject or object in the active graph.
func (w *pathWalk) isNode(id graph.ID) (found bool, err error) {
	for _, p := range [...]graph.IDPattern{{S: id}, {O: id}} {
		switch g := w.node.Graphs; g.Kind {
		case plan.AnyGraph:
			found = w.terms.Snapshot().CountIDs(p) > 0
		case plan.Unnamed:
			p.Unnamed = true
			found, err = w.holds(p)
		case plan.EachGraph:
			p.G = w.in.Cols[w.name][w.row]
			found, err = w.holds(p)
		default:
			for _, p.G = range g.IDs {
				if found, err = w.holds(p); found || err != nil {
					break
				}
			}
		}
		if found || err != nil {
			break
		}
	}
	return found, err
}

// holds reports whether there is a triple that matches.
func (w *pathWalk) holds(p graph.IDPattern) (bool, error) {
	s := w.terms.Snapshot().Scan(p, p.Order())
	defer s.Close()
	n, err := s.Next([3][]graph.ID{w.same[:1]})
	return n > 0, err
}

// between yields the row once for each way from s to o.
func (w *pathWalk) between(ctx context.Context, s, o graph.ID) error {
	here := func(n int) error {
		for range n {
			if err := w.emit([]graph.ID{s}, []graph.ID{o}); err != nil {
				return err
			}
		}
		return nil
	}
	if c, ok := w.forward.(*closure); ok {
		found, err := c.leads(ctx, s, o, w.back.(*closure))
		if err == nil && found {
			err = here(1)
		}
		return err
	}
	return w.forward.from(ctx, s, func(ends []graph.ID) error { return here(count(ends, o)) })
}

func count(ids []graph.ID, id graph.ID) (n int) {
	for _, other := range ids {
		if other == id {
			n++
		}
	}
	return n
}

// circles yields the pairs whose ends are the same.
func (w *pathWalk) circles(starts, ends []graph.ID) error {
	n := 0
	for i, start := range starts {
		w.same[n] = start
		if start == ends[i] {
			n++
		}
	}
	return w.emit(w.same[:n], w.same[:n])
}

// emit writes the row with its ends.
func (w *pathWalk) emit(starts, ends []graph.ID) error {
	for len(starts) > 0 {
		if err := w.out.room(); err != nil {
			return err
		}
		at := w.out.n
		n := min(len(starts), BatchRows-at)
		for _, c := range w.copied {
			repeated(w.out.cols[c[0]][at:], w.in.Cols[c[1]][w.row], n)
		}
		if w.s.column >= 0 {
			copy(w.out.cols[w.s.column][at:], starts[:n])
		}
		if w.o.column >= 0 {
			copy(w.out.cols[w.o.column][at:], ends[:n])
		}
		w.out.n += n
		starts, ends = starts[n:], ends[n:]
	}
	return nil
}
