package view

import (
	"fmt"
	"net/url"
	"strconv"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// pageRows is how many rows a page of a list has.
const pageRows = site.PageSize

// Class renders the list of all things of a class, a page at a time.
func (p *Pages) Class(r Request) ([]byte, error) {
	v := p.view(r)
	members := v.members(r.Class)
	window := pageOf(r.URL, len(members), pageRows)
	if window.asked > window.page {
		return nil, problem.BadParameter("page", "there is no page %d: the %d members fill %d", window.asked, len(members), window.page)
	}
	members = members[window.start:window.end]
	title := v.plural(r.Class)
	page := explorer.List{Page: v.frame(r, title), Heading: title, Table: v.list(r.Class, members), Pager: window.pager(r.URL)}
	page.Definition = v.definition(r.Class.IRI).Text
	page.Term, _ = v.href(rdf.IRI(r.Class.IRI))
	page.Here = r.Class.Path
	page.Description = page.Definition
	address := v.root + "doc/" + r.Class.Path
	page.Downloads = variants(address)
	return v.render(page)
}

// members returns the things of a class: dated ones newest first, others by
// name.
func (v *view) members(class ontology.Class) (members []rdf.Term) {
	for _, t := range v.subjects(ontology.RDFType, rdf.IRI(class.IRI)) {
		if v.classPath(t) == class.Path && t.Value() != "" {
			members = append(members, t)
		}
	}
	members = wholeThings(members)
	switch class.Path {
	case "meeting", "document", "source", "presidency", "participation":
		v.newestFirst(members)
	case "record", "claim", "passage":
		sortTerms(members)
	default:
		v.byName(members)
	}
	return members
}

func (v *view) list(class ontology.Class, members []rdf.Term) explorer.Table {
	columns := append([]field{self("list.name")}, layouts[class.Path].columns...)
	t := explorer.Table{Caption: v.plural(class), Quiet: true}
	for _, c := range columns {
		label, _ := v.heading(c)
		t.Columns = append(t.Columns, label)
	}
	for _, m := range members {
		row := explorer.Row{}
		for _, c := range columns {
			row.Cells = append(row.Cells, v.quietly(c, m))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// definition returns what the vocabulary says of a term, in the language of
// the page where it can.
func (v *view) definition(iri string) explorer.Value {
	best, rank := rdf.Term{}, 4
	for _, d := range v.objects(rdf.IRI(iri), ontology.SKOSDefinition) {
		if r := v.languageRank(d); r < rank {
			best, rank = d, r
		}
	}
	if best.IsZero() {
		return explorer.Value{}
	}
	return v.literal(best)
}

// A window is the part of a list that a page shows: [start, end) of total. The
// page asked for may lie beyond the last, which is then shown.
type window struct{ asked, page, start, end, total int }

func pageOf(u *url.URL, total, size int) window {
	n := 1
	if u != nil {
		if asked, err := strconv.Atoi(u.Query().Get("page")); err == nil {
			n = asked
		}
	}
	last := max((total+size-1)/size, 1)
	asked := max(n, 1)
	n = min(asked, last)
	return window{asked, n, (n - 1) * size, min(n*size, total), total}
}

func (w window) pager(u *url.URL) explorer.Pager {
	p := explorer.Pager{First: w.start + 1, Last: w.end, Total: w.total}
	if w.page > 1 {
		p.Previous = pageAddress(u, w.page-1)
	}
	if w.end < w.total {
		p.Next = pageAddress(u, w.page+1)
	}
	return p
}

func pageAddress(u *url.URL, n int) string {
	q := url.Values{}
	if u != nil {
		q = u.Query()
	}
	q.Set("page", fmt.Sprint(n))
	return "?" + q.Encode()
}
