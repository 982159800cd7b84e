package xmltoken

import (
	"bytes"
	"slices"
	"strconv"
	"unicode/utf8"
)

const (
	// maxExpanded and expandedRatio bound the text that entities stand for: so
	// many bytes, and so many for each byte of the document.
	maxExpanded   = 16 << 20
	expandedRatio = 64
	// maxReference bounds the name in a reference.
	maxReference = 1 << 10
)

// An entity is one that a document type declares.
type entity struct {
	text     string
	external bool // what it stands for is elsewhere
}

var predefined = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// reference appends what the reference stands for that b begins with, and
// returns its length. It is at the i-th byte of what is at hand. Inside the
// value of an attribute white space becomes blanks.
func (r *Reader) reference(dst, b []byte, i int, value bool) ([]byte, int) {
	n := 1
	if n < len(b) && b[n] == '#' {
		n++
	}
	n += nameLen(b[n:])
	switch {
	case n == len(b) && n < maxReference:
		return dst, short
	case n == len(b) || n == 1 || b[n] != ';':
		return dst, r.noSemicolon(i)
	}
	name := b[1:n]
	if name[0] == '#' {
		c, ok := charOf(name[1:])
		if !ok {
			return dst, r.fail(i, "[66] CharRef", "", "&%s; is no character of XML 1.0", name)
		}
		return utf8.AppendRune(dst, c), n + 1
	}
	dst, ok := r.expand(dst, string(name), i, value, nil)
	if !ok {
		return dst, wrong
	}
	return dst, n + 1
}

func (r *Reader) noSemicolon(i int) int {
	return r.fail(i, "[67] Reference", "an & that is text is written &amp;", "found & that begins no reference")
}

// charOf returns the character of a reference by number.
func charOf(number []byte) (rune, bool) {
	base := 10
	if after, hex := bytes.CutPrefix(number, []byte{'x'}); hex {
		number, base = after, 16
	}
	if len(number) == 0 || number[0] == '+' || number[0] == '_' {
		return 0, false
	}
	c, err := strconv.ParseUint(string(number), base, 32)
	return rune(c), err == nil && c <= utf8.MaxRune && isChar(rune(c))
}

// expand appends the text of an entity, XML 1.0 §4.4. inside are the entities
// that refer to it.
func (r *Reader) expand(dst []byte, name string, i int, value bool, inside []string) ([]byte, bool) {
	const rule = "[68] EntityRef"
	if text, ok := predefined[name]; ok {
		return append(dst, text...), true
	}
	e, ok := r.entities[name]
	switch hint := ""; {
	case !ok:
		if r.unread {
			hint = "it may be declared outside the document, which is not read"
		}
		r.fail(i, rule, hint, "entity &%.80s; is not declared", name)
	case e.external:
		r.fail(i, rule, "", "entity &%.80s; is outside the document, which is not read", name)
	case slices.Contains(inside, name):
		r.fail(i, rule, "", "entity &%.80s; refers to itself", name)
	case bytes.IndexByte([]byte(e.text), '<') >= 0:
		r.fail(i, rule, "", "entity &%.80s; holds markup, which is not supported", name)
	case !r.charge(len(name)+len(e.text), i) || len(dst) > r.limit:
		r.exceed(i, "token", rule, "a token longer than the limit of %d bytes", r.limit)
	default:
		return r.appendEntity(dst, e.text, i, value, append(inside, name))
	}
	return dst, false
}

// charge counts what references to entities stand for.
func (r *Reader) charge(n, i int) bool {
	r.expanded += int64(n)
	if limit := maxExpanded + expandedRatio*r.size; r.expanded > limit {
		r.exceed(i, "token", "[68] EntityRef", "references to entities stand for more than the limit of %d bytes and %d for each byte of the document", maxExpanded, expandedRatio)
		return false
	}
	return true
}

func (r *Reader) appendEntity(dst []byte, text string, i int, value bool, inside []string) ([]byte, bool) {
	for j := 0; j < len(text); j++ {
		switch c := text[j]; {
		case c == '&':
			n := 1 + bytes.IndexByte([]byte(text[j:]), ';')
			if n == 0 {
				r.noSemicolon(i)
				return dst, false
			}
			var ok bool
			if dst, ok = r.nested(dst, text[j+1:j+n-1], i, value, inside); !ok {
				return dst, false
			}
			j += n - 1
		case value && class[c]&isSpace != 0:
			dst = append(dst, ' ')
		default:
			dst = append(dst, c)
		}
	}
	return dst, true
}

// nested appends what a reference in the text of an entity stands for.
func (r *Reader) nested(dst []byte, name string, i int, value bool, inside []string) ([]byte, bool) {
	if name == "" || name[0] != '#' {
		return r.expand(dst, name, i, value, inside)
	}
	c, ok := charOf([]byte(name[1:]))
	if !ok {
		r.fail(i, "[66] CharRef", "", "&%.20s; is no character of XML 1.0", name)
		return dst, false
	}
	return utf8.AppendRune(dst, c), true
}
