package shacl

import (
	"context"
	"errors"
	"iter"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// ErrResults says that there are so many results that a violation may be among those
// that are not told.
var ErrResults = errors.New("shacl: more results than are told")

// A Rule has shapes gate some graphs. What these hold together is the data graph;
// changes of others are not looked at.
type Rule struct {
	Shapes *Shapes
	// Graphs are names of graphs, the zero Term being the unnamed one; nil means all
	// that there are. Data that refers to what other graphs say needs all.
	Graphs []rdf.Term
	// Each makes each of the graphs a data graph of its own.
	Each bool
}

// A Gate tells what a transaction may not do. It may be used by several goroutines.
// What shapes say of subclasses counts as if the data said it. The zero Gate lets
// everything pass.
type Gate struct {
	Rules   []Rule
	Options Options // Graphs is not used
}

// Check validates what a transaction has done until now: the report has what each
// rule finds wrong with the focus nodes that it may have affected. A transaction
// with Report.Violations must not be committed; other results are for whoever asked
// for it. Errors: ErrResults, those of Shapes.ValidateChange.
func (g *Gate) Check(ctx context.Context, tx *graph.Tx) (*Report, error) {
	if len(g.Rules) == 0 {
		return &Report{}, nil
	}
	after, err := tx.Snapshot()
	if err != nil {
		return nil, err
	}
	return g.CheckStates(ctx, tx.Before(), after, tx.Changes())
}

// CheckStates is Check of the states before and after a transaction and of the quads
// in which they differ, true for those added; nil for the quads validates all of the
// state after.
func (g *Gate) CheckStates(ctx context.Context, before, after *graph.Snapshot, changes iter.Seq2[rdf.Quad, bool]) (*Report, error) {
	all, o := &Report{}, g.Options
	o.ShapeClasses = true
	for _, rule := range g.Rules {
		for _, names := range rule.dataGraphs(after, changes) {
			o.Graphs = names
			r, err := rule.Shapes.validateBetween(ctx, before, after, changes, o)
			if err != nil {
				return nil, err
			}
			all.Results = append(all.Results, r.Results...)
			all.Truncated = all.Truncated || r.Truncated
		}
	}
	slices.SortFunc(all.Results, compareResults)
	if all.Truncated && len(all.Violations()) == 0 {
		return nil, ErrResults
	}
	return all, nil
}

func (s *Shapes) validateBetween(ctx context.Context, before, after *graph.Snapshot, changes iter.Seq2[rdf.Quad, bool], o Options) (*Report, error) {
	if changes == nil {
		return s.Validate(ctx, after, o)
	}
	return s.ValidateChange(ctx, before, after, changes, o)
}

// dataGraphs returns the graphs of each data graph that changes.
func (r *Rule) dataGraphs(after *graph.Snapshot, changes iter.Seq2[rdf.Quad, bool]) (all [][]rdf.Term) {
	if !r.Each {
		return [][]rdf.Term{r.Graphs}
	}
	if changes == nil {
		names := r.Graphs
		if names == nil {
			names = append(after.GraphNames(), rdf.Term{})
		}
		for _, name := range names {
			all = append(all, []rdf.Term{name})
		}
		return all
	}
	seen := map[rdf.Term]bool{}
	for q := range changes {
		if !seen[q.G] && (r.Graphs == nil || slices.Contains(r.Graphs, q.G)) {
			seen[q.G] = true
			all = append(all, []rdf.Term{q.G})
		}
	}
	return all
}
