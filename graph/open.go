package graph

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/graph/internal/vfs"
	"w3id.org/plenary/graph/internal/wal"
)

// openFS opens a store. While it is opened for reading, its writer may put other
// files in place of those that the manifest named; then it begins again.
func openFS(fs vfs.FS, o Options) (*Store, error) {
	for {
		s, err := openOnce(fs, o)
		if err == nil {
			return s, nil
		}
		now, _, again := readManifest(fs)
		if again != nil || !o.ReadOnly || now.equal(s.manifest) {
			return nil, err
		}
	}
}

// openOnce returns a store without files when there is an error.
func openOnce(fs vfs.FS, o Options) (*Store, error) {
	s := &Store{
		now: o.Now, after: o.MergeAfter, flush: cmp.Or(o.FlushAfter, few), changes: cmp.Or(o.MaxChanges, 4_000_000), memory: cmp.Or(o.LoadMemory, 2<<30), readOnly: o.ReadOnly, fs: fs,
		writer: make(chan struct{}, 1), damage: new(atomic.Pointer[error]),
	}
	s.tend, s.stop = context.WithCancel(context.Background())
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.open(o); err != nil {
		s.stop()
		if s.lock != nil {
			s.lock.Close()
		}
		return s, err
	}
	s.current.Store(s.head.frozen())
	return s, nil
}

func (s *Store) open(o Options) error {
	if !o.ReadOnly {
		if err := s.familiar(); err != nil {
			return err
		}
		if err := s.lockFolder(); err != nil {
			return err
		}
	}
	m, found, err := readManifest(s.fs)
	if s.manifest = m; err == nil && !found {
		err = s.create(o)
	}
	s.identity = manifest{Format: s.manifest.Format, ID: s.manifest.ID, BaseIRI: s.manifest.BaseIRI}
	if err == nil && m.Backup && !o.ReadOnly {
		err = ErrBackup
	}
	if err == nil {
		err = s.openHead()
	}
	return err
}

// familiar refuses a folder of other files, before anything is written to it.
func (s *Store) familiar() error {
	names, err := s.fs.List(".")
	if err != nil || slices.Contains(names, manifestFile) {
		return err
	}
	for _, name := range names {
		if name != lockFile && name != manifestTemp && name != backupTemp && name != logFolder && !isData(name) {
			return fmt.Errorf("graph: the folder has a file %s and no store: name an empty or a new one", name)
		}
	}
	return nil
}

// lockFolder makes the folder and locks it.
func (s *Store) lockFolder() (err error) {
	if err := s.fs.Mkdir("."); err != nil {
		return err
	}
	if s.lock, err = s.fs.Lock(lockFile); errors.Is(err, vfs.ErrLocked) {
		return ErrLocked
	}
	return err
}

// create makes a store in a folder that has none.
func (s *Store) create(o Options) error {
	if o.ReadOnly {
		return errors.New("graph: there is no store in the folder")
	}
	if segments, err := s.fs.List(logFolder); err != nil || len(segments) > 0 {
		return cmp.Or(err, corrupt.Errorf("the folder has a log, but no file %s that says which files count", manifestFile))
	}
	s.manifest = manifest{Format: FormatVersion, ID: rand.Text(), BaseIRI: o.Base}
	empty, err := s.newBase(newBulk().source(0))
	if err != nil {
		return err
	}
	s.manifest.Base = empty.folder
	return s.manifest.write(s.fs)
}

// openHead opens the base and does again what the log says came after it.
func (s *Store) openHead() error {
	base, err := s.openBase(s.manifest.Base)
	if err != nil {
		return err
	}
	s.head = (&Snapshot{loads: s.manifest.Loads, first: max(s.manifest.First, 1), damage: s.damage, past: &past{fs: s.fs, loads: map[string]*loadFile{}}}).withBase(base, s.manifest.Commit)
	for _, info := range s.manifest.Runs {
		r, err := s.openRun(info)
		if err != nil {
			return err
		}
		s.head = s.head.above(r)
	}
	if s.log, err = wal.Open(s.fs, logFolder, wal.Options{ReadOnly: s.readOnly, Take: s.take}); err != nil {
		return err
	}
	s.head.past.log = s.log
	s.head.past.first.Store(s.head.first)
	err = s.replay(context.Background(), s.head)
	if err == nil && !s.readOnly {
		err = cmp.Or(s.settle(), s.removeOld())
	}
	if err == nil && s.log.Next() != s.head.Seq()+1 && !(s.manifest.Backup && s.log.Next() > s.head.Seq()) {
		err = corrupt.Errorf("the log ends with record %d, the base with commit %d", s.log.Next()-1, s.head.Seq())
	}
	if err == nil && s.head.Seq() < s.manifest.Closed {
		err = corrupt.Errorf("the log ends with record %d; when the store was closed, there was %d", s.head.Seq(), s.manifest.Closed)
	}
	if err == nil && !s.readOnly {
		err = s.log.Forget(s.head.first)
	}
	if err != nil {
		s.log.Close()
	}
	return err
}

// above returns the state with a run that lies above all else.
func (s *Snapshot) above(r *run) *Snapshot {
	out := *s
	_, last := r.numbers()
	out.delta = &delta{append(slices.Clip(s.delta.below), r), newMemory(last)}
	out.commit = r.Commit
	return newSnapshot(out)
}

// replay changes a state by the commits that the log has behind it. Those behind
// the end of a backup are of one that was broken off, as are files that they name.
func (s *Store) replay(ctx context.Context, head *Snapshot) error {
	var d termkey.Decoder
	for entry, err := range s.log.Records(head.Seq() + 1) {
		if s.manifest.Backup && entry.Number > s.manifest.Closed {
			return nil
		}
		var r record
		if err == nil {
			r, err = parseRecord(entry.Payload)
		}
		if err = cmp.Or(err, ctx.Err()); err == nil {
			err = s.redo(head, entry.Number, r, &d)
		}
		if err != nil {
			return fmt.Errorf("record %d of the log: %w", entry.Number, err)
		}
	}
	return nil
}

func (s *Store) redo(head *Snapshot, seq uint64, r record, d *termkey.Decoder) error {
	c := Commit{Seq: seq, Time: r.time, Author: r.author, Message: r.message}
	if r.base != "" { // a load after which the manifest was not yet written
		base, err := s.openBase(r.base)
		if err == nil {
			n := numbered{r, seq}
			if n.loaded < 0 {
				n.loaded = base.graphs.Len()
			}
			*head = *head.loaded(base, n.commit(), r.loadFile)
		}
		return err
	}
	tx := newTx(head)
	if err := r.replay(tx, d); err != nil {
		return err
	}
	apply, err := tx.effect(c)
	if err == nil {
		apply(head)
	}
	return err
}

// loaded returns the state after a load.
func (s *Snapshot) loaded(b *base, c Commit, loadFile string) *Snapshot {
	out := s.withBase(b, c)
	if loadFile != "" {
		out.loads = append(slices.Clip(s.loads), loadFile)
	}
	return out
}

// removeOld removes the files of data that the manifest does not name: what a
// crash has left of one being written, or one that was replaced.
func (s *Store) removeOld() error {
	names, err := s.fs.List(".")
	for _, name := range names {
		if err == nil && (isData(name) && !s.manifest.names(name) || name == logFolder+wal.TempSuffix) {
			err = s.fs.Remove(name)
		}
	}
	return err
}
