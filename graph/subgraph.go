package graph

import (
	"context"

	"w3id.org/plenary/rdf"
)

// Subgraph returns the triples within depth steps of a node, the nearer first,
// at most limit; truncated reports whether there were more. Errors: ErrLimit,
// those of ctx; the triples found until then are returned with it.
func Subgraph(ctx context.Context, s *Snapshot, node rdf.Term, depth, limit int, o WalkOptions) (triples []rdf.Triple, truncated bool, err error) {
	id, _ := s.id(node)
	g := subgraph{walker: newWalker(s, o), limit: limit, seen: map[quad]bool{}, reached: map[ID]bool{id: true}}
	for ring := []ID{id}; depth > 0 && len(ring) > 0 && err == nil && !g.truncated; depth-- {
		ring, err = g.beyond(ctx, ring)
	}
	return g.triples, g.truncated, err
}

type subgraph struct {
	*walker
	limit     int
	seen      map[quad]bool
	reached   map[ID]bool
	triples   []rdf.Triple
	truncated bool
}

// beyond takes the triples at a ring of nodes and returns the nodes they newly
// reach.
func (g *subgraph) beyond(ctx context.Context, ring []ID) (next []ID, err error) {
	for _, node := range ring {
		err := g.edges(ctx, node, false, func(e edge) bool {
			if !g.take(e) {
				return false
			}
			if to := e.to(); !g.reached[to] && g.leads(to) {
				g.reached[to] = true
				next = append(next, to)
			}
			return true
		})
		if err != nil || g.truncated {
			return nil, err
		}
	}
	return next, nil
}

// take keeps the triple of an edge, unless there are enough.
func (g *subgraph) take(e edge) bool {
	if g.seen[e.triple] {
		return true
	}
	if g.truncated = len(g.triples) >= g.limit; g.truncated {
		return false
	}
	g.seen[e.triple] = true
	g.triples = append(g.triples, g.snap.triple(&e.triple))
	return true
}
