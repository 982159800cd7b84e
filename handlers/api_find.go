package handlers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// searchHit is a hit as the API shows it. Parts is the label cut so that the
// parts at odd positions match the query.
type searchHit struct {
	Item
	Matched string   `json:"matched"`
	Parts   []string `json:"parts"`
	Score   int      `json:"score"`
}

// getSearch answers /api/search: things by name, the best first.
func (s *Server) getSearch(c *gin.Context) error {
	p := s.params(c, "q", "class", "limit", "cursor")
	query, limit := p.need("q"), p.number("limit", 20, 1, 100)
	class, classed := p.class("class")
	trusted := p.trust()
	after := p.cursor()
	if p.err != nil {
		return p.err
	}
	hits := s.derivedFrom(p.snap).search().Find(query, func(t rdf.Term) bool {
		return (!classed || s.isOf(p.snap, t, class)) && trusted.acceptsThing(t)
	})
	total := len(hits)
	if after != "" {
		at := slices.IndexFunc(hits, func(h Hit) bool { return h.Thing.Value() == after })
		hits = hits[at+1:]
	}
	next := ""
	if len(hits) > limit {
		hits = hits[:limit]
		next = p.next(hits[limit-1].Thing.Value())
	}
	w := words{p.snap, p.lang(c)}
	items, things := []searchHit{}, []rdf.Term{}
	for _, h := range hits {
		items = append(items, searchHit{w.item(h.Thing), h.Label.Value(), highlight(h.Label.Value(), query), h.Score})
		things = append(things, h.Thing)
	}
	return s.sendAPI(c, p, gin.H{"query": query, "total": total, "items": items, "next": next}, namesOf(p.snap, things))
}

// filters are the parameters of /api/entities that name a thing, and the
// properties by which a member may be connected to it, in one or two steps.
var filters = []struct {
	name string
	path string // of relative values: country=japan
	ways [][]string
}{
	{"country", "country", [][]string{{ontology.HostCountry}, {ontology.CitizenOf}, {ontology.Jurisdiction}, {ontology.InCountry}, {ontology.HeldByParty}, {ontology.Member}, {ontology.Represents}, {ontology.OfOffice, ontology.Jurisdiction}}},
	{"track", "track", [][]string{{ontology.Track}}},
	{"topic", "priority", [][]string{{ontology.Discussed}, {ontology.Addresses}, {ontology.SummitTopic}, {ontology.Promotes}}},
}

// getEntities answers /api/entities: the members of a class, filtered, with
// facets of all that pass, a page at a time in the order of IRIs.
func (s *Server) getEntities(c *gin.Context) error {
	p := s.params(c, "class", "country", "track", "topic", "from", "to", "limit", "cursor")
	p.need("class")
	class, _ := p.class("class")
	limit, trusted := p.number("limit", 50, 1, 500), p.trust()
	chosen := s.chosenFilters(p)
	from, _ := p.date("from")
	_, to := p.date("to")
	after := p.cursor()
	if p.err != nil {
		return p.err
	}
	all, err := s.classMembers(p.snap, class)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(t rdf.Term) bool {
		return !passes(p.snap, t, chosen, trusted) || !within(p.snap, t, from, to) || !trusted.acceptsThing(t)
	})
	w := words{p.snap, p.lang(c)}
	facets := facetsOf(w, all)
	total := len(all)
	if after != "" {
		at, _ := slices.BinarySearchFunc(all, rdf.IRI(after+"\x00"), rdf.CompareTerms)
		all = all[at:]
	}
	next := ""
	if len(all) > limit {
		all = all[:limit]
		next = p.next(all[limit-1].Value())
	}
	items := []Item{}
	for _, t := range all {
		items = append(items, w.item(t))
	}
	return s.sendAPI(c, p, gin.H{"class": class.IRI, "total": total, "items": items, "facets": facets, "next": next}, namesOf(p.snap, all))
}

// classMembers returns the members of a class that has a path, or of a
// subclass, in the order of their IRIs.
func (s *Server) classMembers(snap *graph.Snapshot, class ontology.Class) ([]rdf.Term, error) {
	if class.Path != "" {
		return s.members(snap, class)
	}
	var members []rdf.Term
	for t, err := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class.IRI)}) {
		if err != nil {
			return nil, err
		}
		members = append(members, t.S)
	}
	slices.SortFunc(members, rdf.CompareTerms)
	return members, nil
}

// chosenFilters returns the thing that each filter given names.
func (s *Server) chosenFilters(p *params) map[string]rdf.Term {
	chosen := map[string]rdf.Term{}
	for _, f := range filters {
		if text := p.text(f.name); text != "" {
			if !strings.ContainsAny(text, ":/") {
				p.q.Set(f.name, "id/"+f.path+"/"+text)
			}
			chosen[f.name] = p.thing(f.name)
			p.q.Set(f.name, text)
		}
	}
	return chosen
}

func passes(snap *graph.Snapshot, t rdf.Term, chosen map[string]rdf.Term, trusted trust) bool {
	for _, f := range filters {
		want, given := chosen[f.name]
		if given && !slices.ContainsFunc(f.ways, func(way []string) bool { return leads(snap, t, way, want, trusted) }) {
			return false
		}
	}
	return true
}

// leads reports whether a way of properties goes from one thing to another over
// statements that are trusted.
func leads(snap *graph.Snapshot, from rdf.Term, way []string, to rdf.Term, trusted trust) bool {
	for t := range snap.Triples(graph.Pattern{S: from, P: rdf.IRI(way[0])}) {
		if !trusted.accepts(t) {
			continue
		}
		if len(way) == 1 && t.O == to || len(way) > 1 && leads(snap, t.O, way[1:], to, trusted) {
			return true
		}
	}
	return false
}

// within reports whether the days of a thing overlap those asked for; a thing
// without days does only when none are asked for.
func within(snap *graph.Snapshot, t rdf.Term, from, to string) bool {
	if from == "" && to == "" {
		return true
	}
	first, last := dayOf(snap, t, ontology.Earliest), dayOf(snap, t, ontology.Latest)
	if first == "" && last == "" {
		first = dayOf(snap, t, ontology.DCTIssued)
		last = first
	}
	if first == "" && last == "" {
		return false
	}
	return (from == "" || last == "" || last >= from) && (to == "" || first == "" || first <= to)
}

func dayOf(snap *graph.Snapshot, t rdf.Term, property string) string {
	for d := range snap.Triples(graph.Pattern{S: t, P: rdf.IRI(property)}) {
		return d.O.Value()
	}
	return ""
}

// Facet is a value of a property with how many members have it.
type Facet struct {
	IRI   string `json:"iri"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// facetsOf counts the values of each filter over members, the frequent first.
func facetsOf(w words, members []rdf.Term) map[string][]Facet {
	facets := map[string][]Facet{}
	for _, f := range filters {
		counts := map[rdf.Term]int{}
		for _, m := range members {
			for _, way := range f.ways {
				if len(way) != 1 {
					continue
				}
				for t := range w.snap.Triples(graph.Pattern{S: m, P: rdf.IRI(way[0])}) {
					counts[t.O]++
				}
			}
		}
		list := []Facet{}
		for _, t := range sorted(counts) {
			list = append(list, Facet{t.Value(), w.label(t), counts[t]})
		}
		slices.SortStableFunc(list, func(a, b Facet) int { return cmp.Compare(b.Count, a.Count) })
		facets[f.name] = list
	}
	return facets
}

// timelineEntry is a dated thing.
type timelineEntry struct {
	Item
	Start    string `json:"start"`
	End      string `json:"end,omitempty"`
	Earliest string `json:"earliest"`
	Latest   string `json:"latest,omitempty"`
}

// getTimeline answers /api/timeline: what has dates, in the order of days.
func (s *Server) getTimeline(c *gin.Context) error {
	p := s.params(c, "class", "entity", "topic", "country", "track", "from", "to", "limit", "cursor")
	if p.text("class") == "" {
		p.q.Set("class", "meeting")
	}
	class, _ := p.class("class")
	limit, trusted, entity := p.number("limit", 100, 1, 500), p.trust(), p.thing("entity")
	chosen := s.chosenFilters(p)
	from, _ := p.date("from")
	_, to := p.date("to")
	after := p.cursor()
	if p.err != nil {
		return p.err
	}
	members, err := s.classMembers(p.snap, class)
	if err != nil {
		return err
	}
	w := words{p.snap, p.lang(c)}
	entries := []timelineEntry{}
	things := map[string]rdf.Term{}
	for _, t := range members {
		e := timelineEntry{Item: w.item(t), Start: firstOf(p.snap, t, ontology.StartDate, ontology.From, ontology.DCTIssued, ontology.Year),
			End: firstOf(p.snap, t, ontology.EndDate, ontology.Until), Earliest: dayOf(p.snap, t, ontology.Earliest), Latest: dayOf(p.snap, t, ontology.Latest)}
		if e.Start == "" || !passes(p.snap, t, chosen, trusted) || !within(p.snap, t, from, to) || !trusted.acceptsThing(t) || !touches(p.snap, t, entity, trusted) {
			continue
		}
		things[e.IRI] = t
		entries = append(entries, e)
	}
	key := func(e timelineEntry) string { return cmp.Or(e.Earliest, e.Start) + " " + e.IRI }
	slices.SortFunc(entries, func(a, b timelineEntry) int { return strings.Compare(key(a), key(b)) })
	total := len(entries)
	if after != "" {
		entries = slices.DeleteFunc(entries, func(e timelineEntry) bool { return key(e) <= after })
	}
	next := ""
	if len(entries) > limit {
		entries = entries[:limit]
		next = p.next(key(entries[limit-1]))
	}
	var dated []rdf.Triple
	for _, e := range entries {
		for _, property := range []string{ontology.StartDate, ontology.EndDate, ontology.From, ontology.Until, ontology.DCTIssued, ontology.Year} {
			for t := range p.snap.Triples(graph.Pattern{S: things[e.IRI], P: rdf.IRI(property)}) {
				dated = append(dated, t)
			}
		}
	}
	return s.sendAPI(c, p, gin.H{"total": total, "items": entries, "next": next}, graphOf(p.snap, dated...))
}

// touches reports whether a trusted statement connects a thing with an entity,
// directly or over one of its participations; no entity is touched by all.
func touches(snap *graph.Snapshot, t, entity rdf.Term, trusted trust) bool {
	if entity.IsZero() {
		return true
	}
	for _, p := range []graph.Pattern{{S: t, O: entity}, {S: entity, O: t}} {
		for tr := range snap.Triples(p) {
			if trusted.accepts(tr) {
				return true
			}
		}
	}
	return false
}

func firstOf(snap *graph.Snapshot, t rdf.Term, properties ...string) string {
	for _, p := range properties {
		if day := dayOf(snap, t, p); day != "" {
			return day
		}
	}
	return ""
}

// getSitemap lists the pages of meetings, people, documents, topics and
// countries, and of every class.
func (s *Server) getSitemap(c *gin.Context) error {
	snap := s.store.Snapshot()
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	line := func(path string) { fmt.Fprintf(&b, "<url><loc>%s%s</loc></url>\n", s.base, path) }
	line("")
	for _, class := range ontology.Classes {
		if class.Path == "" {
			continue
		}
		line("doc/" + class.Path)
		if class.Path == "record" || class.Path == "claim" || class.Path == "passage" || class.Path == "participation" {
			continue
		}
		members, err := s.members(snap, class)
		if err != nil {
			return err
		}
		for _, m := range members {
			line("doc/" + strings.TrimPrefix(m.Value(), s.base+"id/"))
		}
	}
	b.WriteString("</urlset>\n")
	return s.send(c, answer{media: "application/xml", body: []byte(b.String()), modified: snap.Time()})
}
