package graph

import (
	"context"
	"maps"
	"slices"

	"w3id.org/plenary/rdf"
)

// Paths returns up to k shortest simple paths from one node to another, the
// shorter first, those of one length in the order of the index, of at most
// maxSteps steps. Two triples between the same nodes make two paths. Equal ends
// have the empty path. Errors: ErrLimit when the work did not suffice, those of
// ctx; the paths found until then are returned with it.
//
// Cost: a breadth-first search from both ends, then, length by length, only
// edges that lie on a walk of that length.
func Paths(ctx context.Context, s *Snapshot, from, to rdf.Term, maxSteps, k int, o WalkOptions) ([][]Step, error) {
	if k <= 0 {
		return nil, nil
	}
	if from == to {
		return [][]Step{{}}, nil
	}
	start, known := s.ID(from)
	end, knownEnd := s.ID(to)
	if !known || !knownEnd {
		return nil, nil
	}
	f := pathFinder{
		walker: newWalker(s, o), from: start, to: end, k: k,
		ahead: newBall(start, end, false), behind: newBall(end, start, true),
	}
	length, err := f.meet(ctx, maxSteps)
	for ; err == nil && 0 < length && length <= maxSteps && len(f.found) < k && !f.exhausted(length); length++ {
		err = f.search(ctx, length)
	}
	return f.found, err
}

// pathFinder searches from both ends and then extends one path depth first.
type pathFinder struct {
	*walker
	from, to      ID
	k             int
	ahead, behind ball
	left          map[ID]int // steps to the end, of nodes worth a visit
	path          []edge
	found         [][]Step
}

// meet grows the balls about both ends until they meet, and returns the length
// of the shortest path; 0 when there is none of at most maxSteps.
func (f *pathFinder) meet(ctx context.Context, maxSteps int) (length int, err error) {
	for f.ahead.radius+f.behind.radius < maxSteps && !f.ahead.complete() && !f.behind.complete() {
		grown, other := f.smaller()
		if err := grown.grow(ctx, f.walker); err != nil {
			return 0, err
		}
		for _, node := range grown.rim {
			if _, met := other.distance[node]; met {
				return f.ahead.radius + f.behind.radius, nil
			}
		}
	}
	return 0, nil
}

// smaller returns the ball with fewer nodes on its rim.
func (f *pathFinder) smaller() (grown, other *ball) {
	if len(f.behind.rim) < len(f.ahead.rim) {
		return &f.behind, &f.ahead
	}
	return &f.ahead, &f.behind
}

// exhausted reports whether there are too few nodes for a path of a length.
func (f *pathFinder) exhausted(length int) bool {
	return f.ahead.complete() && length >= len(f.ahead.distance) ||
		f.behind.complete() && length >= len(f.behind.distance)
}

// search finds the simple paths of a length.
func (f *pathFinder) search(ctx context.Context, length int) error {
	for f.ahead.radius+f.behind.radius < length && !f.ahead.complete() && !f.behind.complete() {
		grown, _ := f.smaller()
		if err := grown.grow(ctx, f.walker); err != nil {
			return err
		}
	}
	if err := f.measure(ctx, length); err != nil {
		return err
	}
	return f.extend(ctx, f.from, length)
}

// measure finds how far nodes are from the end, of those that a walk of a length
// can pass: beyond the ball about the end it goes on inside the other one.
func (f *pathFinder) measure(ctx context.Context, length int) error {
	f.left = f.behind.distance
	if f.behind.within(length) {
		return nil
	}
	inside := f.behind
	inside.distance = maps.Clone(f.behind.distance)
	for !inside.within(length) {
		err := inside.growWithin(ctx, f.walker, func(node ID) bool {
			d, ok := f.ahead.distance[node]
			return ok && d+inside.radius < length
		})
		if err != nil {
			return err
		}
	}
	f.left = inside.distance
	return nil
}

// extend finds the simple paths of exactly so many more steps.
func (f *pathFinder) extend(ctx context.Context, node ID, steps int) error {
	if steps == 0 {
		f.found = append(f.found, f.steps())
		return nil
	}
	var deeper error
	err := f.edges(ctx, node, false, func(e edge) bool {
		next := e.to()
		if d, ok := f.left[next]; !ok || d >= steps || next == f.to && steps > 1 || f.visited(next) {
			return true
		}
		f.path = append(f.path, e)
		deeper = f.extend(ctx, next, steps-1)
		f.path = f.path[:len(f.path)-1]
		return deeper == nil && len(f.found) < f.k
	})
	if deeper != nil {
		return deeper
	}
	return err
}

func (f *pathFinder) steps() []Step {
	steps := make([]Step, len(f.path))
	for i, e := range f.path {
		steps[i] = f.step(e)
	}
	return steps
}

func (f *pathFinder) visited(node ID) bool {
	return node == f.from || slices.ContainsFunc(f.path, func(e edge) bool { return e.to() == node })
}
