package view

import (
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// NamedGraphs is a part of a list of named graphs, [start, end) of total.
type NamedGraphs struct {
	Graphs            []Graph
	Page              int // from 1
	Start, End, Total int
	Others            []explorer.Download // the list in other forms
}

// A Graph is a named graph with how many triples it has, and the address of
// these.
type Graph struct {
	Name    rdf.Term
	Triples int
	Href    string
}

// Graphs renders the list of graphs.
func (p *Pages) Graphs(r Request, list NamedGraphs) ([]byte, error) {
	v := p.view(r)
	title := v.text("coverage.graphs")
	t := explorer.Table{Caption: title, Quiet: true, Columns: []string{v.text("col.graph"), v.text("col.statements"), v.text("col.licence")}}
	for _, g := range list.Graphs {
		size := explorer.Value{Text: v.count(g.Triples), Href: g.Href}
		t.Rows = append(t.Rows, explorer.Row{Cells: [][]explorer.Value{{v.value(g.Name)}, {size}, v.values(v.objects(g.Name, ontology.DCTLicense))}})
	}
	return v.render(explorer.List{Page: v.frame(r, title), Heading: title, Table: t, Downloads: list.Others,
		Pager: window{page: list.Page, start: list.Start, end: list.End, total: list.Total}.pager(r.URL)})
}
