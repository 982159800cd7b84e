package view

import (
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Ontology renders the vocabulary: a diagram, then every class, property and
// value under its own anchor.
func (p *Pages) Ontology(r Request) ([]byte, error) {
	v := p.view(r)
	page := explorer.Ontology{Page: v.frame(r, v.text("ontology.title")), Namespace: ontology.Namespace, Diagram: v.diagram(), Examples: v.vocabularyExamples()}
	page.Here, page.Description = "ontology", v.text("ontology.lead")
	for _, t := range ontology.Terms() {
		shown := v.vocabularyTerm(t)
		switch t.Kind {
		case ontology.OWLClass:
			page.Classes = append(page.Classes, shown)
		case ontology.OWLObjectProperty, ontology.OWLDatatypeProperty, ontology.OWLAnnotationProperty:
			page.Properties = append(page.Properties, shown)
		default:
			page.Individuals = append(page.Individuals, shown)
		}
	}
	page.Downloads = variants(v.root + "ontology")
	page.Downloads = append(page.Downloads,
		explorer.Download{Name: v.text("ontology.shapes"), Type: "text/turtle", Href: v.root + "ontology/shapes"},
		explorer.Download{Name: v.text("ontology.context"), Type: "application/ld+json", Href: v.root + "ontology/context.jsonld"},
	)
	return v.render(page)
}

func (v *view) vocabularyTerm(t ontology.Term) explorer.Term {
	other := "fr"
	if v.lang == "fr" {
		other = "en"
	}
	local := strings.TrimPrefix(t.IRI, ontology.Namespace)
	return explorer.Term{
		ID: local, CURIE: "pl:" + local, IRI: t.IRI,
		Label:           explorer.Value{Text: sentenceCase(t.Label(v.lang))},
		Definition:      explorer.Value{Text: t.Definition(v.lang)},
		OtherLabel:      explorer.Value{Text: sentenceCase(t.Label(other)), Lang: other},
		OtherDefinition: explorer.Value{Text: t.Definition(other), Lang: other},
		Facts:           v.termFacts(t),
		Examples:        t.Examples,
	}
}

func (v *view) termFacts(t ontology.Term) (facts []explorer.Fact) {
	add := func(key string, values []explorer.Value) {
		if len(values) > 0 {
			facts = append(facts, explorer.Fact{Label: v.text(key), Values: values})
		}
	}
	super := "ontology.subproperty"
	if t.Kind == ontology.OWLClass {
		super = "ontology.sub"
	}
	add("ontology.domain", v.termLinks(t.Domain))
	add("ontology.range", v.termLinks(t.Range))
	add(super, v.termLinks(t.Super))
	add("ontology.related", v.termLinks(t.Close))
	add("ontology.chain", v.chain(t.IRI))
	if t.InScheme != "" {
		add("ontology.values", v.termLinks([]string{t.InScheme}))
	}
	add("ontology.count", v.uses(t))
	return facts
}

// termLinks shows terms of vocabularies by their CURIEs.
func (v *view) termLinks(iris []string) (shown []explorer.Value) {
	for _, iri := range iris {
		t := rdf.IRI(iri)
		value := explorer.Value{Text: shortName(t)}
		value.Href, value.Away = v.href(t)
		shown = append(shown, value)
	}
	return shown
}

// chain shows the two steps that a property follows from; "^" goes backwards.
func (v *view) chain(property string) []explorer.Value {
	for _, c := range ontology.Chains {
		if c.Property != property {
			continue
		}
		var steps []string
		for _, s := range c.Steps {
			name := shortName(rdf.IRI(s.Property))
			if s.Inverse {
				name = "^" + name
			}
			steps = append(steps, name)
		}
		return []explorer.Value{{Text: strings.Join(steps, " / ")}}
	}
	return nil
}

// uses counts a term in the data.
func (v *view) uses(t ontology.Term) []explorer.Value {
	s := v.snap.Stats()
	if t.Kind == ontology.OWLClass {
		n := s.Classes[rdf.IRI(t.IRI)]
		value := explorer.Value{Text: v.text("ontology.members", v.count(n))}
		for _, c := range ontology.Classes {
			if c.IRI == t.IRI && c.Path != "" {
				value.Href = v.page("doc/"+c.Path, nil)
			}
		}
		return []explorer.Value{value}
	}
	if n := s.Predicates[rdf.IRI(t.IRI)].Triples; n > 0 {
		return []explorer.Value{{Text: v.text("ontology.uses", v.count(n))}}
	}
	return nil
}

// diagramNodes are the main classes, at their places.
var diagramNodes = []explorer.Node{
	{Name: ontology.ClassForum, Column: 0, Row: 0},
	{Name: ontology.ClassPresidency, Column: 1.3, Row: 0},
	{Name: ontology.ClassParty, Column: 2.7, Row: 0},
	{Name: ontology.ClassOffice, Column: 4.1, Row: 0},
	{Name: ontology.ClassPlace, Column: 0, Row: 1.35},
	{Name: ontology.ClassMeeting, Column: 1.3, Row: 1.35},
	{Name: ontology.ClassParticipation, Column: 2.7, Row: 1.35},
	{Name: ontology.ClassTenure, Column: 4.1, Row: 1.15},
	{Name: ontology.ClassPriority, Column: 0, Row: 2.7},
	{Name: ontology.ClassOutcomeDocument, Column: 1.3, Row: 2.7},
	{Name: ontology.ClassCommitment, Column: 2.7, Row: 2.7},
	{Name: ontology.ClassPerson, Column: 4.1, Row: 2.3},
	{Name: ontology.ClassClaim, Column: 0, Row: 3.7, Kind: "evidence"},
	{Name: ontology.ClassPassage, Column: 1.3, Row: 3.7, Kind: "evidence"},
	{Name: ontology.ClassSourceDocument, Column: 2.7, Row: 3.7, Kind: "evidence"},
}

// diagramEdges are the properties drawn between them, by subject and object.
var diagramEdges = []struct {
	from, property, to string
	bend               float64
}{
	{ontology.ClassMeeting, ontology.MeetingOf, ontology.ClassForum, .25},
	{ontology.ClassMeeting, ontology.UnderPresidency, ontology.ClassPresidency, 0},
	{ontology.ClassPresidency, ontology.PresidencyOf, ontology.ClassForum, 0},
	{ontology.ClassPresidency, ontology.HeldByParty, ontology.ClassParty, 0},
	{ontology.ClassMeeting, ontology.HeldAt, ontology.ClassPlace, 0},
	{ontology.ClassMeeting, ontology.HasParticipation, ontology.ClassParticipation, 0},
	{ontology.ClassParticipation, ontology.Represents, ontology.ClassParty, 0},
	{ontology.ClassParticipation, ontology.InCapacity, ontology.ClassTenure, 0},
	{ontology.ClassParticipation, ontology.Participant, ontology.ClassPerson, 0},
	{ontology.ClassTenure, ontology.OfOffice, ontology.ClassOffice, 0},
	{ontology.ClassTenure, ontology.TenureOf, ontology.ClassPerson, 0},
	{ontology.ClassOffice, ontology.Jurisdiction, ontology.ClassParty, 0},
	{ontology.ClassMeeting, ontology.Discussed, ontology.ClassPriority, .2},
	{ontology.ClassMeeting, ontology.Adopted, ontology.ClassOutcomeDocument, 0},
	{ontology.ClassOutcomeDocument, ontology.Addresses, ontology.ClassPriority, 0},
	{ontology.ClassCommitment, ontology.MadeIn, ontology.ClassOutcomeDocument, 0},
	{ontology.ClassClaim, ontology.Evidence, ontology.ClassPassage, 0},
	{ontology.ClassPassage, ontology.PassageOf, ontology.ClassSourceDocument, 0},
}

func (v *view) diagram() explorer.Diagram {
	var nodes []explorer.Node
	for _, n := range diagramNodes {
		n.Label, n.Href = v.termLabel(n.Name), "#"+strings.TrimPrefix(n.Name, ontology.Namespace)
		nodes = append(nodes, n)
	}
	var edges []explorer.Edge
	for _, e := range diagramEdges {
		edges = append(edges, explorer.Edge{From: e.from, To: e.to, Label: v.termLabel(e.property), Bend: e.bend})
	}
	return explorer.NewDiagram(v.text("ontology.diagram"), nodes, edges)
}

func (v *view) termLabel(iri string) string {
	t, ok := ontology.Lookup(iri)
	if !ok {
		return shortName(rdf.IRI(iri))
	}
	return t.Label(v.lang)
}

func (v *view) vocabularyExamples() []explorer.Command {
	return []explorer.Command{
		{Label: v.text("ontology.example.turtle"), Code: "curl -H 'Accept: text/turtle' " + v.base + "ontology"},
		{Label: v.text("ontology.example.instance"), Code: `@prefix pl: <` + ontology.Namespace + `> .

<` + v.base + `id/meeting/2025-ism-ottawa> a pl:MinisterialMeeting ;
    pl:startDate "2025-11-21"^^xsd:date ;
    pl:heldAt <` + v.base + `id/place/ottawa> ;
    pl:hasParticipation <` + v.base + `id/participation/2025-ism-ottawa-gary-anandasangaree> .

<` + v.base + `id/participation/2025-ism-ottawa-gary-anandasangaree>
    pl:participant <` + v.base + `id/person/gary-anandasangaree> ;
    pl:represents <` + v.base + `id/country/canada> ;
    pl:inOffice <` + v.base + `id/office/minister-public-safety-canada> .`},
	}
}
