package ontology

import (
	"bytes"
	_ "embed" // the vocabulary is part of the binary
	"iter"
	"slices"
	"sync"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

// IRI identifies the vocabulary as a whole.
const IRI = "https://w3id.org/plenary"

// Turtle is the vocabulary, ShapesTurtle its SHACL shapes and Context the
// JSON-LD 1.1 context of the data, as they are published.
var (
	//go:embed plenary.ttl
	Turtle []byte
	//go:embed shapes.ttl
	ShapesTurtle []byte
	//go:embed context.jsonld
	Context []byte
)

// Class is a class that pages and addresses know, or a list of SKOS concepts
// that is treated like one.
type Class struct {
	IRI                string
	Path               string // of /id/{path}/…; "" shares that of its superclass
	LabelEN, LabelFR   string
	PluralEN, PluralFR string
	Super              string // IRI of the superclass in this vocabulary, or ""
}

// Chain is a property that follows from two others, as its
// owl:propertyChainAxiom says.
type Chain struct {
	Property string
	Steps    [2]Step
}

// Step is a property of a chain; an inverse one goes from object to subject.
type Step struct {
	Property string
	Inverse  bool
}

// ClassOf returns the class of a path.
func ClassOf(path string) (Class, bool) {
	for _, c := range Classes {
		if c.Path == path && path != "" {
			return c, true
		}
	}
	return Class{}, false
}

// Quads yields the statements of the vocabulary, with no graph name.
func Quads() iter.Seq2[rdf.Quad, error] { return vocabulary().all() }

// Shapes yields the statements of the shapes, with no graph name.
func Shapes() iter.Seq2[rdf.Quad, error] { return shapes().all() }

var (
	vocabulary = parsed("plenary.ttl", &Turtle)
	shapes     = parsed("shapes.ttl", &ShapesTurtle)
)

type document struct {
	quads []rdf.Quad
	err   error
}

// parsed reads an embedded file when it is first asked for.
func parsed(name string, text *[]byte) func() document {
	return sync.OnceValue(func() (d document) {
		for q, err := range turtle.Decode(bytes.NewReader(*text), rdf.DecodeOptions{Source: name, BlankPrefix: name[:len(name)-4] + "-"}) {
			if err != nil {
				return document{nil, err}
			}
			d.quads = append(d.quads, q)
		}
		return d
	})
}

func (d document) all() iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for _, q := range d.quads {
			if !yield(q, nil) {
				return
			}
		}
		if d.err != nil {
			yield(rdf.Quad{}, d.err)
		}
	}
}

// A Term is what the vocabulary says about one of its terms.
type Term struct {
	IRI           string
	Kind          string // IRI of the rdf:type
	Labels        []rdf.Term
	Definitions   []rdf.Term
	Examples      []string
	Domain, Range []string // schema:domainIncludes, schema:rangeIncludes
	Super         []string // rdfs:subClassOf, rdfs:subPropertyOf
	Close         []string // skos:closeMatch
	InScheme      string
}

// Label returns the label in a language, in English where there is none.
func (t Term) Label(lang string) string { return inLanguage(t.Labels, lang) }

// Definition returns the definition in a language, in English where there is
// none.
func (t Term) Definition(lang string) string { return inLanguage(t.Definitions, lang) }

func inLanguage(texts []rdf.Term, lang string) string {
	for _, want := range []string{lang, "en"} {
		for _, t := range texts {
			if t.Lang() == want {
				return t.Value()
			}
		}
	}
	return ""
}

// Terms returns the terms of the vocabulary in the order of plenary.ttl. The
// caller must not change them.
var Terms = sync.OnceValue(func() []Term {
	var terms []Term
	index := map[rdf.Term]int{}
	for _, q := range vocabulary().quads {
		i, known := index[q.S]
		if !known {
			if q.P.Value() != RDFType || !q.S.IsIRI() || len(q.S.Value()) <= len(Namespace) {
				continue
			}
			i = len(terms)
			index[q.S] = i
			terms = append(terms, Term{IRI: q.S.Value()})
		}
		terms[i].learn(q)
	}
	return terms
})

func (t *Term) learn(q rdf.Quad) {
	switch object := q.O.Value(); q.P.Value() {
	case RDFType:
		t.Kind = object
	case RDFSLabel:
		t.Labels = append(t.Labels, q.O)
	case SKOSDefinition:
		t.Definitions = append(t.Definitions, q.O)
	case SKOSExample:
		t.Examples = append(t.Examples, object)
	case SchemaDomainIncludes:
		t.Domain = append(t.Domain, object)
	case SchemaRangeIncludes:
		t.Range = append(t.Range, object)
	case RDFSSubClassOf, RDFSSubPropertyOf:
		t.Super = append(t.Super, object)
	case SKOSCloseMatch:
		t.Close = append(t.Close, object)
	case SKOSInScheme:
		t.InScheme = object
	}
}

// Lookup returns a term of the vocabulary by its IRI.
func Lookup(iri string) (Term, bool) {
	terms := Terms()
	i := slices.IndexFunc(terms, func(t Term) bool { return t.IRI == iri })
	if i < 0 {
		return Term{}, false
	}
	return terms[i], true
}
