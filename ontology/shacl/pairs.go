package shacl

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/expr"
)

// A pair constraint compares the value nodes with the values of another property
// of the focus node.
//
// Spec: SHACL §4.5 Property Pair Constraint Components.
type (
	equals struct {
		named
		predicate rdf.Term
	}
	disjoint struct {
		named
		predicate rdf.Term
	}
	lessThan struct {
		named
		predicate rdf.Term
		orEqual   bool
	}
)

func (c *compiler) readEquals(s *shape, value rdf.Term) constraint {
	c.iri(s, "equals", value)
	return equals{"Equals", value}
}

func (c *compiler) readDisjoint(s *shape, value rdf.Term) constraint {
	c.iri(s, "disjoint", value)
	return disjoint{"Disjoint", value}
}

func (c *compiler) readLessThan(s *shape, value rdf.Term) constraint {
	c.iri(s, "lessThan", value)
	return lessThan{"LessThan", value, false}
}

func (c *compiler) readLessThanOrEquals(s *shape, value rdf.Term) constraint {
	c.iri(s, "lessThanOrEquals", value)
	return lessThan{"LessThanOrEquals", value, true}
}

func (q equals) check(e *evaluation, at site) error {
	others, err := e.objects(at.focus, q.predicate)
	if err != nil {
		return err
	}
	name := curie(q.predicate.Value())
	for _, v := range at.values {
		if _, found := slices.BinarySearch(others, v); !found {
			if err := e.report(at, q, v, "is no value of "+name); err != nil {
				return err
			}
		}
	}
	for _, v := range others {
		if _, found := slices.BinarySearch(at.values, v); !found {
			if err := e.report(at, q, v, "is a value of "+name+" alone"); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d disjoint) check(e *evaluation, at site) error {
	others, err := e.objects(at.focus, d.predicate)
	for _, v := range at.values {
		if _, found := slices.BinarySearch(others, v); found && err == nil {
			err = e.report(at, d, v, "is a value of "+curie(d.predicate.Value())+" too")
		}
	}
	return err
}

func (l lessThan) check(e *evaluation, at site) error {
	others, err := e.objects(at.focus, l.predicate)
	for _, v := range at.values {
		for _, other := range others {
			if err == nil && !l.holds(e, v, other) {
				err = e.report(at, l, v, "is not "+l.words()+" "+words(e.term(other))+" of "+curie(l.predicate.Value()))
			}
		}
	}
	return err
}

func (l lessThan) words() string {
	if l.orEqual {
		return "at most"
	}
	return "less than"
}

func (l lessThan) holds(e *evaluation, v, other graph.ID) bool {
	if e.kind(v) != rdf.LiteralKind || e.kind(other) != rdf.LiteralKind {
		return false
	}
	order, ok := expr.Compare(expr.Of(e.term(v)), expr.Of(e.term(other)))
	return ok && (order < 0 || l.orEqual && order == 0)
}
