package view

import (
	"net/url"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Request is what a page is drawn from.
type Request struct {
	Snap    *graph.Snapshot
	Lang    string // "en" or "fr"
	Term    rdf.Term
	Class   ontology.Class      // whose list is shown, or that things shown must be of
	Chosen  map[string]rdf.Term // the thing that each filter given names
	URL     *url.URL
	Problem *problem.Problem
	Past    time.Time   // of a version; zero for what is current
	Links   []link.Link // of the resource, as the header has them
}
