package view

import (
	"strings"
	"time"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf"
)

// Pages renders the HTML of every page from a snapshot.
type Pages struct {
	explorer  *explorer.Explorer
	documents *evidence.Documents // nil without texts
	base      string              // IRI that things live under
	root      string              // its path, under which pages live
	version   string
	site      *site.Site
}

// New prepares the pages of a site; documents are what passages are quoted from,
// nil for none.
func New(where *site.Site, e *explorer.Explorer, documents *evidence.Documents) *Pages {
	return &Pages{explorer: e, documents: documents, base: where.Base, root: where.Root, version: where.Version, site: where}
}

// frame fills what every page shares.
func (v *view) frame(r Request, title string) explorer.Page {
	page := explorer.Page{Lang: v.lang, Title: title, Carry: v.carry, Crumbs: []explorer.Value{{Text: "plenary", Href: v.page("", nil)}}}
	for _, lang := range explorer.Languages {
		page.Tongues = append(page.Tongues, explorer.Tongue{
			Lang: lang, Name: v.text("lang." + lang), Href: withLang(r.URL, lang), Current: lang == v.lang,
		})
	}
	page.Relations = append(relations(r.Links), explorer.Relation{Rel: "search", Href: v.root + "search"})
	if !r.Past.IsZero() {
		page.Past, page.NoIndex = v.text("past", day(v.lang, r.Past)), true
		page.Now = explorer.Value{Text: v.text("past.now")}
		page.Now.Href, _ = v.address(r.Term)
	}
	return page
}

// day writes the day of a moment in words.
func day(lang string, t time.Time) string {
	return explorer.FormatDate(lang, t.UTC().Format(time.DateOnly))
}

// render draws a page unless reading for it failed.
func (v *view) render(page explorer.View) ([]byte, error) {
	if v.err != nil {
		return nil, v.err
	}
	return v.explorer.Render(page)
}

// variants are the addresses of a document in every format of the server.
func variants(address string) (found []explorer.Download) {
	for _, f := range rdf.Formats {
		found = append(found, explorer.Download{Name: f.Name, Type: f.MediaType, Href: address + f.Suffix})
	}
	return append(found, explorer.Download{Name: "HTML", Type: "text/html", Href: address + ".html"})
}

// Entity renders the page about one thing.
func (p *Pages) Entity(r Request) ([]byte, error) {
	v := p.view(r)
	e := v.entity(r.Term)
	page := e.page()
	address, _ := v.address(r.Term)
	page.Page = v.frame(r, page.Heading.Text)
	page.Description = joinNonEmpty(" · ", page.Heading.Text, page.Lead)
	page.Downloads = variants(address)
	page.Structured = e.structured()
	page.BibTeX = e.bibTeX()
	if class, ok := v.class(v.classPath(r.Term)); ok {
		list := explorer.Value{Text: v.plural(class), Href: v.page("doc/"+class.Path, nil)}
		page.Here = class.Path
		page.Crumbs = append(page.Crumbs, list)
		page.Explore = append(page.Explore, explorer.Value{Text: v.text("side.explore.list", strings.ToLower(list.Text)), Href: list.Href})
	}
	return v.render(page)
}

// relations are the links as a page has them in its head.
func relations(links []link.Link) (shown []explorer.Relation) {
	for _, l := range links {
		shown = append(shown, explorer.Relation{Rel: l.Rel, Href: l.Href, Type: l.Media, Title: l.Title})
	}
	return shown
}
