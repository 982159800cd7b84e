package handlers

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/gin-gonic/gin"

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

// marshalJSON returns indented JSON, with & and < as they are, and a final line
// feed.
func marshalJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(v)
	return b.Bytes(), err
}

func (p *params) lang(c *gin.Context) string { return languageOf(c.Request) }

// graphOf is the graph of an answer: triples with their graphs, and type and
// label of every node.
func graphOf(snap *graph.Snapshot, triples ...rdf.Triple) func() ([]rdf.Quad, error) {
	return func() ([]rdf.Quad, error) {
		d := newDocument(snap)
		for _, t := range triples {
			for q, err := range snap.Quads(graph.Pattern{S: t.S, P: t.P, O: t.O}) {
				if err != nil {
					return nil, err
				}
				d.add(q)
			}
		}
		return d.quads, d.addLabels()
	}
}

// namesOf is the graph of a list: type and label of its things.
func namesOf(snap *graph.Snapshot, things []rdf.Term) func() ([]rdf.Quad, error) {
	return func() ([]rdf.Quad, error) {
		d := newDocument(snap)
		d.linked = things
		return d.quads, d.addLabels()
	}
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

// detour tells steps that connect everything with everything, by class, scheme,
// record, source or licence, and those to literals: no walk of interest takes
// them unless the client names predicates.
func detour(step graph.Step) bool {
	switch p := step.Triple.P.Value(); p {
	case ontology.RDFType, ontology.RDFSubject, ontology.RDFPredicate, ontology.RDFObject, ontology.SKOSInScheme, ontology.SKOSTopConceptOf,
		ontology.DCTLicense, ontology.DCTSource, ontology.Describes, ontology.InRecord, ontology.ClaimStatus, ontology.Polarity, ontology.Modality,
		ontology.ExtractedBy, ontology.ParticipantRole, ontology.DocumentKind, ontology.SchemaEventStatus, ontology.SchemaEventAttendanceMode, ontology.RDFSIsDefinedBy:
		return true
	}
	return step.To().IsLiteral()
}

// isOf reports whether a thing is a member of a class or of its collection.
func (s *Server) isOf(snap *graph.Snapshot, t rdf.Term, class ontology.Class) bool {
	return snap.Has(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class.IRI)}) &&
		(class.Path == "" || strings.HasPrefix(t.Value(), s.base+"id/"+class.Path+"/"))
}
