package graph

import (
	"context"

	"w3id.org/plenary/rdf"
)

// Versions returns the numbers of the commits up to the snapshot's that added or
// removed a quad with the IRI or blank node as subject, object or graph, the
// oldest first; those that were forgotten are among them. Errors: those that wrap
// ErrCorrupt.
//
// Cost: some searches, and a row for each.
func (s *Snapshot) Versions(entity rdf.Term) ([]uint64, error) { return s.versions(entity, 0) }

// Commit returns the commit with a number. Errors: ErrNoCommit, ErrForgotten,
// those that wrap ErrCorrupt, those of ctx.
//
// Cost: that of reading its record in the log.
func (s *Snapshot) Commit(ctx context.Context, seq uint64) (Commit, error) {
	if seq == s.Seq() {
		return s.commit, nil
	}
	if seq == 0 || seq > s.Seq() {
		return Commit{}, noCommit(seq, s.Seq())
	}
	if err := s.past.keeps(seq); err != nil {
		return Commit{}, err
	}
	return s.commitOf(ctx, seq)
}

// Await returns the current state once it is behind the commit with a number, at
// once when it is. Errors: those of ctx.
func (s *Store) Await(ctx context.Context, seq uint64) (*Snapshot, error) {
	for {
		news := s.news.listen()
		if now := s.Snapshot(); now.Seq() > seq {
			return now, nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
