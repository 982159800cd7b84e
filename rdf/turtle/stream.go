package turtle

import (
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/recent"
)

// bufferBytes is how much is gathered before the writer is called.
const bufferBytes = 64 << 10

// A streamEncoder writes statements as they come. What fills the first buffer
// has its prefixes declared before it; a prefix that is needed only later is
// declared between two statements.
type streamEncoder struct {
	w       io.Writer
	out     []byte
	started bool // the first declarations are out
	trig    bool
	checker rdf.Checker
	names   *names
	open    rdf.Quad // the last one, whose statement has not ended; zero if it has
}

func newStreamEncoder(w io.Writer, o rdf.EncodeOptions, trig bool) *streamEncoder {
	e := &streamEncoder{w: w, trig: trig, names: newNames(o.Prefixes)}
	e.names.known = new(recent.Map[string])
	return e
}

// Prefix takes up a prefix, unless its name is in use for another IRI.
func (e *streamEncoder) Prefix(p rdf.Prefix) error {
	e.names.add(p)
	return nil
}

func (e *streamEncoder) Encode(q rdf.Quad) error {
	if err := e.checker.Check(&q); err != nil {
		return fmt.Errorf("turtle: %w", err)
	}
	if !e.trig {
		q.G = rdf.Term{}
	}
	begin, open := len(e.out), e.open
	e.quad(&q)
	if e.started && len(e.names.fresh) > 0 {
		e.out, e.open = e.out[:begin], open
		e.end()
		e.out = e.names.appendFresh(e.out)
		e.quad(&q)
	}
	if len(e.out) < bufferBytes {
		return nil
	}
	return e.flush()
}

// quad writes a quad without what it shares with the one before.
func (e *streamEncoder) quad(q *rdf.Quad) {
	switch {
	case e.open.S.IsZero() || q.G != e.open.G:
		e.end()
		if !q.G.IsZero() {
			e.out = append(e.names.appendTerm(e.out, q.G), " {\n"...)
		}
		e.subject(q)
	case q.S != e.open.S:
		e.out = append(e.out, " .\n"...)
		e.subject(q)
	case q.P != e.open.P:
		e.out = append(e.out, " ;\n    "...)
		e.verb(q)
	default:
		e.out = append(e.out, " , "...)
	}
	e.out = e.names.appendTerm(e.out, q.O)
	e.open = *q
}

func (e *streamEncoder) subject(q *rdf.Quad) {
	e.out = append(e.names.appendTerm(e.out, q.S), ' ')
	e.verb(q)
}

func (e *streamEncoder) verb(q *rdf.Quad) {
	e.out = append(e.names.appendVerb(e.out, q.P), ' ')
}

// end ends the open statement and its graph.
func (e *streamEncoder) end() {
	if e.open.S.IsZero() {
		return
	}
	e.out = append(e.out, " .\n"...)
	if !e.open.G.IsZero() {
		e.out = append(e.out, "}\n"...)
	}
	e.open = rdf.Quad{}
}

func (e *streamEncoder) flush() error {
	if !e.started {
		e.started = true
		head := e.names.appendFresh(nil)
		if len(head) > 0 && len(e.out) > 0 {
			head = append(head, '\n')
		}
		e.out = append(head, e.out...)
	}
	_, err := e.w.Write(e.out)
	e.out = e.out[:0]
	return err
}

func (e *streamEncoder) Close() error {
	e.end()
	return e.flush()
}
