package shacl

import "w3id.org/plenary/graph"

// instancePath leads from an instance to its classes.
var instancePath = Path{Kind: SequencePath, Parts: []Path{
	{IRI: rdfType}, classesPath,
}}

func (c each) depends(change *change, d *dependence) error {
	switch t := c.test.(type) {
	case *isClass:
		return change.starts(&instancePath, &d.values)
	case referring:
		return dependsOn(change, t.shapes(), d)
	}
	return nil
}

func (p property) depends(c *change, d *dependence) error   { return dependsOn(c, p.shapes(), d) }
func (q *qualified) depends(c *change, d *dependence) error { return dependsOn(c, q.shapes(), d) }

// dependsOn adds the value nodes whose results for some shapes may have changed.
func dependsOn(c *change, shapes []*shape, d *dependence) error {
	for _, s := range shapes {
		affected, err := c.affected(s)
		if err != nil {
			return err
		}
		d.values.addAll(affected)
	}
	return nil
}

func (q equals) depends(c *change, d *dependence) error {
	return c.starts(&Path{IRI: q.predicate.Value()}, &d.focus)
}

func (k disjoint) depends(c *change, d *dependence) error {
	return c.starts(&Path{IRI: k.predicate.Value()}, &d.focus)
}

func (l lessThan) depends(c *change, d *dependence) error {
	return c.starts(&Path{IRI: l.predicate.Value()}, &d.focus)
}

func (closed) depends(c *change, d *dependence) error {
	for _, s := range []*side{&c.removed, &c.added} {
		for _, triples := range s.triples {
			var subjects []graph.ID
			for _, ends := range triples {
				subjects = append(subjects, ends[0])
			}
			c.take(s, subjects, &d.values)
		}
	}
	return nil
}

func (targetNode) affected(*change, *nodeSet) error { return nil }

func (targetClass) affected(c *change, to *nodeSet) error {
	nodes, err := c.added.starts(&instancePath, false)
	to.add(nodes...)
	return err
}

func (t targetSubjectsOf) affected(c *change, to *nodeSet) error {
	nodes, err := c.added.starts(&Path{IRI: t.predicate.Value()}, false)
	to.add(nodes...)
	return err
}

func (t targetObjectsOf) affected(c *change, to *nodeSet) error {
	nodes, err := c.added.starts(&Path{IRI: t.predicate.Value()}, true)
	to.add(nodes...)
	return err
}

// affected asks the query of both states.
func (t sparqlTarget) affected(c *change, to *nodeSet) error {
	var before nodeSet
	err := t.nodes(c.removed.evaluation, func(node graph.ID) { c.take(&c.removed, []graph.ID{node}, &before) })
	if err != nil {
		return err
	}
	return t.nodes(c.added.evaluation, func(node graph.ID) {
		if _, old := before.ids[node]; !old {
			to.add(node)
		}
	})
}
