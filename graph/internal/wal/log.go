package wal

import (
	"errors"
	"fmt"
	"iter"
	"path"
	"runtime/debug"
	"slices"
	"sync"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
)

// Options of a log. The zero value works.
type Options struct {
	SegmentBytes int64 // of a segment before the next is begun; 0 means 4 MiB
	ReadOnly     bool  // nothing is changed, Append is not called
	// Take is called before records are written, by the one goroutine that writes.
	// It calls records, which takes what was appended so far; what it returns is
	// called when that is durable, before anybody is told. It may be nil.
	Take func(records func()) (done func())
}

// ErrClosed says that the log was closed.
var ErrClosed = errors.New("wal: log is closed")

// A Log is open for one process; its methods may be called by many goroutines.
type Log struct {
	fs       vfs.FS
	folder   string
	size     int64 // of a segment
	take     func(func()) func()
	firsts   []uint64
	mu       sync.Mutex
	turn     sync.Cond // a leader has finished
	leading  bool      // somebody writes
	buffer   []byte    // records to be written
	next     uint64    // number of the next record
	readable uint64    // number of the last durable record
	durable  uint64    // that of the last of which everybody may be told
	err      error     // after which nothing is written
	file     vfs.File
	written  int64 // bytes of the last segment
	room     int64 // bytes that the file has room for
}

// Open opens the log in a folder, which it makes when need be. What a crash has
// left of records behind the last is cut off. Errors: those that wrap
// corrupt.Err, those of the folder.
//
// Cost: that of reading the last segment.
func Open(fs vfs.FS, folder string, o Options) (*Log, error) {
	l := &Log{fs: fs, folder: folder, size: o.SegmentBytes, next: 1}
	if l.size == 0 {
		l.size = 4 << 20
	}
	if l.take = o.Take; l.take == nil {
		l.take = func(records func()) func() { records(); return func() {} }
	}
	l.turn.L = &l.mu
	names, err := fs.List(folder)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		first, ok := parseName(name)
		if !ok {
			return nil, corrupt.Errorf("%s is no segment of a log", path.Join(folder, name))
		}
		l.firsts = append(l.firsts, first)
	}
	if len(l.firsts) > 0 {
		err = l.openLast(o.ReadOnly)
	} else if !o.ReadOnly {
		if err = fs.Mkdir(folder); err == nil {
			err = fs.SyncDir(".")
		}
	}
	if err != nil {
		return nil, err
	}
	l.readable, l.durable = l.next-1, l.next-1
	return l, nil
}

// openLast finds the end of the last segment and makes it the one to write to.
func (l *Log) openLast(readOnly bool) (err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	first := l.firsts[len(l.firsts)-1]
	content, err := l.fs.Read(l.segment(first))
	if err != nil {
		return err
	}
	b := content.Bytes()
	offset, next := end(b, first)
	for {
		if err = checkTail(b, segmentName(first), offset, next); err == nil {
			break
		}
		// Another process may have written both since the first was looked for.
		again, now := end(b, first)
		if now == next {
			break
		}
		offset, next = again, now
	}
	l.next, l.written = next, int64(offset)
	if closed := content.Close(); err == nil {
		err = closed
	}
	if err != nil || readOnly {
		return err
	}
	if l.file, err = l.fs.Append(l.segment(first), l.written); err == nil {
		err = l.makeRoom(0)
	}
	return err
}

func (l *Log) segment(first uint64) string { return path.Join(l.folder, segmentName(first)) }

// Next returns the number that the next record will have.
func (l *Log) Next() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.next
}

// Err returns why nothing is written any more: a write that failed, or ErrClosed;
// nil while records are taken.
func (l *Log) Err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// Append gives a record its number. It is durable when Sync of that number has
// returned. Errors: those of a write before, after which nothing is written any
// more; ErrClosed; a payload of more than MaxPayload.
func (l *Log) Append(payload []byte) (number uint64, err error) {
	if len(payload) > MaxPayload {
		return 0, fmt.Errorf("wal: a record of %d bytes is longer than %d", len(payload), MaxPayload)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return 0, l.err
	}
	number = l.next
	l.next++
	l.buffer = appendRecord(l.buffer, number, l.durable, payload)
	return number, nil
}

// Sync returns when the record with a number and all before are durable. Many
// that wait share one write: whoever comes first does it for all.
func (l *Log) Sync(number uint64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.durable < number {
		if l.err != nil {
			return l.err
		}
		if l.leading {
			l.turn.Wait()
			continue
		}
		l.lead()
	}
	return nil
}

// lead writes what is in the buffer. The mutex is held before and after.
func (l *Log) lead() {
	var records []byte
	var last uint64
	l.leading = true
	l.mu.Unlock()
	done := l.take(func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		records, last = l.buffer, l.next-1
		l.buffer = nil
	})
	err := l.write(records, l.durable+1)
	if err == nil {
		l.mu.Lock()
		l.readable = last // whoever sees what done publishes may ask for its record
		l.mu.Unlock()
		done()
	}
	l.mu.Lock()
	l.leading = false
	if err == nil {
		l.durable = last
	} else if l.err == nil {
		l.err = fmt.Errorf("wal: the log takes no more records until it is opened again: %w", err)
	}
	l.turn.Broadcast()
}

// write makes records durable, of which the first has a number. Only the leader
// calls it.
func (l *Log) write(records []byte, first uint64) error {
	if l.file == nil || l.written >= l.size {
		if err := l.begin(first); err != nil {
			return err
		}
	}
	if err := l.makeRoom(int64(len(records))); err != nil {
		return err
	}
	if _, err := l.file.Write(records); err != nil {
		return err
	}
	l.written += int64(len(records))
	return l.file.Sync()
}

// maxStep is how much room is made at once for records to come, at most.
const maxStep = 1 << 20

// makeRoom makes room for more bytes, so that most writes need not change what
// the system knows of the file.
func (l *Log) makeRoom(more int64) error {
	if l.room > 0 && l.written+more <= l.room {
		return nil
	}
	step := min(maxStep, l.size)
	l.room = (l.written+more)/step*step + step
	return errors.Join(l.file.Allocate(l.room), l.file.Sync())
}

// finish ends the last segment, which is cut to its records.
func (l *Log) finish() error {
	if l.file == nil {
		return nil
	}
	if err := l.file.Close(); err != nil {
		return err
	}
	l.file = nil
	before, err := l.fs.Append(l.segment(l.firsts[len(l.firsts)-1]), l.written)
	if err == nil {
		err = errors.Join(before.Sync(), before.Close())
	}
	return err
}

// begin begins a segment.
func (l *Log) begin(first uint64) error {
	if err := l.finish(); err != nil {
		return err
	}
	file, err := l.fs.Create(l.segment(first))
	if err != nil {
		return err
	}
	l.file, l.written = file, 0
	l.mu.Lock()
	l.firsts = append(l.firsts, first)
	l.mu.Unlock()
	l.room = 0
	return errors.Join(l.makeRoom(0), l.fs.SyncDir(l.folder))
}

// Close ends the use of the log. Records that no Sync has returned for may be
// lost.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.leading {
		l.turn.Wait()
	}
	if l.err == nil {
		l.err = ErrClosed
	}
	l.turn.Broadcast()
	if l.file == nil {
		return nil
	}
	err := l.file.Close()
	l.file = nil
	return err
}

// A Record is a payload with its number.
type Record struct {
	Number  uint64
	Payload []byte
}

// A Segment is a file of the log, as far as it was asked for.
type Segment struct {
	Name  string
	Bytes []byte
}

// Segments yields the files with the records up to a number, each cut to them.
// The bytes are lent until the next. Errors: those of Records.
func (l *Log) Segments(last uint64) iter.Seq2[Segment, error] {
	return func(yield func(Segment, error) bool) {
		l.mu.Lock()
		firsts := slices.Clone(l.firsts)
		l.mu.Unlock()
		for i, first := range firsts {
			if first > last {
				return
			}
			until := last
			if i+1 < len(firsts) {
				until = min(last, firsts[i+1]-1)
			}
			size := 0
			whole := l.read(first, first, until, func(r Record, err error) bool {
				size += headSize + len(r.Payload)
				if err != nil {
					yield(Segment{}, err)
				}
				return err == nil
			})
			if !whole {
				return
			}
			content, err := l.fs.Read(l.segment(first))
			if err != nil {
				yield(Segment{}, err)
				return
			}
			more := yield(Segment{segmentName(first), content.Bytes()[:size]}, nil)
			if content.Close(); !more {
				return
			}
		}
	}
}

// Records yields the durable records from a number on. A payload is lent until
// the next. Errors: those that wrap corrupt.Err, those of reading.
func (l *Log) Records(from uint64) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		l.mu.Lock()
		firsts, last := append([]uint64(nil), l.firsts...), l.readable
		l.mu.Unlock()
		number := max(from, 1)
		for i, first := range firsts {
			if i+1 < len(firsts) && firsts[i+1] <= number || number > last {
				continue
			}
			if first > number {
				break
			}
			until := last
			if i+1 < len(firsts) {
				until = firsts[i+1] - 1
			}
			if !l.read(first, number, until, yield) {
				return
			}
			number = until + 1
		}
		if number <= last {
			yield(Record{}, corrupt.Errorf("record %d of the log is gone", number))
		}
	}
}

// read yields the records of one segment with the numbers from and until.
func (l *Log) read(first, from, until uint64, yield func(Record, error) bool) (more bool) {
	content, err := l.fs.Read(l.segment(first))
	if err != nil {
		yield(Record{}, err)
		return false
	}
	defer content.Close()
	rest := content.Bytes()
	for n := first; n <= until; n++ {
		payload, err := checked(rest, n)
		if err != nil {
			at := len(content.Bytes()) - len(rest)
			yield(Record{}, fmt.Errorf("segment %s, byte %d: %w", segmentName(first), at, err))
			return false
		}
		if rest = rest[headSize+len(payload):]; n >= from && !yield(Record{n, payload}, nil) {
			return false
		}
	}
	return true
}

// checked returns the payload of a record that must be there.
func checked(b []byte, number uint64) (payload []byte, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	payload, ok := parse(b, number)
	if !ok {
		return nil, corrupt.Errorf("the log has no record %d here", number)
	}
	return payload, nil
}
