package handlers

import (
	"context"

	"w3id.org/plenary/handlers/problem"
)

// notFound is the problem of an address that nothing is known at; it names the
// things whose addresses and names are nearest.
func (s *Server) notFound(ctx context.Context, path string) *problem.Problem {
	p := problem.New("not-found", "nothing is known at %s%.200s", s.Root, path)
	p.Nearest = s.Nearest(ctx, s.store.Snapshot(), path)
	return p
}
