package handlers

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"sync"

	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// contextPath is where the JSON-LD context is published.
const contextPath = "ontology/context.jsonld"

// publishedContext is the published JSON-LD context, taken apart once.
var publishedContext = sync.OnceValues(func() (*jsonld.Context, error) { return parseContext(ontology.Context) })

// schemaContext is that of the profile of schema.org: its names are terms, and
// nothing need be fetched to read it.
var schemaContext = sync.OnceValues(func() (*jsonld.Context, error) {
	return parseContext([]byte(`{"@context": {"@vocab": "http://schema.org/", "id": "@id", "type": "@type"}}`))
})

func parseContext(text []byte) (*jsonld.Context, error) {
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	return jsonld.ParseContext(document)
}

// jsonLDOptions are those for a representation of a resource.
func (s *Server) jsonLDOptions(ch negotiate.Choice, root rdf.Term) (o jsonld.Options, err error) {
	o.Form = ch.Form
	if ch.Profile == negotiate.Schema {
		o.Context, err = schemaContext()
		return o, err
	}
	if o.Context, err = publishedContext(); err != nil {
		return o, err
	}
	o.ContextIRI = s.Base + contextPath
	if ch.Form == jsonld.Framed {
		o.Frame, o.Contexts, err = s.frameOf(root)
	}
	return o, err
}

// frameOf returns the published frame of a thing's class with the thing as what is
// to be framed, and the context that it names.
func (s *Server) frameOf(thing rdf.Term) (frame any, contexts map[string]any, err error) {
	class, _, _ := strings.Cut(strings.TrimPrefix(thing.Value(), s.Base+"id/"), "/")
	text, ok := ontology.Frame(class)
	if !ok {
		text, _ = ontology.Frame(ontology.FrameOfThing)
	}
	published, err := ojson.Parse(bytes.NewReader(text), ojson.Options{})
	if err != nil {
		return nil, nil, err
	}
	one := ojson.NewObject("@context", s.Base+contextPath, "@id", thing.Value()) // @id before @type: it alone decides
	for key, v := range published.(*ojson.Object).All() {
		if key != "@context" {
			one.Set(key, v)
		}
	}
	context, err := ojson.Parse(bytes.NewReader(ontology.Context), ojson.Options{})
	return one, map[string]any{s.Base + contextPath: context}, err
}

// encoder returns what starts a document in the syntax, version and profile chosen;
// streamed, it is written as quads come, JSON-LD once it is large.
func (s *Server) encoder(ch negotiate.Choice, root rdf.Term) (start func(w io.Writer, streamed bool) rdf.Encoder, err error) {
	options, err := s.jsonLDOptions(ch, root)
	return func(w io.Writer, streamed bool) rdf.Encoder {
		encoder := func(stream bool) rdf.Encoder {
			o := rdf.EncodeOptions{Prefixes: ontology.Prefixes, Root: root, Stream: stream}
			return codec.NewEncoder(ch.Format, w, o, codec.Options{JSONLD: options})
		}
		if streamed && ch.Media == negotiate.JSONLD && ch.Form != jsonld.Expanded {
			return ch.InVersion(&gatherer{form: ch.Form, small: func() rdf.Encoder { return encoder(false) }, large: func() rdf.Encoder { return encoder(true) }})
		}
		return ch.InVersion(encoder(streamed))
	}, err
}

// encoded is encode into memory.
func (s *Server) encoded(ch negotiate.Choice, root rdf.Term, n *rdf.Numbered) ([]byte, error) {
	var t text
	err := s.encode(&t, ch, root, n)
	return t, err
}

// A text is what is written to it. One that is written at once takes no more memory
// than it needs.
type text []byte

func (t *text) Write(p []byte) (int, error) {
	*t = append(*t, p...)
	return len(p), nil
}

// encode writes quads in the syntax chosen.
func (s *Server) encode(w io.Writer, ch negotiate.Choice, root rdf.Term, n *rdf.Numbered) error {
	encoder, err := s.encoder(ch, root)
	if err != nil {
		return err
	}
	if !namesGraphs(ch) {
		n = n.Merged()
	}
	return rdf.WriteNumbered(encoder(w, false), n)
}
