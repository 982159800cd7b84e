package site

import "w3id.org/plenary/rdf"

// DumpFormats are the syntaxes of dumps: those that are written line by line or
// name graphs.
var DumpFormats = formatsNamed("nquads", "trig", "ntriples", "turtle")

func formatsNamed(tokens ...string) (found []rdf.Format) {
	for _, token := range tokens {
		f, _ := rdf.FormatOf(token)
		found = append(found, f)
	}
	return found
}
