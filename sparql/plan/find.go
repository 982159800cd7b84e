package plan

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
)

// ErrFind is wrapped by what says that a pattern with a predicate of
// Options.Find is none.
var ErrFind = errors.New("plan: not a search")

// A Finder finds things by a text, the best first, at most limit; 0 is as many as
// are usual.
type Finder func(ctx context.Context, s *graph.Snapshot, text rdf.Term, limit int) ([]Found, error)

// Found is a thing, and a number that is the higher, the better it matches.
type Found struct {
	Thing rdf.Term
	Score int
}

// A search is a pattern with a predicate of Options.Find: a subject and a text,
// or a list of a text, a limit and a variable for the score, in any order.
type search struct {
	find  Finder
	thing algebra.Node
	text  rdf.Term
	limit int
	score string // "" for none
}

const (
	rdfFirst = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
	rdfRest  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
	rdfNil   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"
)

// found puts what searches find in their place.
func (b *builder) found(op algebra.Op) algebra.Op {
	bgp, ok := op.(*algebra.BGP)
	if !ok {
		return b.withInputs(op, b.found)
	}
	rest := bgp.Patterns
	var all []*algebra.Values
	for _, t := range bgp.Patterns {
		find, ok := b.finders[t.P.Term.Value()]
		if !ok || !t.P.Term.IsIRI() {
			continue
		}
		s := search{find: find, thing: t.S}
		var err error
		if rest, err = s.take(rest, t); err == nil {
			var values *algebra.Values
			values, err = s.values(b.ctx, b.snapshot)
			all = append(all, values)
		}
		if err != nil {
			b.problem = err
			return op
		}
	}
	if len(all) == 0 {
		return op
	}
	out := algebra.Op(&algebra.BGP{Patterns: rest})
	for _, values := range all {
		out = &algebra.Join{Left: values, Right: out}
	}
	return out
}

// take takes a search out of the patterns.
func (s *search) take(patterns []algebra.TriplePattern, t algebra.TriplePattern) ([]algebra.TriplePattern, error) {
	patterns = without(patterns, t)
	if !strings.HasPrefix(t.O.Var, "_:") {
		return patterns, s.argument(t.O)
	}
	for at := t.O; at.Term != rdf.IRI(rdfNil); {
		first, ok := about(patterns, at, rdfFirst)
		next, closed := about(patterns, at, rdfRest)
		if !ok || !closed {
			return nil, fmt.Errorf("%w: its object is neither a text nor a list", ErrFind)
		}
		if err := s.argument(first.O); err != nil {
			return nil, err
		}
		patterns, at = without(without(patterns, first), next), next.O
	}
	return patterns, nil
}

// about returns the pattern with a subject and predicate.
func about(patterns []algebra.TriplePattern, s algebra.Node, predicate string) (t algebra.TriplePattern, ok bool) {
	for _, t := range patterns {
		if t.S == s && t.P.Term == rdf.IRI(predicate) {
			return t, true
		}
	}
	return t, false
}

func without(patterns []algebra.TriplePattern, t algebra.TriplePattern) (out []algebra.TriplePattern) {
	for _, other := range patterns {
		if other != t {
			out = append(out, other)
		}
	}
	return out
}

// argument takes what a search is told.
func (s *search) argument(n algebra.Node) error {
	number, err := strconv.Atoi(n.Term.Value())
	switch {
	case n.Var != "" && s.score == "":
		s.score = n.Var
	case n.Term.IsLiteral() && err == nil && !n.Term.IsString() && s.limit == 0 && number > 0:
		s.limit = number
	case n.Term.IsLiteral() && s.text.IsZero():
		s.text = n.Term
	default:
		return fmt.Errorf("%w: it takes a text, a number above 0 and a variable, each at most once", ErrFind)
	}
	return nil
}

// values returns what is found, in its order.
func (s *search) values(ctx context.Context, snapshot *graph.Snapshot) (*algebra.Values, error) {
	if s.text.IsZero() || s.thing.Triple != nil {
		return nil, fmt.Errorf("%w: it needs a text", ErrFind)
	}
	found, err := s.find(ctx, snapshot, s.text, s.limit)
	if err != nil {
		return nil, err
	}
	out := &algebra.Values{}
	if s.thing.Var != "" {
		out.Vars = append(out.Vars, s.thing.Var)
	}
	if s.score != "" {
		out.Vars = append(out.Vars, s.score)
	}
	for _, f := range found {
		var row []rdf.Term
		switch {
		case s.thing.Var != "":
			row = append(row, f.Thing)
		case f.Thing != s.thing.Term:
			continue
		}
		if s.score != "" {
			row = append(row, rdf.Literal(strconv.Itoa(f.Score), "http://www.w3.org/2001/XMLSchema#integer"))
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}
