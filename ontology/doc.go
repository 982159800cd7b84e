// Package ontology is plenary's vocabulary: classes, properties and
// enumerations (plenary.ttl), the SHACL shapes of the data (shapes.ttl), the
// JSON-LD context, and Go constants of every term that plenary uses.
//
// plenary.ttl is written by people; terms.go and context.jsonld are made from
// it and from the lists beside it by go generate.
package ontology

//go:generate go run ./gen
