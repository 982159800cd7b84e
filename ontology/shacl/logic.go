package shacl

import (
	"fmt"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// conformsTo tells nodes by how many of some shapes they conform to.
//
// Spec: SHACL §4.6 Logical Constraint Components, §4.7.1 sh:node.
type conformsTo struct {
	all   []*shape
	most  int // fewer than most conforming shapes are not looked for
	ok    func(conforming int) bool
	words string
}

func (c *compiler) readNot(_ *shape, value rdf.Term) constraint {
	return each{"Not", conformsTo{[]*shape{c.shape(value)}, 1, func(n int) bool { return n == 0 }, "conforms to"}}
}

func (c *compiler) readNode(_ *shape, value rdf.Term) constraint {
	return each{"Node", conformsTo{[]*shape{c.shape(value)}, 1, func(n int) bool { return n == 1 }, "does not conform to"}}
}

func (c *compiler) readAnd(s *shape, value rdf.Term) constraint {
	all := c.shapesOf(s, "and", value)
	return each{"And", conformsTo{all, len(all), func(n int) bool { return n == len(all) }, "does not conform to each of"}}
}

func (c *compiler) readOr(s *shape, value rdf.Term) constraint {
	return each{"Or", conformsTo{c.shapesOf(s, "or", value), 1, func(n int) bool { return n > 0 }, "conforms to none of"}}
}

func (c *compiler) readXone(s *shape, value rdf.Term) constraint {
	return each{"Xone", conformsTo{c.shapesOf(s, "xone", value), 2, func(n int) bool { return n == 1 }, "conforms to none or several of"}}
}

// shapesOf returns the shapes of a list.
func (c *compiler) shapesOf(s *shape, name string, value rdf.Term) (all []*shape) {
	for _, member := range c.members(s.node, Namespace+name, value) {
		all = append(all, c.shape(member))
	}
	return all
}

func (t conformsTo) shapes() []*shape { return t.all }

func (t conformsTo) holds(e *evaluation, v graph.ID) (bool, error) {
	conforming := 0
	for _, s := range t.all {
		ok, err := e.conforms(s, v)
		if err != nil {
			return false, err
		}
		if ok {
			if conforming++; conforming == t.most {
				break
			}
		}
	}
	return t.ok(conforming), nil
}

func (t conformsTo) message() string {
	const shown = 4
	var names []string
	for _, s := range t.all[:min(len(t.all), shown)] {
		names = append(names, s.name())
	}
	if len(t.all) > shown {
		names = append(names, fmt.Sprintf("%d more", len(t.all)-shown))
	}
	return t.words + " " + strings.Join(names, ", ")
}

// name returns how messages call a shape.
func (s *shape) name() string {
	switch {
	case s.node.IsIRI():
		return curie(s.node.Value())
	case s.path != nil:
		return "the shape of " + s.path.String()
	}
	return "the shape " + words(s.node)
}

// property has the value nodes be focus nodes of a property shape.
//
// Spec: SHACL §4.7.2 sh:property.
type property struct {
	named
	shape *shape
}

func (c *compiler) readProperty(s *shape, value rdf.Term) constraint {
	if !c.has(value, Namespace+"path") {
		c.fail(s.node, Namespace+"property", "%v has no sh:path", value)
	}
	return property{"Property", c.shape(value)}
}

func (p property) shapes() []*shape { return []*shape{p.shape} }

func (p property) check(e *evaluation, at site) error {
	for _, v := range at.values {
		// What several ways lead to is looked at once, unless there is something to tell.
		if p.shape.users > 1 || at.shape.path != nil {
			ok, err := e.conforms(p.shape, v)
			if err != nil {
				return err
			}
			if ok {
				continue
			}
		}
		if err := e.validate(p.shape, v); err != nil {
			return err
		}
	}
	return nil
}
