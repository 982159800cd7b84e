package shacl

import (
	"context"
	"iter"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A change is what a transaction does to the data graph: what it removes, from the
// state before, and what it adds, in the state after.
type change struct {
	removed, added side
	known          map[*shape]nodeSet
}

// A side is the triples that one of the states has and the other lacks, or may lack
// when several graphs have a triple.
type side struct {
	*evaluation
	triples map[graph.ID][][2]graph.ID // subjects and objects by predicate
	n       int
}

// A nodeSet is a set of nodes of the state after, or all that there are.
type nodeSet struct {
	all bool
	ids map[graph.ID]struct{}
}

func (n *nodeSet) add(ids ...graph.ID) {
	if n.ids == nil {
		n.ids = make(map[graph.ID]struct{}, len(ids))
	}
	for _, id := range ids {
		n.ids[id] = struct{}{}
	}
}

func (n *nodeSet) addAll(more nodeSet) {
	n.all = n.all || more.all
	for id := range more.ids {
		n.add(id)
	}
}

// sorted returns the nodes in their order.
func (n *nodeSet) sorted() []graph.ID {
	ids := make([]graph.ID, 0, len(n.ids))
	for id := range n.ids {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// fewChanges is how many changed triples are always followed.
const fewChanges = 10_000

// ValidateChange validates the focus nodes whose result a change of the data may
// have affected, in the state after it: where the state before conformed, or its data
// graph was empty, the report is that of Validate. changes yields each quad that differs, true for those added.
// Errors: those of Validate.
//
// Cost: that of walking from the changed triples back to the focus nodes by the
// paths of the shapes, and of validating these. Where a query relates a changed
// triple to $this in no way that can be walked, all focus nodes of its shape are
// validated; where a tenth of the data changes, and more than 10,000 triples, everything
// is.
func (s *Shapes) ValidateChange(ctx context.Context, before, after *graph.Snapshot, changes iter.Seq2[rdf.Quad, bool], o Options) (*Report, error) {
	o = s.ready(o)
	c := &change{known: map[*shape]nodeSet{}}
	c.removed, c.added = newSide(ctx, before, o), newSide(ctx, after, o)
	for q, added := range changes {
		if o.Graphs != nil && !slices.Contains(o.Graphs, q.G) {
			continue
		}
		if added {
			c.added.take(q)
		} else {
			c.removed.take(q)
		}
	}
	if n := c.added.n + c.removed.n; n > fewChanges && 10*n > after.Len() || c.removed.isEmpty() {
		return s.Validate(ctx, after, o)
	}
	var all []task
	for _, shape := range s.shapes {
		if shape.deactivated || len(shape.targets) == 0 {
			continue
		}
		nodes, err := c.focusNodes(shape)
		if err != nil {
			return nil, err
		}
		all = append(all, tasks(shape, nodes)...)
	}
	return c.added.carryOut(ctx, all)
}

func newSide(ctx context.Context, s *graph.Snapshot, o Options) side {
	return side{evaluation: newEvaluation(ctx, s, o), triples: map[graph.ID][][2]graph.ID{}}
}

// take adds a triple.
func (s *side) take(q rdf.Quad) {
	p := s.id(q.P)
	s.triples[p] = append(s.triples[p], [2]graph.ID{s.id(q.S), s.id(q.O)})
	s.n++
}

// focusNodes returns the focus nodes of a shape that must be validated.
func (c *change) focusNodes(s *shape) ([]graph.ID, error) {
	affected, err := c.affected(s)
	if err != nil {
		return nil, err
	}
	if affected.all {
		return c.added.focusNodes(s)
	}
	candidates := nodeSet{}
	candidates.addAll(affected)
	for _, t := range s.targets {
		if err := t.affected(c, &candidates); err != nil {
			return nil, err
		}
	}
	var nodes []graph.ID
	for _, node := range candidates.sorted() {
		is := false
		for _, t := range s.targets {
			if is, err = t.selects(c.added.evaluation, node); is || err != nil {
				break
			}
		}
		if err != nil {
			return nil, err
		}
		if is {
			nodes = append(nodes, node)
		}
	}
	return nodes, nil
}

// affected returns the nodes whose result for a shape may have changed.
func (c *change) affected(s *shape) (nodeSet, error) {
	if known, ok := c.known[s]; ok {
		return known, nil
	}
	var d dependence
	for _, k := range s.constraints {
		if k, ok := k.(dependent); ok {
			if err := k.depends(c, &d); err != nil {
				return nodeSet{}, err
			}
		}
	}
	found := d.focus
	switch {
	case s.path == nil:
		found.addAll(d.values)
	case d.values.all:
		found.all = true
	default:
		nodes, err := c.added.back(s.path, d.values.sorted())
		if err != nil {
			return found, err
		}
		found.add(nodes...)
		if err := c.starts(s.path, &found); err != nil {
			return found, err
		}
	}
	c.known[s] = found
	return found, nil
}

// A dependence is what may have changed for a constraint: tests of value nodes, or
// comparisons of all value nodes of focus nodes.
type dependence struct{ values, focus nodeSet }

// dependent constraints look at more than the terms of the value nodes.
type dependent interface {
	depends(c *change, d *dependence) error
}

// starts adds the nodes from which a path leads along a changed triple.
func (c *change) starts(p *Path, to *nodeSet) error {
	for _, s := range []*side{&c.removed, &c.added} {
		nodes, err := s.starts(p, false)
		if err != nil {
			return err
		}
		c.take(s, nodes, to)
	}
	return nil
}

// take adds nodes of a side, as nodes of the state after.
func (c *change) take(s *side, nodes []graph.ID, to *nodeSet) {
	for _, node := range nodes {
		if s == &c.removed {
			node = c.added.id(s.term(node))
		}
		to.add(node)
	}
}

// starts returns the nodes from which a path, or its inverse, leads along one of the
// triples of the side.
func (s *side) starts(p *Path, inverse bool) (found []graph.ID, err error) {
	if s.n == 0 {
		return nil, nil
	}
	switch p.Kind {
	case PredicatePath, hierarchyPath:
		predicate := p.IRI
		if p.Kind == hierarchyPath {
			predicate = rdfsSubClass
		}
		for _, ends := range s.triples[s.id(rdf.IRI(predicate))] {
			if inverse {
				ends[0] = ends[1]
			}
			found = append(found, ends[0])
		}
		return distinct(found), nil
	case InversePath:
		return s.starts(&p.Parts[0], !inverse)
	case SequencePath:
		return s.startsOfSequence(p.Parts, inverse)
	case AlternativePath:
		for i := range p.Parts {
			more, err := s.starts(&p.Parts[i], inverse)
			if err != nil {
				return nil, err
			}
			found = append(found, more...)
		}
		return distinct(found), nil
	case ZeroOrOnePath:
		return s.starts(&p.Parts[0], inverse)
	}
	if found, err = s.starts(&p.Parts[0], inverse); err != nil || len(found) == 0 {
		return nil, err
	}
	return s.walk(&Path{Kind: ZeroOrMorePath, Parts: p.Parts}, found, !inverse)
}

// startsOfSequence returns those of any part, and goes back by the parts before it.
func (s *side) startsOfSequence(parts []Path, inverse bool) (found []graph.ID, err error) {
	if inverse {
		parts = slices.Clone(parts)
		slices.Reverse(parts)
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if len(found) > 0 {
			if found, err = s.walk(&parts[i], found, !inverse); err != nil {
				return nil, err
			}
		}
		more, err := s.starts(&parts[i], inverse)
		if err != nil {
			return nil, err
		}
		found = distinct(append(slices.Clip(found), more...))
	}
	return found, nil
}
