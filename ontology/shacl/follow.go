package shacl

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// follow returns the nodes to which a path leads from a node, distinct and
// ascending.
//
// Spec: SHACL §2.3.1, SPARQL 1.1 Query §9.3.
func (r *reader) follow(p *Path, from graph.ID) ([]graph.ID, error) {
	return r.walk(p, []graph.ID{from}, false)
}

// back returns the nodes from which a path leads to one of some nodes.
func (r *reader) back(p *Path, to []graph.ID) ([]graph.ID, error) { return r.walk(p, to, true) }

// walk returns the nodes to which a path, or its inverse, leads from any of some
// nodes, which are distinct and ascending, as the result.
func (r *reader) walk(p *Path, from []graph.ID, inverse bool) (found []graph.ID, err error) {
	switch p.Kind {
	case PredicatePath:
		for _, node := range from {
			next, err := r.step(node, rdf.IRI(p.IRI), inverse)
			if err != nil {
				return nil, err
			}
			found = append(found, next...)
		}
		return distinct(found), nil
	case hierarchyPath:
		for _, class := range from {
			next, err := r.classStep(class, inverse)
			if err != nil {
				return nil, err
			}
			found = append(found, next...)
		}
		return distinct(found), nil
	case InversePath:
		return r.walk(&p.Parts[0], from, !inverse)
	case SequencePath:
		return r.sequence(p.Parts, from, inverse)
	case AlternativePath:
		for i := range p.Parts {
			next, err := r.walk(&p.Parts[i], from, inverse)
			if err != nil {
				return nil, err
			}
			found = append(found, next...)
		}
		return distinct(found), nil
	case ZeroOrOnePath:
		found, err = r.walk(&p.Parts[0], from, inverse)
		return distinct(append(slices.Clip(found), from...)), err
	case ZeroOrMorePath:
		found, err = r.closure(&p.Parts[0], from, inverse)
		return distinct(append(found, from...)), err
	}
	return r.closure(&p.Parts[0], from, inverse)
}

func (r *reader) sequence(parts []Path, from []graph.ID, inverse bool) (found []graph.ID, err error) {
	found = from
	for i := range parts {
		part := &parts[i]
		if inverse {
			part = &parts[len(parts)-1-i]
		}
		if found, err = r.walk(part, found, inverse); err != nil || len(found) == 0 {
			return nil, err
		}
	}
	return found, nil
}

// closure returns the nodes to which a path leads when it is followed once or
// more.
func (r *reader) closure(p *Path, from []graph.ID, inverse bool) (found []graph.ID, err error) {
	seen := map[graph.ID]bool{}
	for len(from) > 0 {
		next, err := r.walk(p, from, inverse)
		if err != nil {
			return nil, err
		}
		from = nil
		for _, node := range next {
			if !seen[node] {
				seen[node] = true
				from = append(from, node)
			}
		}
		found = append(found, from...)
	}
	return distinct(found), nil
}

// distinct sorts nodes and leaves out what comes twice.
func distinct(nodes []graph.ID) []graph.ID {
	slices.Sort(nodes)
	return slices.Compact(nodes)
}
