package jsonld

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
)

// A wish says what kind of term suits a value: the containers, types and
// languages in order of preference, JSON-LD 1.1 API §6.2 and §6.3.
type wish struct {
	list, languageMap bool
	anyTerm           bool     // an empty list suits every list term
	types             []string // "@id", "@vocab", a datatype; "@none"
	languages         []string // a tag, "@null"; "@none"
}

// A property is how the values of a predicate are written with a context. It refers to
// no document.
type property struct {
	iri     string
	terms   []*term
	vocab   bool // some term is for values that terms stand for
	choices []choice
	plain   *slot // where no term will do, once it is asked for
	full    *slot // likewise, by the IRI in full
}

// A choice is where the values of a kind go.
type choice struct {
	kind   rdf.Type // of literals; nodes are all alike
	byName bool     // the value is a node whose IRI a term stands for
	slot   *slot
}

// A slot is where node objects have values: a name, and the term that values are
// written for.
type slot struct {
	name  string
	head  string // the name as it is written, with its colon
	class bool   // the values are classes, the name that of @type
	term  *term  // noTerm for none
}

func newSlot(name string, t *term) *slot {
	p := jsonPrinter{}
	p.text(name)
	return &slot{name: name, head: string(p.out) + ": ", term: t}
}

// noTerm stands for the terms that say nothing of values.
var noTerm = new(term)

// property returns that of a predicate.
func (k *compactor) property(number uint32) *property {
	if p := k.properties[number]; p != nil {
		return p
	}
	iri := k.Terms[number].Value()
	p := k.known[iri]
	if p == nil {
		iri = strings.Clone(iri)
		p = &property{iri: iri, terms: k.byIRI[iri]}
		p.vocab = slices.ContainsFunc(p.terms, func(t *term) bool { return t.typ == "@vocab" })
		k.known[iri] = p
	}
	k.properties[number] = p
	return p
}

// mostKnown is how many properties and namespaces a compactor remembers from one document to the
// next, mostChoices how many kinds of values of one.
const (
	mostKnown   = 512
	mostChoices = 32
)

// slotOf returns that of a value of a property.
func (k *compactor) slotOf(p *property, o uint32) *slot {
	if len(p.terms) == 0 {
		return k.slotFor(p, nil)
	}
	if items, ok := k.listAt(o); ok {
		return k.slotFor(p, k.suitable(p, k.wishForList(items)))
	}
	c := choice{}
	if k.IsLiteral(o) {
		c.kind = k.Terms[o].Type()
	} else {
		c.byName = p.vocab && k.isName(o)
	}
	for _, known := range p.choices {
		if known.kind == c.kind && known.byName == c.byName {
			return known.slot
		}
	}
	c.slot = k.slotFor(p, k.suitable(p, k.wishFor(o)))
	if len(p.choices) < mostChoices {
		p.choices = append(p.choices, c)
	}
	return c.slot
}

// slotFor returns that of a term, nil when only the IRI will do.
func (k *compactor) slotFor(p *property, t *term) *slot {
	if t != nil {
		return t.slot
	}
	if p.plain == nil {
		p.plain = newSlot(k.vocabIRI(p.iri), noTerm)
	}
	return p.plain
}

// suitable returns the term of a property that meets a wish best.
func (k *compactor) suitable(p *property, w wish) (best *term) {
	bestRank := 1 << 30
	for _, t := range p.terms { // shorter names first
		if rank := k.suits(t, w); rank >= 0 && rank < bestRank {
			best, bestRank = t, rank
		}
	}
	return best
}

// suits returns how well a term meets a wish, 0 best, or -1.
func (k *compactor) suits(t *term, w wish) int {
	container := -1
	switch {
	case t.isList:
		if w.list {
			container = 0
		}
	case t.isLanguage:
		if w.languageMap {
			container = 0
		}
	case t.isSet && !w.list:
		container = 1
	case !t.isSet:
		container = 2
	}
	if container < 0 {
		return -1
	}
	if w.anyTerm && t.isList {
		return 0
	}
	fit := k.fit(t, w)
	if fit < 0 {
		return -1
	}
	return container*8 + fit
}

// fit returns the place of the type or language of a term among those wished
// for, or -1.
func (k *compactor) fit(t *term, w wish) int {
	switch {
	case t.typ != "":
		return slices.Index(w.types, t.typ)
	case t.tagged && t.language == "":
		return slices.Index(w.languages, "@null")
	case t.tagged:
		return slices.Index(w.languages, t.language)
	}
	if i := slices.Index(w.languages, k.language); i >= 0 && k.language != "" {
		return i
	}
	if i := slices.Index(w.languages, "@none"); i >= 0 {
		return i
	}
	return slices.Index(w.types, "@none")
}

func (k *compactor) wishFor(o uint32) wish {
	if items, ok := k.listAt(o); ok {
		return k.wishForList(items)
	}
	x := k.Terms[o]
	switch {
	case !k.IsLiteral(o) && k.isName(o):
		return wish{types: []string{"@vocab", "@id", "@none"}}
	case !k.IsLiteral(o):
		return wish{types: []string{"@id", "@vocab", "@none"}}
	case x.Direction() != rdf.NoDirection:
		return wish{languages: []string{"@none"}}
	case x.Lang() != "":
		return wish{languages: []string{x.Lang(), "@none"}, languageMap: true}
	case x.IsString():
		return wish{languages: []string{"@null", "@none"}}
	}
	return wish{types: []string{x.Datatype(), "@none"}}
}

// isName reports whether a node has an IRI that a term stands for, and nothing
// but that.
func (k *compactor) isName(o uint32) bool {
	iri := k.Terms[o].Value()
	return k.IsIRI(o) && len(k.byIRI[iri]) > 0 && k.vocabName(iri) != ""
}

// wishForList takes what the items have in common.
func (k *compactor) wishForList(items []uint32) wish {
	if len(items) == 0 {
		return wish{list: true, anyTerm: true, types: []string{"@none"}}
	}
	var common wish
	for i, o := range items {
		w := k.wishFor(o)
		if _, nested := k.listAt(o); nested {
			w = wish{types: []string{"@none"}}
		}
		if i > 0 && !(slices.Equal(w.types, common.types) && slices.Equal(w.languages, common.languages)) {
			w = wish{types: []string{"@none"}}
		}
		common = w
	}
	common.list, common.languageMap = true, false
	return common
}
