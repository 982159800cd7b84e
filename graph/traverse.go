package graph

import (
	"context"
	"errors"
	"slices"

	"w3id.org/plenary/rdf"
)

// ErrLimit says that a walk needed more work than it was allowed.
var ErrLimit = errors.New("graph: the walk reached its work limit")

// defaultWork bounds walks that name no limit, in edges looked at.
const defaultWork = 2_000_000

// Direction says which way an edge may be taken.
type Direction uint8

// The directions: from subject to object, from object to subject, or either.
const (
	Both Direction = iota
	Out
	In
)

// A Step is an edge as a walk takes it.
type Step struct {
	Triple  rdf.Triple
	Inverse bool // taken from object to subject
}

// From returns the node the step leaves.
func (s Step) From() rdf.Term {
	if s.Inverse {
		return s.Triple.O
	}
	return s.Triple.S
}

// To returns the node the step reaches.
func (s Step) To() rdf.Term {
	if s.Inverse {
		return s.Triple.S
	}
	return s.Triple.O
}

// WalkOptions restrict the edges of a walk. The zero value allows all.
type WalkOptions struct {
	Predicates []rdf.Term           // only these; nil means any
	Direction  Direction            // which way edges are taken
	Avoid      func(step Step) bool // edges not to take
	Work       int                  // edges looked at; 0 means a default
}

// walker looks at edges within the limits of its options.
type walker struct {
	ctx  context.Context
	snap *Snapshot
	opts WalkOptions
	work int
}

func newWalker(ctx context.Context, s *Snapshot, o WalkOptions) *walker {
	w := &walker{ctx: ctx, snap: s, opts: o, work: o.Work}
	if w.work == 0 {
		w.work = defaultWork
	}
	return w
}

// steps calls visit with the edges at a node, outgoing first, until it returns
// false. Literals are reached and never left.
func (w *walker) steps(node rdf.Term, visit func(Step) bool) error {
	if node.IsLiteral() {
		return nil
	}
	predicates := w.opts.Predicates
	if len(predicates) == 0 {
		predicates = []rdf.Term{{}}
	}
	for _, inverse := range []bool{false, true} {
		if inverse && w.opts.Direction == Out || !inverse && w.opts.Direction == In {
			continue
		}
		for _, p := range predicates {
			if stop, err := w.edges(node, p, inverse, visit); stop || err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *walker) edges(node, predicate rdf.Term, inverse bool, visit func(Step) bool) (stop bool, err error) {
	pattern := Pattern{S: node, P: predicate}
	if inverse {
		pattern = Pattern{O: node, P: predicate}
	}
	for t, err := range w.snap.Triples(pattern) {
		if err != nil {
			return true, err
		}
		if w.work--; w.work < 0 {
			return true, ErrLimit
		}
		if w.work%1024 == 0 && w.ctx.Err() != nil {
			return true, w.ctx.Err()
		}
		step := Step{t, inverse}
		if w.opts.Avoid != nil && w.opts.Avoid(step) {
			continue
		}
		if !visit(step) {
			return true, nil
		}
	}
	return false, nil
}

// Neighbors returns the steps that leave a node, outgoing before incoming, each
// in the order of the index. Errors: ErrLimit, those of ctx.
func Neighbors(ctx context.Context, s *Snapshot, node rdf.Term, o WalkOptions) ([]Step, error) {
	var steps []Step
	err := newWalker(ctx, s, o).steps(node, func(step Step) bool {
		steps = append(steps, step)
		return true
	})
	return steps, err
}

// Paths returns up to k shortest simple paths from one node to another, the
// shorter first, of at most maxSteps steps. Equal ends have the empty path.
// Errors: ErrLimit when the work did not suffice, those of ctx; the paths found
// until then are returned with it.
//
// Cost: one breadth-first search from the end, then only edges that lie on a
// path of the length tried.
func Paths(ctx context.Context, s *Snapshot, from, to rdf.Term, maxSteps, k int, o WalkOptions) ([][]Step, error) {
	w := newWalker(ctx, s, o)
	if from == to {
		return [][]Step{{}}, nil
	}
	distance, err := w.distances(from, to, maxSteps)
	if err != nil {
		return nil, err
	}
	shortest, ok := distance[from]
	if !ok {
		return nil, nil
	}
	f := pathFinder{walker: w, distance: distance, from: from, to: to, k: k}
	for length := shortest; length <= maxSteps && len(f.found) < k && err == nil; length++ {
		err = f.extend(from, length)
	}
	return f.found, err
}

// distances returns how many steps the nodes are from the end, up to maxSteps.
func (w *walker) distances(from, to rdf.Term, maxSteps int) (map[rdf.Term]int, error) {
	back := *w
	back.opts.Direction = map[Direction]Direction{Both: Both, Out: In, In: Out}[w.opts.Direction]
	if avoid := w.opts.Avoid; avoid != nil {
		back.opts.Avoid = func(s Step) bool { return avoid(Step{s.Triple, !s.Inverse}) }
	}
	distance := map[rdf.Term]int{to: 0}
	for queue := []rdf.Term{to}; len(queue) > 0; queue = queue[1:] {
		node := queue[0]
		if distance[node] == maxSteps {
			break
		}
		err := back.steps(node, func(s Step) bool {
			if next := s.To(); next.IsIRI() || next.IsBlank() || next == from {
				if _, seen := distance[next]; !seen {
					distance[next] = distance[node] + 1
					queue = append(queue, next)
				}
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	w.work = back.work
	return distance, nil
}

// pathFinder extends one path depth first.
type pathFinder struct {
	*walker
	distance map[rdf.Term]int
	from, to rdf.Term
	k        int
	path     []Step
	found    [][]Step
}

// extend finds the simple paths of exactly so many more steps.
func (f *pathFinder) extend(node rdf.Term, left int) error {
	if left == 0 {
		if node == f.to {
			f.found = append(f.found, slices.Clone(f.path))
		}
		return nil
	}
	var deeper error
	err := f.steps(node, func(s Step) bool {
		next := s.To()
		if d, ok := f.distance[next]; !ok || d > left-1 || f.visited(next) || next == f.to && left > 1 {
			return true
		}
		f.path = append(f.path, s)
		deeper = f.extend(next, left-1)
		f.path = f.path[:len(f.path)-1]
		return deeper == nil && len(f.found) < f.k
	})
	return errors.Join(deeper, err)
}

func (f *pathFinder) visited(node rdf.Term) bool {
	return node == f.from || slices.ContainsFunc(f.path, func(s Step) bool { return s.To() == node })
}

// Subgraph returns the triples within depth steps of a node, the nearer first,
// at most limit; truncated reports whether there were more. Errors: ErrLimit,
// those of ctx.
func Subgraph(ctx context.Context, s *Snapshot, node rdf.Term, depth, limit int, o WalkOptions) (triples []rdf.Triple, truncated bool, err error) {
	w := newWalker(ctx, s, o)
	seen, reached := map[rdf.Triple]bool{}, map[rdf.Term]bool{node: true}
	ring := []rdf.Term{node}
	for ; depth > 0 && len(ring) > 0; depth-- {
		var next []rdf.Term
		for _, n := range ring {
			err := w.steps(n, func(step Step) bool {
				if seen[step.Triple] {
					return true
				}
				if len(triples) == limit {
					truncated = true
					return false
				}
				seen[step.Triple] = true
				triples = append(triples, step.Triple)
				if to := step.To(); !to.IsLiteral() && !reached[to] {
					reached[to] = true
					next = append(next, to)
				}
				return true
			})
			if err != nil || truncated {
				return triples, truncated, err
			}
		}
		ring = next
	}
	return triples, false, nil
}
