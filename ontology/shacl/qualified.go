package shacl

import (
	"fmt"
	"math"
	"slices"

	"w3id.org/plenary/rdf"
)

// qualified bounds the number of value nodes that conform to a shape and, when it
// is disjoint, to none of its siblings.
//
// Spec: SHACL §4.7.3 sh:qualifiedValueShape.
type qualified struct {
	shape       *shape
	least, most int
	disjoint    bool
	siblings    []*shape
}

func (c *compiler) readQualified(s *shape, value rdf.Term) constraint {
	q := &qualified{shape: c.shape(value), most: math.MaxInt, disjoint: c.boolean(s.node, Namespace+"qualifiedValueShapesDisjoint")}
	least, hasLeast := c.one(s.node, Namespace+"qualifiedMinCount")
	most, hasMost := c.one(s.node, Namespace+"qualifiedMaxCount")
	if hasLeast {
		q.least = c.number(s, "qualifiedMinCount", least)
	}
	if hasMost {
		q.most = c.number(s, "qualifiedMaxCount", most)
	}
	return q
}

// siblings finds the sibling shapes of qualified ones.
func (c *compiler) siblings() {
	parents := map[*shape][]*shape{}
	for _, s := range c.order {
		for _, k := range s.constraints {
			if p, ok := k.(property); ok {
				parents[p.shape] = append(parents[p.shape], s)
			}
		}
	}
	for _, s := range c.order {
		own := c.objects(s.node, Namespace+"qualifiedValueShape")
		for _, k := range s.constraints {
			if q, ok := k.(*qualified); ok && q.disjoint {
				q.siblings = c.siblingsOf(parents[s], own)
			}
		}
	}
}

// siblingsOf returns the qualified value shapes of the property shapes of parents,
// own ones left out.
func (c *compiler) siblingsOf(parents []*shape, own []rdf.Term) (all []*shape) {
	for _, parent := range parents {
		for _, p := range c.objects(parent.node, Namespace+"property") {
			for _, sibling := range c.objects(p, Namespace+"qualifiedValueShape") {
				if s := c.shape(sibling); !slices.Contains(own, sibling) && !slices.Contains(all, s) {
					all = append(all, s)
				}
			}
		}
	}
	return all
}

func (q *qualified) component() rdf.Term { return q.minimum() }

func (q *qualified) minimum() rdf.Term { return sh("QualifiedMinCountConstraintComponent") }
func (q *qualified) maximum() rdf.Term { return sh("QualifiedMaxCountConstraintComponent") }

func (q *qualified) shapes() []*shape { return append([]*shape{q.shape}, q.siblings...) }

func (q *qualified) check(e *evaluation, at site) error {
	n := 0
	for _, v := range at.values {
		ok, err := e.conforms(q.shape, v)
		for _, sibling := range q.siblings {
			if !ok || err != nil {
				break
			}
			var other bool
			other, err = e.conforms(sibling, v)
			ok = !other
		}
		if err != nil {
			return err
		}
		if ok {
			n++
		}
	}
	switch {
	case n < q.least:
		return e.reportAs(at, q.minimum(), 0, fmt.Sprintf("has %d of at least %d values that conform to %s", n, q.least, q.shape.name()))
	case n > q.most:
		return e.reportAs(at, q.maximum(), 0, fmt.Sprintf("has %d values that conform to %s, more than %d", n, q.shape.name(), q.most))
	}
	return nil
}
