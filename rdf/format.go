package rdf

import "strings"

// A Format is one RDF syntax as servers and tools name it.
type Format struct {
	Name      string   // "Turtle"
	Token     string   // "turtle": format= values and command line
	MediaType string   // registered media type, without parameters
	Aliases   []string // media types taken but never sent
	Suffix    string   // ".ttl"
	Graphs    bool     // can name graphs
	Text      bool     // a text/* type, sent with charset=utf-8
}

// Formats lists the syntaxes in the order of preference of the server: where a
// client likes two equally well, it gets the earlier one.
var Formats = []Format{
	{"Turtle", "turtle", "text/turtle", []string{"application/x-turtle", "text/rdf+n3", "text/n3"}, ".ttl", false, true},
	{"JSON-LD", "jsonld", "application/ld+json", []string{"application/json"}, ".jsonld", true, false},
	{"N-Triples", "ntriples", "application/n-triples", nil, ".nt", false, false},
	{"N-Quads", "nquads", "application/n-quads", []string{"text/x-nquads"}, ".nq", true, false},
	{"TriG", "trig", "application/trig", []string{"application/x-trig"}, ".trig", true, false},
	{"RDF/XML", "rdfxml", "application/rdf+xml", nil, ".rdf", false, false},
}

// FormatOf returns the format with that token, media type or alias (without
// parameters, any case), or suffix (with its dot).
func FormatOf(name string) (Format, bool) {
	name = strings.ToLower(name)
	for _, f := range Formats {
		if name == f.Token || name == f.MediaType || name == f.Suffix {
			return f, true
		}
		for _, a := range f.Aliases {
			if name == a {
				return f, true
			}
		}
	}
	return Format{}, false
}
