package view

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/examples"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/syntax"
)

// Answer renders the form with a query and the first rows of its answer, or triples,
// as a table; others are the answer in other forms.
func (p *Pages) Answer(r Request, query string, result *sparql.Result, others []explorer.Download) ([]byte, error) {
	v := p.view(r)
	shown, err := v.answer(result)
	if err != nil {
		return nil, err
	}
	shown.Downloads, shown.Unknown = others, v.unknown(result)
	page := v.queries(r)
	page.Form.Query, page.Answer, page.NoIndex = query, shown, true
	return v.render(page)
}

// unknown shows which classes and properties of the query the data does not have,
// each a link to the nearest known one.
func (v *view) unknown(r *sparql.Result) (shown []explorer.Value) {
	for _, w := range r.Warnings(v.snap) {
		named := cmp.Or(words.PrefixedName(w.IRI), w.IRI)
		told := explorer.Value{Text: v.text("sparql.unknown."+w.Kind, named)}
		if w.Nearest != "" {
			told.Text = v.text("sparql.unknown."+w.Kind+".nearest", named, cmp.Or(words.PrefixedName(w.Nearest), w.Nearest))
			told.Href, told.Away = v.href(rdf.IRI(w.Nearest))
		}
		shown = append(shown, told)
	}
	return shown[:min(len(shown), site.MostNearest)]
}

// answer shows a result.
func (v *view) answer(r *sparql.Result) (*explorer.Answer, error) {
	shown := &explorer.Answer{}
	switch r.Form {
	case syntax.Ask:
		shown.Truth = v.text(fmt.Sprintf("bool.%t", r.Boolean))
		return shown, nil
	case syntax.Select:
		for _, name := range r.Vars {
			shown.Columns = append(shown.Columns, "?"+name)
		}
		for row, err := range r.Rows() {
			if err != nil {
				return nil, err
			}
			if !v.show(shown, row) {
				break
			}
		}
		return shown, nil
	}
	shown.Columns = []string{v.text("sparql.subject"), v.text("sparql.predicate"), v.text("sparql.object")}
	for t, err := range r.Triples() {
		if err != nil {
			return nil, err
		}
		if !v.show(shown, []rdf.Term{t.S, t.P, t.O}) {
			break
		}
	}
	return shown, nil
}

// show adds a row; false when there are as many as a page shows.
func (v *view) show(shown *explorer.Answer, row []rdf.Term) bool {
	if len(shown.Rows) == mostShown {
		shown.More = true
		return false
	}
	var cells []explorer.Value
	for _, t := range row {
		cells = append(cells, v.cell(t))
	}
	shown.Rows = append(shown.Rows, cells)
	return true
}

// cell shows a term of an answer: what names a thing, and its IRI in short.
func (v *view) cell(t rdf.Term) (shown explorer.Value) {
	switch {
	case t.IsZero():
	case t.IsIRI():
		shown = v.value(t)
		if path, ok := v.local(t); ok && path != shown.Text {
			shown.Note = path
		} else if name := words.PrefixedName(t.Value()); name != shown.Text {
			shown.Note = name
		}
	case t.IsLiteral():
		shown = v.literal(t)
		shown.Note = t.Lang()
	default:
		shown.Text = string(nquads.AppendTerm(nil, t))
	}
	return shown
}

// SPARQL renders the form for queries.
func (p *Pages) SPARQL(r Request) ([]byte, error) {
	v := p.view(r)
	return v.render(v.queries(r))
}

// queries is the page of the form, with the first example to ask.
func (v *view) queries(r Request) explorer.SPARQL {
	page := explorer.SPARQL{Page: v.frame(r, v.text("sparql.title")), Form: v.queryForm(examples.All()[0].Text)}
	page.Description = v.text("sparql.lead")
	for _, q := range examples.All() {
		page.Examples = append(page.Examples, explorer.Example{Label: q.Label(v.lang), Code: q.Text, Href: v.page(site.SPARQL, url.Values{"query": {q.Text}})})
	}
	return page
}

func (v *view) queryForm(query string) explorer.QueryForm {
	form := explorer.QueryForm{Query: query, Carry: v.carry}
	for _, o := range slices.Concat(negotiate.ResultOffers(), negotiate.RDFOffers()) {
		form.Formats = append(form.Formats, explorer.Choice{Value: o.Token, Label: o.Name})
	}
	return form
}

// mostShown is how many rows of an answer a page shows.
const mostShown = 500
