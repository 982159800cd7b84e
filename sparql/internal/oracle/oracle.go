package oracle

import (
	"errors"
	"time"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/syntax"
)

// What stops an evaluation.
var (
	ErrSteps   = errors.New("oracle: out of steps")
	ErrService = errors.New("oracle: there is no such endpoint")
)

// Options of an evaluation.
type Options struct {
	Base     string             // of IRI, unless the query has one
	Now      time.Time          // of NOW
	Steps    int                // comparisons of a triple or a pair of solutions; 0 means ten million
	Services map[string]Dataset // what SERVICE finds, by the IRI of the endpoint
}

// evaluation is where a pattern is evaluated: D(G) and μctx.
//
// Spec: §18.6 Evaluation Semantics.
type evaluation struct {
	*run
	dataset   Dataset
	graph     []rdf.Triple // active
	context   Solution
	solutions uint64 // tells lists of solutions apart
}

// run is what the parts of one query or operation have in common.
type run struct {
	base       string
	now        xsd.DateTime
	seed       [2]uint64
	services   map[string]Dataset
	aggregates map[*syntax.Aggregate]string // the variables that have their values
	steps      int
	made       int    // variables
	levels     uint64 // lists of solutions
}

func newRun(p syntax.Prologue, o Options) *run {
	r := &run{
		base: p.Base, now: xsd.FromTime(o.Now), services: o.Services,
		aggregates: map[*syntax.Aggregate]string{}, steps: o.Steps,
	}
	if r.base == "" {
		r.base = o.Base
	}
	if r.steps == 0 {
		r.steps = 10_000_000
	}
	return r
}

func (r *run) over(d Dataset) evaluation {
	return evaluation{run: r, dataset: d, graph: d.Default}.level()
}

// level begins a list of solutions. Two of one number in one list are the same
// one, for BNODE.
func (e evaluation) level() evaluation {
	e.levels++
	e.solutions = e.levels
	return e
}

// stopped is the panic that ends an evaluation; it does not leave the package.
type stopped struct{ err error }

func (r *run) stop(err error) { panic(stopped{err}) }

func (r *run) step() {
	if r.steps--; r.steps < 0 {
		r.stop(ErrSteps)
	}
}

// recovered makes the error of what has stopped.
func recovered(err *error) {
	switch r := recover().(type) {
	case nil:
	case stopped:
		*err = r.err
	default:
		panic(r)
	}
}
