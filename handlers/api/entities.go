package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

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

// Entities answers /api/entities: the members of a class, filtered, with
// facets of all that pass, a page at a time in the order of IRIs.
func (a *API) Entities(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "class", "country", "track", "topic", "from", "to", "at", "limit", "cursor")
	p.need("class")
	class, _ := p.Class("class")
	limit, f := p.number("limit", 50, 1, 500), a.filter(ctx, p)
	after := p.cursor()
	if p.Err != nil {
		return Forms{}, p.Err
	}
	all, err := a.ClassMembers(p.Snap, class)
	if err != nil {
		return Forms{}, err
	}
	all = slices.DeleteFunc(all, func(t rdf.Term) bool { return !f.passes(t) })
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
	facets, total := facetsOf(w, all, f.trust), len(all)
	if after != "" {
		at, _ := slices.BinarySearchFunc(all, rdf.IRI(after+"\x00"), rdf.CompareTerms)
		all = all[at:]
	}
	next := ""
	if len(all) > limit {
		all = all[:limit]
		next = p.next(all[limit-1].Value())
	}
	items := []words.Item{}
	for _, t := range all {
		items = append(items, w.Item(t))
	}
	return Forms{map[string]any{"class": class.IRI, "total": total, "items": items, "facets": facets, "next": next}, &Content{Things: all},
		func() [][]string { return tableOf(itemColumns, items, itemRow) }, nil}, nil
}

// A filter says which members of a class an answer has.
type filter struct {
	snap     *graph.Snapshot
	chosen   map[string]rdf.Term // the thing that each filter given names
	from, to string              // days, inclusive; "" is open
	trust    evidence.Trust
}

// filter reads the parameters that restrict members.
func (a *API) filter(ctx context.Context, p *Params) filter {
	f := filter{snap: p.Snap, chosen: p.Chosen(ctx), trust: p.trust()}
	f.from, _ = p.date("from")
	_, f.to = p.date("to")
	if f.from != "" && f.to != "" && f.from > f.to {
		p.Fail("to", "%s is before %s", p.Text("to"), p.Text("from"))
	}
	return f
}

// Chosen returns the thing that each filter given names: as everywhere, or by
// the end of its IRI, as in country=japan.
func (p *Params) Chosen(ctx context.Context) map[string]rdf.Term {
	chosen := map[string]rdf.Term{}
	for _, known := range filters {
		if text := p.Text(known.name); text != "" {
			if !strings.ContainsAny(text, ":/") {
				p.Query.Set(known.name, "id/"+known.path+"/"+text)
			}
			chosen[known.name] = p.thing(ctx, known.name)
			p.Query.Set(known.name, text)
		}
	}
	return chosen
}

func (f filter) passes(t rdf.Term) bool {
	for _, known := range filters {
		want, given := f.chosen[known.name]
		if given && !slices.ContainsFunc(known.ways, func(way []string) bool { return leads(f.snap, t, way, want, f.trust) }) {
			return false
		}
	}
	return f.within(t) && f.trust.AcceptsThing(t)
}

// leads reports whether a way of properties goes from one thing to another over
// statements that are trusted.
func leads(snap *graph.Snapshot, from rdf.Term, way []string, to rdf.Term, trusted evidence.Trust) bool {
	for t := range snap.Triples(graph.Pattern{S: from, P: rdf.IRI(way[0])}) {
		if !trusted.Accepts(t) {
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
func (f filter) within(t rdf.Term) bool {
	if f.from == "" && f.to == "" {
		return true
	}
	first, last := f.trust.First(t, ontology.Earliest), f.trust.First(t, ontology.Latest)
	if first == "" && last == "" {
		first = f.trust.First(t, ontology.DCTIssued)
		last = first
	}
	if first == "" && last == "" {
		return false
	}
	return (f.from == "" || last == "" || last >= f.from) && (f.to == "" || first == "" || first <= f.to)
}

// Facet is a value of a property with how many members have it.
type Facet struct {
	IRI   string `json:"iri"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// facetsOf counts the trusted values of each filter over members, the frequent
// first.
func facetsOf(w words.Words, members []rdf.Term, trusted evidence.Trust) map[string][]Facet {
	facets := map[string][]Facet{}
	for _, f := range filters {
		counts := map[rdf.Term]int{}
		for _, m := range members {
			for _, way := range f.ways {
				if len(way) != 1 {
					continue
				}
				for t := range w.Snap.Triples(graph.Pattern{S: m, P: rdf.IRI(way[0])}) {
					if trusted.Accepts(t) {
						counts[t.O]++
					}
				}
			}
		}
		list := []Facet{}
		for _, t := range sorted(counts) {
			list = append(list, Facet{t.Value(), w.Label(t), counts[t]})
		}
		slices.SortStableFunc(list, func(a, b Facet) int { return cmp.Compare(b.Count, a.Count) })
		facets[f.name] = list
	}
	return facets
}
