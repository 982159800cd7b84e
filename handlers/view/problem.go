package view

import (
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf"
)

// Problem renders an error: what is wrong, what there is instead.
func (p *Pages) Problem(r Request) ([]byte, error) {
	v := p.view(r)
	heading := r.Problem.Title
	if text, ok := p.explorer.Lookup(r.Lang, "problem."+r.Problem.Slug); ok {
		heading = text
	}
	page := explorer.Problem{
		Page: v.frame(r, heading), Status: r.Problem.Status, Heading: heading, RequestID: r.Problem.RequestID,
		Detail: v.detail(r.Problem),
		Hint:   explorer.Value{Text: sentenceCase(r.Problem.Hint), Lang: v.foreign("en")},
	}
	page.NoIndex, page.Here = true, "problem"
	if r.Problem.Line > 0 {
		page.Where = v.text("problem.where", r.Problem.Line, r.Problem.Column)
	}
	if r.URL != nil && r.URL.Path == p.root+site.SPARQL && r.URL.Query().Has("query") {
		form := v.queryForm(r.URL.Query().Get("query"))
		page.Form = &form
	}
	if r.URL != nil && r.URL.Path == p.root+"path" {
		page.Ends = &explorer.Ends{From: r.URL.Query().Get("from"), To: r.URL.Query().Get("to"), Carry: v.carry}
	}
	if to := r.Problem.Replacement; to != "" {
		page.Replacement = v.value(rdf.IRI(to))
	}
	if to := r.Problem.Last; to != "" {
		page.Last = explorer.Value{Text: v.text("problem.last", day(v.lang, r.Problem.LastTime)), Href: to}
	}
	for _, n := range r.Problem.Nearest {
		near := explorer.Value{Text: n.Label}
		if near.Href = v.corrected(r, n.IRI); near.Href == "" {
			near.Href, near.Away = v.href(rdf.IRI(n.IRI))
		}
		page.Nearest = append(page.Nearest, near)
	}
	for _, variant := range r.Problem.Variants {
		page.Variants = append(page.Variants, explorer.Download{Name: variantName(variant.Type), Type: variant.Type, Href: variant.URL})
	}
	return v.render(page)
}

// detail is what is wrong, in the language of the page where it is known in that.
func (v *view) detail(p *problem.Problem) explorer.Value {
	if text, ok := p.DetailIn(v.lang); ok {
		return explorer.Value{Text: asSentence(text, p.Parameter)}
	}
	return explorer.Value{Text: asSentence(p.Detail, p.Parameter), Lang: v.foreign("en")}
}

// asSentence makes a sentence of a detail; the name of a parameter stays as it is
// written.
func asSentence(detail, parameter string) string {
	if parameter != "" && strings.HasPrefix(detail, parameter+" ") {
		return detail
	}
	return sentenceCase(detail)
}

// corrected returns the address that was asked for, with another thing where a
// parameter named none; "" where the fault is in no parameter of the address.
func (v *view) corrected(r Request, iri string) string {
	if r.URL == nil || !r.URL.Query().Has(r.Problem.Parameter) {
		return ""
	}
	query := r.URL.Query()
	query.Set(r.Problem.Parameter, strings.TrimPrefix(iri, v.base))
	return r.URL.Path + "?" + query.Encode()
}

// variantName returns the name of a syntax, or the media type where it has
// none.
func variantName(media string) string {
	if f, ok := rdf.FormatOf(media); ok {
		return f.Name
	}
	return media
}
