// Package words tells things, statements and values in one language, as answers in JSON
// and labels of networks have them.
//
// A thing is always told by its IRI, whatever else is known of it.
package words

import (
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// An Item is a thing as the API lists it.
type Item struct {
	IRI   string   `json:"iri"`
	Label string   `json:"label,omitempty"`
	Types []string `json:"types,omitempty"`
}

// A Statement is a triple with what an object is in words.
type Statement struct {
	Subject   Item  `json:"subject"`
	Predicate Item  `json:"predicate"`
	Object    Value `json:"object"`
}

// A Value is an object: an IRI with its label, or a literal.
type Value struct {
	IRI      string `json:"iri,omitempty"`
	Label    string `json:"label,omitempty"`
	Value    string `json:"value,omitempty"`
	Datatype string `json:"datatype,omitempty"`
	Lang     string `json:"lang,omitempty"`
}

// Words turns terms into what the API shows, in one language.
type Words struct {
	Snap *graph.Snapshot
	Lang string
}

// Item is a thing with its label and types.
func (w Words) Item(t rdf.Term) Item {
	item := Item{IRI: t.Value(), Label: w.Label(t)}
	for c := range w.Snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFType)}) {
		item.Types = append(item.Types, c.O.Value())
	}
	return item
}

// Short is Item without the types.
func (w Words) Short(t rdf.Term) Item { return Item{IRI: t.Value(), Label: w.Label(t)} }

// Label returns the label in the language asked, else in English, else any; for
// a term of another vocabulary that has none, its prefixed name.
func (w Words) Label(t rdf.Term) string {
	best, rank := "", 0
	for l := range w.Snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFSLabel)}) {
		r := 1
		switch l.O.Lang() {
		case w.Lang:
			r = 3
		case "en":
			r = 2
		}
		if r > rank {
			best, rank = l.O.Value(), r
		}
	}
	if best == "" {
		return PrefixedName(t.Value())
	}
	return best
}

// PrefixedName abbreviates an IRI; "" when no prefix fits.
func PrefixedName(iri string) string {
	for _, p := range ontology.Prefixes {
		if local, ok := strings.CutPrefix(iri, p.IRI); ok && local != "" {
			return p.Name + ":" + local
		}
	}
	return ""
}

// Value is an object; a string without language has no datatype.
func (w Words) Value(t rdf.Term) Value {
	if t.IsLiteral() {
		datatype := t.Datatype()
		if t.Lang() != "" || datatype == rdf.XSDString {
			datatype = ""
		}
		return Value{Value: t.Value(), Datatype: datatype, Lang: t.Lang()}
	}
	return Value{IRI: t.Value(), Label: w.Label(t)}
}

// Statement is a triple with the labels of what it names.
func (w Words) Statement(t rdf.Triple) Statement {
	return Statement{w.Short(t.S), w.Short(t.P), w.Value(t.O)}
}

// Text is a value in words: the label of a thing, its IRI without one, or the
// text of a literal.
func (v Value) Text() string {
	switch {
	case v.Label != "":
		return v.Label
	case v.IRI != "":
		return v.IRI
	}
	return v.Value
}
