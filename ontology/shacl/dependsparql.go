package shacl

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/syntax"
)

func (k sparqlConstraint) depends(c *change, d *dependence) error {
	return c.queried(k.query, map[string]*nodeSet{"this": &d.focus})
}

func (k *customConstraint) depends(c *change, d *dependence) error {
	to := map[string]*nodeSet{"this": &d.focus}
	if k.query.algebra.Form == syntax.Ask {
		to["value"] = &d.values
	}
	return c.queried(k.query, to)
}

// queried adds the values of variables for which the solutions of a query may have
// changed: for each pattern that a changed triple matches those of one of the
// variables, or where none can be found all of $this.
func (c *change) queried(q *query, to map[string]*nodeSet) error {
	for _, m := range q.matches {
		for _, s := range []*side{&c.removed, &c.added} {
			if err := c.related(s, m, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// related adds the values of a variable beside the triples of a side that match a
// pattern.
func (c *change) related(s *side, m match, to map[string]*nodeSet) error {
	subjects, objects, err := s.ends(m.pattern)
	if err != nil || len(subjects) == 0 {
		return err
	}
	route, name := m.route(to)
	if route == nil {
		to["this"].all = true
		return nil
	}
	nodes := subjects
	if route[0].from != m.pattern.s.Var {
		nodes = objects
	}
	for _, h := range route[1:] {
		if nodes, err = s.walk(h.path, nodes, h.inverse); err != nil {
			return err
		}
	}
	c.take(s, nodes, to[name])
	return nil
}

// ends returns the subjects and the objects between which a pattern may match along
// a triple of the side.
func (s *side) ends(l link) (subjects, objects []graph.ID, err error) {
	if l.path != nil && l.path.Kind != PredicatePath {
		if subjects, err = s.starts(l.path, false); err == nil {
			objects, err = s.starts(l.path, true)
		}
		return subjects, objects, err
	}
	for p, triples := range s.triples {
		if l.path != nil && s.term(p).Value() != l.path.IRI {
			continue
		}
		for _, t := range triples {
			if s.fits(l.s, t[0]) && s.fits(l.o, t[1]) {
				subjects, objects = append(subjects, t[0]), append(objects, t[1])
			}
		}
	}
	return distinct(subjects), distinct(objects), nil
}

// fits reports whether a node of a pattern may match a term.
func (s *side) fits(n algebra.Node, id graph.ID) bool {
	return n.Term.IsZero() || n.Term == s.term(id)
}

// A hop leads from the values of a variable to those of another.
type hop struct {
	from, to string
	path     *Path
	inverse  bool
}

// route returns the shortest way from a variable of the pattern, which the first hop
// begins at, to one of some variables; nil where there is none.
func (m match) route(to map[string]*nodeSet) (route []hop, name string) {
	if m.opaque {
		return nil, ""
	}
	came := map[string]hop{}
	queue := []string{}
	for _, n := range []algebra.Node{m.pattern.s, m.pattern.o} {
		if _, known := came[n.Var]; n.Var != "" && !known {
			came[n.Var] = hop{from: n.Var}
			queue = append(queue, n.Var)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if _, ok := to[at]; ok {
			for h := came[at]; ; h = came[h.from] {
				if route = append(route, h); h.path == nil {
					slices.Reverse(route)
					return route, at
				}
			}
		}
		for _, l := range m.beside {
			for _, h := range []hop{{l.s.Var, l.o.Var, l.path, false}, {l.o.Var, l.s.Var, l.path, true}} {
				if _, known := came[h.to]; h.from == at && h.to != "" && h.path != nil && !known {
					came[h.to] = h
					queue = append(queue, h.to)
				}
			}
		}
	}
	return nil, ""
}
