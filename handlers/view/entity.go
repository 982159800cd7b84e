package view

import (
	"net/url"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// An entityView gathers what the page of one thing says, and remembers what it
// has said, so that the rest can follow.
type entityView struct {
	*view
	term rdf.Term
	said map[hop]bool
}

// silent are predicates that a page shows in another form: its title and
// kinds, its sorting, its evidence.
var silent = []hop{
	to(ontology.RDFType), to(ontology.RDFSLabel), to(ontology.Earliest), to(ontology.Latest), to(ontology.SupportedBy),
	from(ontology.RDFSubject), from(ontology.RDFPredicate), from(ontology.RDFObject), from(ontology.Describes), from(ontology.AttendedBy),
}

func (v *view) entity(term rdf.Term) *entityView {
	e := &entityView{view: v, term: term, said: map[hop]bool{}}
	e.say(silent...)
	return e
}

func (e *entityView) say(hops ...hop) {
	for _, h := range hops {
		e.said[h] = true
	}
}

// page puts the parts together in reading order, so that evidence is numbered
// from top to bottom.
func (e *entityView) page() explorer.Entity {
	l := layouts[e.classPath(e.term)]
	page := explorer.Entity{IRI: e.term.Value(), Heading: e.name(e.term), Kinds: e.kinds(), Lead: e.lead()}
	page.Key = e.facts(l.facts)
	page.Sections = append(e.words(), e.sections(l.blocks)...)
	if elsewhere := e.elsewhere(); len(elsewhere) > 0 {
		page.Sections = append(page.Sections, explorer.Section{ID: "elsewhere", Title: e.text("sec.matches"), Facts: elsewhere})
	}
	e.say(to(ontology.SKOSPrefLabel))
	page.Names = e.labels()
	page.Rest = e.rest()
	page.Incoming = e.incoming()
	page.Supports = e.proof.supports
	page.Explore, page.Data = e.explore(), e.data()
	page.GraphsLabel = e.graphs()
	return page
}

func (e *entityView) facts(fields []field) (facts []explorer.Fact) {
	for _, f := range fields {
		e.say(f.uses...)
		if values := f.get(e.view, e.term); len(values) > 0 {
			fact := explorer.Fact{}
			fact.Label, fact.Href = e.heading(f)
			fact.Values, fact.Rest = fold(values)
			facts = append(facts, fact)
		}
	}
	return facts
}

// heading returns the label of a field and its place in the vocabulary.
func (v *view) heading(f field) (label, href string) {
	if len(f.uses) > 0 {
		label, href = v.property(f.uses[0].predicate)
	}
	if f.label != "" {
		label = v.text(f.label)
	}
	return label, href
}

// How many values a page shows at once, and how many it holds at all.
const (
	shownValues = 12
	heldValues  = 200
)

// fold splits long lists into what is shown and what is folded away.
func fold(values []explorer.Value) (shown, rest []explorer.Value) {
	if len(values) <= shownValues+3 {
		return values, nil
	}
	return values[:shownValues], values[shownValues:]
}

// generic are classes that say less than the others a thing has.
var generic = map[string]bool{ontology.ClassMeeting: true, ontology.ClassParty: true, ontology.SKOSConcept: true}

func (e *entityView) kinds() (kinds []explorer.Value) {
	types := e.objects(e.term, ontology.RDFType)
	class, known := e.class(e.classPath(e.term))
	for _, t := range types {
		switch {
		case len(types) > 1 && generic[t.Value()]:
		case known && t.Value() == class.IRI && !strings.HasPrefix(class.IRI, ontology.Namespace):
			kinds = append(kinds, explorer.Value{Text: e.singular(class), Href: e.view.page("doc/"+class.Path, nil)})
		default:
			kinds = append(kinds, e.value(t))
		}
	}
	return kinds
}

// lead says in one line when and where, or what a person was last.
func (e *entityView) lead() string {
	switch e.classPath(e.term) {
	case "meeting":
		when, _ := e.period(e.object(e.term, ontology.StartDate), e.object(e.term, ontology.EndDate))
		return joinNonEmpty(" · ", when.Text, e.placeName(e.object(e.term, ontology.HeldAt)))
	case "person":
		tenures := e.subjects(ontology.TenureOf, e.term)
		e.newestFirst(tenures)
		if len(tenures) > 0 {
			return e.name(e.object(tenures[0], ontology.OfOffice)).Text
		}
	}
	return ""
}

// placeName returns "Ottawa, Canada".
func (v *view) placeName(place rdf.Term) string {
	if place.IsZero() {
		return ""
	}
	country := v.object(place, ontology.InCountry)
	if country.IsZero() {
		return v.name(place).Text
	}
	return joinNonEmpty(", ", v.name(place).Text, v.name(country).Text)
}

// matches lead to the same or nearly the same thing elsewhere.
var matches = []string{
	ontology.OWLSameAs, ontology.SchemaSameAs, ontology.SKOSExactMatch, ontology.SKOSCloseMatch,
	ontology.SKOSBroadMatch, ontology.SKOSRelatedMatch, ontology.UnbisLabel,
}

func (e *entityView) elsewhere() []explorer.Fact { return e.plain(matches) }

var nameProperties = []string{
	ontology.SKOSPrefLabel, ontology.SKOSAltLabel, ontology.SKOSHiddenLabel, ontology.OfficialName, ontology.SchemaName, ontology.DCTTitle,
}

// labels shows the names in all languages, each with its language.
func (e *entityView) labels() []explorer.Fact {
	facts := e.plain(nameProperties)
	for i := range facts {
		for _, values := range [][]explorer.Value{facts[i].Values, facts[i].Rest} {
			for j := range values {
				values[j].Note = values[j].Lang
			}
		}
	}
	return facts
}

func (e *entityView) plain(predicates []string) []explorer.Fact {
	var fields []field
	for _, p := range predicates {
		fields = append(fields, along("", to(p)))
	}
	return e.facts(fields)
}

// rest shows every statement that no other part has shown.
func (e *entityView) rest() []explorer.Fact {
	var predicates []string
	seen := map[string]bool{}
	for _, t := range e.match(patternOf(e.term)) {
		if p := t.P.Value(); !seen[p] && !e.said[to(p)] {
			seen[p] = true
			predicates = append(predicates, p)
		}
	}
	return e.plain(predicates)
}

// explore leads on from the thing.
func (e *entityView) explore() []explorer.Value {
	path, _ := e.local(e.term)
	return []explorer.Value{{Text: e.text("side.explore.path"), Href: e.view.page("path", url.Values{"from": {path}})}}
}

// graphs returns the named graphs that say something about the thing.
func (e *entityView) graphs() (shown []explorer.Value) {
	seen := map[rdf.Term]bool{}
	for q, err := range e.snap.Quads(patternOf(e.term)) {
		if err != nil {
			e.err = err
			return nil
		}
		if !q.G.IsZero() && !seen[q.G] {
			seen[q.G] = true
			shown = append(shown, e.value(q.G))
		}
	}
	return shown
}
