package xmlreader

import (
	"cmp"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmltoken"
)

// A canonicalizer writes the content of an XML literal in the form of Exclusive
// XML Canonicalization 1.0 with comments.
type canonicalizer struct {
	d        *decoder
	rendered []rdf.Prefix // namespaces declared in the output, the innermost last
	open     []int        // how many there were before each open element
	used     []rdf.Prefix
	attrs    []xmltoken.Attr
}

// canonicalXML reads the content of a property element to its end tag and
// returns it, until the next literal.
func (d *decoder) canonicalXML() []byte {
	d.verbatim = true
	defer func() { d.verbatim = false }()
	d.clearText()
	c := canonicalizer{d: d}
	for {
		switch d.next() {
		case xmltoken.StartTag:
			c.start(d.xml.Name(), d.xml.Attrs())
		case xmltoken.EndTag:
			if len(c.open) == 0 {
				return d.text
			}
			c.rendered = c.rendered[:c.open[len(c.open)-1]]
			c.open = c.open[:len(c.open)-1]
			c.write("</", d.xml.Name().Written, ">")
		case xmltoken.Text:
			c.escape(d.xml.Text(), textEscapes)
		case xmltoken.Comment:
			c.write("<!--", string(d.xml.Text()), "-->")
		case xmltoken.Instruction:
			c.write("<?", d.xml.Target())
			if data := d.xml.Text(); len(data) > 0 {
				c.write(" ", string(data))
			}
			c.write("?>")
		default:
			return nil
		}
	}
}

func (c *canonicalizer) write(texts ...string) {
	for _, t := range texts {
		c.d.addText([]byte(t))
	}
}

var (
	textEscapes      = map[byte]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '\r': "&#xD;"}
	attributeEscapes = map[byte]string{'&': "&amp;", '<': "&lt;", '"': "&quot;", '\t': "&#x9;", '\n': "&#xA;", '\r': "&#xD;"}
)

func (c *canonicalizer) escape(text []byte, escapes map[byte]string) {
	done := 0
	for i, b := range text {
		if escape, ok := escapes[b]; ok {
			c.d.addText(text[done:i])
			c.write(escape)
			done = i + 1
		}
	}
	c.d.addText(text[done:])
}

// start writes a start tag: the namespaces that it makes use of and that are
// not in force yet, then its attributes, both sorted.
func (c *canonicalizer) start(name *xmltoken.Name, attrs []xmltoken.Attr) {
	c.open = append(c.open, len(c.rendered))
	c.write("<", name.Written)
	c.used = append(c.used[:0], rdf.Prefix{Name: name.Prefix, IRI: name.Space})
	c.attrs = append(c.attrs[:0], attrs...)
	for _, a := range attrs {
		if a.Name.Prefix != "" {
			c.used = append(c.used, rdf.Prefix{Name: a.Name.Prefix, IRI: a.Name.Space})
		}
	}
	slices.SortFunc(c.used, func(x, y rdf.Prefix) int { return strings.Compare(x.Name, y.Name) })
	for _, p := range slices.Compact(c.used) {
		c.declare(p)
	}
	slices.SortFunc(c.attrs, func(x, y xmltoken.Attr) int {
		return cmp.Or(strings.Compare(x.Name.Space, y.Name.Space), strings.Compare(x.Name.Local, y.Name.Local))
	})
	for _, a := range c.attrs {
		c.write(" ", a.Name.Written, `="`)
		c.escape(a.Value, attributeEscapes)
		c.write(`"`)
	}
	c.write(">")
}

// declare writes a namespace unless it is in force.
func (c *canonicalizer) declare(p rdf.Prefix) {
	force := ""
	for _, r := range c.rendered {
		if r.Name == p.Name {
			force = r.IRI
		}
	}
	if p.Name == "xml" || force == p.IRI {
		return
	}
	c.rendered = append(c.rendered, p)
	c.write(strings.TrimSuffix(" xmlns:"+p.Name, ":"), `="`)
	c.escape([]byte(p.IRI), attributeEscapes)
	c.write(`"`)
}

// maxFragmentDepth bounds how deep the elements of a fragment nest that
// IsCanonical approves, so that they can stand in a document.
const maxFragmentDepth = 100

// IsCanonical reports whether text as the content of an element that declares
// no namespace is well formed and its own canonical form: whether what
// parseType="Literal" makes of it is the same text.
func IsCanonical(text string) bool {
	if !strings.ContainsAny(text, "<>&\r") {
		return true
	}
	d := newDecoder(strings.NewReader("<x>"+text+"</x>"), rdf.DecodeOptions{MaxDepth: maxFragmentDepth})
	d.next()
	return string(d.canonicalXML()) == text && d.next() == xmltoken.End && d.err == nil
}
