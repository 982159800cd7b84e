package api

import (
	"slices"

	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/network"
	"w3id.org/plenary/rdf"
)

// Forms are an answer of the API in its forms; it does not have those that are
// nil.
type Forms struct {
	JSON    any
	Graph   *Content
	Table   func() [][]string // the names of the columns first
	Network func() *network.Network
}

// A Content is what the RDF forms of an answer say: statements, and type and label of
// every node that they name.
type Content struct {
	Triples []rdf.Triple // in the graphs that have them
	Quads   []rdf.Quad
	Things  []rdf.Term // of which type and label are said besides
}

// Offers are the variants that the answer has, JSON first.
func (f Forms) Offers() []negotiate.Offer {
	offers := []negotiate.Offer{negotiate.JSON}
	if f.Graph != nil {
		offers = slices.Clone(negotiate.APIOffers)
	}
	if f.Table != nil {
		offers = append(offers, negotiate.CSV)
	}
	if f.Network != nil {
		offers = append(offers, negotiate.GraphML, negotiate.GEXF)
	}
	return offers
}
