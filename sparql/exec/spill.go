package exec

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"

	"w3id.org/plenary/graph"
)

// A Disk is where queries put rows that do not fit their memory: in files that
// have no name once they are open. The zero Disk has no limit. It may be used by
// several goroutines.
type Disk struct {
	Dir  string // "" is the system's for temporary files
	Max  int64  // bytes of all files; 0 is no limit
	used atomic.Int64
	ever atomic.Int64
}

// Used returns how many bytes the files have.
func (d *Disk) Used() int64 { return d.used.Load() }

// Written returns how many bytes were ever written.
func (d *Disk) Written() int64 { return d.ever.Load() }

// spillBuffer is the memory of a file.
const spillBuffer = 16 << 10

// A spill is rows in a file, which are written and then read once.
//
// A block has at most BatchRows rows: 4 bytes how many, 4 how long the rest is,
// and each column as varints of the differences from one ID to the next.
type spill struct {
	disk   *Disk
	file   *os.File
	writer *bufio.Writer
	reader *bufio.Reader
	block  []byte
	cols   [][]graph.ID // of the block that was read
	rows   int          // written
	bytes  int64
}

const spillHeader = 8

// newSpill makes a file for rows of so many columns.
func newSpill(d *Disk, width int) (*spill, error) {
	file, err := os.CreateTemp(d.Dir, "plenary-spill-*")
	if err != nil {
		return nil, fmt.Errorf("exec: make a temporary file: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("exec: unlink a temporary file: %w", err), file.Close())
	}
	return &spill{disk: d, file: file, writer: bufio.NewWriterSize(file, spillBuffer), cols: make([][]graph.ID, width)}, nil
}

// write appends chosen rows of columns, at most BatchRows. Errors: ErrBudget for
// the disk's limit.
func (s *spill) write(cols [][]graph.ID, rows []uint32) error {
	if len(rows) == 0 {
		return nil
	}
	out := append(s.block[:0], make([]byte, spillHeader)...)
	for _, col := range cols {
		before := graph.ID(0)
		for _, row := range rows {
			out = binary.AppendVarint(out, int64(col[row]-before))
			before = col[row]
		}
	}
	binary.LittleEndian.PutUint32(out, uint32(len(rows)))
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-spillHeader))
	s.block = out
	s.rows += len(rows)
	s.bytes += int64(len(out))
	s.disk.ever.Add(int64(len(out)))
	if used := s.disk.used.Add(int64(len(out))); s.disk.Max > 0 && used > s.disk.Max {
		return &LimitError{"disk", s.disk.Max}
	}
	if _, err := s.writer.Write(out); err != nil {
		return fmt.Errorf("exec: write a temporary file: %w", err)
	}
	return nil
}

// rewind ends the writing; Next begins to read.
func (s *spill) rewind() error {
	if err := s.writer.Flush(); err != nil {
		return fmt.Errorf("exec: write a temporary file: %w", err)
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("exec: read a temporary file: %w", err)
	}
	s.writer, s.reader = nil, bufio.NewReaderSize(s.file, spillBuffer)
	for i := range s.cols {
		s.cols[i] = make([]graph.ID, BatchRows)
	}
	return nil
}

// Next returns the next rows that were written.
func (s *spill) Next(ctx context.Context) (Batch, error) {
	if err := ctx.Err(); err != nil {
		return Batch{}, err
	}
	var header [spillHeader]byte
	if _, err := io.ReadFull(s.reader, header[:]); err == io.EOF {
		return Batch{}, nil
	} else if err != nil {
		return Batch{}, fmt.Errorf("exec: read a temporary file: %w", err)
	}
	n, size := int(binary.LittleEndian.Uint32(header[:])), int(binary.LittleEndian.Uint32(header[4:]))
	if size > cap(s.block) {
		s.block = make([]byte, size)
	}
	s.block = s.block[:size]
	if _, err := io.ReadFull(s.reader, s.block); err != nil {
		return Batch{}, fmt.Errorf("exec: read a temporary file: %w", err)
	}
	return s.decode(n), nil
}

func (s *spill) decode(n int) Batch {
	out, in := Batch{Len: n}, s.block
	for _, col := range s.cols {
		before := graph.ID(0)
		for i := range n {
			d, size := binary.Varint(in)
			in = in[max(size, 0):]
			before += graph.ID(d)
			col[i] = before
		}
		out.Cols = append(out.Cols, col[:n])
	}
	return out
}

// Close gives the room of the file back.
func (s *spill) Close() {
	if s.file != nil {
		s.file.Close()
		s.disk.used.Add(-s.bytes)
		s.file = nil
	}
}
