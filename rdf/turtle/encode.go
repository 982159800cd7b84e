package turtle

import (
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/internal/scratch"
)

// encoder gathers the quads; Close does the work.
type encoder struct {
	w     io.Writer
	opts  rdf.EncodeOptions
	trig  bool
	check *rdf.Checker // nil until the first quad
	quads rdf.Numbering
	whole *rdf.Numbered // in place of quads, where the document came at once
}

// NewEncoder writes Turtle: the triples of all graphs, each once.
//
// Order: the root, then IRIs and then blank nodes by name; in a subject its
// types, its labels, then predicates and objects by name. Prefixes that the
// document does not use are left out; IRIs are written in full or with a
// prefix, never relative (Base is not used). Blank nodes that one triple alone
// refers to are nested there, and lists are written as lists.
//
// Memory: the document, until Close. The encoder is a rdf.NumberedEncoder.
//
// When Stream is set, quads are written in the order in which they come, those
// that follow one another with one subject in one statement, in constant
// memory; blank nodes keep their labels and lists are not written as such. The
// encoder then is a rdf.Prefixer.
func NewEncoder(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	if o.Stream {
		return newStreamEncoder(w, o, false)
	}
	return &encoder{w: w, opts: o}
}

// NewTriGEncoder writes TriG: first the default graph, then the named graphs
// by name, each as NewEncoder does it.
func NewTriGEncoder(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	if o.Stream {
		return newStreamEncoder(w, o, true)
	}
	return &encoder{w: w, opts: o, trig: true}
}

func (e *encoder) Encode(q rdf.Quad) error {
	if e.check == nil {
		e.check = new(rdf.Checker)
	}
	if err := e.check.Check(&q); err != nil {
		return fmt.Errorf("turtle: %w", err)
	}
	e.quads.Add(q)
	return nil
}

// EncodeNumbered takes a whole document, when no quad has come.
func (e *encoder) EncodeNumbered(n *rdf.Numbered) error {
	if err := n.Check(); err != nil {
		return fmt.Errorf("turtle: %w", err)
	}
	e.whole = n
	return nil
}

func (e *encoder) Close() error {
	if e.whole == nil {
		e.whole = e.quads.Numbered()
	}
	doc := nest.New(e.whole, !e.trig)
	defer doc.Free()
	buffer := scratch.Buffer()
	p := newPrinter(doc, e.opts.Prefixes, *buffer)
	defer func() { scratch.Free(buffer, p.out); p.free() }()
	for i, name := range doc.Graphs {
		if i > 0 {
			p.out = append(p.out, '\n')
		}
		if p.Graph = doc.Graph(i, e.whole.Find(e.opts.Root)); name == 0 {
			p.subjects()
		} else {
			p.namedGraph(name)
		}
	}
	body := len(p.out)
	p.out = p.names.appendFresh(p.out)
	if len(p.out) > body {
		p.out = append(p.out, '\n')
	}
	p.out = append(p.out, p.out[:body]...)
	_, err := e.w.Write(p.out[body:]) // at once: it is known then how long all is
	return err
}

// foremost are the predicates that come first in a subject: types, then labels.
var foremost = []rdf.Term{
	nest.Type,
	rdf.IRI("http://www.w3.org/2000/01/rdf-schema#label"),
	rdf.IRI("http://www.w3.org/2004/02/skos/core#prefLabel"),
	rdf.IRI("http://purl.org/dc/terms/title"),
	rdf.IRI("http://schema.org/name"),
	rdf.IRI("http://xmlns.com/foaf/0.1/name"),
}
