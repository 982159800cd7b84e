package nquads

import (
	"io"
	"iter"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/scan"
)

// defaultDepth bounds how deep triple terms nest unless told.
const defaultDepth = 64

// Decode reads N-Quads. Blank node labels are kept, behind the prefix of the
// options; relative IRIs are errors whatever the base is.
//
// Memory: the longest line token, at most 64 MiB.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return decode(r, o, "N-Quads", true)
}

// DecodeTriples reads N-Triples, like Decode. A graph name is an error.
func DecodeTriples(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return decode(r, o, "N-Triples", false)
}

func decode(r io.Reader, o rdf.DecodeOptions, syntax string, graphs bool) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		d := &decoder{Scanner: scan.New(r, syntax, o.Source), prefix: o.BlankPrefix, graphs: graphs, maxDepth: o.MaxDepth}
		if d.maxDepth == 0 {
			d.maxDepth = defaultDepth
		}
		for d.nextLine() {
			if d.version() {
				continue
			}
			q := d.statement()
			if d.Err() == nil && !yield(q, nil) {
				return
			}
		}
		if d.Err() != nil {
			yield(rdf.Quad{}, d.Err())
		}
	}
}

type decoder struct {
	*scan.Scanner
	prefix   string // of blank node labels
	graphs   bool
	maxDepth int
	// last are the terms read last, by kind of place: neighbouring lines have
	// most of their terms in common, and one string for all saves memory.
	last [4]rdf.Term
}

// nextLine moves to the next statement and reports whether there is one.
func (d *decoder) nextLine() bool {
	d.Space(true)
	return d.Err() == nil && !d.Ended(0)
}

// version skips a VERSION directive of RDF 1.2.
func (d *decoder) version() bool {
	if !d.Take("VERSION") {
		return false
	}
	d.Space(false)
	d.String(false)
	d.endLine("versionDirective")
	return true
}

func (d *decoder) statement() (q rdf.Quad) {
	q.S = d.subject()
	d.Space(false)
	q.P = d.iri(1)
	d.Space(false)
	q.O = d.object(0)
	d.Space(false)
	if d.graphs && d.At(0) != '.' {
		q.G = d.graph()
		d.Space(false)
	}
	if !d.Take(".") {
		d.Errorf("statement", "found %s where '.' was expected", d.Found())
	}
	d.endLine("statement")
	return q
}

// endLine demands that nothing else stands on the line.
func (d *decoder) endLine(rule string) {
	d.Space(false)
	if c := d.At(0); c != '\n' && c != '\r' && !d.Ended(0) {
		d.Errorf(rule, "found %s after the end of a statement, before that of its line", d.Found())
	}
}

func (d *decoder) subject() rdf.Term {
	if d.At(0) == '_' {
		return d.blank()
	}
	return d.iri(0)
}

func (d *decoder) graph() rdf.Term {
	if d.At(0) == '_' {
		return d.blank()
	}
	return d.iri(3)
}

// iri reads an absolute IRI for a place: subject, predicate, object, graph.
func (d *decoder) iri(place int) rdf.Term {
	t := rdf.IRI(d.absolute())
	if t == d.last[place] {
		return d.last[place]
	}
	d.last[place] = t
	return t
}

func (d *decoder) absolute() string {
	here := d.Here()
	iri := d.IRIREF()
	if !rdf.IsAbsoluteIRI(iri) {
		d.ErrorAt(here, "IRIREF", "", "relative IRI <%s>", iri)
	}
	return iri
}

func (d *decoder) blank() rdf.Term { return rdf.BlankNode(d.prefix + d.Label()) }

func (d *decoder) object(depth int) rdf.Term {
	switch c := d.At(0); {
	case c == '"':
		return d.Literal(d.String(false), false, d.absolute)
	case c == '_':
		return d.blank()
	case d.Has("<<("):
		return d.tripleTerm(depth + 1)
	case c == '<':
		return d.iri(2)
	}
	d.Errorf("object", "found %s where an IRI, blank node or literal was expected", d.Found())
	return rdf.Term{}
}

func (d *decoder) tripleTerm(depth int) rdf.Term {
	const rule = "tripleTerm"
	if depth > d.maxDepth {
		d.Errorf(rule, "triple terms nested deeper than %d levels", d.maxDepth)
		return rdf.Term{}
	}
	d.Skip(3)
	d.Space(false)
	var t rdf.Triple
	t.S = d.subject()
	d.Space(false)
	t.P = d.iri(1)
	d.Space(false)
	t.O = d.object(depth)
	d.Space(false)
	if !d.Take(")>>") {
		d.Errorf(rule, "found %s where ')>>' was expected", d.Found())
	}
	return rdf.TripleTerm(t)
}
