package api

import (
	"context"
	"slices"
	"strconv"

	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/rdf"
)

// searchHit is a hit as the API shows it. Parts is the label cut so that the
// parts at odd positions match the query.
type searchHit struct {
	words.Item
	Matched string   `json:"matched"`
	Parts   []string `json:"parts"`
	Score   int      `json:"score"`
}

// Search answers /api/search: things by name, the best first, mostHits at most.
func (a *API) Search(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "q", "class", "limit", "cursor")
	query, limit := p.query("q"), p.number("limit", 20, 1, 100)
	class, classed := p.Class("class")
	trusted := p.trust()
	after := p.cursor()
	if p.Err != nil {
		return Forms{}, p.Err
	}
	hits, err := a.Find(ctx, p.Snap, query, p.Lang, func(t rdf.Term) bool {
		return (!classed || a.IsOf(p.Snap, t, class)) && trusted.AcceptsThing(t)
	})
	if err != nil {
		return Forms{}, err
	}
	total := len(hits)
	if after != "" {
		at := slices.IndexFunc(hits, func(h labels.Hit) bool { return h.Thing.Value() == after })
		if at < 0 {
			return Forms{}, p.staleCursor()
		}
		hits = hits[at+1:]
	}
	next := ""
	if len(hits) > limit {
		hits = hits[:limit]
		next = p.next(hits[limit-1].Thing.Value())
	}
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
	items, things := []searchHit{}, []rdf.Term{}
	for _, h := range hits {
		items = append(items, searchHit{w.Item(h.Thing), h.Label.Value(), site.Cut(h.Label.Value(), h.Spans), h.Score})
		things = append(things, h.Thing)
	}
	return Forms{map[string]any{"query": query, "total": total, "items": items, "next": next}, &Content{Things: things},
		func() [][]string {
			return tableOf(slices.Concat(itemColumns, []string{"matched", "score"}), items, searchHit.row)
		}, nil}, nil
}

// row is a hit of a table.
func (h searchHit) row() []string {
	return append(itemRow(h.Item), h.Matched, strconv.Itoa(h.Score))
}

// query reads words to search for.
func (p *Params) query(name string) string {
	text := p.need(name)
	switch {
	case len(text) > site.LongestQuery:
		p.Fail(name, "%s has %d bytes; %d are taken", name, len(text), site.LongestQuery)
	case labels.Fold(text) == "":
		p.Fail(name, "%.50q has no letter and no digit to search for", text)
	}
	return text
}
