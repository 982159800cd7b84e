package data

import (
	"strings"

	"w3id.org/plenary/rdf"
)

// catalogue describes each graph: label, licence, date and sources.
func (r *run) catalogue() {
	r.inGraph("catalogue")
	t := r.graphs
	for i := range t.rows {
		row := &t.rows[i]
		name := t.cell(row, "graph")
		g := r.relative("id/graph/" + name)
		r.assert(g, rdfType, voidDataset)
		r.assert(g, rdfsLabel, rdf.LangString(t.cell(row, "label_en"), "en"))
		r.assert(g, rdfsLabel, rdf.LangString(t.cell(row, "label_fr"), "fr"))
		if modified, err := dateLiteral(t.cell(row, "modified")); err != nil {
			r.errs.add(t.errorAt(row, "modified", err.Error(), ""))
		} else {
			r.assert(g, dctModified, modified)
		}
		r.graphLicence(g, row)
		for _, id := range r.cited[strings.ReplaceAll(name, "-", "_")] {
			iri, _ := r.iri("sources", id)
			r.assert(g, dctSource, r.relative(iri))
		}
		if id := t.cell(row, "primary_source"); id != "" {
			iri, _ := r.iri("sources", id)
			r.assert(g, hadPrimarySource, r.relative(iri))
			r.assert(g, dctSource, r.relative(iri))
		}
	}
}

func (r *run) graphLicence(g rdf.Term, row *row) {
	licences := r.byName["licences"]
	code := r.graphs.cell(row, "licence")
	i, ok := licences.rowOf[code]
	if !ok {
		r.errs.add(r.graphs.errorAt(row, "licence", "licences.csv has no "+code, ""))
		return
	}
	r.assert(g, dctLicense, rdf.IRI(licences.cell(&licences.rows[i], "iri")))
}
