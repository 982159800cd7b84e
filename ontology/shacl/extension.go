package shacl

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// What other implementations add to SHACL and shapes graphs use: targets and a
// constraint component of DASH, and a target of RDF4J.
const (
	dash             = "http://datashapes.org/dash#"
	dashHasValueIn   = dash + "hasValueIn"
	dashAllSubjects  = dash + "AllSubjectsTarget"
	dashAllObjects   = dash + "AllObjectsTarget"
	rdf4jTargetShape = "http://rdf4j.org/shacl-extensions#targetShape"
)

// hasValueIn asks for one of the value nodes to be in a list.
type hasValueIn struct{ list []rdf.Term }

// readExtensions reads what a shape says beyond SHACL.
func (c *compiler) readExtensions(s *shape) {
	for _, head := range c.objects(s.node, dashHasValueIn) {
		s.constraints = append(s.constraints, hasValueIn{c.members(s.node, dashHasValueIn, head)})
	}
	for _, node := range c.objects(s.node, rdf4jTargetShape) {
		s.targets = append(s.targets, targetShape{c.shape(node)})
	}
}

func (hasValueIn) component() rdf.Term { return rdf.IRI(dash + "HasValueInConstraintComponent") }

func (h hasValueIn) check(e *evaluation, at site) error {
	for _, t := range h.list {
		if _, found := slices.BinarySearch(at.values, e.id(t)); found {
			return nil
		}
	}
	return e.report(at, h, 0, "has none of the values "+some(h.list))
}

// A targetAll selects all subjects, or all objects, of the data.
type targetAll struct{ objects bool }

func (t targetAll) nodes(e *evaluation, yield func(graph.ID)) error {
	return e.each(graph.IDPattern{}, func(s, _, o graph.ID) bool {
		if t.objects {
			s = o
		}
		yield(s)
		return true
	})
}

func (t targetAll) selects(e *evaluation, node graph.ID) (bool, error) {
	if t.objects {
		return e.any(graph.IDPattern{O: node})
	}
	return e.any(graph.IDPattern{S: node})
}

func (t targetAll) affected(c *change, to *nodeSet) error {
	c.added.mentioned(!t.objects, t.objects, to)
	return nil
}

// mentioned adds the subjects and objects of the triples of a side of the state
// after.
func (s *side) mentioned(subjects, objects bool, to *nodeSet) {
	for _, triples := range s.triples {
		for _, ends := range triples {
			if subjects {
				to.add(ends[0])
			}
			if objects {
				to.add(ends[1])
			}
		}
	}
}

// A targetShape selects all nodes of the data that conform to a shape.
type targetShape struct{ shape *shape }

func (t targetShape) nodes(e *evaluation, yield func(graph.ID)) (err error) {
	var all []graph.ID
	for _, objects := range []bool{false, true} {
		if err := (targetAll{objects}).nodes(e, func(node graph.ID) { all = append(all, node) }); err != nil {
			return err
		}
	}
	for _, node := range distinct(all) {
		ok, err := e.conforms(t.shape, node)
		if err != nil {
			return err
		}
		if ok {
			yield(node)
		}
	}
	return nil
}

func (t targetShape) selects(e *evaluation, node graph.ID) (bool, error) {
	is, err := targetAll{}.selects(e, node)
	if !is && err == nil {
		is, err = targetAll{objects: true}.selects(e, node)
	}
	if !is || err != nil {
		return false, err
	}
	return e.conforms(t.shape, node)
}

func (t targetShape) affected(c *change, to *nodeSet) error {
	nodes, err := c.affected(t.shape)
	if err != nil {
		return err
	}
	if nodes.all {
		return t.nodes(c.added.evaluation, func(node graph.ID) { to.add(node) })
	}
	to.addAll(nodes)
	c.added.mentioned(true, true, to)
	return nil
}
