package main

import (
	"strings"

	"w3id.org/plenary/rdf"
)

// formatTokens lists the syntaxes as the command line names them.
func formatTokens() string {
	var tokens []string
	for _, f := range rdf.Formats {
		tokens = append(tokens, f.Token)
	}
	return strings.Join(tokens, ", ")
}

// formatNamed finds a syntax by one of its names, by suffix with or without
// dot, or by media type.
func formatNamed(name string) (rdf.Format, error) {
	if f, ok := rdf.FormatOf(name); ok {
		return f, nil
	}
	if f, ok := rdf.FormatOfFile("." + strings.TrimPrefix(name, ".")); ok {
		return f, nil
	}
	return rdf.Format{}, usage("unknown format %q: use one of %s", name, formatTokens())
}
