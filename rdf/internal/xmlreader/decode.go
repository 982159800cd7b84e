// Package xmlreader reads RDF/XML; package rdfxml is its face.
package xmlreader

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmltoken"
	"w3id.org/plenary/rdf/pname"
)

// defaultIDs bounds the values of rdf:ID in a document unless told.
const defaultIDs = 1_000_000

var errStopped = errors.New("stopped")

// Decode is that of package rdfxml.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		d := newDecoder(r, o)
		d.yield = yield
		d.document()
		if d.err != nil && d.err != errStopped {
			yield(rdf.Quad{}, d.err)
		}
	}
}

// A decoder reads one document. Its methods are named for the productions of
// the grammar. Once there is an error, next returns End and all end.
type decoder struct {
	terms
	xml      *xmltoken.Reader
	yield    func(rdf.Quad, error) bool
	opts     rdf.DecodeOptions
	ids      idSet
	elements roles
	// attributes are the roles of their names, properties those of the start
	// tag at hand that stand for triples.
	attributes roles
	properties []xmltoken.Attr
	text       []byte        // of the literal at hand
	verbatim   bool          // comments count: inside an XML literal
	captured   *[]rdf.Triple // takes what is emitted, inside a triple term
	err        error
}

func newDecoder(r io.Reader, o rdf.DecodeOptions) *decoder {
	if o.MaxToken == 0 {
		o.MaxToken = xmltoken.DefaultToken
	}
	d := &decoder{
		terms: newTerms(o), xml: xmltoken.NewReader(r, o), opts: o,
		elements: make(roles), attributes: make(roles), ids: newIDSet(o.MaxNames),
	}
	if !pname.IsLabel(o.BlankPrefix + "a") {
		d.err = fmt.Errorf("rdfxml: %q is not the start of a blank node label", o.BlankPrefix)
	}
	return d
}

// next reads the next start tag, end tag or text, inside an XML literal also
// comments and instructions. At the end and after an error, it returns End.
func (d *decoder) next() xmltoken.Kind {
	for d.err == nil {
		switch k := d.xml.Next(); {
		case k == xmltoken.End:
			d.err = d.xml.Err()
			return k
		case k == xmltoken.StartTag && d.opts.OnPrefix != nil:
			d.tellPrefixes()
			return k
		case k <= xmltoken.Text || d.verbatim:
			return k
		}
	}
	return xmltoken.End
}

func (d *decoder) tellPrefixes() {
	for _, p := range d.xml.Declared() {
		if p.IRI != "" {
			d.opts.OnPrefix(p)
		}
	}
}

func (d *decoder) fail(rule, format string, args ...any) {
	if d.err == nil {
		d.err = d.xml.Errorf("RDF/XML "+rule, "", format, args...)
	}
}

// exceed is fail for a limit.
func (d *decoder) exceed(limit, rule, format string, args ...any) {
	if d.err == nil {
		e := d.xml.Errorf("RDF/XML "+rule, "", format, args...)
		e.Limit = limit
		d.err = e
	}
}

func (d *decoder) emit(s, p, o rdf.Term) {
	switch {
	case d.err != nil:
	case d.captured != nil:
		if *d.captured = append(*d.captured, rdf.Triple{S: s, P: p, O: o}); len(*d.captured) > 1 {
			d.fail("parseTypeTriplePropertyElt", "more than one triple where a triple term has one")
		}
	case !d.yield(rdf.Quad{S: s, P: p, O: o}, nil):
		d.err = errStopped
	}
}

// reference returns the IRI that an attribute refers to.
func (d *decoder) reference(ref []byte, s *scope) rdf.Term {
	t, problem := d.resolve(s.base, ref)
	if problem != "" {
		d.fail("URI-reference", "%s", problem)
	}
	return t
}

// blank returns the blank node that an attribute names.
func (d *decoder) blank(id []byte) rdf.Term {
	t, ok := d.named(id)
	if !ok {
		d.fail("rdf-id", "%.80q is not a name for a blank node", id)
	}
	return t
}

// identify returns the IRI of an rdf:ID, which a document may give once.
func (d *decoder) identify(id []byte, s *scope) rdf.Term {
	if !pname.IsNCName(string(id)) {
		d.fail("rdf-id", "%.80q is not an XML name", id)
	}
	t := d.reference(append([]byte{'#'}, id...), s)
	switch {
	case len(d.ids.met) >= d.ids.limit:
		d.exceed("names", "rdf-id", "more than the limit of %d values of rdf:ID", d.ids.limit)
	case !d.ids.add(t.Value()):
		d.fail("rdf-id", "rdf:ID %.80q occurs twice", id)
	}
	return t
}

// plain returns the literal of text in a scope.
func (d *decoder) plain(text []byte, s *scope) rdf.Term {
	if s.like.IsZero() {
		d.fail("xml:lang", "%.80q is not a language tag", s.lang)
		return rdf.Term{}
	}
	return d.literal(s.like, text)
}

// addText adds to the text of the literal at hand.
func (d *decoder) addText(text []byte) {
	if len(d.text)+len(text) > d.opts.MaxToken {
		d.exceed("token", "literal", "a literal longer than the limit of %d bytes", d.opts.MaxToken)
		return
	}
	d.text = append(d.text, text...)
}

// maxIdleText is what is kept of a text that was longer.
const maxIdleText = 1 << 20

// clearText begins a literal.
func (d *decoder) clearText() {
	if d.text = d.text[:0]; cap(d.text) > maxIdleText {
		d.text = nil
	}
}

// blankOnly fails unless text between elements is white space.
func (d *decoder) blankOnly(text []byte, rule string) {
	if s := bytes.TrimLeft(text, " \t\n\r"); len(s) > 0 {
		d.fail(rule, "found text %.20q where an element was expected", s)
	}
}

// An idSet remembers texts by two hashes of them.
type idSet struct {
	limit int
	seeds [2]maphash.Seed
	met   map[[2]uint64]struct{}
}

func newIDSet(limit int) idSet {
	if limit == 0 {
		limit = defaultIDs
	}
	return idSet{limit: limit, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

// add reports whether a text is new.
func (s *idSet) add(text string) bool {
	if s.met == nil {
		s.met = make(map[[2]uint64]struct{})
	}
	key := [2]uint64{maphash.String(s.seeds[0], text), maphash.String(s.seeds[1], text)}
	_, again := s.met[key]
	s.met[key] = struct{}{}
	return !again
}
