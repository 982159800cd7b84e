package rdf

import (
	"fmt"
	"unicode/utf8"

	"w3id.org/plenary/rdf/pname"
)

// Check reports what keeps a quad from being written in any syntax: a term of
// the wrong kind for its place, an IRI that is relative or holds a character
// that no syntax lets stand in an IRI, a blank node label outside
// BLANK_NODE_LABEL, a malformed language tag, text that is not UTF-8. Encoders
// call it, or a Checker, so that no document goes out that cannot be read back.
func (q Quad) Check() error {
	if !q.Valid() {
		return fmt.Errorf("not an RDF quad: %s %s %s %s", q.S.Kind(), q.P.Kind(), q.O.Kind(), q.G.Kind())
	}
	for _, t := range [...]Term{q.S, q.P, q.O, q.G} {
		if err := t.Check(); err != nil {
			return err
		}
	}
	return nil
}

// Check reports what keeps a term from being written, as Quad.Check does.
func (t Term) Check() error {
	switch {
	case t.IsIRI():
		return checkIRIREF(t.value)
	case t.IsBlank():
		if !pname.IsLabel(t.value) {
			return fmt.Errorf("%q is not a blank node label", t.value)
		}
		return nil
	case t.IsZero():
		return nil
	}
	if tr, ok := t.Triple(); ok {
		return tr.In(Term{}).Check()
	}
	return t.checkLiteral()
}

func (t Term) checkLiteral() error {
	m := t.get()
	switch tagged := m.datatype == RDFLangString || m.datatype == RDFDirLang; {
	case !utf8.ValidString(t.value):
		return fmt.Errorf("literal %q is not valid UTF-8", t.value)
	case tagged && !pname.IsLangTag(m.lang):
		return fmt.Errorf("%q is not a language tag", m.lang)
	case !tagged && m.datatype != XSDString:
		return checkIRIREF(m.datatype)
	}
	return nil
}

// checkIRIREF lets pass what can stand between < and > in Turtle and has a
// scheme.
func checkIRIREF(s string) error {
	if !IsAbsoluteIRI(s) {
		return fmt.Errorf("<%s> is not an absolute IRI", s)
	}
	if i := pname.IRILen(s); i < len(s) {
		return fmt.Errorf("IRI %q: character %q at byte %d", s, s[i], i)
	}
	if !utf8.ValidString(s) {
		return fmt.Errorf("IRI %q is not valid UTF-8", s)
	}
	return nil
}
