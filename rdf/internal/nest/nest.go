// Package nest decides how the triples of a document become a tree: which
// subjects stand on their own, which blank nodes are written inside the one
// triple that refers to them, and which are lists. Everything is in one order
// that depends on the triples alone.
package nest

import "w3id.org/plenary/rdf"

// MaxDepth is how deep writers nest blank nodes; deeper ones get a label, so
// that readers with a bound on nesting can read all that is written.
const MaxDepth = 24

const rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

// Terms of the RDF vocabulary that syntaxes have a notation for.
var (
	Type  = rdf.IRI(rdfNS + "type")
	First = rdf.IRI(rdfNS + "first")
	Rest  = rdf.IRI(rdfNS + "rest")
	Nil   = rdf.IRI(rdfNS + "nil")
)
