package expr

import (
	"fmt"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
)

func isKind(k rdf.Kind) func(Value) bool {
	return func(v Value) bool {
		if !v.hasTerm() { // computed, so a literal
			return k == rdf.LiteralKind
		}
		return v.term().Kind() == k
	}
}

// literal returns the term of a literal, false of any other value.
func (v Value) literal() (rdf.Term, bool) {
	t, _ := v.Term()
	return t, t.IsLiteral()
}

func str(v Value) Value {
	t, _ := v.Term()
	if !t.IsLiteral() && !t.IsIRI() {
		return Value{}
	}
	return String(t.Value())
}

func lang(v Value) Value {
	t, ok := v.literal()
	if !ok {
		return Value{}
	}
	return String(t.Lang())
}

func langDir(v Value) Value {
	t, ok := v.literal()
	if !ok {
		return Value{}
	}
	return String(t.Direction().String())
}

func hasLang(v Value) bool { return v.term().Lang() != "" }

func hasLangDir(v Value) bool { return v.term().Direction() != rdf.NoDirection }

func datatypeOf(v Value) Value {
	t, ok := v.literal()
	if !ok {
		return Value{}
	}
	return IRI(t.Datatype())
}

// simple returns the text of an xsd:string.
func (v Value) simple() (s string, ok bool) {
	v = v.decoded()
	return v.text(), v.kind() == stringLiteral
}

// langMatches is basic filtering.
//
// Spec: RFC 4647 §3.3.1.
func langMatches(a, b Value) (matches, ok bool) {
	tag, okTag := a.simple()
	choice, okRange := b.simple()
	switch {
	case !okTag || !okRange:
		return false, false
	case tag == "" || choice == "":
		return false, true
	case choice == "*":
		return true, true
	}
	n := len(choice)
	return len(tag) >= n && strings.EqualFold(tag[:n], choice) && (len(tag) == n || tag[n] == '-'), true
}

// iriForm resolves against the base of the query. What is no IRI then is an
// error.
//
// Spec: SPARQL 1.2 Query §17.4.2.11 IRI.
func iriForm(c *compiler, args []node) Func {
	base := c.options.Base
	return unary(func(v Value) Value {
		if v.decoded().kind() == iri {
			return v
		}
		ref, ok := v.simple()
		resolved, err := rdf.ResolveIRI(base, ref)
		if !ok || err != nil || rdf.CheckIRI(resolved) != nil {
			return Value{}
		}
		return IRI(resolved)
	})(c, args).eval
}

// bnode makes blank nodes that no data has.
//
// Spec: SPARQL 1.2 Query §17.4.2.12 BNODE.
func bnode(_ *compiler, args []node) Func {
	if len(args) == 0 {
		return func(env *Env) Value {
			return Of(rdf.BlankNode(fmt.Sprintf("b%016x%016x", env.random(), env.random())))
		}
	}
	arg := args[0].eval
	return func(env *Env) Value {
		s, ok := arg(env).simple()
		if !ok {
			return Value{}
		}
		return Of(rdf.BlankNode(env.label(s)))
	}
}

// strDT makes no language-tagged string, as that would lack its tag.
func strDT(a, b Value) Value {
	lexical, ok := a.simple()
	name := b.decoded()
	if d := name.text(); !ok || name.kind() != iri || d == rdf.RDFLangString || d == rdf.RDFDirLang {
		return Value{}
	}
	return Of(rdf.Literal(lexical, name.text()))
}

func strLang(a, b Value) Value {
	lexical, ok := a.simple()
	tag, okTag := b.simple()
	if !ok || !okTag || !pname.IsLangTag(tag) {
		return Value{}
	}
	return Of(rdf.LangString(lexical, tag))
}

func strLangDir(a, b, c Value) Value {
	lexical, ok := a.simple()
	tag, okTag := b.simple()
	name, okDir := c.simple()
	if !ok || !okTag || !okDir || !pname.IsLangTag(tag) {
		return Value{}
	}
	for _, d := range []rdf.Direction{rdf.LeftToRight, rdf.RightToLeft} {
		if name == d.String() {
			return Of(rdf.DirLangString(lexical, tag, d))
		}
	}
	return Value{}
}

// triple makes a triple term of what can be a triple.
//
// Spec: SPARQL 1.2 Query §17.4.6.1 TRIPLE.
func triple(a, b, c Value) Value {
	s, _ := a.Term()
	p, _ := b.Term()
	o, _ := c.Term()
	if !s.IsIRI() && !s.IsBlank() || !p.IsIRI() {
		return Value{}
	}
	return Of(rdf.TripleTerm(rdf.Triple{S: s, P: p, O: o}))
}

// part returns a function for the subject, predicate or object.
func part(i int) func(Value) Value {
	return func(v Value) Value {
		if v = v.decoded(); v.kind() != tripleTerm {
			return Value{}
		}
		return parts(v)[i]
	}
}
