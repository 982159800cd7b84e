package wal

import (
	"errors"
	"fmt"
	"slices"
)

// TempSuffix is what the name of the log's folder has behind it to name a segment
// that Forget has not completed. A crash may leave that file.
const TempSuffix = ".new"

// Forget removes the records before one that is durable. After a crash some may
// still be there; done again, it removes them. Records that are being read stay
// until they have been. Errors: those of the folder, after which nothing is lost
// but what was to be.
//
// Cost: that of writing one segment; appending waits.
func (l *Log) Forget(first uint64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.leading {
		l.turn.Wait()
	}
	switch {
	case l.err != nil:
		return l.err
	case len(l.firsts) == 0 || first <= l.firsts[0]:
		return nil
	case first > l.durable:
		return fmt.Errorf("wal: record %d is to be the first, %d is the last that is durable", first, l.durable)
	}
	i, begins := slices.BinarySearch(l.firsts, first)
	if !begins {
		if err := l.cut(i-1, first); err != nil {
			return err
		}
		l.firsts = slices.Insert(l.firsts, i, first)
	}
	for _, old := range l.firsts[:i] {
		if err := l.fs.Remove(l.segment(old)); err != nil {
			return err
		}
	}
	l.firsts = slices.Clone(l.firsts[i:])
	return l.fs.SyncDir(l.folder)
}

// cut writes the records of the i-th segment from one on to a segment of their
// own.
func (l *Log) cut(i int, first uint64) error {
	until := l.durable
	if i+1 < len(l.firsts) {
		until = l.firsts[i+1] - 1
	} else if err := l.finish(); err != nil {
		return err
	}
	file, err := l.fs.Create(l.folder + TempSuffix)
	if err != nil {
		return err
	}
	l.read(l.firsts[i], first, until, func(r Record, e error) bool {
		if err = e; err == nil {
			_, err = file.Write(appendRecord(nil, r.Number, r.Number-1, r.Payload))
		}
		return err == nil
	})
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := l.fs.Rename(l.folder+TempSuffix, l.segment(first)); err != nil {
		return err
	}
	return errors.Join(l.fs.SyncDir(l.folder), l.fs.SyncDir("."))
}
