package turtle

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
)

// encoder gathers the quads; Close does the work.
type encoder struct {
	w       io.Writer
	opts    rdf.EncodeOptions
	trig    bool
	checker rdf.Checker
	doc     nest.Document
}

// NewEncoder writes Turtle: the triples of all graphs, each once.
//
// Order: the root, then IRIs and then blank nodes by name; in a subject its
// types, its labels, then predicates and objects by name. Prefixes that the
// document does not use are left out; IRIs are written in full or with a
// prefix, never relative (Base is not used). Blank nodes that one triple alone
// refers to are nested there, and lists are written as lists.
//
// Memory: the document, until Close.
//
// When Stream is set, quads are written in the order in which they come, those
// that follow one another with one subject in one statement, in constant
// memory; blank nodes keep their labels and lists are not written as such. The
// encoder then is a rdf.Prefixer.
func NewEncoder(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	if o.Stream {
		return &streamEncoder{w: w, names: newNames(o.Prefixes)}
	}
	return &encoder{w: w, opts: o, doc: make(nest.Document)}
}

// NewTriGEncoder writes TriG: first the default graph, then the named graphs
// by name, each as NewEncoder does it.
func NewTriGEncoder(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	if o.Stream {
		return &streamEncoder{w: w, trig: true, names: newNames(o.Prefixes)}
	}
	return &encoder{w: w, opts: o, trig: true, doc: make(nest.Document)}
}

func (e *encoder) Encode(q rdf.Quad) error {
	if err := e.checker.Check(&q); err != nil {
		return fmt.Errorf("turtle: %w", err)
	}
	if !e.trig {
		q.G = rdf.Term{}
	}
	e.doc.Add(q)
	return nil
}

func (e *encoder) Close() error {
	graphs, shared := e.doc.Graphs(), e.doc.Shared()
	x := newNames(e.opts.Prefixes)
	var body []byte
	for _, name := range graphs {
		if len(body) > 0 {
			body = append(body, '\n')
		}
		g := nest.New(e.doc[name], shared, e.opts.Root)
		for _, list := range g.Of {
			sortForReading(list)
		}
		p := &printer{Graph: g, names: x, out: body}
		if name.IsZero() {
			p.subjects()
		} else {
			p.namedGraph(name)
		}
		body = p.out
	}
	head := x.appendFresh(nil)
	if len(head) > 0 {
		head = append(head, '\n')
	}
	if _, err := e.w.Write(head); err != nil {
		return err
	}
	_, err := e.w.Write(body)
	return err
}

// labels are the predicates that come right after the types.
var labels = []string{
	"http://www.w3.org/2000/01/rdf-schema#label",
	"http://www.w3.org/2004/02/skos/core#prefLabel",
	"http://purl.org/dc/terms/title",
	"http://schema.org/name",
	"http://xmlns.com/foaf/0.1/name",
}

// sortForReading puts rdf:type first, then labels, then the rest by IRI.
func sortForReading(list []rdf.Triple) {
	slices.SortFunc(list, func(a, b rdf.Triple) int {
		return cmp.Or(predicateRank(a.P)-predicateRank(b.P), rdf.CompareTriples(a, b))
	})
}

func predicateRank(p rdf.Term) int {
	if p == nest.Type {
		return 0
	}
	if i := slices.Index(labels, p.Value()); i >= 0 {
		return i + 1
	}
	return len(labels) + 1
}
