package nquads

import (
	"bufio"
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
)

// bufferBytes is how much is gathered before the writer is called.
const bufferBytes = 32 << 10

type encoder struct {
	w    *bufio.Writer
	line []byte
	seen map[rdf.Triple]struct{} // nil unless graph names are left out
}

// NewEncoder writes N-Quads, one line per quad as they come, none left out.
// It has no use for the options.
func NewEncoder(w io.Writer, _ rdf.EncodeOptions) rdf.Encoder {
	return &encoder{w: bufio.NewWriterSize(w, bufferBytes)}
}

// NewTriplesEncoder writes N-Triples: graph names are left out, and a triple
// that came before is too, in whichever graph it was. It has no use for the
// options.
//
// Memory: the distinct triples.
func NewTriplesEncoder(w io.Writer, _ rdf.EncodeOptions) rdf.Encoder {
	return &encoder{w: bufio.NewWriterSize(w, bufferBytes), seen: make(map[rdf.Triple]struct{})}
}

func (e *encoder) Encode(q rdf.Quad) error {
	if err := q.Check(); err != nil {
		return fmt.Errorf("nquads: %w", err)
	}
	if e.seen != nil {
		before := len(e.seen)
		e.seen[q.Triple()] = struct{}{}
		if len(e.seen) == before {
			return nil
		}
		q.G = rdf.Term{}
	}
	e.line = AppendQuad(e.line[:0], q)
	_, err := e.w.Write(e.line)
	return err
}

func (e *encoder) Close() error { return e.w.Flush() }
