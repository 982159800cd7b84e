package rdf

import (
	"fmt"

	knakk "github.com/knakk/rdf"
)

// FromKnakk converts a term of github.com/knakk/rdf, losslessly but for the
// case of language tags. A nil term is an error.
func FromKnakk(t knakk.Term) (Term, error) {
	switch t := t.(type) {
	case knakk.IRI:
		return IRI(t.String()), nil
	case knakk.Blank:
		return BlankNode(t.String()), nil
	case knakk.Literal:
		if t.Lang() != "" {
			return LangString(t.String(), t.Lang()), nil
		}
		return Literal(t.String(), t.DataType.String()), nil
	}
	return Term{}, fmt.Errorf("rdf: no term for a knakk term of type %T", t)
}

// ToKnakk converts a term to one of github.com/knakk/rdf, losslessly. What
// that model cannot express is an error: triple terms, base directions, the
// zero Term, IRIs and language tags that it refuses.
func ToKnakk(t Term) (knakk.Term, error) {
	switch t.Kind() {
	case IRIKind:
		iri, err := knakk.NewIRI(t.value)
		return iri, knakkError(t, err)
	case BlankNodeKind:
		b, err := knakk.NewBlank(t.value)
		return b, knakkError(t, err)
	case LiteralKind:
		return literalToKnakk(t)
	}
	return nil, fmt.Errorf("rdf: knakk has no %s", t.Kind())
}

func literalToKnakk(t Term) (knakk.Term, error) {
	m := t.get()
	switch {
	case m.dir != NoDirection:
		return nil, fmt.Errorf("rdf: knakk has no base direction: %q", t.value)
	case m.lang != "":
		l, err := knakk.NewLangLiteral(t.value, m.lang)
		return l, knakkError(t, err)
	}
	datatype, err := knakk.NewIRI(m.datatype)
	if err != nil {
		return nil, knakkError(t, err)
	}
	return knakk.NewTypedLiteral(t.value, datatype), nil
}

func knakkError(t Term, err error) error {
	if err != nil {
		return fmt.Errorf("rdf: knakk refuses %s %q: %w", t.Kind(), t.value, err)
	}
	return nil
}

// FromKnakkTriple converts a triple; see FromKnakk.
func FromKnakkTriple(t knakk.Triple) (tr Triple, err error) {
	if tr.S, err = FromKnakk(t.Subj); err != nil {
		return Triple{}, err
	}
	if tr.P, err = FromKnakk(t.Pred); err != nil {
		return Triple{}, err
	}
	if tr.O, err = FromKnakk(t.Obj); err != nil {
		return Triple{}, err
	}
	return tr, nil
}

// ToKnakkTriple converts a triple; see ToKnakk. An invalid one is an error.
func ToKnakkTriple(t Triple) (knakk.Triple, error) {
	if !t.Valid() {
		return knakk.Triple{}, fmt.Errorf("rdf: not an RDF triple: %s %s %s", t.S.Kind(), t.P.Kind(), t.O.Kind())
	}
	var terms [3]knakk.Term
	for i, term := range [...]Term{t.S, t.P, t.O} {
		var err error
		if terms[i], err = ToKnakk(term); err != nil {
			return knakk.Triple{}, err
		}
	}
	return knakk.Triple{Subj: terms[0].(knakk.Subject), Pred: terms[1].(knakk.Predicate), Obj: terms[2].(knakk.Object)}, nil
}

// knakkDefault is the name of the default graph in knakk's quads, which have
// no other way to say it.
const knakkDefault = "defaultGraph"

// FromKnakkQuad converts a quad; see FromKnakk. No context, and the blank node
// that knakk's decoder puts in its place, mean the default graph.
func FromKnakkQuad(q knakk.Quad) (Quad, error) {
	tr, err := FromKnakkTriple(q.Triple)
	if err != nil {
		return Quad{}, err
	}
	if q.Ctx == nil {
		return tr.In(Term{}), nil
	}
	g, err := FromKnakk(q.Ctx)
	if g == BlankNode(knakkDefault) {
		g = Term{}
	}
	return tr.In(g), err
}

// ToKnakkQuad converts a quad; see ToKnakk. The default graph becomes the blank
// node that knakk's decoder makes, and a blank node of that label is an error.
func ToKnakkQuad(q Quad) (knakk.Quad, error) {
	t, err := ToKnakkTriple(q.Triple())
	if err != nil {
		return knakk.Quad{}, err
	}
	switch {
	case q.G == BlankNode(knakkDefault) || q.G.IsLiteral():
		return knakk.Quad{}, fmt.Errorf("rdf: knakk cannot name a graph %q", q.G.Value())
	case q.G.IsZero():
		q.G = BlankNode(knakkDefault)
	}
	g, err := ToKnakk(q.G)
	if err != nil {
		return knakk.Quad{}, err
	}
	return knakk.Quad{Triple: t, Ctx: g.(knakk.Context)}, nil
}
