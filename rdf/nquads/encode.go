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
	// suffixes are what stands behind the quotes of literals, by one of their
	// datatype or language without text.
	suffixes recent.Ring[rdf.Term, string]
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
	suffix, met := e.suffixes.Get(plain)
	if !met {
		suffix = string(appendSuffix(nil, t))
		if len(suffix) <= recent.MaxText {
			e.suffixes.Put(plain, suffix)
		}
	}
	return append(dst, suffix...)
}

func (e *encoder) flush() error {
	_, err := e.w.Write(e.out)
	e.out = e.out[:0]
	return err
}

func (e *encoder) Close() error { return e.flush() }
