package shacl

import "w3id.org/plenary/rdf"

// A shape is a node shape or, with a path, a property shape.
//
// Spec: SHACL §2.1 Shapes.
type shape struct {
	node        rdf.Term
	path        *Path
	targets     []target
	constraints []constraint
	severity    rdf.Term
	messages    []rdf.Term
	deactivated bool
	position    int  // among the shapes of the graph
	users       int  // how many constraints refer to it
	wide        bool // it has many property shapes for the same focus nodes
}

// nested returns the shapes that the constraints and targets of a shape refer to.
func (s *shape) nested() (all []*shape) {
	for _, t := range s.targets {
		if t, ok := t.(targetShape); ok {
			all = append(all, t.shape)
		}
	}
	for _, c := range s.constraints {
		if r, ok := c.(referring); ok {
			all = append(all, r.shapes()...)
		}
	}
	return all
}

// A constraint is one of a shape, of some component.
type constraint interface {
	// component returns the component that its results name.
	component() rdf.Term
	// check reports on the value nodes of a focus node.
	check(e *evaluation, at site) error
}

// referring constraints have other shapes in them.
type referring interface{ shapes() []*shape }

// A named is a component of SHACL, by its name without "ConstraintComponent".
type named string

func (n named) component() rdf.Term { return sh(string(n) + "ConstraintComponent") }
