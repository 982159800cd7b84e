package handlers

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
	slug := shortName(name)
	for _, suffix := range []string{".nq", ".trig"} {
		shown = append(shown, explorer.Value{Text: slug + suffix, Href: v.root + "dumps/" + slug + suffix})
	}
	return shown
}
