package view

import (
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/rdf"
)

// graphSize shows how many statements a named graph holds.
func graphSize(v *view, name rdf.Term) []explorer.Value {
	n, ok := v.snap.Stats().Graphs[name]
	if !ok {
		return nil
	}
	return []explorer.Value{{Text: v.count(n)}}
}

// graphFiles leads to the dumps of a named graph.
func graphFiles(v *view, name rdf.Term) (shown []explorer.Value) {
	file := v.site.Dump(name)
	if _, ok := v.snap.Stats().Graphs[name]; !ok || file == "" {
		return nil
	}
	for _, packing := range []string{"", ".gz", ".zst"} {
		shown = append(shown, explorer.Value{Text: lastSegment(file) + packing, Href: v.root + "dumps/" + file + packing})
	}
	return shown
}
