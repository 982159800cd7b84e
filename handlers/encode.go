package handlers

import (
	"encoding/json"
	"io"
	"sync"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
)

// publishedContext is the published JSON-LD context, taken apart once.
var publishedContext = sync.OnceValues(func() (*jsonld.Context, error) {
	var document any
	if err := json.Unmarshal(ontology.Context, &document); err != nil {
		return nil, err
	}
	return jsonld.ParseContext(document)
})

// encode writes quads in the syntax chosen. Only syntaxes that name graphs as
// part of their media type's purpose get the names: N-Quads and TriG.
func (s *Server) encode(w io.Writer, ch choice, root rdf.Term, quads []rdf.Quad) error {
	parsed, err := publishedContext()
	if err != nil {
		return err
	}
	e := codec.NewEncoder(ch.format, w, rdf.EncodeOptions{Prefixes: ontology.Prefixes, Root: root},
		codec.Options{JSONLD: jsonld.Options{Context: parsed, ContextIRI: s.base + "ontology/context.jsonld", Form: ch.form}})
	for _, q := range quads {
		if ch.media == jsonLDMedia {
			q.G = rdf.Term{}
		}
		if err := e.Encode(q); err != nil {
			return err
		}
	}
	return e.Close()
}

const jsonLDMedia = "application/ld+json"
