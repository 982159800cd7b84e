package data

import (
	"strings"

	"w3id.org/plenary/rdf"
)

const skosNS = "http://www.w3.org/2004/02/skos/core#"

// A labelled statement is one with a SKOS predicate and where it comes from.
type labelled struct {
	rdf.Triple
	def    *definition
	row    *row
	column string
}

// noteSKOS keeps a statement with a SKOS predicate for the checks.
func (r *run) noteSKOS(s *scope, p *pattern, t rdf.Triple) {
	text := p.value.text
	if p.object != nil {
		text = p.object.text
	}
	column := ""
	if c := text.firstColumn(); c >= 0 {
		column = s.def.columns[c]
	}
	r.skos = append(r.skos, labelled{t, s.def, s.row, column})
}

// checkSKOS reports what the integrity conditions of SKOS Reference forbid:
// S9 (no cycle is our own rule), S13, S14, S27, S46.
func (r *run) checkSKOS() {
	r.checkLabels()
	r.checkBroader()
	r.checkMatches()
}

func (r *run) clash(at labelled, msg, hint string) {
	r.errs.add(at.def.errorAt(at.row, at.column, msg, hint))
}

// checkLabels holds that the three kinds of labels are disjoint (S13) and that
// there is one preferred label in a language (S14).
func (r *run) checkLabels() {
	type labelOf struct{ s, label rdf.Term }
	type langOf struct {
		s    rdf.Term
		lang string
	}
	kinds := make(map[labelOf]rdf.Term, len(r.skos))
	preferred := make(map[langOf]rdf.Term, len(r.skos))
	for _, l := range r.skos {
		kind := localName(l.P.Value())
		if !strings.HasSuffix(kind, "Label") {
			continue
		}
		key := labelOf{l.S, l.O}
		if other, found := kinds[key]; found && other != l.P {
			msg := "the " + kind + " " + l.O.Value() + " is the " + localName(other.Value()) + " too (SKOS S13)"
			r.clash(l, msg, "keep one of the two")
		}
		kinds[key] = l.P
		if kind != "prefLabel" {
			continue
		}
		lang := langOf{l.S, l.O.Lang()}
		if other, found := preferred[lang]; found && other != l.O {
			msg := "a second preferred label in the language " + lang.lang + ", beside " + other.Value() + " (SKOS S14)"
			r.clash(l, msg, "make it an alias")
		}
		preferred[lang] = l.O
	}
}

// checkBroader holds that no concept is broader than itself and that related
// concepts are not above each other (S27).
func (r *run) checkBroader() {
	up := map[rdf.Term][]rdf.Term{}
	for _, l := range r.skos {
		switch localName(l.P.Value()) {
		case "broader":
			up[l.S] = append(up[l.S], l.O)
		case "narrower":
			up[l.O] = append(up[l.O], l.S)
		}
	}
	for _, l := range r.skos {
		switch localName(l.P.Value()) {
		case "broader":
			if above(up, l.O, l.S) {
				r.clash(l, "the concept is broader than itself", "break the circle")
			}
		case "related":
			if above(up, l.S, l.O) || above(up, l.O, l.S) {
				r.clash(l, "the related concept "+tail(l.O.Value())+" is broader or narrower too (SKOS S27)", "keep one of the two")
			}
		}
	}
}

// above reports whether a path of broader leads from one concept to another.
func above(up map[rdf.Term][]rdf.Term, from, to rdf.Term) bool {
	seen := map[rdf.Term]bool{from: true}
	for todo := []rdf.Term{from}; len(todo) > 0; todo = todo[1:] {
		for _, next := range up[todo[0]] {
			if next == to {
				return true
			}
			if !seen[next] {
				seen[next] = true
				todo = append(todo, next)
			}
		}
	}
	return false
}

// checkMatches holds that an exact match is no broad or related match (S46).
func (r *run) checkMatches() {
	type pair struct{ s, o rdf.Term }
	exact := map[pair]bool{}
	for _, l := range r.skos {
		if l.P.Value() == skosNS+"exactMatch" {
			exact[pair{l.S, l.O}] = true
		}
	}
	for _, l := range r.skos {
		switch localName(l.P.Value()) {
		case "broadMatch", "narrowMatch", "relatedMatch":
			if exact[pair{l.S, l.O}] {
				r.clash(l, "the match "+l.O.Value()+" is an exact match too (SKOS S46)", "keep one of the two")
			}
		}
	}
}
