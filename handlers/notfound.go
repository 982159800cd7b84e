package handlers

import "context"

// notFound is the problem of an address that nothing is known at; it names the
// things whose addresses and names are nearest.
func (s *Server) notFound(ctx context.Context, path string) *Problem {
	p := problem("not-found", "nothing is known at %s%.200s", s.root, path)
	p.Nearest = s.nearest(ctx, s.store.Snapshot(), path)
	return p
}
