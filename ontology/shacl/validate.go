package shacl

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql"
)

// Validate validates a whole state. Errors: those of ctx, of the store and of
// queries; a query that reports a failure; expr.ErrLimit of regular expressions.
//
// Cost: that of reading, for each focus node, what its shapes speak of; a query for
// each SPARQL constraint.
//
// Spec: SHACL §3.4 Validation.
func (s *Shapes) Validate(ctx context.Context, state *graph.Snapshot, o Options) (*Report, error) {
	find := newEvaluation(ctx, state, s.ready(o))
	var all []task
	for _, shape := range s.shapes {
		if shape.deactivated || len(shape.targets) == 0 {
			continue
		}
		nodes, err := find.focusNodes(shape)
		if err != nil {
			return nil, err
		}
		all = append(all, tasks(shape, nodes)...)
	}
	return find.carryOut(ctx, all)
}

// ready returns the options for these shapes, with their defaults.
func (s *Shapes) ready(o Options) Options {
	if o.ShapeClasses {
		o.hierarchy = s.hierarchy
	}
	o.Workers = cmp.Or(o.Workers, runtime.GOMAXPROCS(0))
	if o.Engine == nil {
		o.Engine = sparql.New(sparql.Options{})
	}
	return o
}

// focusNodes returns the focus nodes of a shape, ascending.
func (e *evaluation) focusNodes(s *shape) (nodes []graph.ID, err error) {
	for _, t := range s.targets {
		if err := t.nodes(e, func(node graph.ID) { nodes = append(nodes, node) }); err != nil {
			return nil, err
		}
	}
	return distinct(nodes), nil
}

// A task is some focus nodes of one shape.
type task struct {
	shape *shape
	nodes []graph.ID
}

// taskNodes is how many focus nodes a task has at most.
const taskNodes = 4096

func tasks(s *shape, nodes []graph.ID) (all []task) {
	for part := range slices.Chunk(nodes, taskNodes) {
		all = append(all, task{s, part})
	}
	return all
}

// carryOut does tasks by several goroutines, and returns what they find.
func (e *evaluation) carryOut(ctx context.Context, all []task) (*Report, error) {
	workers := max(1, min(e.options.Workers, len(all)))
	parts, errs := make([]*evaluation, workers), make([]error, workers)
	queue := make(chan task, len(all))
	for _, t := range all {
		queue <- t
	}
	close(queue)
	for i := range workers { // before any of them begins
		if parts[i] = e; i > 0 {
			parts[i] = e.another(ctx)
		}
	}
	var group sync.WaitGroup
	for i := range workers {
		group.Go(func() { errs[i] = parts[i].do(queue) })
	}
	group.Wait()
	return merged(parts, errs, e.options.MaxResults)
}

// do does tasks of a queue to its end.
func (e *evaluation) do(queue <-chan task) error {
	for t := range queue {
		e.root = t.shape
		if err := e.askTogether(t); err != nil {
			return err
		}
		for _, node := range t.nodes {
			if err := e.validate(t.shape, node); err != nil {
				return err
			}
		}
	}
	return nil
}

// merged makes a report of what several evaluations have found.
func merged(parts []*evaluation, errs []error, most int) (*Report, error) {
	r := &Report{}
	for i, err := range errs {
		if errors.Is(err, errEnough) {
			r.Truncated = true
		} else if err != nil {
			return nil, err
		}
		r.Results = append(r.Results, parts[i].results...)
	}
	if err := parts[0].snapshot.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(r.Results, compareResults)
	if len(r.Results) > most {
		r.Results, r.Truncated = r.Results[:most], true
	}
	return r, nil
}
