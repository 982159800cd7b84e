// Package rdfxml reads and writes RDF/XML, RDF 1.1. The reader streams over
// encoding/xml and opens nothing: internal entities of a DTD are put in, the
// external ones are not there. The writer holds the whole document, because it
// groups it by subject.
package rdfxml
