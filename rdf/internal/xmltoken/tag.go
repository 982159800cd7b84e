package xmltoken

import (
	"bytes"
	"fmt"
)

// A written attribute is one before its name is resolved.
type written struct {
	at          int // in the tag
	name, value []byte
	plain       bool // the value is what is written
}

// startTag reads a start tag or that of an empty element.
func (r *Reader) startTag(b []byte) int {
	const rule = "[40] STag"
	n := 1 + nameLen(b[1:])
	r.marked = r.marked[:0]
	for i := n; ; {
		gap := spaceLen(b[i:])
		i += gap
		if i+1 >= len(b) && (i == len(b) || b[i] == '/') {
			return short
		}
		switch {
		case b[i] == '>':
			return r.enter(b[1:n], i+1, false)
		case b[i] == '/' && b[i+1] == '>':
			return r.enter(b[1:n], i+2, true)
		case n == 1:
			return r.fail(0, rule, "a < that is text is written &lt;", "found %s where a name was expected", found(b[1:]))
		case gap == 0:
			return r.fail(i, rule, "", "found %s in the tag <%s>, where white space or > was expected", found(b[i:]), clip(b[1:n]))
		}
		if i = r.attribute(b, i); i < 0 {
			return i
		}
	}
}

// attribute reads name="value" from b[i:] on and returns where it ends.
func (r *Reader) attribute(b []byte, i int) int {
	const rule = "[41] Attribute"
	at := i
	i += nameLen(b[i:])
	name := b[at:i]
	i += spaceLen(b[i:])
	switch {
	case i == len(b):
		return short
	case len(name) == 0:
		return r.fail(i, rule, "", "found %s where an attribute was expected", found(b[i:]))
	case b[i] != '=':
		return r.fail(i, rule, "", "found %s after the attribute %s, where = was expected", found(b[i:]), clip(name))
	}
	i++
	i += spaceLen(b[i:])
	if i == len(b) {
		return short
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return r.fail(i, rule, "", "found %s where the value of %s in quotes was expected", found(b[i:]), clip(name))
	}
	i++
	end, plain := valueLen(b[i:], quote)
	if end < 0 {
		return short
	}
	value := b[i : i+end]
	if !plain {
		if j := bytes.IndexByte(value, '<'); j >= 0 {
			return r.fail(i+j, "[10] AttValue", "write it &lt;", "found < in the value of %s", clip(name))
		}
	}
	if len(r.marked) >= r.maxNames {
		return r.exceed(at, "names", rule, "more than the limit of %d attributes", r.maxNames)
	}
	r.marked = append(r.marked, written{at, name, value, plain})
	return i + end + 1
}

// valueLen returns how long a value is that ends before a quote, -1 when it
// goes on behind b; plain means that nothing in it needs a second look.
func valueLen(b []byte, quote byte) (n int, plain bool) {
	plain = true
	for i, c := range b {
		if class[c]&endsValue == 0 {
			continue
		}
		if c == quote {
			return i, plain
		}
		plain = plain && (c == '"' || c == '\'')
	}
	return -1, false
}

// enter opens an element whose tag has n bytes.
func (r *Reader) enter(name []byte, n int, empty bool) int {
	switch {
	case len(r.elements) >= r.maxDepth:
		return r.exceed(0, "depth", "[39] element", "nested deeper than the limit of %d levels", r.maxDepth)
	case len(r.elements) == 0 && r.rooted:
		return r.fail(0, "[1] document", "", "found <%s> after the end of the root element", clip(name))
	}
	r.begun, r.rooted, r.closing = true, true, empty
	bindings := len(r.undo)
	if !r.resolveTag(name) {
		return wrong
	}
	r.elements = append(r.elements, element{r.name, bindings})
	return n
}

// endTag reads an end tag and closes its element.
func (r *Reader) endTag(b []byte) int {
	const rule = "[42] ETag"
	if n := len(r.elements); n > 0 {
		want := r.elements[n-1].name.Written
		if end := 2 + len(want); len(b) > end && b[end] == '>' && string(b[2:end]) == want {
			r.leave()
			return end + 1
		}
	}
	i := 2 + nameLen(b[2:])
	name := b[2:i]
	i += spaceLen(b[i:])
	switch {
	case i == len(b):
		return short
	case b[i] != '>':
		return r.fail(i, rule, "", "found %s in the end tag </%s>, where > was expected", found(b[i:]), clip(name))
	case len(r.elements) == 0:
		return r.fail(0, rule, "", "end tag </%s> has no start tag to match", clip(name))
	}
	if want := r.elements[len(r.elements)-1].name.Written; string(name) != want {
		return r.fail(0, rule, "", "found the end tag </%s> where </%s> was expected", clip(name), want)
	}
	r.leave()
	return i + 1
}

// leave closes the innermost element and its namespaces.
func (r *Reader) leave() Kind {
	last := r.elements[len(r.elements)-1]
	r.elements = r.elements[:len(r.elements)-1]
	r.name, r.attrs = last.name, r.attrs[:0]
	r.unbind(last.bindings)
	return EndTag
}

// found names what b begins with, for errors.
func found(b []byte) string {
	if len(b) == 0 {
		return "the end of the document"
	}
	c := bytes.Runes(b[:min(len(b), 4)])[0]
	if c == '\n' || c == '\r' {
		return "the end of the line"
	}
	return fmt.Sprintf("%q", c)
}

// clip shortens names in errors.
func clip(b []byte) []byte { return b[:min(len(b), 80)] }
