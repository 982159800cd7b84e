package graph

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path"
	"runtime"
	"runtime/debug"
	"slices"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
)

// A Backup says what a backup did.
type Backup struct {
	Seq             uint64 // the last commit in it
	Written, Reused int64  // bytes: copied now, and there from the backup before
}

// Backup makes a folder a copy of the store as it is now, history included; the
// folder can be opened for reading like any other. A folder that holds an
// earlier backup of the same store is brought up to date: files that it has
// stay, and until the last step it is that backup. Readers and writers of the
// store go on. Errors: a folder that holds something else, those of reading and
// writing, those of ctx.
//
// Cost: that of copying what the folder does not have.
func (s *Store) Backup(ctx context.Context, folder string) (Backup, error) {
	return s.copyTo(ctx, folder, true)
}

// Restore makes a new folder a store of its own that is as this one is now, as
// Backup does; most often this one is a backup. Errors: a folder with anything
// in it, those of Backup.
func (s *Store) Restore(ctx context.Context, folder string) (Backup, error) {
	return s.copyTo(ctx, folder, false)
}

func (s *Store) copyTo(ctx context.Context, folder string, isBackup bool) (Backup, error) {
	b := backup{to: vfs.Dir(folder)}
	now := s.Snapshot()
	m := s.identity.of(now)
	if m.Closed, m.Backup = now.Seq(), isBackup; !isBackup {
		m.ID = rand.Text()
	}
	err := b.copy(ctx, m, now)
	runtime.KeepAlive(now) // its files are open until here
	if err != nil {
		return Backup{}, fmt.Errorf("copy to %s: %w", folder, err)
	}
	b.Seq = now.Seq()
	return b.Backup, nil
}

// backup is one under way.
type backup struct {
	Backup
	to       vfs.FS
	segments []string // of the log
}

// backupTemp is what a file is called until it is complete.
const backupTemp = "CURRENT.file"

func (b *backup) copy(ctx context.Context, m manifest, now *Snapshot) error {
	target := &Store{fs: b.to, manifest: m}
	if err := target.familiar(); err != nil {
		return err
	}
	if err := target.lockFolder(); err != nil {
		return err
	}
	defer target.lock.Close()
	if err := b.follows(m); err != nil {
		return err
	}
	if err := errors.Join(b.to.Mkdir(m.Base), b.to.Mkdir(logFolder)); err != nil {
		return err
	}
	if err := cmp.Or(b.files(ctx, now), b.log(ctx, now)); err != nil {
		return err
	}
	if err := errors.Join(b.to.SyncDir(m.Base), b.to.SyncDir(logFolder), b.to.SyncDir(".")); err != nil {
		return err
	}
	if oldest := now.Oldest(); oldest > 1 { // it may be a later one meanwhile
		m.First = oldest
	}
	if err := m.write(b.to); err != nil {
		return err
	}
	return cmp.Or(target.removeOld(), b.forget())
}

// forget removes the segments of the log that the store no longer has.
func (b *backup) forget() error {
	names, err := b.to.List(logFolder)
	for _, name := range names {
		if err == nil && !slices.Contains(b.segments, name) {
			err = b.to.Remove(path.Join(logFolder, name))
		}
	}
	return err
}

// follows refuses a folder that holds anything but an earlier backup.
func (b *backup) follows(m manifest) error {
	before, found, err := readManifest(b.to)
	switch {
	case err != nil || !found:
		return err
	case !before.Backup || !m.Backup || before.ID != m.ID:
		return errors.New("the folder holds a store that is no backup of this one: name an empty or a new one")
	case before.Closed > m.Closed:
		return fmt.Errorf("the folder has commit %d, this store only %d", before.Closed, m.Closed)
	}
	return nil
}

func (b *backup) log(ctx context.Context, now *Snapshot) error {
	for segment, err := range now.past.log.Segments(now.Seq()) {
		if err == nil {
			b.segments = append(b.segments, segment.Name)
			err = b.file(ctx, path.Join(logFolder, segment.Name), segment.Bytes)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// files copies those of the base, the runs and the loads.
func (b *backup) files(ctx context.Context, now *Snapshot) error {
	file := func(name string, bytes []byte) error { return b.file(ctx, name, bytes) }
	if err := now.base.files.each(file); err != nil {
		return err
	}
	for _, l := range now.delta.below {
		if r, ok := l.(*run); ok {
			if err := r.files.each(file); err != nil {
				return err
			}
		}
	}
	for _, name := range now.loads {
		f, err := now.past.loadFile(name)
		if err == nil {
			err = f.files.each(file)
		}
		if err != nil {
			return err
		}
	}
	return now.Err()
}

// file copies a file unless it is there. Files only ever grow.
func (b *backup) file(ctx context.Context, name string, bytes []byte) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	if there, err := b.to.Read(name); err == nil {
		size := len(there.Bytes())
		there.Close()
		if size == len(bytes) {
			b.Reused += int64(size)
			return nil
		}
	}
	file, err := b.to.Create(backupTemp)
	if err != nil {
		return err
	}
	err = write(file, bytes)
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	b.Written += int64(len(bytes))
	return b.to.Rename(backupTemp, name)
}

// write writes what may be mapped.
func write(file vfs.File, bytes []byte) (err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if _, err := file.Write(bytes); err != nil {
		return err
	}
	return file.Sync()
}
