package canon

import "w3id.org/plenary/rdf"

// Difference returns the quads that only one of two datasets has: none when
// they are isomorphic. Blank nodes are first taken to be all alike, then told
// apart by what surrounds them, so that a quad changed is a quad shown and not
// all that is connected to it. Where each quad has its like but the blank nodes
// are joined in other ways, all quads with blank nodes that look alike are
// returned.
//
// Order: CompareQuads.
// Cost: that of IsomorphicWithin, which limit bounds; past it, ErrTooHard.
func Difference(a, b *rdf.Dataset, limit int) (onlyA, onlyB []rdf.Quad, err error) {
	x, y := newColouring(a), newColouring(b)
	for round := range 2 {
		if onlyA, onlyB = without(a, b, x, y), without(b, a, y, x); len(onlyA)+len(onlyB) > 0 {
			return onlyA, onlyB, nil
		}
		if round == 0 {
			x.refine()
			y.refine()
		}
	}
	same, err := IsomorphicWithin(a, b, limit)
	if same || err != nil {
		return nil, nil, err
	}
	return x.alike(a), y.alike(b), nil
}

// alike returns the quads with blank nodes that share their colour.
func (c *colouring) alike(d *rdf.Dataset) (found []rdf.Quad) {
	for _, q := range d.Quads() {
		for _, n := range c.nodesOf(q) {
			if c.size[c.colour[n]] > 1 {
				found = append(found, q)
				break
			}
		}
	}
	return found
}
