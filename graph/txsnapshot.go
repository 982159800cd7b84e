package graph

import "maps"

// Snapshot returns the state with the changes that the transaction has made up
// to now, for queries; its Seq is that of the state before. It does not change,
// and is valid as long as the transaction. Errors: those that wrap ErrCorrupt.
//
// Cost: that of the changes since it was called before.
func (tx *Tx) Snapshot() (*Snapshot, error) {
	if tx.shown == nil {
		from := *tx.from
		from.delta = from.delta.sealed()
		tx.shown = newSnapshot(from)
		for q := range maps.Keys(tx.changes) {
			tx.later = append(tx.later, q)
		}
	}
	if len(tx.later) == 0 {
		return tx.shown, nil
	}
	next := tx.shown.frozen()
	top := next.delta.top
	_, known := top.numbers()
	for _, t := range tx.terms[known-tx.from.delta.last():] {
		top.number(t)
	}
	for _, q := range tx.later {
		present, err := tx.has(&q)
		if err == nil {
			err = next.set(q, present)
		}
		if err != nil {
			return nil, err
		}
	}
	tx.shown, tx.later = next, nil
	return next, nil
}

// set makes a quad of a snapshot that nobody else has present or absent.
func (s *Snapshot) set(q quad, present bool) error {
	now, err := s.has(&q)
	if now == present || err != nil {
		return err
	}
	triple := q
	triple[3] = 0
	graphs, err := s.graphCount(&triple)
	if err != nil {
		return err
	}
	s.delta.top.setQuad(&q, present)
	if graphs == 0 || graphs == 1 && !present { // its first quad, or its last
		s.delta.top.setTriple(&triple, present)
	}
	return nil
}
