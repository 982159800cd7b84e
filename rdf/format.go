package rdf

import (
	"mime"
	"path/filepath"
	"slices"
	"strings"
)

// A Format is one RDF syntax as servers and tools name it.
type Format struct {
	Name      string   // "Turtle"
	Token     string   // "turtle": format= values and command line
	Short     []string // other names for it on the command line: "ttl"
	MediaType string   // registered media type, without parameters
	Aliases   []string // media types taken but never sent
	Suffix    string   // ".ttl": of what is written
	Suffixes  []string // other suffixes that files of it have; no address has them
	Version   string   // of RDF: the latest whose terms it can hold
	Graphs    bool     // can name graphs
	Text      bool     // a text/* type, sent with charset=utf-8
	Lines     bool     // one statement a line: parsed in parallel, and past errors
	Reads     bool     // package codec reads it
	Writes    bool     // package codec writes it
}

// Formats lists the syntaxes in the order of preference of the server: where a
// client likes two equally well, it gets the earlier one.
var Formats = []Format{
	{
		Name: "Turtle", Token: "turtle", Short: []string{"ttl"},
		MediaType: "text/turtle", Aliases: []string{"application/x-turtle", "text/rdf+n3", "text/n3"},
		Suffix: ".ttl", Suffixes: []string{".turtle", ".n3"},
		Version: "1.2", Text: true, Reads: true, Writes: true,
	},
	{
		Name: "JSON-LD", Token: "jsonld", Short: []string{"json-ld", "json"},
		MediaType: "application/ld+json", Aliases: []string{"application/json"},
		Suffix: ".jsonld", Suffixes: []string{".json"},
		Version: "1.1", Graphs: true, Reads: true, Writes: true,
	},
	{
		Name: "N-Triples", Token: "ntriples", Short: []string{"nt", "n-triples"},
		MediaType: "application/n-triples",
		Suffix:    ".nt", Suffixes: []string{".ntriples"},
		Version: "1.2", Lines: true, Reads: true, Writes: true,
	},
	{
		Name: "N-Quads", Token: "nquads", Short: []string{"nq", "n-quads"},
		MediaType: "application/n-quads", Aliases: []string{"text/x-nquads"},
		Suffix: ".nq", Suffixes: []string{".nquads"},
		Version: "1.2", Graphs: true, Lines: true, Reads: true, Writes: true,
	},
	{
		Name: "TriG", Token: "trig",
		MediaType: "application/trig", Aliases: []string{"application/x-trig"},
		Suffix:  ".trig",
		Version: "1.2", Graphs: true, Reads: true, Writes: true,
	},
	{
		Name: "RDF/XML", Token: "rdfxml", Short: []string{"rdf", "xml", "rdf-xml", "rdf/xml"},
		MediaType: "application/rdf+xml",
		Suffix:    ".rdf", Suffixes: []string{".owl", ".xml", ".rdfs"},
		Version: "1.2", Reads: true, Writes: true,
	},
}

// FormatOf returns the format with that token or short name, media type or
// alias (parameters are not looked at), or suffix of what is written (with its
// dot), in any case.
func FormatOf(name string) (Format, bool) {
	name = strings.ToLower(name)
	if media, _, err := mime.ParseMediaType(name); err == nil {
		name = media
	}
	return formatWhere(func(f *Format) bool {
		return name == f.Token || name == f.MediaType || name == f.Suffix ||
			slices.Contains(f.Short, name) || slices.Contains(f.Aliases, name)
	})
}

// FormatOfFile returns the format that a file name ends in the suffix of, in
// any case. It knows more suffixes than FormatOf.
func FormatOfFile(name string) (Format, bool) {
	suffix := strings.ToLower(filepath.Ext(name))
	return formatWhere(func(f *Format) bool {
		return suffix == f.Suffix || slices.Contains(f.Suffixes, suffix)
	})
}

func formatWhere(is func(*Format) bool) (Format, bool) {
	for i := range Formats {
		if is(&Formats[i]) {
			return Formats[i], true
		}
	}
	return Format{}, false
}
