package jsonld

import (
	"context"
	"errors"
	"io"
	"iter"
	"maps"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/known"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// Decode reads JSON-LD whose contexts are inline or those of package known.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return DecodeWith(r, o, Options{})
}

// DecodeWith reads JSON-LD 1.1 and yields the quads of its RDF. Contexts that
// are neither inline nor in Options.Contexts nor in package known are errors,
// unless Options.Loader loads them. Blank nodes keep their labels, with the prefix of the options;
// what has none gets one that the document does not use. Base directions of
// strings with a language become those of literals, others are left out.
//
// Order: that of the document; what is nested comes before what refers to it.
//
// Memory: the document, which Options.MaxBytes and MaxValues bound: some
// 200 bytes for each value. DecodeOptions.MaxNames bounds the term definitions
// of its contexts, those too that a context inside the document takes over from
// the one around it.
//
// Errors: *rdf.SyntaxError, whose Rule is "JSON" or the code of the
// *processor.Error that errors.As finds too. Its position is that of the object
// at fault, or of one around it. An IRI that is relative is one, although JSON-LD
// would leave its triples out. An ill-formed one, and an ill-formed language, are
// left out; OnError is told, if there is one, and may make it an error.
//
// Spec: JSON-LD 1.1 API §8.1.
func DecodeWith(r io.Reader, o rdf.DecodeOptions, j Options) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		limits := ojson.Options{Source: o.Source, MaxDepth: o.MaxDepth, MaxToken: o.MaxToken, MaxBytes: j.MaxBytes, MaxValues: j.MaxValues}
		doc, err := ojson.Parse(r, limits)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		if o.OnPrefix != nil {
			eachPrefix(doc, o.OnPrefix)
		}
		known := processor.Options{
			Contexts: j.contexts(), Loader: j.Loader, BlankPrefix: o.BlankPrefix,
			RDFDirection: processor.Directional, Strict: true, MaxDepth: processorDepth(o.MaxDepth), MaxWork: o.MaxNames,
			LeftOut: leftOut(o),
		}
		for q, err := range processor.ToRDF(context.Background(), &processor.Document{Value: doc, URL: o.Base}, known) {
			if !yield(q, syntaxError(err, o.Source)) || err != nil {
				return
			}
		}
	}
}

// contexts returns those of the options and, by other IRIs, the usual ones.
func (j Options) contexts() map[string]any {
	if len(j.Contexts) == 0 {
		return known.Contexts()
	}
	all := maps.Clone(known.Contexts())
	maps.Copy(all, j.Contexts)
	return all
}

// leftOut tells the caller of triples that JSON-LD leaves out.
func leftOut(o rdf.DecodeOptions) func(error) bool {
	if o.OnError == nil {
		return nil
	}
	return func(err error) bool {
		var e *rdf.SyntaxError
		return !errors.As(syntaxError(err, o.Source), &e) || o.OnError(e)
	}
}

// processorDepth returns the depth for what JSON of a depth may need: arrays
// and objects of the document, and contexts within it.
func processorDepth(depth int) int {
	if depth == 0 {
		depth = ojson.DefaultDepth
	}
	return 2*depth + 100
}

// A decodeError is a syntax error and the error of the processor that it tells
// of.
type decodeError struct {
	*rdf.SyntaxError
	cause *processor.Error
}

// Unwrap returns both.
func (e *decodeError) Unwrap() []error { return []error{e.SyntaxError, e.cause} }

func syntaxError(err error, source string) error {
	var e *processor.Error
	if !errors.As(err, &e) {
		return err
	}
	s := &rdf.SyntaxError{
		Source: source, Offset: e.At.Offset, Line: e.At.Line, Column: e.At.Column,
		Rule: string(e.Code), Msg: e.Msg, Limit: e.Limit,
	}
	if s.Msg == "" {
		s.Msg = string(e.Code)
	}
	return &decodeError{s, e}
}

// eachPrefix tells of the prefixes that the contexts at the top of a document
// declare.
func eachPrefix(doc any, tell func(rdf.Prefix)) {
	o, _ := doc.(*ojson.Object)
	list, ok := o.Get("@context").([]any)
	if !ok {
		list = []any{o.Get("@context")}
	}
	for _, c := range list {
		local, _ := c.(*ojson.Object)
		for name, v := range local.All() {
			iri, isText := v.(string)
			if isText && isPrefixName(name) && endsInDelimiter(iri) && rdf.IsAbsoluteIRI(iri) {
				tell(rdf.Prefix{Name: name, IRI: iri})
			}
		}
	}
}
