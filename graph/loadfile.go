package graph

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/bits"
	"runtime"
	"time"

	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/vfs"
	"w3id.org/plenary/rdf"
)

// quadsFile is the file of rows in a load file, beside those of a dictionary.
const quadsFile = "spog"

// A loadFile holds the quads that a load has added to what was there, for the
// history: the log names it. It never changes.
type loadFile struct {
	dictionary
	quads *table.Table // subject, predicate, object, graph: codes
	files *files
}

// additions collect the quads of a load that were not there, in the codes of the
// base to be, in the order SPOG.
type additions struct {
	used       bitmap
	predicates []uint32 // codes
	rows       *table.Writer
	file       io.Closer
	batch      []uint32
	count      int
}

// newAdditions keeps rows in a file until the codes of all terms are known.
func newAdditions(to creator, highest uint32, predicates []uint32) (*additions, error) {
	file, err := to.Create(quadsFile)
	if err != nil {
		return nil, err
	}
	return &additions{used: newBitmap(highest), predicates: predicates, rows: table.NewWriter(file, 4), file: file}, nil
}

// add takes a quad whose predicate is a number.
func (a *additions) add(r row) error {
	r[1] = a.predicates[r[1]]
	for _, code := range r {
		a.used.set(code)
	}
	a.count++
	if a.batch = append(a.batch, r[:]...); len(a.batch) < 4*batchRows {
		return nil
	}
	return a.flush(a.rows)
}

func (a *additions) flush(to *table.Writer) error {
	err := to.Append(a.batch)
	a.batch = a.batch[:0]
	return err
}

// close ends the collecting. It may be called again.
func (a *additions) close() (err error) {
	if a.file != nil {
		err = errors.Join(a.flush(a.rows), a.rows.Close(), a.file.Close())
		a.file = nil
	}
	return err
}

// write writes a load file of the rows, with the terms that they use of a base.
func (a *additions) write(to creator, rows *table.Table, b *base) error {
	ranks := make([]uint32, len(a.used)) // used codes below those of each word
	a.used[0] &^= 1                      // the unnamed graph is no term
	for i, word := range a.used[:len(a.used)-1] {
		ranks[i+1] = ranks[i] + uint32(bits.OnesCount64(word))
	}
	code := func(of uint32) uint32 {
		if of == 0 {
			return 0
		}
		return ranks[of/64] + uint32(bits.OnesCount64(a.used[of/64]&(1<<(of%64)-1))) + 1
	}
	if err := writeTerms(to, a.terms(b)); err != nil {
		return err
	}
	read := readTable(rows, func(r *row) {
		for i := range r {
			r[i] = code(r[i])
		}
	})
	return create(to, quadsFile, func(w io.Writer) *table.Writer { return table.NewWriter(w, 4) }, func(w *table.Writer) error {
		for {
			rows, err := read()
			if len(rows) == 0 || err != nil {
				return err
			}
			for _, r := range rows {
				a.batch = append(a.batch, r[:]...)
			}
			if err := a.flush(w); err != nil {
				return err
			}
		}
	})
}

// terms yields the keys of the terms that are used.
func (a *additions) terms(b *base) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		code := uint32(0)
		for key, err := range b.dictionary.all(1) {
			if code++; err == nil && a.used[code/64]>>(code%64)&1 == 0 {
				continue
			}
			if !yield(key, err) {
				return
			}
		}
	}
}

func openLoadFile(fs vfs.FS, name string) (*loadFile, error) {
	from := &files{fs: fs, folder: "."}
	content, err := from.Open(name)
	if err != nil {
		return nil, err
	}
	f := &loadFile{files: from}
	parts, err := openBundle(content)
	if err == nil {
		err = cmp.Or(f.dictionary.open(parts), open(parts, quadsFile, table.Open, &f.quads))
	}
	if err != nil {
		from.close()
		return nil, fmt.Errorf("graph: file %s: %w", name, err)
	}
	runtime.AddCleanup(f, func(f *files) { time.AfterFunc(grace, f.close) }, from)
	return f, nil
}

// of yields the quads that are about something.
func (f *loadFile) of(a about) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		wanted := uint32(0)
		if !a.all && !a.entity.IsZero() {
			id, known, err := f.find(a.entity)
			if err != nil {
				yield(rdf.Quad{}, err)
			}
			if !known || err != nil {
				return
			}
			wanted = uint32(id)
		}
		for read := readTable(f.quads, func(*row) {}); ; {
			rows, err := read()
			if err != nil {
				yield(rdf.Quad{}, err)
			}
			if len(rows) == 0 || err != nil {
				return
			}
			for _, r := range rows {
				if !a.all && r[3] != wanted && (wanted == 0 || r[0] != wanted && r[2] != wanted) {
					continue
				}
				q, err := f.quad(r)
				if !yield(q, err) || err != nil {
					return
				}
			}
		}
	}
}

func (f *loadFile) quad(r row) (rdf.Quad, error) {
	var terms [4]rdf.Term
	for i, code := range r {
		id, err := f.id(code)
		switch {
		case err != nil:
		case inline.Is(uint64(id)):
			terms[i], _ = inline.Term(uint64(id))
		case id != 0:
			terms[i], err = f.term(id)
		}
		if err != nil {
			return rdf.Quad{}, err
		}
	}
	return rdf.Quad{S: terms[0], P: terms[1], O: terms[2], G: terms[3]}, nil
}
