package view

import (
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// anything is the pattern of all statements with a predicate.
func anything(predicate string) graph.Pattern { return graph.Pattern{P: rdf.IRI(predicate)} }

func sortTerms(terms []rdf.Term) { slices.SortFunc(terms, rdf.CompareTerms) }

// wholeThings leaves out nodes that are part of another's document.
func wholeThings(terms []rdf.Term) []rdf.Term {
	return slices.DeleteFunc(terms, func(t rdf.Term) bool {
		return strings.Contains(t.Value(), "#") && !strings.HasPrefix(t.Value(), ontology.Namespace)
	})
}
