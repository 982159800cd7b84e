package exec

import (
	"unsafe"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
)

// A fold is an aggregate at work on all groups, which have numbers from 0 on.
//
// Spec: SPARQL 1.2 Query §18.6.1.1 Set Functions.
type fold interface {
	// grow has room for so many groups. Errors: those of take for the memory.
	grow(groups int, take func(c *claim, bytes int64) error) error
	// add takes a value for each of some groups.
	add(groups []uint32, args operands) error
	// results writes the results of groups from one on.
	results(from int, to []graph.ID)
	// keep forgets all groups but one, which is 0 from now on.
	keep(group int)
	release()
}

// operands are the arguments of an aggregate for some rows: IDs, or values where
// they are computed. Of COUNT(*) they are neither.
type operands struct {
	ids    []graph.ID
	values []expr.Value
}

// newFold returns the fold of an aggregate, of duplicates too. computed says that
// it is given values.
func newFold(a *algebra.Aggregate, computed bool, run *Run) (fold, error) {
	switch {
	case a.Name == "COUNT" && !computed:
		return &counts{states: newStates(run, int64(0))}, nil
	case a.Name == "SAMPLE" && !computed:
		return &samples{newStates(run, graph.ID(0))}, nil
	case (a.Name == "SUM" || a.Name == "AVG") && !computed:
		return newSums(a.Name == "AVG", run)
	case (a.Name == "MIN" || a.Name == "MAX") && !computed:
		return newExtremes(a.Name == "MAX", run), nil
	}
	// what it is of is told once, so that results need not fail
	if _, err := expr.NewAccumulator(a.Name, false, a.Separator); err != nil {
		return nil, err
	}
	return &accumulators{states: newStates[expr.Accumulator](run, nil), run: run, aggregate: a, objects: claim{budget: run.Budget}}, nil
}

// states are a value for each group.
type states[S any] struct {
	claim claim
	of    []S
	fresh S // the value of a group without rows
}

func newStates[S any](run *Run, fresh S) states[S] {
	return states[S]{claim: claim{budget: run.Budget}, fresh: fresh}
}

func (s *states[S]) grow(groups int, take func(*claim, int64) error) error {
	if groups <= len(s.of) {
		return nil
	}
	n := max(groups, 2*len(s.of))
	if err := take(&s.claim, int64(n+len(s.of))*int64(unsafe.Sizeof(s.fresh))); err != nil {
		return err
	}
	grown := make([]S, n)
	for i := copy(grown, s.of); i < n; i++ {
		grown[i] = s.fresh
	}
	s.of = grown
	return nil
}

func (s *states[S]) keep(group int) {
	s.of[0] = s.of[group]
	for i := range s.of[1:] {
		s.of[i+1] = s.fresh
	}
}

func (s *states[S]) release() {
	s.claim.release()
	s.of = nil
}

// counts is COUNT.
type counts struct{ states[int64] }

func (c *counts) add(groups []uint32, args operands) error {
	if args.ids == nil {
		for _, g := range groups {
			c.of[g]++
		}
	}
	for i, id := range args.ids {
		if id != 0 {
			c.of[groups[i]]++
		}
	}
	return nil
}

func (c *counts) results(from int, to []graph.ID) {
	for i, n := range c.of[from : from+len(to)] {
		to[i], _ = graph.IntegerID(n)
	}
}

// samples is SAMPLE: the first value that there is.
type samples struct{ states[graph.ID] }

func (s *samples) add(groups []uint32, args operands) error {
	for i, g := range groups {
		if s.of[g] == 0 {
			s.of[g] = args.ids[i]
		}
	}
	return nil
}

func (s *samples) results(from int, to []graph.ID) { copy(to, s.of[from:]) }

// accumulators is any aggregate, with an object for each group.
type accumulators struct {
	states[expr.Accumulator]
	run       *Run
	aggregate *algebra.Aggregate
	objects   claim
	bytes     int64 // of objects
}

// at returns the accumulator of a group.
func (a *accumulators) at(group uint32) expr.Accumulator {
	if a.of[group] == nil {
		a.of[group], _ = expr.NewAccumulator(a.aggregate.Name, false, a.aggregate.Separator)
		a.bytes += int64(a.of[group].Size())
	}
	return a.of[group]
}

func (a *accumulators) add(groups []uint32, args operands) (err error) {
	for i, g := range groups {
		if args.values != nil {
			err = a.put(g, args.values[i])
		} else {
			err = a.put(g, valueOf(a.run.Terms, args.ids[i]))
		}
		if err != nil {
			return err
		}
	}
	return a.objects.hold(a.bytes)
}

func (a *accumulators) put(group uint32, v expr.Value) error {
	of := a.at(group)
	before := of.Size()
	of.Add(v)
	a.bytes += int64(of.Size() - before)
	return of.Err()
}

func (a *accumulators) results(from int, to []graph.ID) {
	for i := range to {
		to[i] = idOf(a.run.Terms, a.at(uint32(from+i)).Result())
	}
}

func (a *accumulators) release() {
	a.states.release()
	a.objects.release()
	a.bytes = 0
}
