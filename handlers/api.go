package handlers

import (
	"bytes"
	"encoding/json"
	"slices"
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

// sendAPI answers as JSON, or with the graph of the answer in an RDF syntax.
func (s *Server) sendAPI(c *gin.Context, p *params, body any, quads func() ([]rdf.Quad, error)) error {
	ch, err := choose(c.Request, "", apiOffers)
	if err != nil {
		return err
	}
	a := answer{media: ch.contentType(), modified: p.snap.Time()}
	if !ch.fixed {
		a.vary = []string{"Accept"}
	}
	if p.text("lang") == "" && !ch.isRDF() {
		a.vary = append(a.vary, "Accept-Language")
	}
	if !ch.isRDF() {
		a.body, err = json.MarshalIndent(body, "", " ")
		a.lang = p.lang(c)
		a.body = append(a.body, '\n')
	} else {
		var all []rdf.Quad
		if all, err = quads(); err == nil {
			var b bytes.Buffer
			err = s.encode(&b, ch, rdf.Term{}, all)
			a.body = b.Bytes()
		}
	}
	if err != nil {
		return err
	}
	return s.send(c, a)
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

// label returns the label in the language asked, else in English, else any.
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
	return best
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

// identifiers are the properties by which other identifiers lead to things.
var identifiers = []string{ontology.OWLSameAs, ontology.SchemaSameAs, ontology.SKOSExactMatch, ontology.SKOSCloseMatch, ontology.SchemaURL, ontology.FOAFPage}

// getResolve answers /api/resolve: the things that another identifier, a code
// or a name stands for, the best first.
func (s *Server) getResolve(c *gin.Context) error {
	p := s.params(c, "iri", "name", "class", "limit")
	limit := p.number("limit", 10, 1, 100)
	class, classed := p.class("class")
	iri, name := p.text("iri"), p.text("name")
	if (iri == "") == (name == "") {
		p.fail("iri", "give either iri or name")
	}
	if p.err != nil {
		return p.err
	}
	var found []rdf.Term
	if iri != "" {
		found = s.identified(p.snap, iri)
	} else {
		for _, h := range s.derivedFrom(p.snap).search().Find(name, nil) {
			if normalize(h.Label.Value()) == normalize(name) {
				found = append(found, h.Thing)
			}
		}
	}
	w := words{p.snap, p.lang(c)}
	items := []Item{}
	kept := found[:0]
	for _, t := range found {
		if len(items) < limit && (!classed || s.isOf(p.snap, t, class)) {
			items = append(items, w.item(t))
			kept = append(kept, t)
		}
	}
	if len(items) == 0 {
		return s.notFound(iri + name)
	}
	return s.sendAPI(c, p, gin.H{"items": items}, namesOf(p.snap, kept))
}

// identified returns the things that an IRI or code stands for.
func (s *Server) identified(snap *graph.Snapshot, text string) (found []rdf.Term) {
	if t, err := s.resolveIRI(text); err == nil {
		if s.known(snap, t) {
			found = append(found, t)
		}
		alternatives := []rdf.Term{t}
		if rest, ok := strings.CutPrefix(t.Value(), "https://"); ok {
			alternatives = append(alternatives, rdf.IRI("http://"+rest))
		} else if rest, ok := strings.CutPrefix(t.Value(), "http://"); ok {
			alternatives = append(alternatives, rdf.IRI("https://"+rest))
		}
		for _, other := range alternatives {
			for _, property := range identifiers {
				found = appendSubjects(found, snap, property, other)
			}
		}
	}
	code := rdf.String(strings.ToUpper(text[strings.LastIndexAny(text, "/:#")+1:]))
	for _, property := range []string{ontology.Alpha2, ontology.Alpha3} {
		found = appendSubjects(found, snap, property, code)
	}
	return found
}

func appendSubjects(found []rdf.Term, snap *graph.Snapshot, property string, object rdf.Term) []rdf.Term {
	for t := range snap.Triples(graph.Pattern{P: rdf.IRI(property), O: object}) {
		if t.S.IsIRI() && !slices.Contains(found, t.S) {
			found = append(found, t.S)
		}
	}
	return found
}

// isOf reports whether a thing is a member of a class or of its collection.
func (s *Server) isOf(snap *graph.Snapshot, t rdf.Term, class ontology.Class) bool {
	return snap.Has(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class.IRI)}) &&
		(class.Path == "" || strings.HasPrefix(t.Value(), s.base+"id/"+class.Path+"/"))
}
