// Package representation writes graphs in the variant that a request has chosen:
// the syntax, its version, the profile, and the form of JSON-LD.
//
// The same graph in the same variant gives the same bytes, unless it is streamed.
package representation

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
	"w3id.org/plenary/rdf/jsonld/processor"
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

// A Variant of a graph, as a request has chosen it.
type Variant struct {
	Base string // of the data
	negotiate.Choice
	Root rdf.Term // what the graph is about; the zero Term where that is no one thing
	// Shapes has the contexts and frames that clients name.
	Shapes processor.Loader
}

// jsonLDOptions are those for a representation of a resource.
func (v Variant) jsonLDOptions() (o jsonld.Options, err error) {
	o.Form = v.Form
	if v.Profile == negotiate.Schema {
		o.Context, err = schemaContext()
		return o, err
	}
	if o.Context, err = publishedContext(); err != nil {
		return o, err
	}
	o.ContextIRI = v.Base + contextPath
	if v.Form == jsonld.Framed {
		o.Frame, o.Contexts, err = v.frame()
	}
	return o, err
}

// frame returns the published frame of the root's class with the root as what is
// to be framed, and the context that it names.
func (v Variant) frame() (frame any, contexts map[string]any, err error) {
	class, _, _ := strings.Cut(strings.TrimPrefix(v.Root.Value(), v.Base+"id/"), "/")
	text, ok := ontology.Frame(class)
	if !ok {
		text, _ = ontology.Frame(ontology.FrameOfThing)
	}
	published, err := ojson.Parse(bytes.NewReader(text), ojson.Options{})
	if err != nil {
		return nil, nil, err
	}
	one := ojson.NewObject("@context", v.Base+contextPath, "@id", v.Root.Value()) // @id before @type: it alone decides
	for key, value := range published.(*ojson.Object).All() {
		if key != "@context" {
			one.Set(key, value)
		}
	}
	context, err := ojson.Parse(bytes.NewReader(ontology.Context), ojson.Options{})
	return one, map[string]any{v.Base + contextPath: context}, err
}

// Encoder returns what starts a document in the syntax, version, profile and form
// chosen; streamed, it is written as quads come, JSON-LD once it is large.
func (v Variant) Encoder() (start func(w io.Writer, streamed bool) rdf.Encoder, err error) {
	options, err := v.jsonLDOptions()
	return func(w io.Writer, streamed bool) rdf.Encoder {
		encoder := func(stream bool) rdf.Encoder {
			o := rdf.EncodeOptions{Prefixes: ontology.Prefixes, Root: v.Root, Stream: stream}
			if v.By != "" && !stream {
				return v.shaped(w, o)
			}
			return codec.NewEncoder(v.Format, w, o, codec.Options{JSONLD: options})
		}
		if streamed && v.Media == negotiate.JSONLD && v.Form != jsonld.Expanded {
			return v.InVersion(&gatherer{whole: v.Form == jsonld.Flattened || v.By != "", small: func() rdf.Encoder { return encoder(false) }, large: func() rdf.Encoder { return encoder(true) }})
		}
		return v.InVersion(encoder(streamed))
	}, err
}

// Append appends what Write writes.
func (v Variant) Append(dst []byte, n *rdf.Numbered) ([]byte, error) {
	t := text(dst)
	err := v.Write(&t, n)
	return t, err
}

// A text is what is written to it.
type text []byte

func (t *text) Write(p []byte) (int, error) {
	*t = append(*t, p...)
	return len(p), nil
}

// Write writes quads in the variant chosen, the names of their graphs where that
// has such.
func (v Variant) Write(w io.Writer, n *rdf.Numbered) error {
	start, err := v.Encoder()
	if err != nil {
		return err
	}
	if !v.NamesGraphs() {
		n = n.Merged()
	}
	return rdf.WriteNumbered(start(w, false), n)
}
