package rdfxml

import "w3id.org/plenary/rdf"

// A streamEncoder writes triples as they come.
type streamEncoder struct {
	page
	prefixes []rdf.Prefix // until the start tag of the root is written
	started  bool
	last     rdf.Triple // the zero Triple when no element is open
}

func (e *streamEncoder) Encode(q rdf.Quad) error {
	if err := e.check(q); err != nil {
		return err
	}
	t := q.Triple()
	if t == e.last {
		return nil
	}
	e.begin()
	if t.S != e.last.S {
		e.finish()
		e.node("  ", description, t.S)
		e.text = append(e.text, ">\n"...)
	}
	e.property("    ", t, false)
	e.last = t
	return e.flush(pageBytes)
}

// Prefix takes up a prefix: for the root before the first quad, else for the
// elements that follow.
func (e *streamEncoder) Prefix(p rdf.Prefix) error {
	e.names.want(p)
	if !e.started {
		e.prefixes = append(e.prefixes, p)
	}
	return nil
}

func (e *streamEncoder) Close() error {
	e.begin()
	e.finish()
	e.end()
	return e.flush(0)
}

// begin writes the start of the document, once.
func (e *streamEncoder) begin() {
	if !e.started {
		e.names.adoptAll(e.prefixes)
		e.names.settle()
		e.start()
		e.started, e.prefixes = true, nil
	}
}

// finish closes the element of the last subject.
func (e *streamEncoder) finish() {
	if e.last.P.IsZero() {
		return
	}
	e.closing("  ", description.qname)
	e.last = rdf.Triple{}
}
