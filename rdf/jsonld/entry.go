package jsonld

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
)

// An entry is a value of a node object.
type entry struct {
	slot *slot
	o    uint32
}

// entryOf returns the entry of a triple; those of the same node so far are at the
// end of all, from start on.
func (k *compactor) entryOf(t nest.Triple, start int) entry {
	p := k.property(t.P)
	s := k.slotOf(p, t.O)
	if s.term.isList && slices.ContainsFunc(k.entries[start:], func(e entry) bool { return e.slot.name == s.name }) {
		if p.full == nil {
			p.full = newSlot(p.iri, noTerm) // one list to a term
		}
		s = p.full
	}
	return entry{s, t.O}
}

// listAt returns the items of a list that is written as one where it is.
func (k *compactor) listAt(o uint32) (items []uint32, ok bool) {
	if k.IsLiteral(o) || k.depth >= nest.MaxDepth {
		return nil, false
	}
	return k.List(o)
}

// nests reports whether a node is written where it is referred to.
func (k *compactor) nests(o uint32) bool { return k.Nests(o) && !k.tooDeep(o) }

// isScalar reports whether the value of an entry is no object or array.
func (k *compactor) isScalar(e entry) bool {
	if e.slot.class {
		return true
	}
	_, form := k.form(e.slot.term, e.o)
	return form != asObject
}

// group writes the entries of one name.
func (k *compactor) group(g group, indent int) {
	first := k.entries[g.from] // the entries move when nodes are nested
	k.out = append(k.out, first.slot.head...)
	switch n, t := g.to-g.from, first.slot.term; {
	case t.isList:
		items, _ := k.listAt(first.o)
		k.items(t, items, indent)
	case t.isLanguage:
		k.languages(g, indent)
	case n == 1 && !t.isSet:
		k.entry(first, indent)
	default:
		scalar := true
		for i := g.from; i < g.to && scalar; i++ {
			scalar = k.isScalar(k.entries[i])
		}
		k.block('[', ']', n, indent, scalar, func(i, indent int) { k.entry(k.entries[g.from+i], indent) })
	}
}

// entry writes the value of an entry.
func (k *compactor) entry(e entry, indent int) {
	if e.slot.class {
		k.text(k.class(e.o))
		return
	}
	k.value(e.slot.term, e.o, indent)
}

func (k *compactor) listObject(t *term, items []uint32, indent int) {
	k.block('{', '}', 1, indent, false, func(_, indent int) {
		k.name(k.keyword("@list"))
		k.items(t, items, indent)
	})
}

// items writes the items of a list for a term.
func (k *compactor) items(t *term, items []uint32, indent int) {
	k.depth++
	scalar := !slices.ContainsFunc(items, func(o uint32) bool {
		_, form := k.form(t, o)
		return form == asObject
	})
	k.block('[', ']', len(items), indent, scalar, func(i, indent int) { k.value(t, items[i], indent) })
	k.depth--
}

// languages writes a language map.
func (k *compactor) languages(g group, indent int) {
	slices.SortStableFunc(k.entries[g.from:g.to], func(a, b entry) int { return strings.Compare(k.Terms[a.o].Lang(), k.Terms[b.o].Lang()) })
	entries := k.entries[g.from:g.to] // literals: nothing is nested meanwhile
	var tags []group
	for from := 0; from < len(entries); {
		to := from + 1
		for to < len(entries) && k.Terms[entries[to].o].Lang() == k.Terms[entries[from].o].Lang() {
			to++
		}
		tags = append(tags, group{from, to})
		from = to
	}
	asArray := func(t group) bool { return t.to-t.from > 1 || entries[0].slot.term.isSet }
	k.block('{', '}', len(tags), indent, len(tags) <= 3 && !slices.ContainsFunc(tags, asArray), func(i, indent int) {
		t := tags[i]
		k.name(k.Terms[entries[t.from].o].Lang())
		if !asArray(t) {
			k.text(k.Terms[entries[t.from].o].Value())
			return
		}
		k.block('[', ']', t.to-t.from, indent, true, func(i, _ int) { k.text(k.Terms[entries[t.from+i].o].Value()) })
	})
}

// value writes a literal, a list or a node for a term.
func (k *compactor) value(t *term, o uint32, indent int) {
	switch text, form := k.form(t, o); {
	case form == asNative:
		k.out = append(k.out, text...)
	case form == asIRI:
		k.quote(text)
	case form == asText:
		k.text(text)
	case k.IsLiteral(o):
		k.valueObject(k.Terms[o], indent)
	default:
		k.nodeOrList(t, o, indent)
	}
}

func (k *compactor) nodeOrList(t *term, o uint32, indent int) {
	if items, ok := k.listAt(o); ok {
		k.listObject(t, items, indent)
		return
	}
	if k.Nests(o) {
		k.depth++
		k.node(o, indent, false, nil)
		k.depth--
		return
	}
	k.block('{', '}', 1, indent, true, func(int, int) { k.id(o) })
}

// quote writes an IRI, which has nothing that needs an escape.
func (k *compactor) quote(iri string) {
	k.out = append(append(append(k.out, '"'), iri...), '"')
}

// valueObject writes a literal with all that it has.
func (k *compactor) valueObject(x rdf.Term, indent int) {
	members := make([][2]string, 0, 3)
	for _, keyword := range k.literals {
		text := ""
		switch {
		case keyword == "@value":
			text = x.Value()
		case keyword == "@language":
			text = x.Lang()
		case keyword == "@direction":
			text = x.Direction().String()
		case !x.IsString() && x.Lang() == "":
			text = k.vocabIRI(x.Datatype())
		}
		if keyword == "@value" || text != "" {
			members = append(members, [2]string{k.keyword(keyword), text})
		}
	}
	k.block('{', '}', len(members), indent, true, func(i, _ int) {
		k.name(members[i][0])
		k.text(members[i][1])
	})
}

// A form is how a value can be written for a term.
type form uint8

const (
	asObject form = iota
	asText
	asIRI    // text without anything to escape
	asNative // a number or boolean of JSON
)

// form returns how a value is written for a term, and the text unless that is an
// object.
func (k *compactor) form(t *term, o uint32) (string, form) {
	x := k.Terms[o]
	if k.IsLiteral(o) {
		return k.literal(t, x)
	}
	if _, list := k.listAt(o); list || k.nests(o) {
		return "", asObject
	}
	switch t.typ {
	case "@id":
		return k.compactID(o)
	case "@vocab":
		return k.vocabIRI(idOf(x)), asText
	}
	return "", asObject
}

func (k *compactor) literal(t *term, x rdf.Term) (string, form) {
	lexical, language, typed := x.Value(), "", false
	if !x.IsString() {
		language = x.Lang()
		typed = language == ""
	}
	if typed {
		switch datatype := x.Datatype(); {
		case (t.typ == datatype || t.typ == "") && isNative(lexical, datatype):
			return lexical, asNative
		case t.typ == datatype:
			return lexical, asText
		}
		return "", asObject
	}
	implied := k.language
	if t.tagged {
		implied = t.language
	}
	if t.typ == "" && implied == language && x.Direction() == rdf.NoDirection {
		return lexical, asText
	}
	return "", asObject
}
