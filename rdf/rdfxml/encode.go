package rdfxml

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmlreader"
	"w3id.org/plenary/rdf/pname"
)

const rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

var rdfType = rdf.IRI(rdfNS + "type")

type encoder struct {
	w       io.Writer
	root    rdf.Term
	triples []rdf.Triple
	names   *names
	labels  map[string]string // blank node labels as NCNames
	body    []byte
}

// NewEncoder writes RDF/XML: the triples of all graphs, each once.
//
// Order: the root, then IRIs and then blank nodes by name; in a subject by
// predicate and object. The first type that can be an element name is one.
//
// Memory: the document, until Close.
//
// Errors: of Encode, for what RDF/XML cannot say: a predicate that does not
// end in an XML name, or that the grammar reserves; triple terms and base
// directions, which are RDF 1.2; characters that XML 1.0 leaves out.
//
// Spec: RDF 1.1 XML Syntax §7.
func NewEncoder(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	return &encoder{w: w, root: o.Root, names: newNames(o.Prefixes), labels: make(map[string]string)}
}

func (e *encoder) Encode(q rdf.Quad) error {
	if err := q.Check(); err != nil {
		return fmt.Errorf("rdfxml: %w", err)
	}
	if err := checkTriple(q.Triple()); err != nil {
		return fmt.Errorf("rdfxml: %w", err)
	}
	e.triples = append(e.triples, q.Triple())
	return nil
}

func (e *encoder) Close() error {
	slices.SortFunc(e.triples, func(a, b rdf.Triple) int {
		return cmp.Or(e.rank(a.S)-e.rank(b.S), rdf.CompareTriples(a, b))
	})
	e.triples = slices.Compact(e.triples)
	e.nameBlanks()
	for rest := e.triples; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].S == rest[0].S {
			n++
		}
		e.subject(rest[:n])
		rest = rest[n:]
	}
	if _, err := e.w.Write(e.names.header()); err != nil {
		return err
	}
	_, err := e.w.Write(append(e.body, "</rdf:RDF>\n"...))
	return err
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

// subject writes the triples of one subject as a node element.
func (e *encoder) subject(list []rdf.Triple) {
	name, typed := "rdf:Description", -1
	for i, t := range list {
		if t.P == rdfType && t.O.IsIRI() && isNodeName(t.O.Value()) {
			name, _ = e.names.qname(t.O.Value())
			typed = i
			break
		}
	}
	e.body = append(e.body, "  <"+name...)
	e.reference(list[0].S, "about")
	if typed >= 0 && len(list) == 1 {
		e.body = append(e.body, "/>\n"...)
		return
	}
	e.body = append(e.body, ">\n"...)
	for i, t := range list {
		if i != typed {
			e.property(t)
		}
	}
	e.body = append(e.body, "  </"+name+">\n"...)
}

func (e *encoder) property(t rdf.Triple) {
	name, _ := e.names.qname(t.P.Value()) // Encode has checked it
	e.body = append(e.body, "    <"+name...)
	if !t.O.IsLiteral() {
		e.reference(t.O, "resource")
		e.body = append(e.body, "/>\n"...)
		return
	}
	switch {
	case t.O.Lang() != "":
		e.body = append(e.body, ` xml:lang="`+t.O.Lang()+`"`...)
	case t.O.Datatype() != rdf.XSDString:
		e.attribute("rdf:datatype", t.O.Datatype())
	}
	e.body = append(e.body, '>')
	e.text(t.O.Value())
	e.body = append(e.body, "</"+name+">\n"...)
}

// reference names a node: rdf:nodeID, or the attribute given with its IRI.
func (e *encoder) reference(t rdf.Term, attribute string) {
	if t.IsBlank() {
		e.attribute("rdf:nodeID", e.labels[t.Value()])
		return
	}
	e.attribute("rdf:"+attribute, t.Value())
}

func (e *encoder) attribute(name, value string) {
	e.body = append(e.body, " "+name+`="`...)
	e.text(value)
	e.body = append(e.body, '"')
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#xD;")

func (e *encoder) text(s string) { e.body = append(e.body, escaper.Replace(s)...) }

// nameBlanks gives each blank node an NCName: its label where it is one, else
// a name that no label has.
func (e *encoder) nameBlanks() {
	var rename []string
	for _, t := range e.triples {
		for _, term := range [...]rdf.Term{t.S, t.O} {
			label := term.Value()
			if _, met := e.labels[label]; !term.IsBlank() || met {
				continue
			}
			e.labels[label] = label
			if !pname.IsNCName(label) {
				rename = append(rename, label)
			}
		}
	}
	n := 0
	for _, label := range rename {
		name := ""
		for taken := true; taken; n++ {
			name = fmt.Sprintf("b%d", n)
			_, taken = e.labels[name]
		}
		e.labels[label] = name
	}
}

// checkTriple reports what RDF/XML cannot say. The triple is a valid one.
func checkTriple(t rdf.Triple) error {
	if i := splitQName(t.P.Value()); i < 0 {
		return fmt.Errorf("predicate <%s> does not end in a name that XML allows", t.P.Value())
	}
	if xmlreader.Reserved(t.P.Value(), "li", "Description") {
		return fmt.Errorf("predicate <%s> has another meaning in RDF/XML", t.P.Value())
	}
	if t.O.Kind() == rdf.TripleTermKind {
		return fmt.Errorf("triple terms cannot be written")
	}
	if t.O.Direction() != rdf.NoDirection {
		return fmt.Errorf("base direction of %q cannot be written", t.O.Value())
	}
	for _, term := range [...]rdf.Term{t.S, t.P, t.O} {
		if i := strings.IndexFunc(term.Value(), notXML); i >= 0 {
			return fmt.Errorf("%q has a character that XML 1.0 leaves out, at byte %d", term.Value(), i)
		}
	}
	return nil
}

// notXML is the complement of Char, XML 1.0 §2.2.
func notXML(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF
}
