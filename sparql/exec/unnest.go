package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/plan"
)

// unnest is plan.Unnest.
type unnest struct {
	input  Operator
	terms  *plan.Terms
	of     int // the column of input with the triple term
	slots  [3]plan.Slot
	given  [3]int // columns of input, -1 for none
	column [3]int // columns of output
	copied []int  // for each column of output: that of input, -1 for none
	out    [][]graph.ID
	last   graph.ID // the triple term that parts are of
	parts  [3]graph.ID
}

func newUnnest(n *plan.Unnest, input Operator, run *Run) Operator {
	in := n.Input.About().Vars
	u := &unnest{
		input: input, terms: run.Terms, of: slices.Index(in, n.Var), slots: [3]plan.Slot{n.S, n.P, n.O},
		copied: indexes(in, n.Vars), out: newColumns(len(n.Vars), BatchRows),
	}
	for i, s := range u.slots {
		u.given[i], u.column[i] = -1, -1
		if s.Var != "" {
			u.given[i], u.column[i] = slices.Index(in, s.Var), slices.Index(n.Vars, s.Var)
		}
	}
	return u
}

// Next returns the next rows.
func (u *unnest) Next(ctx context.Context) (Batch, error) {
	for {
		b, err := u.input.Next(ctx)
		if err != nil || b.Len == 0 {
			return Batch{}, err
		}
		n := 0
		for row := range b.Len {
			if u.open(b.Cols[u.of][row]) && u.fits(b, row) {
				u.write(b, row, n)
				n++
			}
		}
		if n > 0 {
			return Batch{n, first(u.out, n)}, ctx.Err()
		}
	}
}

// open has the parts of a triple term; it reports false of other terms.
func (u *unnest) open(id graph.ID) bool {
	if id == u.last && id != 0 {
		return true
	}
	term := u.terms.Term(id)
	if term.Kind() != rdf.TripleTermKind {
		return false
	}
	t, _ := term.Triple()
	u.last, u.parts = id, [3]graph.ID{u.terms.ID(t.S), u.terms.ID(t.P), u.terms.ID(t.O)}
	return true
}

// fits reports whether the parts are what the slots and the row have.
func (u *unnest) fits(b Batch, row int) bool {
	for i, s := range u.slots {
		part := u.parts[i]
		if s.ID != 0 && s.ID != part {
			return false
		}
		if c := u.given[i]; c >= 0 && b.Cols[c][row] != 0 && b.Cols[c][row] != part {
			return false
		}
		for j := range i {
			if s.Var != "" && s.Var == u.slots[j].Var && u.parts[j] != part {
				return false
			}
		}
	}
	return true
}

// write writes a row and the parts to row n of the output.
func (u *unnest) write(b Batch, row, n int) {
	for i, c := range u.copied {
		if c >= 0 {
			u.out[i][n] = b.Cols[c][row]
		}
	}
	for i, c := range u.column {
		if c >= 0 {
			u.out[c][n] = u.parts[i]
		}
	}
}

// Close closes the input.
func (u *unnest) Close() { u.input.Close() }
