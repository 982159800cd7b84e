package codec

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode/utf16"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/scan"
)

// SniffBytes is how much of a document Sniff wants to see.
const SniffBytes = 4096

// ErrUnknown says that a document does not begin like one of any format.
var ErrUnknown = errors.New("codec: cannot tell the format from the content")

// Sniff tells the format of a document by its first SniffBytes bytes; fewer are
// taken to be all of it. Where more than the head would be needed it returns
// the format that holds the other: N-Quads for N-Triples, TriG for Turtle.
//
// Errors: a *rdf.SyntaxError for HTML, and for UTF-16 other than XML;
// ErrUnknown for anything else.
func Sniff(head []byte) (rdf.Format, error) {
	token, err := sniff(head)
	if err != nil {
		return rdf.Format{}, err
	}
	f, _ := rdf.FormatOf(token)
	return f, nil
}

func sniff(head []byte) (string, error) {
	if isHTML(head) {
		return "", htmlError("")
	}
	if isWideXML(head) {
		return "rdfxml", nil
	}
	skip, msg, hint := scan.Encoding(string(head))
	if msg != "" {
		return "", &rdf.SyntaxError{Line: 1, Column: 1, Msg: msg, Hint: hint}
	}
	body := skipComments(head[skip:])
	switch {
	case isXML(body):
		return "rdfxml", nil
	case isJSON(body):
		return "jsonld", nil
	}
	whole := len(head) < SniffBytes
	if token := lineFormat(body, whole); token != "" {
		return token, nil
	}
	return turtleFormat(body, whole)
}

// skipComments drops white space and lines that begin with #.
func skipComments(b []byte) []byte {
	for {
		b = bytes.TrimLeft(b, " \t\r\n")
		if len(b) == 0 || b[0] != '#' {
			return b
		}
		if i := bytes.IndexAny(b, "\r\n"); i >= 0 {
			b = b[i:]
		} else {
			b = nil
		}
	}
}

// isWideXML tells XML in UTF-16, the one syntax that may be.
func isWideXML(head []byte) bool {
	var high, low int // indexes of the bytes of a unit
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("<\x00")):
		high = 1
	case bytes.HasPrefix(head, []byte("\xFE\xFF")), bytes.HasPrefix(head, []byte("\x00<")):
		low = 1
	default:
		return false
	}
	units := make([]uint16, len(head)/2)
	for i := range units {
		units[i] = uint16(head[2*i+high])<<8 | uint16(head[2*i+low])
	}
	text := strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF")
	return isXML([]byte(strings.TrimLeft(text, " \t\r\n")))
}

// xmlTag is a tag with room for an attribute: no IRI has white space. A tag of
// RDF/XML without one would have no namespace.
var xmlTag = regexp.MustCompile(`^<(\?xml|!--|!DOCTYPE|[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?\s)`)

func isXML(b []byte) bool { return xmlTag.Match(b) }

// jsonStart is what no other syntax begins with: an object with a key or none,
// or an array of objects or of nothing.
var jsonStart = regexp.MustCompile(`^(\{\s*["}]|\[\s*[{"]|\[\s*\]\s*$)`)

func isJSON(b []byte) bool { return jsonStart.Match(b) }

const (
	absolute = `<[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^\x60\\\s]*>`
	blank    = `_:[^\s<>"]+`
	literal  = `"(?:[^"\\\n\r]|\\.)*"(?:\^\^` + absolute + `|@[A-Za-z0-9-]+)?`
	resource = `(?:` + absolute + `|` + blank + `)`
	tripleIn = `<<\(.*\)>>`
)

// A statement of N-Triples or N-Quads, alone on its line; its third group is
// the graph name. A line that is cut off matches lineBegin.
var (
	lineStatement = regexp.MustCompile(`^[ \t]*` + resource + `[ \t]*` + absolute + `[ \t]*(` + resource + `|` + literal + `|` + tripleIn + `)[ \t]*(` + resource + `)?[ \t]*\.[ \t]*(?:#.*)?$`)
	lineBegin     = regexp.MustCompile(`^[ \t]*` + resource + `[ \t]*` + absolute + `[ \t]*(?:["_]|<<\(|` + absolute + `[ \t]*[^,;\s])`)
	lineVersion   = regexp.MustCompile(`^[ \t]*VERSION[ \t]*["'][^"']*["'][ \t]*$`)
)

// lineFormat tells N-Triples and N-Quads: each line that the head has in full
// is a statement.
func lineFormat(b []byte, whole bool) string {
	statements, graphs := 0, false
	for line := range bytes.Lines(b) {
		text := bytes.TrimRight(line, "\r\n")
		cutOff := len(text) == len(line) && !whole
		switch m := lineStatement.FindSubmatch(text); {
		case m != nil:
			statements++
			graphs = graphs || m[2] != nil
		case len(skipComments(text)) == 0 || lineVersion.Match(text):
		case cutOff && (statements > 0 || lineBegin.Match(text)):
			statements++
		default:
			return ""
		}
	}
	switch {
	case statements == 0:
		return ""
	case graphs || !whole:
		return "nquads"
	}
	return "ntriples"
}

// turtleStart is how a document of Turtle or TriG may begin.
var turtleStart = regexp.MustCompile(`^(?i:@prefix\s|@base\s|@version\s|prefix\s|base\s|version\s|graph\s)|^[<\[({]|^_:|^[^\s"'@<>]*:[^\s]*[\s.;,<\[("']`)

func turtleFormat(b []byte, whole bool) (string, error) {
	switch {
	case len(b) == 0: // the empty document is one
		return "turtle", nil
	case bytes.IndexByte(b, 0) >= 0 || !turtleStart.Match(b):
		return "", ErrUnknown
	case !whole || namesGraph(b):
		return "trig", nil
	}
	return "turtle", nil
}

// notGraphs are the parts of a document in which a brace does not open a graph:
// strings, IRIs, comments, annotations.
var notGraphs = regexp.MustCompile(`"""(?s:[^"\\]|\\.|""?[^"])*"""|'''(?s:[^'\\]|\\.|''?[^'])*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*|\{\|`)

func namesGraph(b []byte) bool {
	return bytes.IndexByte(notGraphs.ReplaceAll(b, []byte(" ")), '{') >= 0
}
