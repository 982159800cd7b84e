package graph

// few is the number of changes that are not worth a merge, and share how many
// times more the base may have than the changes that are.
const (
	few   = 8192
	share = 4
)

// Err returns why the last merge failed, nil when it did not. Commits stand all
// the same; the merge is tried again with the next.
func (s *Store) Err() error {
	if err := s.trouble.Load(); err != nil {
		return *err
	}
	return nil
}

// maintain does what a commit has left to do: a base that it made becomes what
// the folder says, and changes that are many become part of a new base.
func (s *Store) maintain(done *Snapshot) {
	if !s.due(done) && done.base.commit.Seq < done.Seq() {
		return
	}
	s.writer <- struct{}{}
	defer func() { <-s.writer }()
	if s.closed || s.readOnly {
		return
	}
	err := s.settle()
	if err == nil && s.due(s.head) {
		if err = s.merge(); err == nil {
			err = s.settle()
		}
	}
	s.trouble.Store(nil)
	if err != nil {
		s.trouble.Store(&err)
	}
}

// due reports whether a snapshot has so many changes that they should be merged.
func (s *Store) due(now *Snapshot) bool {
	after := s.after
	if after == 0 {
		after = max(few, now.base.graphs.Len()/share)
	}
	return now.delta.len() >= after
}

// merge writes a base of the head. It has all that is durable then.
func (s *Store) merge() error {
	if err := s.log.Sync(s.head.Seq()); err != nil {
		return err
	}
	m, err := newMerger(s.head)
	if err != nil {
		return err
	}
	base, err := s.newBase(m.source())
	if err != nil {
		return err
	}
	s.head = s.head.withBase(base, s.head.commit)
	return nil
}

// settle makes the base of the head what the folder says and removes the one
// before.
func (s *Store) settle() error {
	now := s.head.base
	if now.folder == s.manifest.Base {
		return nil
	}
	next := s.manifest
	next.Base, next.Commit = now.folder, now.commit
	if err := next.write(s.fs); err != nil {
		return err
	}
	s.manifest = next
	s.publish(s.head)
	return s.removeOldBases()
}

// withBase returns the state of a base alone.
func (s *Snapshot) withBase(b *base, c Commit) *Snapshot {
	b.commit = c
	return newSnapshot(Snapshot{base: b, delta: newDelta(), commit: c, damage: s.damage})
}
