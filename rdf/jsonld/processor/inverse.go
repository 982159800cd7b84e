package processor

import (
	"cmp"
	"slices"
	"strings"
)

// An inverse is an inverse context, JSON-LD 1.1 API §4.3: terms by IRI, by
// container, and by "@type", "@language" or "@any" with its value.
type inverse map[string]map[string]*selection

// A selection has the terms of an IRI and container by what their values are.
type selection struct {
	language, types map[string]string
	any             string
}

// inverted returns the inverse context, made once.
func (c *activeContext) inverted() inverse {
	if c.inverse != nil {
		return c.inverse
	}
	c.inverse = make(inverse)
	names := make([]string, 0, len(c.terms))
	for name, t := range c.terms {
		if t.iri != "" {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) })
	for _, name := range names {
		c.invert(name, c.terms[name])
	}
	return c.inverse
}

func (c *activeContext) invert(name string, t *termDefinition) {
	byContainer := c.inverse[t.iri]
	if byContainer == nil {
		byContainer = make(map[string]*selection)
		c.inverse[t.iri] = byContainer
	}
	s := byContainer[t.container.String()]
	if s == nil {
		s = &selection{make(map[string]string), make(map[string]string), name}
		byContainer[t.container.String()] = s
	}
	first := func(m map[string]string, key string) {
		if m[key] == "" {
			m[key] = name
		}
	}
	switch {
	case t.reverse:
		first(s.types, "@reverse")
	case t.typ == "@none":
		first(s.language, "@any")
		first(s.types, "@any")
	case t.typ != "":
		first(s.types, t.typ)
	case t.language.set && t.direction.set:
		first(s.language, cmp.Or(tagOf(t.language.value, t.direction.value), "@null"))
	case t.language.set:
		first(s.language, cmp.Or(strings.ToLower(t.language.value), "@null"))
	case t.direction.set:
		first(s.language, cmp.Or(tagOf("", t.direction.value), "@none"))
	default:
		first(s.language, cmp.Or(tagOf(c.language, c.direction), "@none"))
		first(s.language, "@none")
		first(s.types, "@none")
	}
}

// tagOf returns how an inverse context names a language with a direction.
func tagOf(language, direction string) string {
	language = strings.ToLower(language)
	if direction == "" {
		return language
	}
	return language + "_" + direction
}

// selectTerm is term selection, JSON-LD 1.1 API §6.2.3: "" when none suits.
// kind is "@language", "@type" or "@any".
func (c *activeContext) selectTerm(iri string, containers []string, kind string, preferred []string) string {
	byContainer := c.inverted()[iri]
	for _, container := range containers {
		s := byContainer[container]
		if s == nil {
			continue
		}
		for _, value := range preferred {
			name := ""
			switch kind {
			case "@language":
				name = s.language[value]
			case "@type":
				name = s.types[value]
			default:
				if value == "@none" {
					name = s.any
				}
			}
			if name != "" {
				return name
			}
		}
	}
	return ""
}
