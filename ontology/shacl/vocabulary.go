package shacl

import "w3id.org/plenary/rdf"

// Namespace is that of the SHACL vocabulary.
const Namespace = "http://www.w3.org/ns/shacl#"

const (
	rdfNS  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfsNS = "http://www.w3.org/2000/01/rdf-schema#"
	owlNS  = "http://www.w3.org/2002/07/owl#"
	xsdNS  = "http://www.w3.org/2001/XMLSchema#"

	rdfType       = rdfNS + "type"
	rdfFirst      = rdfNS + "first"
	rdfRest       = rdfNS + "rest"
	rdfNil        = rdfNS + "nil"
	rdfsClass     = rdfsNS + "Class"
	rdfsSubClass  = rdfsNS + "subClassOf"
	owlClass      = owlNS + "Class"
	owlImports    = owlNS + "imports"
	xsdBoolean    = xsdNS + "boolean"
	xsdInteger    = xsdNS + "integer"
	rdfLangString = rdf.RDFLangString
)

// The severities that SHACL defines, as Result.Severity has them.
var (
	Violation = sh("Violation")
	Warning   = sh("Warning")
	Info      = sh("Info")
)

var typeTerm = rdf.IRI(rdfType)

// sh returns the term of SHACL with a name.
func sh(name string) rdf.Term { return rdf.IRI(Namespace + name) }
