package handlers

import (
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// namedGraphs is a part of a list of named graphs, [start, end) of total.
type namedGraphs struct {
	graphs            []sizedGraph
	page              int // from 1
	start, end, total int
	others            []explorer.Download // the list in other forms
}

// A sizedGraph is a named graph with how many triples it has, and the address of
// these.
type sizedGraph struct {
	name    rdf.Term
	triples int
	href    string
}

// graphs renders the list of graphs.
func (p *pages) graphs(r pageRequest, list namedGraphs) ([]byte, error) {
	v := p.view(r)
	title := v.text("coverage.graphs")
	t := explorer.Table{Caption: title, Quiet: true, Columns: []string{v.text("col.graph"), v.text("col.statements"), v.text("col.licence")}}
	for _, g := range list.graphs {
		size := explorer.Value{Text: v.count(g.triples), Href: g.href}
		t.Rows = append(t.Rows, explorer.Row{Cells: [][]explorer.Value{{v.value(g.name)}, {size}, v.values(v.objects(g.name, ontology.DCTLicense))}})
	}
	return v.render(explorer.List{Page: v.frame(r, title), Heading: title, Table: t, Downloads: list.others,
		Pager: window{page: list.page, start: list.start, end: list.end, total: list.total}.pager(r.URL)})
}
