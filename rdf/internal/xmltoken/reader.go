package xmltoken

import (
	"cmp"
	"io"

	"w3id.org/plenary/rdf"
)

// A Kind is what a token is.
type Kind uint8

// The kinds of tokens. End is the end of the document, or an error.
const (
	End Kind = iota
	StartTag
	EndTag
	Text
	Comment
	Instruction

	nothing // what callers do not see
)

// Limits of a reader unless told.
const (
	DefaultDepth = 512
	DefaultToken = 64 << 20
	DefaultNames = 100_000
)

// What the methods that read a token return where they do not return its
// length.
const (
	short = -1 // it goes on behind what is at hand
	wrong = -2 // there is an error
)

// A Reader reads the tokens of one document. What it lends, it lends until the
// next call of Next.
type Reader struct {
	input
	names
	doctype
	elements []element // open ones, the outermost first
	maxDepth int
	rooted   bool // the root element has begun
	begun    bool // behind the XML declaration
	closing  bool // an end tag comes that is not written: that of <a/>
	inCDATA  bool

	last    int // length of the token at hand, which ends at pos
	name    *Name
	attrs   []Attr
	marked  []written // attributes of the tag at hand
	chars   []byte    // of text and comments
	target  string    // of an instruction
	scratch []byte    // for text that differs from what is written
	values  []byte    // for values that do
}

// An element is one that waits for its end tag.
type element struct {
	name     *Name
	bindings int // how many there were before it
}

// NewReader reads a document with the limits of the options: MaxDepth bounds
// elements (512 by default), MaxToken the bytes of a tag, comment or document
// type (64 MiB), MaxNames the namespaces in force and the declarations of a
// document type (100,000).
func NewReader(r io.Reader, o rdf.DecodeOptions) *Reader {
	x := &Reader{maxDepth: cmp.Or(o.MaxDepth, DefaultDepth)}
	x.source, x.r = o.Source, r
	x.limit, x.maxNames = cmp.Or(o.MaxToken, DefaultToken), cmp.Or(o.MaxNames, DefaultNames)
	x.names.init()
	x.values = []byte{} // no value is nil
	x.start()
	return x
}

// Err returns what ended the document: nil when it was read to its end.
func (r *Reader) Err() error { return r.err }

// Errorf returns an error at the start of the token at hand, behind white space
// if that is a text.
func (r *Reader) Errorf(rule, hint, format string, args ...any) *rdf.SyntaxError {
	space := spaceLen(r.buf[r.pos-r.last : r.pos])
	return r.errorAt(space-r.last, rule, hint, format, args...)
}

// Name returns the name of the start or end tag at hand.
func (r *Reader) Name() *Name { return r.name }

// Attrs returns the attributes of the start tag at hand, without those that
// declare namespaces, in the order they are written.
func (r *Reader) Attrs() []Attr { return r.attrs }

// Text returns the text, comment or data of an instruction at hand, references
// replaced and line ends as \n. A text may come in many pieces.
func (r *Reader) Text() []byte { return r.chars }

// Target returns the target of the instruction at hand.
func (r *Reader) Target() string { return r.target }

// Next reads the next token. An empty element has an end tag as any other.
func (r *Reader) Next() Kind {
	if r.closing {
		r.closing, r.last = false, 0
		return r.leave()
	}
	for r.err == nil {
		r.last = 0
		kind, n := r.token(r.text())
		switch {
		case n > r.limit && kind != Text:
			r.long()
		case n >= 0:
			r.pos += n
			r.last = n
			if kind != nothing {
				return kind
			}
		case n == short && !r.more():
			r.finish()
			return End
		}
	}
	return End
}

// finish checks that the document may end here.
func (r *Reader) finish() {
	rest := len(r.text())
	switch n := len(r.elements); {
	case r.err != nil:
	case n > 0:
		r.fail(rest, "[39] element", "", "the document ends inside <%s>", r.elements[n-1].name.Written)
	case rest > 0:
		r.fail(rest, "[1] document", "", "the document ends inside a tag, comment or declaration")
	case !r.rooted:
		r.fail(rest, "[1] document", "", "the document has no element")
	}
}

// token reads the token that b begins with and returns its length.
func (r *Reader) token(b []byte) (Kind, int) {
	switch {
	case len(b) == 0:
		return nothing, short
	case r.inCDATA:
		return Text, r.cdata(b)
	case b[0] != '<':
		return r.textual(b)
	case len(b) == 1:
		return nothing, short
	case b[1] == '/':
		return EndTag, r.endTag(b)
	case b[1] == '?':
		return r.instruction(b)
	case b[1] == '!':
		return r.declaration(b)
	}
	return StartTag, r.startTag(b)
}
