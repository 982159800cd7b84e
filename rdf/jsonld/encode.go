package jsonld

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// Form is one of the document forms of JSON-LD 1.1 §5.
type Form int

// The forms. Flattened is compacted too, when there is a context; Framed has the
// shape of Options.Frame.
const (
	Compacted Form = iota
	Expanded
	Flattened
	Framed
)

// Options of the encoder and the decoder. The zero value works.
type Options struct {
	// Context is what the output is compacted with: the JSON value of
	// "@context" or of a document that has one, or a *Context, which is the
	// same taken apart once for many documents. Without it IRIs are in full.
	Context any
	// ContextIRI is written as "@context" in place of Context, which must be
	// what the IRI leads to.
	ContextIRI string
	// Form is that of the output.
	Form Form
	// Frame is that of the form Framed: a JSON value, whose context the output has.
	Frame any
	// Contexts are what the decoder knows of the world outside the document,
	// besides package known and before it, and all that a frame may refer to: JSON
	// values by IRI.
	Contexts map[string]any
	// Loader loads what is not in Contexts; nil loads nothing.
	Loader processor.Loader
	// MaxBytes bounds a document that is read, MaxValues the JSON values in it;
	// 0 means ojson.DefaultBytes and ojson.DefaultValues.
	MaxBytes  int64
	MaxValues int
}

// NewEncoder writes compacted JSON-LD with a context of the prefixes.
func NewEncoder(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	return NewEncoderWith(w, o, Options{})
}

// NewEncoderWith writes JSON-LD 1.1. Compacted, the root is the outermost
// object, its blank nodes inside it, and other subjects are in "@included";
// without a root, or when the root has no triples in the default graph,
// subjects are in "@graph". Each named graph is an object with its "@id" and
// "@graph". Where Options has no context, the prefixes are the context.
//
// Order: names and values are sorted, so that equal documents are equal bytes.
//
// Literals keep their lexical forms: native values are written for canonical
// xsd:boolean and, up to 2^53, xsd:integer only.
//
// Memory: the document, until Close. With EncodeOptions.Stream it is
// NewStreamEncoder, and Options are not used.
//
// Errors: of Encode, for triple terms; of Close, for a context that cannot be
// parsed, or with which an IRI cannot be written without another meaning.
func NewEncoderWith(w io.Writer, o rdf.EncodeOptions, j Options) rdf.Encoder {
	if o.Stream {
		return NewStreamEncoder(w, o)
	}
	return &encoder{w: w, opts: o, json: j, doc: make(nest.Document), used: make(map[rdf.Prefix]bool), schemes: make(map[string]bool)}
}

type encoder struct {
	w    io.Writer
	opts rdf.EncodeOptions
	json Options
	doc  nest.Document
	used map[rdf.Prefix]bool // prefixes that some IRI begins with
	// schemes are names of prefixes that are schemes of IRIs too: a reader would
	// take the scheme for the prefix
	schemes map[string]bool
}

func (e *encoder) Encode(q rdf.Quad) error {
	if err := q.Check(); err != nil {
		return fmt.Errorf("jsonld: %w", err)
	}
	if q.O.Kind() == rdf.TripleTermKind {
		return errors.New("jsonld: triple terms cannot be written")
	}
	e.doc.Add(q)
	for _, t := range []rdf.Term{q.S, q.P, q.O, q.G} {
		e.use(t.Value())
	}
	if q.O.Lang() == "" {
		e.use(q.O.Datatype())
	}
	return nil
}

// use notes the prefixes that an IRI begins with. A literal that looks like an
// IRI costs a prefix that nobody needs.
func (e *encoder) use(iri string) {
	for _, p := range e.opts.Prefixes {
		if len(iri) > len(p.IRI) && iri[:len(p.IRI)] == p.IRI {
			e.used[p] = true
		}
		if rest, ok := strings.CutPrefix(iri, p.Name); ok && strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "://") {
			e.schemes[p.Name] = true
		}
	}
}

func (e *encoder) Close() error {
	t := tree{doc: e.doc, flat: e.json.Form == Flattened, root: e.opts.Root}
	nodes, rooted := t.build()
	if e.json.Form == Expanded {
		return e.write(nodes, nil)
	}
	ctx, err := e.context()
	if err != nil {
		return fmt.Errorf("jsonld: %w", err)
	}
	if e.json.Form == Framed {
		doc, err := e.framed(nodes)
		if err != nil {
			return fmt.Errorf("jsonld: %w", err)
		}
		return e.write(doc, ctx.alias)
	}
	doc, err := ctx.compact(nodes, rooted && e.json.Form == Compacted)
	if err != nil {
		return fmt.Errorf("jsonld: %w", err)
	}
	switch {
	case e.json.ContextIRI != "":
		doc["@context"] = e.json.ContextIRI
	case len(ctx.source) > 0:
		doc["@context"] = ctx.source
	}
	return e.write(doc, ctx.alias)
}

func (e *encoder) context() (*Context, error) {
	switch c := e.json.Context.(type) {
	case nil:
		m := make(map[string]any, len(e.opts.Prefixes))
		for _, p := range e.opts.Prefixes {
			if e.used[p] && !e.schemes[p.Name] && m[p.Name] == nil && isPrefixName(p.Name) && endsInDelimiter(p.IRI) {
				m[p.Name] = p.IRI
			}
		}
		return ParseContext(m)
	case *Context:
		return c, nil
	default:
		return ParseContext(c)
	}
}

func (e *encoder) write(doc any, alias map[string]string) error {
	p := newJSONPrinter(alias)
	p.value(doc, 0)
	_, err := e.w.Write(append(p.out, '\n'))
	return err
}
