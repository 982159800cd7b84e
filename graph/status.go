package graph

import (
	"errors"

	"w3id.org/plenary/graph/internal/wal"
)

// Status is how a store fares at a moment.
type Status struct {
	// Failed says why no commit is taken any more: the log could not be written,
	// or the store is closed. It is nil while commits are taken, and for a store
	// that is open for reading only.
	Failed  error
	Trouble error // of the last attempt to write changes to files; see Store.Err
	Damage  error // that a reader met; it wraps ErrCorrupt
	Merging bool  // changes are written to files
	Changes int   // quads added or removed since the base
	Layers  int   // files and sets in memory that they are in
	Bytes   int64 // of the files, without the log
	Free    int64 // bytes of the disk; a great number when nobody knows
}

// Status returns how the store fares.
//
// Cost: a question to the system.
func (s *Store) Status() (Status, error) {
	now := s.Snapshot()
	st := Status{Trouble: s.Err(), Damage: now.Err(), Merging: s.working.Load() > 0,
		Changes: now.delta.size(), Layers: len(now.delta.below) + 1, Bytes: now.size()}
	if !s.readOnly {
		st.Failed = s.log.Err()
		if errors.Is(st.Failed, wal.ErrClosed) {
			st.Failed = ErrClosed
		}
	}
	var err error
	st.Free, err = s.fs.Free()
	return st, err
}
