package graph

import (
	"cmp"
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
	Predicates []rdf.Term // only these, in this order, each once; none means any
	Direction  Direction  // which way edges are taken
	// Avoid tells edges not to take, and so nodes not to enter. Through classes
	// and concept schemes everything is two steps from everything. It may be
	// asked about an edge more than once.
	Avoid func(step Step) bool
	Work  int // edges looked at; 0 means 2 million
}

// edge is a Step over term numbers.
type edge struct {
	triple  quad // graph 0
	inverse bool
}

func (e edge) to() ID {
	if e.inverse {
		return e.triple[0]
	}
	return e.triple[2]
}

// walker looks at edges within the limits of its options.
type walker struct {
	snap       *Snapshot
	predicates []ID // 0 is any
	direction  Direction
	avoid      func(Step) bool
	work       int
}

func newWalker(s *Snapshot, o WalkOptions) *walker {
	w := &walker{snap: s, direction: o.Direction, avoid: o.Avoid, work: o.Work}
	if w.work == 0 {
		w.work = defaultWork
	}
	for _, p := range o.Predicates {
		if id, known := s.ID(p); known && !slices.Contains(w.predicates, id) {
			w.predicates = append(w.predicates, id)
		}
	}
	if len(o.Predicates) == 0 {
		w.predicates = []ID{0}
	}
	return w
}

func (w *walker) step(e edge) Step { return Step{w.snap.triple(&e.triple), e.inverse} }

// leads reports whether walks go on from a node: literals and triple terms are
// reached and never left, unless a walk begins there.
func (w *walker) leads(node ID) bool {
	kind := node.Kind()
	return kind == rdf.IRIKind || kind == rdf.BlankNodeKind
}

// edges calls visit with the edges that leave a node, outgoing first, until it
// returns false. Backwards they are those that lead to the node, turned round.
func (w *walker) edges(ctx context.Context, node ID, backwards bool, visit func(edge) bool) error {
	for _, inverse := range [...]bool{false, true} {
		allowed := w.direction == Both || (w.direction == In) == (inverse != backwards)
		for _, p := range w.predicates {
			if !allowed || node == 0 {
				continue
			}
			pattern := IDPattern{S: node, P: p}
			if inverse {
				pattern = IDPattern{O: node, P: p}
			}
			if stop, err := w.scan(ctx, pattern, inverse, backwards, visit); stop || err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *walker) scan(ctx context.Context, p IDPattern, inverse, backwards bool, visit func(edge) bool) (stop bool, err error) {
	damage := w.snap.triples(w.snap.serve(p), func(q *quad) bool {
		if err = w.spend(ctx); err != nil {
			return false
		}
		if w.avoid == nil || !w.avoid(w.step(edge{*q, inverse != backwards})) {
			stop = !visit(edge{*q, inverse})
		}
		return !stop
	})
	return stop, cmp.Or(err, damage)
}

// spend pays for one edge.
func (w *walker) spend(ctx context.Context) error {
	if w.work--; w.work < 0 {
		return ErrLimit
	}
	if w.work%1024 == 0 {
		return ctx.Err()
	}
	return nil
}

// Neighbors returns the steps that leave a node, outgoing before incoming, each
// in the order of the index. Errors: ErrLimit, those of ctx; the steps found
// until then are returned with it.
func Neighbors(ctx context.Context, s *Snapshot, node rdf.Term, o WalkOptions) ([]Step, error) {
	var steps []Step
	w := newWalker(s, o)
	id, _ := s.id(node)
	err := w.edges(ctx, id, false, func(e edge) bool {
		steps = append(steps, w.step(e))
		return true
	})
	return steps, err
}
