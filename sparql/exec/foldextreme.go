package exec

import (
	"cmp"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// extremes is MIN or MAX. An error is before all values.
type extremes struct {
	states[graph.ID]
	terms *plan.Terms
	sign  int // of the comparison when a value replaces the one before
}

// nothing is the minimum of no values.
const nothing = ^graph.ID(0)

func newExtremes(maximum bool, run *Run) *extremes {
	e := &extremes{states: newStates(run, nothing), terms: run.Terms, sign: -1}
	if maximum {
		e.states.fresh, e.sign = 0, 1
	}
	return e
}

func (e *extremes) add(groups []uint32, args operands) error {
	for i, id := range args.ids {
		best := &e.of[groups[i]]
		if id != *best && (*best == nothing || compareTerms(e.terms, id, *best) == e.sign) {
			*best = id
		}
	}
	return nil
}

func (e *extremes) results(from int, to []graph.ID) {
	for i, id := range e.of[from : from+len(to)] {
		if to[i] = id; id == nothing {
			to[i] = 0
		}
	}
}

// compareTerms is expr.Order of the terms of IDs, 0 being before all others.
func compareTerms(t *plan.Terms, a, b graph.ID) int {
	if a == b || a == 0 || b == 0 {
		return cmp.Compare(a, b)
	}
	if kind := a.Inline(); kind != graph.NotInline && kind == b.Inline() {
		if c := cmp.Compare(a.InlineOrder(), b.InlineOrder()); c != 0 {
			return c
		}
	} else if a.InOrder() && b.InOrder() && a.Kind() == b.Kind() && a.Kind() != rdf.LiteralKind {
		return cmp.Compare(a, b)
	}
	return expr.Order(valueOf(t, a), valueOf(t, b))
}
