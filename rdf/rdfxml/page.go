package rdfxml

import (
	"io"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmlreader"
)

const xmlLiteral = rdfNS + "XMLLiteral"

var description = name{qname: "rdf:Description"}

// pageBytes is how much is written at once.
const pageBytes = 64 << 10

// A page is the text of a document on its way out.
type page struct {
	checker
	w     io.Writer
	text  []byte
	names *names
	rdf12 bool // the root says that this is RDF 1.2
	its   bool // the root says which version of ITS, base directions, it is
	err   error
}

// flush writes what there is when it is at least so many bytes.
func (p *page) flush(atLeast int) error {
	if p.err == nil && len(p.text) >= atLeast {
		_, p.err = p.w.Write(p.text)
		p.text = p.text[:0]
	}
	return p.err
}

// start writes the XML declaration and the start tag of the root.
func (p *page) start() {
	p.text = append(p.text, `<?xml version="1.0" encoding="UTF-8"?>`+"\n<rdf:RDF"...)
	for _, d := range p.names.declarations() {
		p.text = append(p.text, "\n   "+d...)
	}
	if p.rdf12 {
		p.text = append(p.text, "\n    "+`rdf:version="1.2"`...)
	}
	if p.its {
		p.text = append(p.text, "\n    "+`its:version="2.0"`...)
	}
	p.text = append(p.text, ">\n"...)
}

func (p *page) end() { p.text = append(p.text, "</rdf:RDF>\n"...) }

// node opens a node element, up to the > of its start tag.
func (p *page) node(indent string, n name, s rdf.Term) {
	p.text = append(append(append(p.text, indent...), '<'), n.qname...)
	p.text = append(p.text, n.declaration...)
	p.reference(s, "about")
}

// closing closes an element on a line of its own.
func (p *page) closing(indent, name string) {
	p.text = append(append(append(p.text, indent...), "</"...), name...)
	p.text = append(p.text, ">\n"...)
}

// property writes a triple as a property element. rdf12 says that what it is
// in is RDF 1.2.
func (p *page) property(indent string, t rdf.Triple, rdf12 bool) {
	n := p.names.of(t.P.Value())
	p.text = append(append(append(p.text, indent...), '<'), n.qname...)
	p.text = append(p.text, n.declaration...)
	inside, isTriple := t.O.Triple()
	switch {
	case isTriple:
		p.version(rdf12)
		p.text = append(p.text, ` rdf:parseType="Triple">`+"\n"...)
		p.tripleTerm(indent+"  ", inside)
		p.closing(indent, n.qname)
	case t.O.IsLiteral():
		p.literal(n, t.O, rdf12)
		p.closing("", n.qname)
	default:
		p.reference(t.O, "resource")
		p.text = append(p.text, "/>\n"...)
	}
}

// version says that an element is RDF 1.2, unless it is in one that is.
func (p *page) version(said bool) {
	if !said {
		p.text = append(p.text, ` rdf:version="1.2"`...)
	}
}

func (p *page) tripleTerm(indent string, t rdf.Triple) {
	p.node(indent, description, t.S)
	p.text = append(p.text, ">\n"...)
	p.property(indent+"  ", t, true)
	p.closing(indent, description.qname)
}

// literal writes the rest of a start tag, and the text.
func (p *page) literal(n name, o rdf.Term, rdf12 bool) {
	switch datatype := o.Datatype(); {
	case o.Lang() != "":
		p.attribute("xml:lang", o.Lang())
		p.direction(n, o.Direction(), rdf12)
	case datatype == xmlLiteral && xmlreader.IsCanonical(o.Value()):
		p.attribute("rdf:parseType", "Literal")
		p.text = append(append(p.text, '>'), o.Value()...)
		return
	case datatype != rdf.XSDString:
		p.attribute("rdf:datatype", datatype)
	}
	p.text = appendEscaped(append(p.text, '>'), o.Value())
}

func (p *page) direction(n name, d rdf.Direction, rdf12 bool) {
	if d == rdf.NoDirection {
		return
	}
	if its := p.names.its(); n.declaration != its { // else the element is of that namespace
		p.text = append(p.text, its...)
	}
	if !p.its {
		p.attribute("its:version", "2.0")
	}
	p.version(rdf12)
	p.attribute("its:dir", d.String())
}

// reference names a node: rdf:nodeID, or the attribute given with its IRI.
func (p *page) reference(t rdf.Term, attribute string) {
	if t.IsBlank() {
		p.attribute("rdf:nodeID", nodeID(t.Value()))
		return
	}
	p.attribute("rdf:"+attribute, t.Value())
}

func (p *page) attribute(name, value string) {
	p.text = append(append(append(p.text, ' '), name...), `="`...)
	p.text = append(appendEscaped(p.text, value), '"')
}

// nodeID returns the label of a blank node as an XML name. Those that begin
// with a digit, after any underscores, get one underscore more, and no two
// become the same.
func nodeID(label string) string {
	if rest := strings.TrimLeft(label, "_"); rest != "" && '0' <= rest[0] && rest[0] <= '9' {
		return "_" + label
	}
	return label
}

// escapes are what text and the values of attributes have in place of single
// bytes. IRIs and languages, which attributes hold, have no white space.
var escapes = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;", '\r': "&#xD;"}

func appendEscaped(dst []byte, s string) []byte {
	done := 0
	for i := range len(s) {
		if escape := escapes[s[i]]; escape != "" {
			dst = append(append(dst, s[done:i]...), escape...)
			done = i + 1
		}
	}
	return append(dst, s[done:]...)
}
