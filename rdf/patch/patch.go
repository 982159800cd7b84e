// Package patch reads and writes RDF Patch: changes of a dataset as text, one
// row for each. Blank nodes are meant by their labels, those of the dataset
// that is changed.
//
// What is written is read back as the same rows.
//
// Spec: RDF Patch, as Apache Jena and RDF Delta have it.
package patch

import (
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// MediaType is that of RDF Patch in its text form.
const MediaType = "application/rdf-patch"

// An Op is what a row does, by the code that begins it.
type Op string

// The operations.
const (
	Header       Op = "H"
	Begin        Op = "TX"
	Commit       Op = "TC"
	Abort        Op = "TA"
	AddPrefix    Op = "PA"
	DeletePrefix Op = "PD"
	Add          Op = "A"
	Delete       Op = "D"
)

// A Row is one line of a patch.
type Row struct {
	Op   Op
	Quad rdf.Quad // of Add and Delete
	Name string   // of Header, AddPrefix and DeletePrefix; a prefix without its colon
	Term rdf.Term // the value of Header; the IRI or string of AddPrefix
}

// AppendRow appends a row with its line feed, its terms as canonical N-Quads has
// them. It does not check them.
func AppendRow(dst []byte, r Row) []byte {
	dst = append(append(dst, r.Op...), ' ')
	switch r.Op {
	case Add, Delete:
		return nquads.AppendQuad(dst, r.Quad)
	case Header, AddPrefix, DeletePrefix:
		dst = appendName(dst, r.Name)
	}
	if r.Op == Header || r.Op == AddPrefix {
		dst = append(nquads.AppendTerm(dst, r.Term), ' ')
	}
	return append(dst, ".\n"...)
}

func appendName(dst []byte, name string) []byte {
	return append(nquads.AppendEscaped(append(dst, '"'), name), "\" "...)
}

// bufferBytes is how much is gathered before the writer is called.
const bufferBytes = 64 << 10

// An Encoder writes a patch. It does not look at the order of rows.
type Encoder struct {
	w       io.Writer
	out     []byte
	checker rdf.Checker
}

// NewEncoder starts a patch on w.
//
// Memory: 64 KiB and the longest row.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w} }

// Encode writes a row. Errors: terms that could not be read back, those of the
// writer.
func (e *Encoder) Encode(r Row) error {
	if err := e.check(&r); err != nil {
		return fmt.Errorf("patch: %w", err)
	}
	e.out = AppendRow(e.out, r)
	if len(e.out) < bufferBytes {
		return nil
	}
	return e.Flush()
}

func (e *Encoder) check(r *Row) error {
	switch r.Op {
	case Add, Delete:
		return e.checker.Check(&r.Quad)
	case Header, AddPrefix:
		name := rdf.IRI("urn:" + string(r.Op))
		return rdf.Quad{S: name, P: name, O: r.Term}.Check()
	}
	return nil
}

// Flush writes what was gathered.
func (e *Encoder) Flush() error {
	_, err := e.w.Write(e.out)
	e.out = e.out[:0]
	return err
}
