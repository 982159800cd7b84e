// Package rdf holds the RDF 1.2 data model: terms, triples, quads and
// datasets, the table of syntaxes, and the interfaces that every syntax
// package meets.
//
// Terms are small values that compare with ==. Two terms are equal exactly
// when RDF 1.2 Concepts §3 (term equality) says so; nothing here knows about
// values, so "1"^^xsd:integer and "01"^^xsd:integer differ.
package rdf
