package shacl

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A target selects the focus nodes of a shape.
//
// Spec: SHACL §2.1.3 Targets.
type target interface {
	// nodes calls yield for each node, some of them more than once perhaps.
	nodes(e *evaluation, yield func(graph.ID)) error
	// selects reports whether a node is one.
	selects(e *evaluation, node graph.ID) (bool, error)
	// affected adds at least the nodes that a change has made focus nodes.
	affected(c *change, to *nodeSet) error
}

// The targets of SHACL Core.
type (
	targetNode       struct{ term rdf.Term }
	targetClass      struct{ class rdf.Term }
	targetSubjectsOf struct{ predicate rdf.Term }
	targetObjectsOf  struct{ predicate rdf.Term }
)

func (t targetNode) nodes(e *evaluation, yield func(graph.ID)) error {
	yield(e.id(t.term))
	return nil
}

func (t targetNode) selects(e *evaluation, node graph.ID) (bool, error) {
	return e.id(t.term) == node, nil
}

func (t targetClass) nodes(e *evaluation, yield func(graph.ID)) error {
	below, err := e.subclasses(t.class)
	for _, class := range below {
		if err == nil {
			err = e.each(graph.IDPattern{P: e.id(typeTerm), O: class}, func(s, _, _ graph.ID) bool { yield(s); return true })
		}
	}
	return err
}

func (t targetClass) selects(e *evaluation, node graph.ID) (bool, error) {
	return e.instance(node, t.class)
}

func (t targetSubjectsOf) nodes(e *evaluation, yield func(graph.ID)) error {
	return e.each(graph.IDPattern{P: e.id(t.predicate)}, func(s, _, _ graph.ID) bool { yield(s); return true })
}

func (t targetSubjectsOf) selects(e *evaluation, node graph.ID) (bool, error) {
	return e.any(graph.IDPattern{S: node, P: e.id(t.predicate)})
}

func (t targetObjectsOf) nodes(e *evaluation, yield func(graph.ID)) error {
	return e.each(graph.IDPattern{P: e.id(t.predicate)}, func(_, _, o graph.ID) bool { yield(o); return true })
}

func (t targetObjectsOf) selects(e *evaluation, node graph.ID) (bool, error) {
	return e.any(graph.IDPattern{P: e.id(t.predicate), O: node})
}
