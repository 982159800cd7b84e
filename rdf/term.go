package rdf

import (
	"cmp"
	"strings"
	"unique"
)

// Kind tells what a term is. Kinds are in the order in which terms sort.
type Kind uint8

// The kinds of RDF 1.2 Concepts §3.1. NoKind is the kind of the zero Term.
const (
	NoKind Kind = iota
	BlankNodeKind
	IRIKind
	LiteralKind
	TripleTermKind
)

// String returns the name that RDF 1.2 Concepts gives the kind.
func (k Kind) String() string {
	return [...]string{"no term", "blank node", "IRI", "literal", "triple term"}[k]
}

// Direction is the base direction of a literal, RDF 1.2 Concepts §3.3.
type Direction uint8

// The base directions. NoDirection is that of every literal whose datatype is
// not rdf:dirLangString.
const (
	NoDirection Direction = iota
	LeftToRight
	RightToLeft
)

// String returns "", "ltr" or "rtl".
func (d Direction) String() string { return [...]string{"", "ltr", "rtl"}[d] }

// Datatype IRIs that the data model itself gives a meaning to.
const (
	XSDString     = "http://www.w3.org/2001/XMLSchema#string"
	RDFLangString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
	RDFDirLang    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"
)

// A Term is an IRI, a blank node, a literal or a triple term. The zero Term is
// no term at all: it stands for the default graph in a Quad and for "any" in a
// pattern.
//
// A decoded term shares its string with those decoded around it; see Clone.
//
// Terms are 24 bytes, may be map keys, and are equal under == exactly when
// they are the same RDF term. Language tags are folded to lower case when a
// literal is made (RDF 1.2 Concepts §3.3 compares them without case).
//
// Spec: RDF 1.2 Concepts §3.
type Term struct {
	value string // IRI, blank node label or lexical form
	meta  unique.Handle[meta]
}

// meta is what few terms differ in; interning it keeps a Term small.
type meta struct {
	kind     Kind
	dir      Direction
	datatype string
	lang     string
	triple   any // Triple, of a triple term
}

var (
	noMeta     unique.Handle[meta]
	iriMeta    = unique.Make(meta{kind: IRIKind})
	blankMeta  = unique.Make(meta{kind: BlankNodeKind})
	stringMeta = unique.Make(meta{kind: LiteralKind, datatype: XSDString})
)

// IRI returns the term of an IRI. It does not check it; see CheckIRI.
func IRI(iri string) Term { return Term{iri, iriMeta} }

// BlankNode returns the blank node of a label. Labels are local to a dataset.
func BlankNode(label string) Term { return Term{label, blankMeta} }

// String returns a literal of datatype xsd:string.
func String(lexical string) Term { return Term{lexical, stringMeta} }

// Literal returns a literal of the datatype with that IRI; an empty datatype
// means xsd:string. Use LangString for rdf:langString.
func Literal(lexical, datatype string) Term {
	if datatype == "" || datatype == XSDString {
		return Term{lexical, stringMeta}
	}
	return Term{lexical, unique.Make(meta{kind: LiteralKind, datatype: datatype})}
}

// LangString returns a language-tagged string; an empty tag means xsd:string.
func LangString(lexical, lang string) Term { return DirLangString(lexical, lang, NoDirection) }

// DirLangString returns a language-tagged string with a base direction
// (rdf:dirLangString), or without one when dir is NoDirection.
func DirLangString(lexical, lang string, dir Direction) Term {
	if lang == "" {
		return String(lexical)
	}
	datatype := RDFLangString
	if dir != NoDirection {
		datatype = RDFDirLang
	}
	m := meta{kind: LiteralKind, datatype: datatype, lang: strings.ToLower(lang), dir: dir}
	return Term{lexical, unique.Make(m)}
}

// TripleTerm returns the term that denotes a triple without asserting it. It
// retains a copy of the triple's terms.
//
// Spec: RDF 1.2 Concepts §3.5.
func TripleTerm(t Triple) Term {
	t = Triple{t.S.Clone(), t.P.Clone(), t.O.Clone()}
	return Term{"", unique.Make(meta{kind: TripleTermKind, triple: t})}
}

// WithLexical returns the literal that has another lexical form and else all of
// t: for reading many literals of one datatype or language without looking it
// up each time. For a term that is no literal it returns the zero Term.
func (t Term) WithLexical(lexical string) Term {
	if !t.IsLiteral() {
		return Term{}
	}
	return Term{lexical, t.meta}
}

// A Type is what terms have in common that differ in their text alone: the kind,
// of a literal datatype, language and direction, of a triple term all. It is 8
// bytes and comparable; the zero Type is that of the zero Term.
type Type struct{ meta unique.Handle[meta] }

// Type returns the type of the term.
func (t Term) Type() Type { return Type{t.meta} }

// Term returns the term of the type that has a value, as Term.Value gives it.
func (y Type) Term(value string) Term { return Term{value, y.meta} }

// Clone returns the same term with a string of its own. The strings of decoded
// terms are parts of larger texts, which stay in memory as long as one of them
// is referred to: who keeps few terms of many keeps clones.
func (t Term) Clone() Term { return Term{strings.Clone(t.value), t.meta} }

// Kind returns what the term is; NoKind for the zero Term.
func (t Term) Kind() Kind { return t.get().kind }

// IsZero reports whether t is no term.
func (t Term) IsZero() bool { return t.meta == noMeta }

// IsIRI reports whether t is an IRI.
func (t Term) IsIRI() bool { return t.meta == iriMeta }

// IsBlank reports whether t is a blank node.
func (t Term) IsBlank() bool { return t.meta == blankMeta }

// IsString reports whether t is a literal of datatype xsd:string.
func (t Term) IsString() bool { return t.meta == stringMeta }

// IsLiteral reports whether t is a literal.
func (t Term) IsLiteral() bool { return t.meta == stringMeta || t.Kind() == LiteralKind }

// Value returns the IRI, the blank node label without "_:", or the lexical
// form; "" for a triple term and the zero Term.
func (t Term) Value() string { return t.value }

// Datatype returns the datatype IRI of a literal, "" of anything else.
func (t Term) Datatype() string { return t.get().datatype }

// Lang returns the language tag of a literal in lower case, "" without one.
func (t Term) Lang() string { return t.get().lang }

// Direction returns the base direction of a literal.
func (t Term) Direction() Direction { return t.get().dir }

// Triple returns the triple of a triple term; ok is false for other terms.
func (t Term) Triple() (tr Triple, ok bool) {
	tr, ok = t.get().triple.(Triple)
	return tr, ok
}

func (t Term) get() meta {
	if t.IsZero() {
		return meta{}
	}
	return t.meta.Value()
}

// CompareTerms orders terms: no term, blank nodes, IRIs, literals, triple
// terms; within a kind by value, then datatype, language and direction, all by
// code point. It is a total order that agrees with ==.
func CompareTerms(a, b Term) int {
	if a.meta == b.meta { // triple terms differ in it whenever they differ
		return strings.Compare(a.value, b.value)
	}
	am, bm := a.get(), b.get()
	if am.kind == TripleTermKind && bm.kind == TripleTermKind {
		return CompareTriples(am.triple.(Triple), bm.triple.(Triple))
	}
	return cmp.Or(
		cmp.Compare(am.kind, bm.kind),
		strings.Compare(a.value, b.value),
		strings.Compare(am.datatype, bm.datatype),
		strings.Compare(am.lang, bm.lang),
		cmp.Compare(am.dir, bm.dir),
	)
}
