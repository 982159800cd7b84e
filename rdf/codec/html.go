package codec

import (
	"bytes"
	"io"

	"w3id.org/plenary/rdf"
)

// htmlBytes is how much of a document is looked at before it is read as
// anything but HTML.
const htmlBytes = 512

// htmlTags are how a page may begin, in lower case and without what follows.
// Others than these are left to the grammars: <title> may be a relative IRI.
var htmlTags = []string{"<!doctype html", "<html"}

// refuseHTML reads the first bytes of a document. It returns a reader of the
// whole document, and an error when it is a page: error pages that are served
// in place of data are the most frequent of all bad input, and what a grammar
// has to say of them helps nobody.
func refuseHTML(r io.Reader, source string) (io.Reader, error) {
	head := make([]byte, htmlBytes)
	n, err := io.ReadFull(r, head)
	if isHTML(head[:n]) {
		return nil, htmlError(source)
	}
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return io.MultiReader(bytes.NewReader(head[:n]), failing{err}), nil
	}
	return io.MultiReader(bytes.NewReader(head[:n]), r), nil
}

// failing is a reader that has failed.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func htmlError(source string) error {
	return &rdf.SyntaxError{
		Source: source, Line: 1, Column: 1, Msg: "this is HTML, not RDF",
		Hint: "a server may have sent a page in place of data: ask it for an RDF media type",
	}
}

// isHTML tells pages by the first tag behind declarations and comments.
func isHTML(head []byte) bool {
	first := bytes.ToLower(xmlProlog(head))
	for _, tag := range htmlTags {
		rest, ok := bytes.CutPrefix(first, []byte(tag))
		if ok && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n>/"), rest[0]) >= 0) {
			return true
		}
	}
	return false
}

// xmlProlog drops what may stand before the first tag: a byte order mark,
// white space, processing instructions and comments.
func xmlProlog(b []byte) []byte {
	for b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")); ; {
		b = bytes.TrimLeft(b, " \t\r\n")
		end := ""
		switch {
		case bytes.HasPrefix(b, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(b, []byte("<!--")):
			end = "-->"
		default:
			return b
		}
		_, after, closed := bytes.Cut(b, []byte(end))
		if !closed {
			return nil
		}
		b = after
	}
}
