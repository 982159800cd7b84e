package view

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A group of incoming links: one predicate, subjects of one class.
type linkGroup struct{ predicate, class string }

// incoming groups what links to the thing by predicate and class, leaving out
// what other parts of the page have shown.
func (e *entityView) incoming() (facts []explorer.Fact) {
	groups := map[linkGroup][]rdf.Term{}
	for _, t := range e.match(graph.Pattern{O: e.term}) {
		if e.said[from(t.P.Value())] || e.shownByClass(t) || strings.Contains(t.S.Value(), "#") {
			continue
		}
		g := linkGroup{t.P.Value(), e.classPath(t.S)}
		groups[g] = append(groups[g], t.S)
	}
	for _, g := range slices.SortedFunc(maps.Keys(groups), e.compareGroups) {
		facts = append(facts, e.linkFact(g, groups[g]))
	}
	return facts
}

// compareGroups puts groups into the order of their labels; evidence is numbered
// as they are shown, so the order must be settled first.
func (e *entityView) compareGroups(a, b linkGroup) int {
	one, _ := e.property(a.predicate)
	other, _ := e.property(b.predicate)
	return cmp.Or(cmp.Compare(one, other), cmp.Compare(a.predicate, b.predicate), cmp.Compare(a.class, b.class))
}

// shownByClass tells the links that a block of only one class has shown.
func (e *entityView) shownByClass(t rdf.Triple) bool {
	for _, b := range layouts[e.classPath(e.term)].blocks {
		if b.class != "" && b.path[0] == from(t.P.Value()) && b.class == e.classPath(t.S) {
			return true
		}
	}
	return false
}

func (e *entityView) linkFact(g linkGroup, subjects []rdf.Term) explorer.Fact {
	e.byName(subjects)
	fact := explorer.Fact{}
	fact.Label, fact.Href = e.property(g.predicate)
	if class, ok := e.class(g.class); ok {
		fact.Label = e.text("incoming.from", fact.Label, e.pluralLower(class))
	}
	var values []explorer.Value
	for i, s := range subjects[:min(len(subjects), heldValues)] {
		value := e.value(s)
		if i < shownValues {
			value.Marks = e.proof.marks(s, g.predicate, e.term)
		}
		values = append(values, value)
	}
	fact.Values, fact.Rest = fold(values)
	if len(subjects) > heldValues {
		fact.Total, fact.More = len(subjects), e.neighbors(from(g.predicate))
	}
	return fact
}

// neighbors is where the API lists all that a hop leads to.
func (e *entityView) neighbors(h hop) string {
	direction := "out"
	if h.inverse {
		direction = "in"
	}
	return e.apiHref("neighbors", url.Values{"iri": {e.term.Value()}, "predicate": {h.predicate}, "direction": {direction}})
}

// class returns the class whose things live under a path.
func (v *view) class(path string) (ontology.Class, bool) {
	for _, c := range ontology.Classes {
		if path != "" && c.Path == path {
			return c, true
		}
	}
	return ontology.Class{}, false
}

func (v *view) plural(c ontology.Class) string {
	if v.lang == "fr" {
		return c.PluralFR
	}
	return c.PluralEN
}

func (v *view) pluralLower(c ontology.Class) string { return strings.ToLower(v.plural(c)) }

func (v *view) singular(c ontology.Class) string {
	if v.lang == "fr" {
		return c.LabelFR
	}
	return c.LabelEN
}

func joinNonEmpty(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}
