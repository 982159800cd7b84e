package handlers

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

// words turns terms into what the API shows, in one language.
type words struct {
	snap *graph.Snapshot
	lang string
}

func (w words) item(t rdf.Term) Item {
	item := Item{IRI: t.Value(), Label: w.label(t)}
	for c := range w.snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFType)}) {
		item.Types = append(item.Types, c.O.Value())
	}
	return item
}

// short is item without the types.
func (w words) short(t rdf.Term) Item { return Item{IRI: t.Value(), Label: w.label(t)} }

// label returns the label in the language asked, else in English, else any; for
// a term of another vocabulary that has none, its prefixed name.
func (w words) label(t rdf.Term) string {
	best, rank := "", 0
	for l := range w.snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFSLabel)}) {
		r := 1
		switch l.O.Lang() {
		case w.lang:
			r = 3
		case "en":
			r = 2
		}
		if r > rank {
			best, rank = l.O.Value(), r
		}
	}
	if best == "" {
		return prefixedName(t.Value())
	}
	return best
}

// prefixedName abbreviates an IRI; "" when no prefix fits.
func prefixedName(iri string) string {
	for _, p := range ontology.Prefixes {
		if local, ok := strings.CutPrefix(iri, p.IRI); ok && local != "" {
			return p.Name + ":" + local
		}
	}
	return ""
}

func (w words) value(t rdf.Term) Value {
	if t.IsLiteral() {
		datatype := t.Datatype()
		if t.Lang() != "" || datatype == rdf.XSDString {
			datatype = ""
		}
		return Value{Value: t.Value(), Datatype: datatype, Lang: t.Lang()}
	}
	return Value{IRI: t.Value(), Label: w.label(t)}
}

func (w words) statement(t rdf.Triple) Statement {
	return Statement{w.short(t.S), w.short(t.P), w.value(t.O)}
}

// text is a value in words: the label of a thing, its IRI without one, or the
// text of a literal.
func (v Value) text() string {
	switch {
	case v.Label != "":
		return v.Label
	case v.IRI != "":
		return v.IRI
	}
	return v.Value
}
