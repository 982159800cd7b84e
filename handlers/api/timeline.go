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

// timelineEntry is a dated thing.
type timelineEntry struct {
	words.Item
	Start    string `json:"start"`
	End      string `json:"end,omitempty"`
	Earliest string `json:"earliest,omitempty"`
	Latest   string `json:"latest,omitempty"`
}

// key is the place of an entry in the order of the answer.
func (e timelineEntry) key() string { return cmp.Or(e.Earliest, e.Start) + " " + e.IRI }

// dateTerms are the properties that say when something was; dateStarts are those of
// a beginning, dateEnds of an end.
var (
	dateStarts = []string{ontology.StartDate, ontology.From, ontology.DCTIssued, ontology.Year}
	dateEnds   = []string{ontology.EndDate, ontology.Until}
	dateTerms  = slices.Concat(dateStarts, dateEnds)
)

// Timeline answers /api/timeline: what has dates, in the order of days.
func (a *API) Timeline(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "class", "entity", "topic", "country", "track", "from", "to", "at", "limit", "cursor")
	if p.Text("class") == "" {
		p.Query.Set("class", "meeting")
	}
	class, _ := p.Class("class")
	limit, entity := p.number("limit", 100, 1, 500), p.thing(ctx, "entity")
	f := a.filter(ctx, p)
	after := p.cursor()
	if p.Err != nil {
		return Forms{}, p.Err
	}
	members, err := a.ClassMembers(p.Snap, class)
	if err != nil {
		return Forms{}, err
	}
	members = slices.DeleteFunc(members, func(t rdf.Term) bool { return !f.passes(t) || !touches(p.Snap, t, entity, f.trust) })
	entries := timelineOf(words.Words{Snap: p.Snap, Lang: p.Lang}, members, f.trust)
	total := len(entries)
	entries = slices.DeleteFunc(entries, func(e timelineEntry) bool { return e.key() <= after })
	next := ""
	if len(entries) > limit {
		entries = entries[:limit]
		next = p.next(entries[limit-1].key())
	}
	var dated []rdf.Triple
	for _, e := range entries {
		for _, property := range dateTerms {
			for t := range p.Snap.Triples(graph.Pattern{S: rdf.IRI(e.IRI), P: rdf.IRI(property)}) {
				if f.trust.Accepts(t) {
					dated = append(dated, t)
				}
			}
		}
	}
	return Forms{map[string]any{"total": total, "items": entries, "next": next}, &Content{Triples: dated},
		func() [][]string {
			return tableOf(slices.Concat(itemColumns, []string{"start", "end", "earliest", "latest"}), entries, timelineEntry.row)
		}, nil}, nil
}

// row is an entry of a table.
func (e timelineEntry) row() []string {
	return append(itemRow(e.Item), e.Start, e.End, e.Earliest, e.Latest)
}

// timelineOf returns entries for the things that have a trusted date, in order.
func timelineOf(w words.Words, things []rdf.Term, trusted evidence.Trust) []timelineEntry {
	entries := []timelineEntry{}
	for _, t := range things {
		start := trusted.First(t, dateStarts...)
		if start == "" {
			continue
		}
		entries = append(entries, timelineEntry{
			Item: w.Item(t), Start: start, End: trusted.First(t, dateEnds...),
			Earliest: trusted.First(t, ontology.Earliest), Latest: trusted.First(t, ontology.Latest),
		})
	}
	slices.SortFunc(entries, func(a, b timelineEntry) int { return strings.Compare(a.key(), b.key()) })
	return entries
}

// touches reports whether a trusted statement connects a thing with an entity;
// derived ones reach over participations. Every thing touches no entity.
func touches(snap *graph.Snapshot, t, entity rdf.Term, trusted evidence.Trust) bool {
	if entity.IsZero() {
		return true
	}
	for _, p := range []graph.Pattern{{S: t, O: entity}, {S: entity, O: t}} {
		for tr := range snap.Triples(p) {
			if trusted.Accepts(tr) {
				return true
			}
		}
	}
	return false
}
