package algebra

import (
	"strings"

	"w3id.org/plenary/rdf"
)

// A form is an S-expression: an atom, or a list when atom is "".
type form struct {
	atom string
	list []form
	at   int
}

// maxForms bounds how deep forms nest: no query that is parsed gets there, but
// its algebra nests on the left with each element of a group.
const maxForms = 100_000

// formReader reads forms. Its first error stays.
type formReader struct {
	text  string
	at    int
	depth int
	err   *rdf.SyntaxError
}

func (r *formReader) fail(at int, msg string) {
	if r.err == nil {
		before := r.text[:at]
		r.err = &rdf.SyntaxError{
			Offset: int64(at), Msg: msg,
			Line:   1 + strings.Count(before, "\n"),
			Column: 1 + len([]rune(before[strings.LastIndexByte(before, '\n')+1:])),
		}
		r.at = len(r.text)
	}
}

// space moves to what is no white space; it returns false at the end.
func (r *formReader) space() bool {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
	return r.at < len(r.text)
}

// form reads what is next.
func (r *formReader) form() form {
	f := form{at: r.at}
	switch {
	case !r.space():
		r.fail(r.at, "found the end where an expression was expected")
	case r.text[r.at] == ')':
		r.fail(r.at, `found ")" where an expression was expected`)
	case r.text[r.at] == '(':
		f.at = r.at
		f.list = r.list()
	default:
		f.at = r.at
		r.at = r.atomEnd(r.at)
		f.atom = r.text[f.at:r.at]
	}
	return f
}

// list reads a list with its parentheses.
func (r *formReader) list() (out []form) {
	if r.depth++; r.depth > maxForms {
		r.fail(r.at, "nested too deeply")
	}
	open := r.at
	for r.at++; r.space(); {
		if r.text[r.at] == ')' {
			r.at++
			r.depth--
			return out
		}
		out = append(out, r.form())
	}
	r.fail(min(open, len(r.text)), "this list has no end")
	return out
}

// atomEnd returns where the atom at an offset ends.
func (r *formReader) atomEnd(at int) int {
	rest := r.text[at:]
	switch {
	case strings.HasPrefix(rest, "<<("):
		return r.tripleEnd(at)
	case rest[0] == '<':
		if end := strings.IndexAny(rest, "> \n"); end > 1 && rest[end] == '>' {
			return at + end + 1
		}
	case rest[0] == '"':
		at = r.stringEnd(at)
		if strings.HasPrefix(r.text[at:], "^^<") {
			return r.atomEnd(at + len("^^"))
		}
	}
	for at < len(r.text) && strings.IndexByte(" \t\r\n()", r.text[at]) < 0 {
		at++
	}
	return at
}

// stringEnd returns the offset behind the closing quote.
func (r *formReader) stringEnd(at int) int {
	for i := at + 1; i < len(r.text); i++ {
		switch r.text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	r.fail(at, "this string has no end")
	return len(r.text)
}

// tripleEnd returns the offset behind a triple term.
func (r *formReader) tripleEnd(at int) int {
	start := at
	for at += len("<<("); ; at = r.atomEnd(at) {
		for at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[at]) >= 0 {
			at++
		}
		switch {
		case strings.HasPrefix(r.text[at:], ")>>"):
			return at + len(")>>")
		case at == len(r.text) || r.text[at] == ')' || r.text[at] == '(':
			r.fail(start, "this triple term has no end")
			return len(r.text)
		}
	}
}
