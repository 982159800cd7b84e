package shacl

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// closed forbids properties other than those of the shape.
//
// Spec: SHACL §4.8.1 sh:closed, sh:ignoredProperties.
type closed struct {
	named
	allowed map[rdf.Term]bool
}

func (c *compiler) readClosed(s *shape, _ rdf.Term) constraint {
	allowed := map[rdf.Term]bool{}
	if head, ok := c.one(s.node, Namespace+"ignoredProperties"); ok {
		for _, p := range c.members(s.node, Namespace+"ignoredProperties", head) {
			c.iri(s, "ignoredProperties", p)
			allowed[p] = true
		}
	}
	for _, p := range c.objects(s.node, Namespace+"property") {
		for _, path := range c.objects(p, Namespace+"path") {
			allowed[path] = true
		}
	}
	if !c.boolean(s.node, Namespace+"closed") {
		return nil
	}
	return closed{"Closed", allowed}
}

func (c closed) check(e *evaluation, at site) error {
	for _, v := range at.values {
		var found [][2]graph.ID
		err := e.each(graph.IDPattern{S: v}, func(_, p, o graph.ID) bool {
			if !c.allowed[e.term(p)] {
				found = append(found, [2]graph.ID{p, o})
			}
			return true
		})
		for _, po := range found {
			if err == nil {
				predicate := e.term(po[0]).Value()
				inside := at
				inside.path = &Path{IRI: predicate}
				err = e.report(inside, c, po[1], "is a value of "+curie(predicate)+", which the shape is closed against")
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
