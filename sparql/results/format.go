// Package results reads and writes the results of SPARQL queries: tables of
// solutions and truth values, in JSON, XML, CSV and TSV, those of SPARQL 1.2
// with triple terms and base directions. All of it streams.
//
// What was written without Close is not whole, and a reader can tell, of CSV
// and TSV excepted, which have no end.
package results

import (
	"mime"
	"slices"
	"strings"
)

// A Format is one of the result formats.
type Format struct {
	Name      string   // "SPARQL Results JSON"
	Token     string   // "srj": format= values and command line
	Short     []string // other names for it on the command line
	MediaType string   // registered, without parameters
	Aliases   []string // media types taken but never sent
	Suffix    string   // ".srj"
	Text      bool     // a text/* type, sent with charset=utf-8
	Boolean   bool     // has a form for truth values
	write     encoder
	read      func(*Reader) error
}

// Formats lists the formats in the order of preference of the server.
var Formats = []Format{
	{
		Name: "SPARQL Results JSON", Token: "srj", Short: []string{"json"}, MediaType: "application/sparql-results+json", Aliases: []string{"application/json"},
		Suffix: ".srj", Boolean: true, write: jsonEncoder{}, read: readJSON,
	},
	{
		Name: "SPARQL Results XML", Token: "srx", Short: []string{"xml"}, MediaType: "application/sparql-results+xml", Aliases: []string{"application/xml", "text/xml"},
		Suffix: ".srx", Boolean: true, write: xmlEncoder{}, read: readXML,
	},
	{Name: "CSV", Token: "csv", MediaType: "text/csv", Suffix: ".csv", Text: true, write: csvEncoder{}, read: readCSV},
	{Name: "TSV", Token: "tsv", MediaType: "text/tab-separated-values", Suffix: ".tsv", Text: true, write: tsvEncoder{}, read: readTSV},
}

// FormatOf returns the format with that token or short name, media type or alias
// (parameters are not looked at), or suffix with its dot, in any case.
func FormatOf(name string) (Format, bool) {
	name = strings.ToLower(name)
	if media, _, err := mime.ParseMediaType(name); err == nil {
		name = media
	}
	for _, f := range Formats {
		if name == f.Token || name == f.MediaType || name == f.Suffix || slices.Contains(f.Short, name) || slices.Contains(f.Aliases, name) {
			return f, true
		}
	}
	return Format{}, false
}
