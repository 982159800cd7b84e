package jsonld

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/internal/scratch"
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
// Memory: the document, until Close. The encoder is a rdf.NumberedEncoder. With
// EncodeOptions.Stream it is NewStreamEncoder, and Options are not used.
//
// Errors: of Encode, for triple terms; of Close, for a context that cannot be
// parsed, or with which an IRI cannot be written without another meaning.
func NewEncoderWith(w io.Writer, o rdf.EncodeOptions, j Options) rdf.Encoder {
	if o.Stream {
		return NewStreamEncoder(w, o)
	}
	return &encoder{w: w, opts: o, json: j}
}

type encoder struct {
	w     io.Writer
	opts  rdf.EncodeOptions
	json  Options
	check *rdf.Checker // nil until the first quad
	quads rdf.Numbering
	whole *rdf.Numbered // in place of quads, where the document came at once
}

func (e *encoder) Encode(q rdf.Quad) error {
	if e.check == nil {
		e.check = new(rdf.Checker)
	}
	if err := e.check.Check(&q); err != nil {
		return fmt.Errorf("jsonld: %w", err)
	}
	if q.O.Kind() == rdf.TripleTermKind {
		return errTripleTerm
	}
	e.quads.Add(q)
	return nil
}

var errTripleTerm = errors.New("jsonld: triple terms cannot be written")

// EncodeNumbered takes a whole document, when no quad has come.
func (e *encoder) EncodeNumbered(n *rdf.Numbered) error {
	if err := n.Check(); err != nil {
		return fmt.Errorf("jsonld: %w", err)
	}
	if last := n.Terms[len(n.Terms)-1]; last.Kind() == rdf.TripleTermKind {
		return errTripleTerm
	}
	e.whole = n
	return nil
}

func (e *encoder) Close() error {
	if e.whole == nil {
		e.whole = e.quads.Numbered()
	}
	buffer := scratch.Buffer()
	text, err := e.text(*buffer)
	defer func() { scratch.Free(buffer, text) }()
	if err != nil {
		return fmt.Errorf("jsonld: %w", err)
	}
	_, err = e.w.Write(append(text, '\n'))
	return err
}

// text appends the document in its form.
func (e *encoder) text(dst []byte) ([]byte, error) {
	tree := tree{doc: nest.New(e.whole, false), root: e.whole.Find(e.opts.Root)}
	defer tree.doc.Free()
	p := jsonPrinter{out: dst, ranks: keywordRanks}
	if e.json.Form == Expanded {
		p.value(tree.build(), 0)
		return p.out, nil
	}
	ctx, err := e.context()
	if err != nil {
		return dst, err
	}
	p.ranks = ctx.ranks
	if e.json.Form == Framed {
		framed, err := e.framed(tree.build())
		if err == nil {
			p.value(framed, 0)
		}
		return p.out, err
	}
	k := newCompactor(ctx, tree.doc, e.json.ContextIRI)
	defer k.free()
	k.jsonPrinter, k.root, k.flat = p, tree.root, e.json.Form == Flattened
	err = k.document()
	return k.out, err
}

func (e *encoder) context() (*Context, error) {
	switch c := e.json.Context.(type) {
	case nil:
		return e.contextOfPrefixes()
	case *Context:
		return c, nil
	default:
		return ParseContext(c)
	}
}

// contextOfPrefixes is a context of the prefixes that some IRI begins with. A
// literal that looks like an IRI costs a prefix that nobody needs.
func (e *encoder) contextOfPrefixes() (*Context, error) {
	m := make(map[string]any, len(e.opts.Prefixes))
	used, scheme := make(map[rdf.Prefix]bool), make(map[string]bool)
	use := func(iri string) {
		for _, p := range e.opts.Prefixes {
			if len(iri) > len(p.IRI) && iri[:len(p.IRI)] == p.IRI {
				used[p] = true
			}
			if rest, ok := strings.CutPrefix(iri, p.Name); ok && strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "://") {
				scheme[p.Name] = true // a reader would take the scheme for the prefix
			}
		}
	}
	for _, t := range e.whole.Terms {
		use(t.Value())
		if t.Lang() == "" {
			use(t.Datatype())
		}
	}
	for _, p := range e.opts.Prefixes {
		if used[p] && !scheme[p.Name] && m[p.Name] == nil && isPrefixName(p.Name) && endsInDelimiter(p.IRI) {
			m[p.Name] = p.IRI
		}
	}
	return ParseContext(m)
}
