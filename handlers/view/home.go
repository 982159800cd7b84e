package view

import (
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// The release that the home page shows at length.
const (
	featuredSource = "id/source/2025-ism-ottawa-release"
	featuredGraph  = "id/graph/2025-ism-ottawa-release"
)

// newestMeetings is how many meetings the home page lists.
const newestMeetings = 6

// tiles are the classes that the home page leads to.
var tiles = []string{
	"meeting", "person", "office", "country", "organization", "document", "commitment", "priority", "place", "presidency", "forum", "source",
}

// Home renders the first page.
func (p *Pages) Home(r Request) ([]byte, error) {
	v := p.view(r)
	page := explorer.Home{
		Page: v.frame(r, ""), Figures: v.figures(), Featured: v.featured(), Newest: v.newest(), Classes: v.tiles(),
		Questions: v.questions(), Commands: v.commands(),
	}
	page.Crumbs, page.Here = nil, "home"
	page.Description = v.text("home.description")
	page.Structured = v.structuredDataset()
	return v.render(page)
}

func (v *view) figures() []explorer.Figure {
	s := v.snap.Stats()
	figures := []explorer.Figure{}
	for _, path := range []string{"meeting", "person", "participation", "document"} {
		if class, ok := v.class(path); ok {
			figures = append(figures, explorer.Figure{Label: v.pluralLower(class), N: s.Classes[rdf.IRI(class.IRI)], Href: v.page("doc/"+path, nil)})
		}
	}
	return append(figures,
		explorer.Figure{Label: v.text("home.figure.claims"), N: s.Classes[rdf.IRI(ontology.ClassClaim)], Href: v.page("doc/claim", nil)},
		explorer.Figure{Label: v.text("home.figure.statements"), N: s.Triples, Href: v.root + "void"},
	)
}

func (v *view) featured() *explorer.Feature {
	meeting := v.thing(site.Example)
	if !v.snap.Has(graph.Pattern{S: meeting}) {
		return nil
	}
	e := v.entity(meeting)
	e.proof.silent = true
	href, _ := v.href(meeting)
	when, _ := v.period(v.object(meeting, ontology.StartDate), v.object(meeting, ontology.EndDate))
	f := &explorer.Feature{
		Kicker: v.text("home.featured"), Title: v.name(meeting).Text, Href: href, When: when.Text,
		Where: v.value(v.object(meeting, ontology.HeldAt)),
		Facts: e.facts([]field{
			{uses: []hop{to(ontology.HostedBy)}, get: hosts},
			along("", to(ontology.Discussed)),
			along("", to(ontology.Adopted)),
			along("", to(ontology.BuildsOn)),
		}),
	}
	source, _ := v.href(v.thing(featuredSource))
	named, _ := v.href(v.thing(featuredGraph))
	f.Links = []explorer.Value{{Text: v.text("home.featured.claims"), Href: source}, {Text: v.text("home.featured.graph"), Href: named}}
	return f
}

func (v *view) newest() (cards []explorer.Card) {
	meetings := v.meetings()
	for _, m := range meetings[:min(len(meetings), newestMeetings)] {
		cards = append(cards, v.card(m))
	}
	return cards
}

// meetings returns all meetings that have a date, newest first.
func (v *view) meetings() (meetings []rdf.Term) {
	for _, m := range v.subjects(ontology.RDFType, rdf.IRI(ontology.ClassMeeting)) {
		if v.day(m) != "" {
			meetings = append(meetings, m)
		}
	}
	v.newestFirst(meetings)
	return meetings
}

// card shows a meeting in brief.
func (v *view) card(m rdf.Term) explorer.Card {
	first, last := v.object(m, ontology.StartDate), v.object(m, ontology.EndDate)
	if first.IsZero() {
		first = v.object(m, ontology.Year)
	}
	when, _ := v.period(first, last)
	href, _ := v.href(m)
	c := explorer.Card{Title: v.name(m).Text, Href: href, When: when.Text, Time: when.Time}
	for _, p := range []string{ontology.HeldAt, ontology.HostCountry} {
		c.Where = append(c.Where, v.values(v.objects(m, p))...)
	}
	discussed := v.objects(m, ontology.Discussed)
	c.Chips = v.values(discussed[:min(len(discussed), 4)])
	return c
}

func (v *view) tiles() (shown []explorer.Figure) {
	for _, path := range tiles {
		if class, ok := v.class(path); ok {
			shown = append(shown, explorer.Figure{
				Label: v.plural(class), Href: v.page("doc/"+path, nil), N: v.snap.Stats().Classes[rdf.IRI(class.IRI)],
				Note: v.definition(class.IRI).Text,
			})
		}
	}
	return shown
}

// questions lead to pages that show what the graph is good for.
func (v *view) questions() (shown []explorer.Value) {
	for _, relative := range []string{
		"id/priority/transnational-repression", "id/office/minister-public-safety-canada", "id/meeting/2025-summit-kananaskis", "id/country/japan",
	} {
		if t := v.thing(relative); v.snap.Has(graph.Pattern{S: t}) {
			shown = append(shown, v.value(t))
		}
	}
	return shown
}

// commands are ways to get data, to be typed as they are.
func (v *view) commands() []explorer.Command {
	return []explorer.Command{
		{Label: v.text("home.get.turtle"), Code: "curl -LH 'Accept: text/turtle' \\\n  " + v.base + site.Example},
		{Label: v.text("home.get.jsonld"), Code: "curl " + v.base + "doc/meeting/2025-ism-ottawa.jsonld"},
		{Label: v.text("home.get.search"), Code: "curl '" + v.base + "api/search?q=kananaskis'"},
		{Label: v.text("home.get.path"), Code: "curl -G " + v.base + "api/path \\\n  -d from=id/person/gary-anandasangaree \\\n  -d to=id/country/japan"},
		{Label: v.text("home.get.dump"), Code: "curl -O " + v.base + "dumps/all.nq.gz"},
		{Label: v.text("home.get.python"), Code: "from rdflib import Graph\ng = Graph().parse(\"" + v.base + site.Example + "\")"},
	}
}

func (v *view) structuredDataset() any {
	return map[string]any{
		"@context": "https://schema.org", "@type": "Dataset", "@id": v.base + "dataset", "name": "plenary", "url": v.base,
		"description": v.text("home.description"), "license": v.site.License, "version": v.version,
		"distribution":        map[string]any{"@type": "DataDownload", "encodingFormat": "application/n-quads", "contentUrl": v.base + "dumps/all.nq.gz"},
		"isAccessibleForFree": true,
	}
}
