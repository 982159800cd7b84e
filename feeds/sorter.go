package feeds

import (
	"bufio"
	"bytes"
	"container/heap"
	"errors"
	"io"
	"os"
	"slices"
)

// sorterBytes is how many bytes of lines are sorted in memory.
const sorterBytes = 64 << 20

// A sorter sorts lines, in temporary files where they are many.
type sorter struct {
	limit int
	lines [][]byte
	bytes int
	runs  []*os.File // of sorted lines
	err   error      // the first
}

func newSorter() *sorter { return &sorter{limit: sorterBytes} }

// add takes a line with its line feed.
func (s *sorter) add(line []byte) {
	s.lines = append(s.lines, line)
	if s.bytes += len(line) + 24; s.bytes > s.limit && s.err == nil {
		s.err = s.spill()
	}
}

// spill writes the lines in memory to a file of their own, which has no name any
// more where the system allows that.
func (s *sorter) spill() error {
	file, err := os.CreateTemp("", "plenary-sort-")
	if err != nil {
		return err
	}
	_ = os.Remove(file.Name()) // where it cannot be removed while it is open, close does that
	s.runs = append(s.runs, file)
	w := bufio.NewWriterSize(file, 1<<18)
	slices.SortFunc(s.lines, bytes.Compare)
	for _, line := range s.lines {
		_, _ = w.Write(line) // a bufio.Writer keeps its error
	}
	s.lines, s.bytes = s.lines[:0], 0
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = file.Seek(0, io.SeekStart)
	return err
}

// write writes all lines in order.
func (s *sorter) write(to io.Writer) error {
	if s.err != nil {
		return s.err
	}
	if len(s.runs) == 0 {
		slices.SortFunc(s.lines, bytes.Compare)
		for _, line := range s.lines {
			if _, err := to.Write(line); err != nil {
				return err
			}
		}
		return nil
	}
	if err := s.spill(); err != nil {
		return err
	}
	var all runs
	for _, file := range s.runs {
		r := &run{from: bufio.NewReaderSize(file, 1<<18)}
		if more, err := r.next(); err != nil {
			return err
		} else if more {
			all = append(all, r)
		}
	}
	heap.Init(&all)
	for len(all) > 0 {
		if _, err := to.Write(all[0].line); err != nil {
			return err
		}
		more, err := all[0].next()
		if err != nil {
			return err
		}
		if more {
			heap.Fix(&all, 0)
		} else {
			heap.Pop(&all)
		}
	}
	return nil
}

func (s *sorter) close() {
	for _, file := range s.runs {
		_ = file.Close()
		_ = os.Remove(file.Name())
	}
}

// A run is a file of sorted lines that is read.
type run struct {
	from *bufio.Reader
	line []byte
}

// next reads the next line; false at the end.
func (r *run) next() (bool, error) {
	line, err := r.from.ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	r.line = line
	return true, err
}

// runs is a heap by the lines that come next.
type runs []*run

func (r runs) Len() int           { return len(r) }
func (r runs) Less(i, j int) bool { return bytes.Compare(r[i].line, r[j].line) < 0 }
func (r runs) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }

// Push and Pop are those of heap.Interface.
func (r *runs) Push(x any) { *r = append(*r, x.(*run)) }
func (r *runs) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}
