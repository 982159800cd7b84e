package xmltoken

import (
	"bytes"
	"strings"

	"w3id.org/plenary/rdf/pname"
)

// declaration reads what begins with <!.
func (r *Reader) declaration(b []byte) (Kind, int) {
	for _, form := range [...]struct {
		start string
		read  func([]byte) (Kind, int)
	}{{"<!--", r.comment}, {"<![CDATA[", r.startCDATA}, {"<!DOCTYPE", r.documentType}, {"<!doctype", r.html}} {
		if n := min(len(b), len(form.start)); string(b[:n]) == form.start[:n] {
			if n < len(form.start) {
				return nothing, short
			}
			return form.read(b)
		}
	}
	return nothing, r.fail(0, "[43] content", "", "found <! that begins no comment, CDATA section or document type")
}

func (r *Reader) html([]byte) (Kind, int) {
	return nothing, r.fail(0, dtdRule, "it may be HTML", "found <!doctype, which is written <!DOCTYPE")
}

func (r *Reader) comment(b []byte) (Kind, int) {
	const start = len("<!--")
	n := bytes.Index(b[start:], []byte("--"))
	switch end := start + n + 2; {
	case n < 0 || end == len(b):
		return nothing, short
	case b[end] != '>':
		return nothing, r.fail(start+n, "[15] Comment", "", "found -- inside a comment")
	default:
		r.begun = true
		r.chars = r.lines(b[start : start+n])
		return Comment, end + 1
	}
}

func (r *Reader) startCDATA([]byte) (Kind, int) {
	if len(r.elements) == 0 {
		return nothing, r.fail(0, "[1] document", "", "found a CDATA section outside the root element")
	}
	r.inCDATA = true
	return nothing, len("<![CDATA[")
}

// instruction reads a processing instruction, or the XML declaration.
func (r *Reader) instruction(b []byte) (Kind, int) {
	const rule = "[16] PI"
	n := bytes.Index(b, []byte("?>"))
	if n < 0 {
		return nothing, short
	}
	target := b[2 : 2+nameLen(b[2:])]
	data := b[2+len(target) : max(n, 2+len(target))]
	switch {
	case !pname.IsNCName(string(target)) || len(data) > 0 && spaceLen(data) == 0:
		return nothing, r.fail(2, rule, "", "found a processing instruction without a name")
	case string(target) == "xml" && !r.begun:
		r.begun = true
		return nothing, r.xmlDeclaration(data, n+2)
	case string(target) == "xml":
		return nothing, r.fail(0, "[23] XMLDecl", "", "an XML declaration can only be the first thing in a document")
	case strings.EqualFold(string(target), "xml"):
		return nothing, r.fail(2, rule, "", "an instruction cannot be named %s", target)
	}
	r.begun = true
	r.target = r.keep(target)
	r.chars = r.lines(data[spaceLen(data):])
	return Instruction, n + 2
}

// xmlDeclaration checks version, encoding and standalone, in this order. What
// encoding it is has been seen to.
func (r *Reader) xmlDeclaration(data []byte, n int) int {
	const rule = "[23] XMLDecl"
	at := n - len(data) - len("?>")
	for i, name := range [...]string{"version", "encoding", "standalone"} {
		gap := spaceLen(data)
		rest, ok := bytes.CutPrefix(data[gap:], []byte(name))
		if !ok || gap == 0 {
			if i > 0 {
				continue
			}
			return r.fail(at, rule, "", `the XML declaration does not begin with version="1.0"`)
		}
		rest = rest[spaceLen(rest):]
		value, after, ok := pseudoValue(rest)
		if !ok {
			return r.fail(at, rule, "", "found no value in quotes for %s of the XML declaration", name)
		}
		if problem := r.checkDeclared(name, value); problem != "" {
			return r.fail(at, rule, "", "%s", problem)
		}
		data = after
	}
	if spaceLen(data) < len(data) {
		return r.fail(at, rule, "", "found %s in the XML declaration", found(data[spaceLen(data):]))
	}
	return n
}

// pseudoValue reads ="value".
func pseudoValue(b []byte) (value, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '=' {
		return nil, nil, false
	}
	b = b[1+spaceLen(b[1:]):]
	if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
		return nil, nil, false
	}
	return bytes.Cut(b[1:], b[:1])
}

// checkDeclared says what is wrong with a part of the XML declaration.
func (r *Reader) checkDeclared(name string, value []byte) string {
	switch v := string(value); {
	case name == "version" && (len(v) < 3 || v[:2] != "1." || strings.Trim(v[2:], "0123456789") != ""):
		return "XML " + string(clip(value)) + " is not XML 1.0"
	case name == "standalone" && v != "yes" && v != "no":
		return "standalone is neither yes nor no"
	case name == "encoding":
		return r.contradicts(v)
	}
	return ""
}
