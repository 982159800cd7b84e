// Package rdfxml reads and writes RDF/XML, RDF 1.1 and 1.2. The reader streams,
// and opens nothing: entities that a document declares are put in, within
// bounds, the external ones are not there. The writer holds the whole document,
// because it groups it by subject, or with rdf.EncodeOptions.Stream nothing of
// it.
package rdfxml
