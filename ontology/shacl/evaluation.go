package shacl

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
)

// Options say what of a store is validated, and how. The zero value works.
type Options struct {
	// Graphs are the names of the graphs whose set union is the data graph, the zero
	// Term being the unnamed one; nil means the union of all.
	Graphs []rdf.Term
	// ShapesGraph is the graph of the store that has the shapes, for constraints
	// that use $shapesGraph.
	ShapesGraph rdf.Term
	// MaxResults is how many results there may be, after which Report.Truncated is
	// set; 0 means 100,000.
	MaxResults int
	// Engine evaluates the queries of constraints; nil means one of its own.
	Engine *sparql.Engine
	// Workers is the number of goroutines; 0 means the number of cores.
	Workers int
	// ShapeClasses has what the shapes graph says of subclasses count as if the data
	// said it, which SHACL leaves to the data.
	ShapeClasses bool

	hierarchy *hierarchy
}

// maxMemo is how many answers about nested shapes are kept.
const maxMemo = 1 << 20

// An evaluation validates focus nodes of one state. It is not safe for use by
// several goroutines.
type evaluation struct {
	reader
	ctx     func() context.Context // of the whole evaluation
	options Options
	root    *shape // whose focus nodes are validated
	results []Result
	probing bool       // the first result is enough
	asked   []graph.ID // focus nodes of the task
	answers map[*query]answers
	checked int // focus nodes
	memo    map[judgement]bool
	below   map[rdf.Term][]graph.ID
	members map[member]bool // of classes
}

// A judgement is a node beside a shape.
type judgement struct {
	shape *shape
	node  graph.ID
}

// A site is where a constraint is checked: a shape at a focus node.
type site struct {
	shape  *shape
	path   *Path
	focus  graph.ID
	values []graph.ID // distinct, ascending
}

var (
	errFound  = errors.New("shacl: a result, which is enough")
	errEnough = errors.New("shacl: as many results as there may be")
)

// validate reports what is wrong with a focus node.
//
// Spec: SHACL §3.4 Validation.
func (e *evaluation) validate(s *shape, focus graph.ID) error {
	if s.deactivated {
		return nil
	}
	if e.checked++; e.checked%256 == 0 {
		if err := e.ctx().Err(); err != nil {
			return err
		}
	}
	at := site{shape: s, path: s.path, focus: focus, values: []graph.ID{focus}}
	if s.path != nil {
		var err error
		if at.values, err = e.follow(s.path, focus); err != nil {
			return err
		}
	}
	if s.wide {
		if err := e.gather(focus); err != nil {
			return err
		}
	}
	for _, c := range s.constraints {
		if err := c.check(e, at); err != nil {
			return err
		}
	}
	return nil
}

// conforms reports whether a node conforms to a shape.
func (e *evaluation) conforms(s *shape, node graph.ID) (bool, error) {
	key := judgement{s, node}
	if known, ok := e.memo[key]; ok {
		return known, nil
	}
	probing := e.probing
	e.probing = true
	err := e.validate(s, node)
	e.probing = probing
	if err != nil && !errors.Is(err, errFound) {
		return false, err
	}
	if e.memo == nil || len(e.memo) >= maxMemo {
		e.memo = map[judgement]bool{}
	}
	e.memo[key] = err == nil
	return err == nil, nil
}

// report adds a result of a constraint; a value of 0 is none. Errors: those that end
// the evaluation, for who adds more.
func (e *evaluation) report(at site, c constraint, value graph.ID, message string) error {
	return e.reportAs(at, c.component(), value, message)
}

func (e *evaluation) reportAs(at site, component rdf.Term, value graph.ID, message string) error {
	r := Result{Component: component}
	if e.probing {
		return errFound
	}
	if value != 0 {
		r.Value = e.term(value).Clone()
	}
	if r.Messages = at.shape.messages; len(r.Messages) == 0 {
		r.Messages = []rdf.Term{rdf.String(message)}
	}
	return e.add(at, r)
}

// add adds a result, with what it has of the site.
func (e *evaluation) add(at site, r Result) error {
	if e.probing {
		return errFound
	}
	if len(e.results) >= e.options.MaxResults {
		return errEnough
	}
	r.Focus, r.Shape = e.term(at.focus).Clone(), at.shape.node
	r.Severity, r.Root = at.shape.severity, e.root.node
	if r.Path == nil {
		r.Path = at.path
	}
	e.results = append(e.results, r)
	return nil
}

// A member is a node beside a class.
type member struct {
	class *isClass
	node  graph.ID
}

// instance reports whether a node is an instance of a class or of a subclass.
func (e *evaluation) instance(node graph.ID, class rdf.Term) (found bool, err error) {
	if e.kind(node) == rdf.LiteralKind {
		return false, nil
	}
	below, err := e.subclasses(class)
	if err != nil {
		return false, err
	}
	types, err := e.step(node, typeTerm, false)
	for _, t := range types {
		if _, ok := slices.BinarySearch(below, t); ok {
			return true, nil
		}
	}
	return false, err
}

// subclasses returns a class and all its subclasses.
func (e *evaluation) subclasses(class rdf.Term) ([]graph.ID, error) {
	if known, ok := e.below[class]; ok {
		return known, nil
	}
	found, err := e.walk(&classesPath, []graph.ID{e.id(class)}, true)
	if err == nil {
		if e.below == nil {
			e.below = map[rdf.Term][]graph.ID{}
		}
		e.below[class] = found
	}
	return found, err
}

// newEvaluation returns an evaluation over a state.
func newEvaluation(ctx context.Context, s *graph.Snapshot, o Options) *evaluation {
	o.MaxResults = cmp.Or(o.MaxResults, 100_000)
	e := &evaluation{reader: newReader(s, o.Graphs), ctx: func() context.Context { return ctx }, options: o}
	e.hierarchy = o.hierarchy
	return e
}

// another returns an evaluation over the same state, for which the IDs of e are the
// same.
func (e *evaluation) another(ctx context.Context) *evaluation {
	out := newEvaluation(ctx, e.snapshot, e.options)
	out.local, out.fresh = maps.Clone(e.local), slices.Clone(e.fresh)
	return out
}
