package view

import (
	"context"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// resultRows is how many results a page shows.
const resultRows = 30

// Results renders what a search finds.
func (p *Pages) Results(ctx context.Context, r Request) ([]byte, error) {
	v := p.view(r)
	asked, class := "", r.Class.Path
	if r.URL != nil {
		asked = strings.TrimSpace(r.URL.Query().Get("q"))
	}
	if len(asked) > site.LongestQuery {
		return nil, problem.BadParameter("q", "q has %d bytes; %d are taken", len(asked), site.LongestQuery)
	}
	page := explorer.Search{Page: v.frame(r, joinNonEmpty(" · ", asked, v.text("search.title"))), Class: class, Classes: v.searchable(class)}
	page.Here, page.NoIndex, page.Query = "search", true, asked
	hits, err := p.site.Find(ctx, r.Snap, asked, r.Lang, v.ofClass(r.Class))
	if err != nil {
		return nil, err
	}
	window := pageOf(r.URL, len(hits), resultRows)
	for _, h := range hits[window.start:window.end] {
		page.Results = append(page.Results, v.result(h, asked))
	}
	if len(hits) > 0 {
		page.Pager = window.pager(r.URL)
	} else {
		page.Tips = v.questions()
	}
	return v.render(page)
}

// ofClass accepts the things of a class, all when it is the zero Class.
func (v *view) ofClass(class ontology.Class) func(rdf.Term) bool {
	if class.IRI == "" {
		return nil
	}
	return func(t rdf.Term) bool { return v.site.IsOf(v.snap, t, class) }
}

// searchable are the classes that a search can be narrowed to.
func (v *view) searchable(chosen string) []explorer.Choice {
	options := []explorer.Choice{{Label: v.text("search.class.any"), Chosen: chosen == ""}}
	for _, path := range tiles {
		if class, ok := v.class(path); ok {
			options = append(options, explorer.Choice{Value: path, Label: v.pluralLower(class), Chosen: path == chosen})
		}
	}
	return options
}

// result shows a hit by its name, and by the name that matched if that is
// another.
func (v *view) result(h labels.Hit, asked string) explorer.Result {
	name := v.name(h.Thing)
	r := explorer.Result{Lang: name.Lang, Parts: hitParts(name.Text, asked)}
	r.Href, _ = v.href(h.Thing)
	if class, ok := v.class(v.classPath(h.Thing)); ok {
		r.Kind = v.singular(class)
	}
	if h.Label.Value() != name.Text {
		r.Also = hitParts(h.Label.Value(), asked)
	}
	r.Note = v.entity(h.Thing).lead()
	return r
}

func hitParts(label, asked string) (parts []explorer.Part) {
	for i, text := range site.Cut(label, labels.Spans(label, asked)) {
		word := strings.TrimSuffix(text, " ")
		if word != "" {
			parts = append(parts, explorer.Part{Text: word, Hit: i%2 == 1})
		}
		if word != text {
			parts = append(parts, explorer.Part{Text: " "})
		}
	}
	return parts
}
