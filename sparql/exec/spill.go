package exec

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"

	"w3id.org/plenary/graph"
)

// spillBuffer is the memory of a file.
const spillBuffer = 16 << 10

// A spill is rows in a file, which are written and then read once.
//
// A block has at most BatchRows rows: 4 bytes how many, 4 how long the rest is,
// and each column as varints of the differences from one ID to the next.
type spill struct {
	file   *File
	writer *bufio.Writer
	reader *bufio.Reader
	block  []byte
	cols   [][]graph.ID // of the block that was read
	rows   int          // written
}

const spillHeader = 8

// newSpill makes a file for rows of so many columns.
func newSpill(d *Disk, width int) (*spill, error) {
	file, err := d.Create(0)
	if err != nil {
		return nil, err
	}
	return &spill{file: file, writer: bufio.NewWriterSize(file, spillBuffer), cols: make([][]graph.ID, width)}, nil
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
	_, err := s.writer.Write(out)
	return err
}

// rewind ends the writing; Next begins to read.
func (s *spill) rewind() error {
	if err := s.writer.Flush(); err != nil {
		return err
	}
	if err := s.file.Rewind(); err != nil {
		return err
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
func (s *spill) Close() { s.file.Close() }
