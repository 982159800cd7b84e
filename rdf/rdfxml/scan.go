package rdfxml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"strings"

	"w3id.org/plenary/rdf"
)

// Limits on what a document may make the reader hold.
const (
	defaultMaxDepth    = 256
	maxEntityExpansion = 1 << 20 // bytes of one entity's text
)

// Namespaces that the syntax gives a meaning to.
const (
	xmlNS = "http://www.w3.org/XML/1998/namespace"
	itsNS = "http://www.w3.org/2005/11/its"
)

// name is an expanded name with the prefix it was written with.
type name struct{ space, local, prefix string }

func (n name) iri() string { return n.space + n.local }

func (n name) is(space, local string) bool { return n.space == space && n.local == local }

type attribute struct {
	name  name
	value string
}

// element is a start tag in its context: what xml:base, xml:lang, its:dir and
// rdf:version say here, and the namespaces in scope.
type element struct {
	name       name
	attributes []attribute // without namespace declarations and xml:…
	base, lang string
	dir        rdf.Direction
	version12  bool
	namespaces map[string]string // prefix → namespace; shared with the parent when nothing is declared
	line, col  int
	offset     int64
}

// scanner turns XML tokens into start tags, end tags and text with namespaces
// resolved. It keeps a stack of open elements and checks that tags match, which
// encoding/xml leaves to Token and we need raw names for.
type scanner struct {
	xml      *xml.Decoder
	open     []*element
	maxDepth int
	source   string
}

func newScanner(r io.Reader, o rdf.DecodeOptions) *scanner {
	d := xml.NewDecoder(r)
	d.Entity = map[string]string{}
	d.CharsetReader = decodeCharset
	s := &scanner{xml: d, maxDepth: o.MaxDepth, source: o.Source}
	if s.maxDepth == 0 {
		s.maxDepth = defaultMaxDepth
	}
	s.open = []*element{{base: o.Base, namespaces: map[string]string{"xml": xmlNS}}}
	return s
}

// decodeCharset knows the encodings that XML processors must and ISO-8859-1.
func decodeCharset(charset string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "utf-8", "us-ascii", "ascii":
		return r, nil
	case "iso-8859-1", "latin1":
		return &latin1{r: r}, nil
	}
	return nil, fmt.Errorf("encoding %q is not supported; convert the document to UTF-8", charset)
}

// latin1 widens each byte to a code point.
type latin1 struct {
	r    io.Reader
	rest []byte
}

func (l *latin1) Read(p []byte) (int, error) {
	if len(l.rest) == 0 {
		raw := make([]byte, 4096)
		n, err := l.r.Read(raw)
		for _, b := range raw[:n] {
			l.rest = append(l.rest, string(rune(b))...)
		}
		if n == 0 {
			return 0, err
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

func (s *scanner) top() *element { return s.open[len(s.open)-1] }

// endTag marks the end of the innermost open element.
type endTag struct{}

// next returns *element, endTag or string (text); io.EOF after the root.
func (s *scanner) next() (any, error) {
	for {
		token, err := s.xml.RawToken()
		if err != nil {
			return nil, s.wrap(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			return s.start(token)
		case xml.EndElement:
			return s.end(token)
		case xml.CharData:
			return string(token), nil
		case xml.Directive:
			if err := s.doctype(string(token)); err != nil {
				return nil, err
			}
		case xml.ProcInst, xml.Comment:
		}
	}
}

func (s *scanner) start(token xml.StartElement) (any, error) {
	if len(s.open) > s.maxDepth {
		return nil, s.errorf("", "elements are nested more than %d deep", s.maxDepth)
	}
	parent := s.top()
	e := &element{base: parent.base, lang: parent.lang, dir: parent.dir, version12: parent.version12, namespaces: parent.namespaces}
	e.line, e.col = s.xml.InputPos()
	e.offset = s.xml.InputOffset()
	e.declare(token.Attr)
	var err error
	if e.name, err = s.expand(e, token.Name, true); err != nil {
		return nil, err
	}
	seen := map[[2]string]bool{}
	for _, a := range token.Attr {
		if isDeclaration(a.Name) {
			continue
		}
		n, err := s.expand(e, a.Name, false)
		if err != nil {
			return nil, err
		}
		if key := [2]string{n.space, n.local}; seen[key] {
			return nil, s.errorf("", "attribute %s is given twice", n.local)
		} else {
			seen[key] = true
		}
		if err := s.apply(e, n, a.Value); err != nil {
			return nil, err
		}
	}
	s.open = append(s.open, e)
	return e, nil
}

// apply takes what is context for all below, and keeps the rest as attributes.
func (s *scanner) apply(e *element, n name, value string) error {
	switch {
	case n.is(xmlNS, "base"):
		base, err := rdf.ResolveIRI(e.base, value)
		if err != nil {
			return s.errorf("xml:base", "%v", err)
		}
		e.base, _, _ = strings.Cut(base, "#")
	case n.is(xmlNS, "lang"):
		e.lang = value
	case n.space == xmlNS || strings.HasPrefix(strings.ToLower(n.prefix+n.local), "xml"):
	case n.is(rdfNS, "version"):
		e.version12 = strings.HasPrefix(value, "1.2")
	case n.is(itsNS, "dir"):
		e.dir = map[string]rdf.Direction{"ltr": rdf.LeftToRight, "rtl": rdf.RightToLeft}[value]
	case n.space == itsNS:
	case n.space == "":
		if !isRDFAttribute(n.local) {
			return s.errorf("RDF/XML §6.1.4", "attribute %s has no namespace", n.local)
		}
		e.attributes = append(e.attributes, attribute{name{rdfNS, n.local, ""}, value})
	default:
		e.attributes = append(e.attributes, attribute{n, value})
	}
	return nil
}

// isRDFAttribute tells the attributes that may be written without the rdf:
// prefix, RDF/XML 1.1 §6.1.4.
func isRDFAttribute(local string) bool {
	switch local {
	case "ID", "about", "resource", "parseType", "type":
		return true
	}
	return false
}

func isDeclaration(n xml.Name) bool {
	return n.Space == "xmlns" || n.Space == "" && n.Local == "xmlns"
}

// declare notes the namespaces that a start tag declares.
func (e *element) declare(attributes []xml.Attr) {
	copied := false
	for _, a := range attributes {
		if !isDeclaration(a.Name) {
			continue
		}
		if !copied {
			e.namespaces, copied = maps.Clone(e.namespaces), true
		}
		prefix := a.Name.Local
		if a.Name.Space == "" {
			prefix = ""
		}
		e.namespaces[prefix] = a.Value
	}
}

func (s *scanner) expand(e *element, n xml.Name, isElement bool) (name, error) {
	if n.Space == "" && !isElement {
		return name{"", n.Local, ""}, nil
	}
	space, declared := e.namespaces[n.Space]
	if !declared && n.Space != "" {
		return name{}, s.errorf("Namespaces in XML §5", "prefix %q is not declared", n.Space)
	}
	return name{space, n.Local, n.Space}, nil
}

func (s *scanner) end(token xml.EndElement) (any, error) {
	e := s.top()
	if len(s.open) == 1 || e.name.prefix != token.Name.Space || e.name.local != token.Name.Local {
		return nil, s.errorf("XML §3.1", "end tag %s does not match the start tag", token.Name.Local)
	}
	s.open = s.open[:len(s.open)-1]
	return endTag{}, nil
}

var entityDeclaration = regexp.MustCompile(`<!ENTITY\s+([^\s%]+)\s+(?:"([^"]*)"|'([^']*)')\s*>`)

// doctype takes internal entities of literal text. External ones stay unknown,
// so that using one is an error and nothing is ever fetched.
func (s *scanner) doctype(directive string) error {
	for _, m := range entityDeclaration.FindAllStringSubmatch(directive, -1) {
		text, err := s.entityText(m[2] + m[3])
		if err != nil {
			return err
		}
		s.xml.Entity[m[1]] = text
	}
	return nil
}

var entityReference = regexp.MustCompile(`&([^#;\s]+);`)

// entityText expands references to entities declared before; the sum is bounded.
func (s *scanner) entityText(text string) (string, error) {
	text = entityReference.ReplaceAllStringFunc(text, func(ref string) string {
		if known, ok := s.xml.Entity[ref[1:len(ref)-1]]; ok && len(known) < maxEntityExpansion {
			return known
		}
		return ref
	})
	if len(text) > maxEntityExpansion {
		return "", s.errorf("XML §4.4", "an entity expands to more than %d bytes", maxEntityExpansion)
	}
	return text, nil
}

func (s *scanner) wrap(err error) error {
	if errors.Is(err, io.EOF) {
		if len(s.open) > 1 {
			return s.errorf("XML §2.1", "the document ends inside <%s>", s.top().name.local)
		}
		return io.EOF
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return s.errorf("XML", "%s", syntax.Msg)
	}
	return s.errorf("", "%v", err)
}

// errorf makes an error at the reading position.
func (s *scanner) errorf(rule, format string, args ...any) error {
	line, col := s.xml.InputPos()
	return &rdf.SyntaxError{Source: s.source, Offset: s.xml.InputOffset(), Line: line, Column: col,
		Rule: rule, Msg: fmt.Sprintf(format, args...)}
}
