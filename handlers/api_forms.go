package handlers

import (
	"slices"

	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/network"
	"w3id.org/plenary/rdf"
)

// forms are an answer of the API in its forms; it does not have those that are
// nil.
type forms struct {
	json    any
	graph   *content
	table   func() [][]string // the names of the columns first
	network func() *network.Network
}

// A content is what the RDF forms of an answer say: statements, and type and label of
// every node that they name.
type content struct {
	triples []rdf.Triple // in the graphs that have them
	quads   []rdf.Quad
	things  []rdf.Term // of which type and label are said besides
}

// offers are the variants that the answer has, JSON first.
func (f forms) offers() []negotiate.Offer {
	offers := []negotiate.Offer{negotiate.JSON}
	if f.graph != nil {
		offers = slices.Clone(negotiate.APIOffers)
	}
	if f.table != nil {
		offers = append(offers, negotiate.CSV)
	}
	if f.network != nil {
		offers = append(offers, negotiate.GraphML, negotiate.GEXF)
	}
	return offers
}
