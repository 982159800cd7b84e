package nquads

import (
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/recent"
)

// bufferBytes is how much is gathered before the writer is called.
const bufferBytes = 64 << 10

type encoder struct {
	w       io.Writer
	out     []byte
	triples bool
	seen    map[rdf.Triple]struct{} // nil unless each triple is written once
	checker rdf.Checker
	suffix  [8]suffix
	next    int // of suffix, to give up
}

// A suffix is what stands behind the quotes of all literals that differ from
// one in their text alone.
type suffix struct {
	literal rdf.Term // without text
	text    string
}

// NewEncoder writes N-Quads in canonical form, one line per quad as they come,
// none left out. It has no use for the options.
//
// Memory: 64 KiB and the longest line.
func NewEncoder(w io.Writer, _ rdf.EncodeOptions) rdf.Encoder { return &encoder{w: w} }

// NewTriplesEncoder writes N-Triples, like NewEncoder; graph names are left
// out. A triple that came before is too, in whichever graph it was, unless
// Stream is set.
//
// Memory: the distinct triples; that of NewEncoder when Stream is set.
func NewTriplesEncoder(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	e := &encoder{w: w, triples: true}
	if !o.Stream {
		e.seen = make(map[rdf.Triple]struct{})
	}
	return e
}

func (e *encoder) Encode(q rdf.Quad) error {
	if err := e.checker.Check(&q); err != nil {
		return fmt.Errorf("nquads: %w", err)
	}
	if e.repeats(q.Triple()) {
		return nil
	}
	e.out = append(AppendTerm(e.out, q.S), ' ')
	e.out = append(AppendTerm(e.out, q.P), ' ')
	e.out = e.appendObject(e.out, q.O)
	if !e.triples && !q.G.IsZero() {
		e.out = AppendTerm(append(e.out, ' '), q.G)
	}
	e.out = append(e.out, " .\n"...)
	if len(e.out) < bufferBytes {
		return nil
	}
	return e.flush()
}

func (e *encoder) repeats(t rdf.Triple) bool {
	if e.seen == nil {
		return false
	}
	before := len(e.seen)
	e.seen[t] = struct{}{}
	return len(e.seen) == before
}

func (e *encoder) appendObject(dst []byte, t rdf.Term) []byte {
	plain := t.WithLexical("")
	if plain.IsZero() {
		return AppendTerm(dst, t)
	}
	dst = append(AppendEscaped(append(dst, '"'), t.Value()), '"')
	for i := range e.suffix {
		if e.suffix[i].literal == plain {
			return append(dst, e.suffix[i].text...)
		}
	}
	text := string(appendSuffix(nil, t))
	if len(text) <= recent.MaxText {
		e.suffix[e.next] = suffix{plain, text}
		e.next = (e.next + 1) % len(e.suffix)
	}
	return append(dst, text...)
}

func (e *encoder) flush() error {
	_, err := e.w.Write(e.out)
	e.out = e.out[:0]
	return err
}

func (e *encoder) Close() error { return e.flush() }
