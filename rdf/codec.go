package rdf

import (
	"fmt"
	"io"
	"iter"
	"strings"
)

// A Prefix abbreviates IRIs that begin with its IRI.
type Prefix struct{ Name, IRI string }

// DecodeOptions say how a document is read. The zero value works.
type DecodeOptions struct {
	// Source names the document in errors: a file, a feed, an address.
	Source string
	// Base resolves relative IRIs; without one they are errors.
	Base string
	// BlankPrefix is put before every blank node label, so that the labels of
	// documents read into one dataset stay apart.
	BlankPrefix string
	// MaxDepth bounds how deep brackets, elements and triple terms nest,
	// MaxToken the bytes of one IRI, literal or other token (a reader may take
	// one that it has in its buffer of some 256 KiB all the same), MaxNames the names
	// that a document may make its reader remember: prefixes and rdf:IDs. 0
	// means the default of the syntax package. What exceeds one is refused with
	// a SyntaxError that names the limit.
	MaxDepth, MaxToken, MaxNames int
	// Workers is the number of goroutines that parse; 0 means one. Only line
	// formats use more than one; the order of the quads stays that of the
	// document.
	Workers int
	// OnError is told of a statement that is refused, and says whether the
	// reader goes on with the next. Only line formats can, and JSON-LD for what
	// it leaves out; without it, and in other formats, the first error ends the
	// sequence.
	OnError func(*SyntaxError) bool
	// OnPrefix is told of each prefix that the document declares, before the
	// quads that follow it.
	OnPrefix func(Prefix)
}

// A DecodeFunc reads one document of a syntax, in the order it is written and
// in memory that does not grow with it unless the syntax package says so. The
// sequence ends after the first error, which is a *SyntaxError when the
// document is at fault. It may be ranged over once.
type DecodeFunc func(r io.Reader, opts DecodeOptions) iter.Seq2[Quad, error]

// EncodeOptions say how a document is written. The zero value works.
type EncodeOptions struct {
	// Base makes IRIs relative where the syntax can and its package says so;
	// most write them in full, so that a copy still says the same.
	Base string
	// Prefixes abbreviate IRIs where the syntax can; unused ones are left out.
	Prefixes []Prefix
	// Root is the term the document is about, written first or, in JSON-LD, as
	// the outermost object. The zero Term means none.
	Root Term
	// Stream writes quads as they come, in memory that does not grow with the
	// document: neighbours that share a subject are put together, the rest is
	// not. Root is not used then.
	Stream bool
}

// An Encoder writes one document. Encode may buffer; Close writes what is left
// and does not close the underlying writer. A syntax without graph names
// writes the triples of every graph, each once.
type Encoder interface {
	Encode(q Quad) error
	Close() error
}

// A Prefixer is an Encoder that can take up a prefix after its start. What it
// has no use for it ignores.
type Prefixer interface {
	Prefix(p Prefix) error
}

// An EncodeFunc starts a document of a syntax on w.
type EncodeFunc func(w io.Writer, opts EncodeOptions) Encoder

// A SyntaxError reports input outside its grammar. Offset counts bytes from 0;
// Line and Column count from 1, Column in code points. A position that is not
// known is 0 throughout.
type SyntaxError struct {
	Source       string // file, feed or "query"
	Offset       int64
	Line, Column int
	Rule         string // "Turtle [15] collection"
	Msg          string // what was found and what was expected
	Hint         string // what the author may have meant; may be empty
	Text         string // the line, in line formats
	Limit        string // the limit exceeded: "depth", "token", "names", "bytes", "values", "contexts"; "" if none
}

// Expected returns what was expected in place of what was found, in words: "an IRI or
// ')'"; "" where the error is of another kind.
func (e *SyntaxError) Expected() string {
	for _, end := range []string{" was expected", " were expected"} {
		before, _, ok := strings.Cut(e.Msg, end)
		if at := strings.LastIndex(before, " where "); ok && at >= 0 {
			return before[at+len(" where "):]
		}
	}
	_, what, _ := strings.Cut(e.Msg, ", expected ")
	return what
}

// Error returns source:line:column: message (rule); hint.
func (e *SyntaxError) Error() string {
	s := e.Msg
	switch {
	case e.Line > 0 && e.Source != "":
		s = fmt.Sprintf("%s:%d:%d: %s", e.Source, e.Line, e.Column, s)
	case e.Line > 0:
		s = fmt.Sprintf("%d:%d: %s", e.Line, e.Column, s)
	case e.Source != "":
		s = e.Source + ": " + s
	}
	if e.Rule != "" {
		s += " (" + e.Rule + ")"
	}
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// WriteAll encodes all quads and closes the encoder. It stops at the first
// error of either side.
func WriteAll(e Encoder, quads iter.Seq2[Quad, error]) error {
	for q, err := range quads {
		if err != nil {
			return err
		}
		if err := e.Encode(q); err != nil {
			return err
		}
	}
	return e.Close()
}
