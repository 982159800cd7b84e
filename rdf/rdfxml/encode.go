package rdfxml

import (
	"cmp"
	"io"
	"iter"
	"slices"

	"w3id.org/plenary/rdf"
)

var rdfType = rdf.IRI(rdfNS + "type")

// NewEncoder writes RDF/XML: the triples of all graphs, each once. It is an
// rdf.Prefixer. What needs RDF 1.2, triple terms and base directions, is
// announced by rdf:version; documents without it are RDF 1.1. An XML literal
// stands as elements where it is in canonical form, else as text with its
// datatype.
//
// Order: the root, then IRIs and then blank nodes by name; in a subject by
// predicate and object. The first type that can be an element name is one.
// With Stream, the order of Encode; only the repetition of a triple that
// follows it at once is left out, all prefixes given before the first quad
// stand at the root, and later ones where they are made use of.
//
// Memory: the triples, until Close; with Stream, 64 KiB and the prefixes.
//
// Errors: of Encode, for what RDF/XML cannot say: a predicate that does not
// end in an XML name, or that the grammar reserves; characters that XML 1.0
// leaves out. Nothing is written of such a quad.
//
// Spec: RDF 1.2 XML Syntax §7.
func NewEncoder(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	p := page{w: w, names: newNames(o.Prefixes)}
	if o.Stream {
		return &streamEncoder{page: p, prefixes: slices.Clone(o.Prefixes)}
	}
	return &encoder{page: p, root: o.Root}
}

// An encoder gathers the triples; Close does the work.
type encoder struct {
	page
	root    rdf.Term
	triples []rdf.Triple
}

func (e *encoder) Encode(q rdf.Quad) error {
	if err := e.check(q); err != nil {
		return err
	}
	e.triples = append(e.triples, q.Triple())
	return nil
}

// Prefix takes up a prefix at any time before Close.
func (e *encoder) Prefix(p rdf.Prefix) error {
	e.names.want(p)
	return nil
}

func (e *encoder) Close() error {
	slices.SortFunc(e.triples, func(a, b rdf.Triple) int {
		return cmp.Or(e.rank(a.S)-e.rank(b.S), rdf.CompareTriples(a, b))
	})
	e.triples = slices.Compact(e.triples)
	for list := range e.subjects() {
		e.survey(list)
	}
	if e.its {
		e.names.declare("its", itsNS)
	}
	e.names.settle()
	e.start()
	for list := range e.subjects() {
		e.subject(list)
		if err := e.flush(pageBytes); err != nil {
			return err
		}
	}
	e.end()
	return e.flush(0)
}

func (e *encoder) rank(s rdf.Term) int {
	switch {
	case s == e.root:
		return 0
	case s.IsIRI():
		return 1
	}
	return 2
}

// subjects yields the sorted triples by subject.
func (e *encoder) subjects() iter.Seq[[]rdf.Triple] {
	return func(yield func([]rdf.Triple) bool) {
		for rest := e.triples; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].S == rest[0].S {
				n++
			}
			if !yield(rest[:n]) {
				return
			}
			rest = rest[n:]
		}
	}
}

// survey finds out what the root has to declare for a subject.
func (e *encoder) survey(list []rdf.Triple) {
	typed := typeOf(list)
	for i, t := range list {
		if i == typed {
			e.names.adopt(t.O.Value())
			continue
		}
		e.surveyTriple(t)
	}
}

func (e *encoder) surveyTriple(t rdf.Triple) {
	e.names.adopt(t.P.Value())
	if t.O.Direction() != rdf.NoDirection {
		e.rdf12, e.its = true, true
	}
	if inside, ok := t.O.Triple(); ok {
		e.rdf12 = true
		e.surveyTriple(inside)
	}
}

// typeOf returns the first type that can be the name of a node element, -1
// without one.
func typeOf(list []rdf.Triple) int {
	return slices.IndexFunc(list, func(t rdf.Triple) bool {
		return t.P == rdfType && t.O.IsIRI() && isNodeName(t.O.Value())
	})
}

// subject writes the triples of one subject as a node element.
func (e *encoder) subject(list []rdf.Triple) {
	name, typed := description, typeOf(list)
	if typed >= 0 {
		name = e.names.of(list[typed].O.Value())
	}
	e.node("  ", name, list[0].S)
	if typed >= 0 && len(list) == 1 {
		e.text = append(e.text, "/>\n"...)
		return
	}
	e.text = append(e.text, ">\n"...)
	for i, t := range list {
		if i != typed {
			e.property("    ", t, e.rdf12)
		}
	}
	e.closing("  ", name.qname)
}
