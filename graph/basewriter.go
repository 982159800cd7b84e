package graph

import (
	"cmp"
	"encoding/binary"
	"io"
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/termkey"
)

// A source is what a base is written from. Codes are those of the base to be.
type source struct {
	keys       iter.Seq2[[]byte, error] // of all terms, ascending; lent until the next
	predicates func() []uint32          // codes, ascending; asked for behind keys
	// triples yields all triples in an order, the columns in that order,
	// predicates as numbers.
	triples func(o order) iter.Seq2[[3]uint32, error]
	// graphs yields the ascending graphs of each triple, in the order SPO; lent
	// until the next.
	graphs iter.Seq2[[]uint32, error]
	// history yields entities with sequence numbers, ascending; asked for behind
	// graphs.
	history iter.Seq2[[2]uint32, error]
}

// The files of a base beside one for each order of triples, named for it.
const (
	termsFile      = "terms"
	valuesFile     = "values"
	sectionsFile   = "sections" // first codes
	predicatesFile = "predicates"
	setsFile       = "sets"
	membersFile    = "members"
	graphsFile     = "graphs"
	historyFile    = "history"
	statsFile      = "stats"
	sizesFile      = "sizes"
)

// A creator makes files.
type creator interface {
	Create(name string) (io.WriteCloser, error)
}

// writeBase writes all files of a base: first the terms, whose codes the others
// need, then the others on two cores.
func writeBase(to creator, from source) error {
	if err := writeTerms(to, from.keys); err != nil {
		return err
	}
	predicates := from.predicates()
	if err := writeRows(to, predicatesFile, 1, singles(predicates)); err != nil {
		return err
	}
	steps := []func() error{
		func() error {
			if err := writeGraphs(to, from.graphs); err != nil {
				return err
			}
			return writeRows(to, historyFile, 2, pairs(from.history))
		},
	}
	figures := newBaseStats(len(predicates))
	for o := range order(tripleOrders) {
		steps = append(steps, func() error { return writeRows(to, orderNames[o], 3, triples(figures.counted(o, from.triples(o)))) })
	}
	if err := inParallel(2, steps); err != nil {
		return err
	}
	return writeRows(to, statsFile, statsColumns, figures.rows())
}

// inParallel runs steps with so many workers and returns the first error.
func inParallel(workers int, steps []func() error) error {
	errs := make([]error, len(steps))
	var next atomic.Int32
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(steps); i = next.Add(1) - 1 {
				errs[i] = steps[i]()
			}
		})
	}
	running.Wait()
	return cmp.Or(errs...)
}

// appender is what all writers of files are.
type appender interface {
	Append(rows []uint32) error
	Close() error
}

// create makes a file and hands its writer to fill; both are closed.
func create[W interface{ Close() error }](to creator, name string, writer func(io.Writer) W, fill func(W) error) error {
	file, err := to.Create(name)
	if err != nil {
		return err
	}
	w := writer(file)
	err = fill(w)
	if err == nil {
		err = w.Close()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}

// writeRows writes a table of rows, which come as so many columns each.
func writeRows(to creator, name string, columns int, rows iter.Seq2[[]uint32, error]) error {
	return create(to, name, func(w io.Writer) *table.Writer { return table.NewWriter(w, columns) }, func(w *table.Writer) error {
		return appendAll(w, rows)
	})
}

// appendAll collects rows to append them together.
func appendAll(w appender, rows iter.Seq2[[]uint32, error]) error {
	var batch []uint32
	for row, err := range rows {
		if err != nil {
			return err
		}
		if batch = append(batch, row...); len(batch) >= 4*batchRows {
			if err := w.Append(batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return w.Append(batch)
}

func singles(values []uint32) iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		for chunk := range slices.Chunk(values, batchRows) {
			if !yield(chunk, nil) {
				return
			}
		}
	}
}

func pairs(rows iter.Seq2[[2]uint32, error]) iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		var row [2]uint32 // here, so that it is allocated once
		var err error
		for row, err = range rows {
			if !yield(row[:], err) {
				return
			}
		}
	}
}

func triples(rows iter.Seq2[[3]uint32, error]) iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		var row [3]uint32
		var err error
		for row, err = range rows {
			if !yield(row[:], err) {
				return
			}
		}
	}
}

// writeTerms writes the dictionary, the inline literals and where the sections
// begin.
func writeTerms(to creator, keys iter.Seq2[[]byte, error]) error {
	var counts [len(sections)]int
	var values []uint64
	err := create(to, termsFile, lexicon.NewWriter, func(w *lexicon.Writer) error {
		for key, err := range keys {
			if err != nil {
				return err
			}
			counts[key[0]-termkey.Blank]++
			if key[0] == termkey.Value {
				values = append(values, binary.BigEndian.Uint64(key[1:]))
			} else if err := w.Append(key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	firsts := []uint32{1}
	for i, n := range counts {
		firsts = append(firsts, firsts[i]+uint32(n))
	}
	if err := writeVector(to, sectionsFile, singles(firsts)); err != nil {
		return err
	}
	return create(to, valuesFile, table.NewUint64sWriter, func(w *table.Uint64sWriter) error { return w.Append(values) })
}

func writeVector(to creator, name string, values iter.Seq2[[]uint32, error]) error {
	return create(to, name, table.NewVectorWriter, func(w *table.Writer) error { return appendAll(w, values) })
}

// writeGraphs writes which set of graphs holds each triple, the sets, the
// triples of each graph.
func writeGraphs(to creator, graphs iter.Seq2[[]uint32, error]) error {
	sets := newSets()
	err := writeVector(to, setsFile, func(yield func([]uint32, error) bool) {
		var number [1]uint32
		for set, err := range graphs {
			if err == nil {
				number[0] = sets.add(set)
			}
			if !yield(number[:], err) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	if err := writeRows(to, membersFile, 2, sets.members()); err != nil {
		return err
	}
	var sizes graphSizes
	if err := writeRows(to, graphsFile, 2, sizes.counted(sets.rows())); err != nil {
		return err
	}
	return writeRows(to, sizesFile, 2, sizes.rows())
}
