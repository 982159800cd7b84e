// Package linkset writes the links of documents as RFC 9264 has them.
//
// It knows links and their anchors, not where they lead.
package linkset

import (
	"strings"

	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
)

// Path is where the links of documents are gathered: /linkset/doc/….
const Path = "linkset"

// Media types of sets.
const (
	JSON = "application/linkset+json"
	Text = "application/linkset"
)

// Offers are the variants of sets.
var Offers = []negotiate.Offer{
	{Token: "json", Media: JSON, Aliases: []string{"application/json"}, Suffix: ".json"},
	{Token: "txt", Media: Text, Aliases: []string{"text/plain"}, Suffix: ".txt"},
}

// A Set is the links of several documents.
type Set []Anchored

// Anchored are the links of one document.
type Anchored struct {
	Anchor string // its address
	Links  []link.Link
}

// Contexts is the set as RFC 9264 §4.2 has it: one link context object for each
// anchor, with the targets of each relation.
func (set Set) Contexts() (contexts []map[string]any) {
	for _, a := range set {
		targets := map[string][]map[string]string{}
		for _, l := range a.Links {
			target := map[string]string{"href": l.Href}
			if l.Media != "" {
				target["type"] = l.Media
			}
			targets[l.Rel] = append(targets[l.Rel], target)
		}
		context := map[string]any{"anchor": a.Anchor}
		for rel, list := range targets {
			context[rel] = list
		}
		contexts = append(contexts, context)
	}
	return contexts
}

// Text is the set as RFC 9264 §4.1 has it: the value of a Link header, each link
// with its anchor.
func (set Set) Text() []byte {
	var lines []string
	for _, a := range set {
		for _, l := range a.Links {
			lines = append(lines, l.String()+`; anchor="`+a.Anchor+`"`)
		}
	}
	return []byte(strings.Join(lines, ",\n") + "\n")
}
