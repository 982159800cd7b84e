package view

import (
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Timeline renders the meetings by year, filtered by kind, topic and host
// country.
func (p *Pages) Timeline(r Request) ([]byte, error) {
	v := p.view(r)
	page := explorer.Timeline{Page: v.frame(r, v.text("timeline.title"))}
	page.Here, page.Description = "timeline", v.text("timeline.lead")
	f := meetingFilter{topic: r.Chosen["topic"], country: r.Chosen["country"]}
	if r.Class.IRI != "" {
		f.class = rdf.IRI(r.Class.IRI)
	}
	all := v.meetings()
	page.Classes = v.choices(f.class, []rdf.Term{rdf.IRI(ontology.ClassSummit), rdf.IRI(ontology.ClassMinisterialMeeting), rdf.IRI(ontology.ClassBilateralMeeting)})
	page.Topics = v.choices(f.topic, v.among(all, v.topicsOf))
	page.Countries = v.choices(f.country, v.among(all, func(m rdf.Term) []rdf.Term { return v.objects(m, ontology.HostCountry) }))
	for _, m := range all {
		if v.fits(m, f) {
			page.Total++
			page.Years = addToYear(page.Years, v.day(m)[:4], v.card(m))
		}
	}
	page.Decades = v.decades(page.Years)
	return v.render(page)
}

// A meetingFilter says which meetings a timeline shows; a zero term allows all.
type meetingFilter struct{ class, topic, country rdf.Term }

func (v *view) fits(m rdf.Term, f meetingFilter) bool {
	return (f.class.IsZero() || v.has(m, ontology.RDFType, f.class)) &&
		(f.country.IsZero() || v.has(m, ontology.HostCountry, f.country)) &&
		(f.topic.IsZero() || v.speaksOf(m, f.topic))
}

// topicsOf are what a meeting discussed and what its documents address.
func (v *view) topicsOf(m rdf.Term) []rdf.Term {
	return append(v.objects(m, ontology.Discussed), v.follow(m, to(ontology.Adopted), to(ontology.Addresses))...)
}

func (v *view) speaksOf(m, topic rdf.Term) bool {
	for _, t := range v.topicsOf(m) {
		if t == topic {
			return true
		}
	}
	return false
}

// among returns what the meetings have of something, each once, by name.
func (v *view) among(meetings []rdf.Term, of func(rdf.Term) []rdf.Term) (found []rdf.Term) {
	seen := map[rdf.Term]bool{}
	for _, m := range meetings {
		for _, t := range of(m) {
			if !seen[t] {
				seen[t] = true
				found = append(found, t)
			}
		}
	}
	v.byName(found)
	return found
}

// choices are options of a form: first the one for anything, then terms by the
// end of their IRIs.
func (v *view) choices(chosen rdf.Term, terms []rdf.Term) []explorer.Choice {
	options := []explorer.Choice{{Label: v.text("timeline.any"), Chosen: chosen.IsZero()}}
	for _, t := range terms {
		options = append(options, explorer.Choice{Value: lastSegment(t.Value()), Label: sentenceCase(v.name(t).Text), Chosen: t == chosen})
	}
	return options
}

// addToYear puts a card under its year; cards come newest first.
func addToYear(years []explorer.Year, year string, c explorer.Card) []explorer.Year {
	if n := len(years); n == 0 || years[n-1].Year != year {
		years = append(years, explorer.Year{Year: year})
	}
	last := &years[len(years)-1]
	last.Cards = append(last.Cards, c)
	return years
}

// decades leads to the first year shown of each decade.
func (v *view) decades(years []explorer.Year) (shown []explorer.Value) {
	last := ""
	for _, y := range years {
		if decade := y.Year[:3] + "0"; decade != last {
			last = decade
			shown = append(shown, explorer.Value{Text: v.text("timeline.decade", decade), Href: "#y" + y.Year})
		}
	}
	return shown
}
