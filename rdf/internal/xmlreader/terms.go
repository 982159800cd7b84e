package xmlreader

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
)

var (
	rdfType      = rdf.IRI(rdfNS + "type")
	rdfStatement = rdf.IRI(rdfNS + "Statement")
	rdfSubject   = rdf.IRI(rdfNS + "subject")
	rdfPredicate = rdf.IRI(rdfNS + "predicate")
	rdfObject    = rdf.IRI(rdfNS + "object")
	rdfFirst     = rdf.IRI(rdfNS + "first")
	rdfRest      = rdf.IRI(rdfNS + "rest")
	rdfNil       = rdf.IRI(rdfNS + "nil")
	rdfReifies   = rdf.IRI(rdfNS + "reifies")
	plainText    = rdf.String("")
	xmlText      = rdf.Literal("", rdfNS+"XMLLiteral")
)

// maxKept bounds the datatypes and languages that are kept so as not to look
// them up again.
const maxKept = 1024

// terms make the terms of a document out of its text.
type terms struct {
	arena     rdf.Arena
	prefix    string              // of blank nodes
	blanks    int                 // nameless ones so far
	datatypes map[string]rdf.Term // literals by the IRI of their datatype
	languages map[language]rdf.Term
	tags      map[string]string
	scratch   []byte
}

type language struct {
	tag string
	dir rdf.Direction
}

func newTerms(o rdf.DecodeOptions) terms {
	return terms{
		prefix: o.BlankPrefix, datatypes: make(map[string]rdf.Term),
		languages: make(map[language]rdf.Term), tags: make(map[string]string),
	}
}

// newBlank returns a blank node that has no name.
func (m *terms) newBlank() rdf.Term {
	m.blanks++
	m.scratch = append(append(m.scratch[:0], m.prefix...), "anon"...)
	return rdf.BlankNode(m.arena.Copy(strconv.AppendInt(m.scratch, int64(m.blanks), 10)))
}

// named returns the blank node of a name, kept apart from the nameless ones.
func (m *terms) named(id []byte) (t rdf.Term, ok bool) {
	if !pname.IsNCName(string(id)) || !pname.IsLabel(string(id)) {
		return rdf.Term{}, false
	}
	m.scratch = append(append(m.scratch[:0], m.prefix...), id...)
	if n, ok := bytes.CutPrefix(id, []byte("anon")); ok && len(n) > 0 && len(bytes.Trim(bytes.TrimRight(n, "_"), "0123456789")) == 0 {
		m.scratch = append(m.scratch, '_')
	}
	return rdf.BlankNode(m.arena.Copy(m.scratch)), true
}

// tag returns a language as a string.
func (m *terms) tag(b []byte) string {
	if tag, ok := m.tags[string(b)]; ok {
		return tag
	}
	if len(m.tags) >= maxKept {
		clear(m.tags)
	}
	tag := string(b)
	m.tags[tag] = tag
	return tag
}

// resolve returns the IRI that ref stands for.
func (m *terms) resolve(base string, ref []byte) (rdf.Term, string) {
	if isIRI(ref) && !bytes.Contains(ref, []byte("/.")) && !bytes.Contains(ref, []byte(":.")) {
		return rdf.IRI(m.arena.Copy(ref)), ""
	}
	if iri, ok := m.fragment(base, ref); ok {
		return iri, ""
	}
	iri, err := rdf.ResolveIRI(base, string(ref))
	switch {
	case err != nil:
		return rdf.Term{}, err.Error()
	case !isIRI([]byte(iri)):
		return rdf.Term{}, "IRI <" + iri + "> has a character that no IRI has"
	}
	return rdf.IRI(iri), ""
}

// fragment returns what a fragment or an empty reference stands for.
func (m *terms) fragment(base string, ref []byte) (t rdf.Term, ok bool) {
	if len(ref) > 0 && ref[0] != '#' {
		return rdf.Term{}, false
	}
	base, _, _ = strings.Cut(base, "#")
	m.scratch = append(append(m.scratch[:0], base...), ref...)
	if !isIRI(m.scratch) {
		return rdf.Term{}, false
	}
	return rdf.IRI(m.arena.Copy(m.scratch)), true
}

// typed returns a literal of a datatype, whatever its text.
func (m *terms) typed(base string, ref []byte) (t rdf.Term, problem string) {
	if t, ok := m.datatypes[string(ref)]; ok {
		return t, ""
	}
	iri, problem := m.resolve(base, ref)
	switch iri.Value() {
	case "":
		return t, problem
	case rdf.RDFLangString, rdf.RDFDirLang:
		return t, "a literal of datatype <" + iri.Value() + "> has xml:lang, not rdf:datatype"
	}
	t = rdf.Literal("", strings.Clone(iri.Value()))
	if string(ref) == iri.Value() {
		if len(m.datatypes) >= maxKept {
			clear(m.datatypes)
		}
		m.datatypes[t.Datatype()] = t
	}
	return t, ""
}

// tagged returns a literal of a language, whatever its text; the zero Term for
// what is no language.
func (m *terms) tagged(tag string, dir rdf.Direction) rdf.Term {
	if tag == "" {
		return plainText
	}
	key := language{tag, dir}
	t, ok := m.languages[key]
	if !ok && pname.IsLangTag(tag) {
		if len(m.languages) >= maxKept {
			clear(m.languages)
		}
		t = rdf.DirLangString("", tag, dir)
		m.languages[key] = t
	}
	return t
}

// literal returns the literal of a text that is else like another.
func (m *terms) literal(like rdf.Term, text []byte) rdf.Term {
	return like.WithLexical(m.arena.Copy(text))
}

// inIRI marks the bytes that can stand in an IRI of any syntax.
var inIRI = func() (t [256]bool) {
	for c := '!'; c < 256; c++ {
		t[c] = c >= utf8.RuneSelf || !strings.ContainsRune("<>\"{}|^`\\", c)
	}
	return t
}()

// isIRI reports whether b has a scheme, and nothing that no IRI has.
func isIRI(b []byte) bool {
	colon := bytes.IndexByte(b, ':')
	if colon < 0 || !rdf.IsAbsoluteIRI(string(b[:colon+1])) {
		return false
	}
	for _, c := range b[colon:] {
		if !inIRI[c] {
			return false
		}
	}
	return true
}
