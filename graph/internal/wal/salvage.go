package wal

import (
	"encoding/binary"
	"errors"
	"path"
	"runtime/debug"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
)

// A Range is the records from one to another, both included.
type Range struct{ From, To uint64 }

// A Survey says what can be read of a log.
type Survey struct {
	Ranges  []Range  // ascending, none beside the next
	Damaged []string // names of segments
	Last    uint64   // number of the last record that there is anything of
}

// Look surveys the log in a folder that nobody has open. What a crash leaves
// behind the last record is no damage. Errors: those of the folder.
func Look(fs vfs.FS, folder string) (s Survey, err error) {
	names, err := fs.List(folder)
	if err != nil {
		return s, err
	}
	for i, name := range names {
		first, isSegment := parseName(name)
		if !isSegment {
			s.Damaged = append(s.Damaged, name)
			continue
		}
		behind := uint64(0) // first record of the next segment
		if i+1 < len(names) {
			behind, _ = parseName(names[i+1])
		}
		err := eachOf(fs, path.Join(folder, name), first, func(number uint64, _ []byte) { s.add(number) }, func(damaged bool, next uint64) {
			if damaged || behind > 0 && next < behind {
				s.Damaged = append(s.Damaged, name)
			}
			s.Last = max(s.Last, next-1, behind-min(behind, 1))
		})
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// Each visits the records of a log that can be read, in the order of segments;
// payloads are lent until visit returns. Errors: those of the folder.
func Each(fs vfs.FS, folder string, visit func(number uint64, payload []byte)) error {
	names, err := fs.List(folder)
	for _, name := range names {
		if first, isSegment := parseName(name); isSegment && err == nil {
			err = eachOf(fs, path.Join(folder, name), first, visit, func(bool, uint64) {})
		}
	}
	return err
}

func (s *Survey) add(number uint64) {
	if n := len(s.Ranges); n > 0 && number <= s.Ranges[n-1].To+1 {
		s.Ranges[n-1].To = max(s.Ranges[n-1].To, number)
		return
	}
	s.Ranges = append(s.Ranges, Range{number, number})
}

// eachOf visits the records of a segment that can be read, and then tells
// whether there is damage, and the number behind the last.
func eachOf(fs vfs.FS, name string, first uint64, visit func(number uint64, payload []byte), end func(damaged bool, next uint64)) (err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	content, err := fs.Read(name)
	if err != nil {
		return err
	}
	defer content.Close()
	damaged, next := scan(content.Bytes(), first, visit)
	end(damaged, next)
	return nil
}

// scan visits the records of a segment that begins with a number, those behind
// damage too. It returns the number behind the last.
func scan(b []byte, first uint64, visit func(number uint64, payload []byte)) (damaged bool, next uint64) {
	next = first
	for at := 0; at+headSize <= len(b); at++ {
		number := next
		if damaged {
			number = binary.LittleEndian.Uint64(b[at+8:])
		}
		payload, ok := parse(b[at:], number)
		switch {
		case ok && number >= next:
			visit(number, payload)
			at += headSize + len(payload) - 1
			next = number + 1
		case !damaged && checkTail(b, "", at, next) == nil:
			return false, next
		default:
			damaged = true
		}
	}
	return damaged, next
}

// Keep makes the log in a folder hold the records of a range that can be read and
// no others; an empty range, To before From, makes From the next. Where it is
// interrupted, doing it again completes it. Errors: those of the folder.
func Keep(fs vfs.FS, folder string, keep Range) error {
	names, err := fs.List(folder)
	if err != nil {
		return err
	}
	if keep.To < keep.From {
		if err := rewrite(fs, folder, keep.From, nil); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := keepOf(fs, folder, name, keep); err != nil {
			return err
		}
	}
	return fs.SyncDir(folder)
}

// keepOf is Keep for one segment.
func keepOf(fs vfs.FS, folder, name string, keep Range) error {
	first, isSegment := parseName(name)
	if !isSegment {
		return fs.Remove(path.Join(folder, name))
	}
	var records []byte
	var kept, met []uint64
	whole := false
	err := eachOf(fs, path.Join(folder, name), first, func(number uint64, payload []byte) {
		if met = append(met, number); number >= keep.From && number <= keep.To {
			kept = append(kept, number)
			records = appendRecord(records, number, number-1, payload)
		}
	}, func(damaged bool, _ uint64) { whole = !damaged && len(kept) == len(met) })
	switch {
	case err != nil:
		return err
	case len(kept) > 0 && whole && kept[0] == first:
		return nil
	case len(kept) > 0:
		err = rewrite(fs, folder, kept[0], records)
	}
	if err == nil && (len(kept) == 0 || kept[0] != first) && (keep.To >= keep.From || first != keep.From) {
		err = fs.Remove(path.Join(folder, name))
	}
	return err
}

// rewrite writes a segment of records.
func rewrite(fs vfs.FS, folder string, first uint64, records []byte) error {
	file, err := fs.Create(folder + TempSuffix)
	if err != nil {
		return err
	}
	_, err = file.Write(records)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	return fs.Rename(folder+TempSuffix, path.Join(folder, segmentName(first)))
}
