package processor

import (
	"cmp"
	"fmt"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// load returns a document that was given by the caller or loads it.
func (r *run) load(iri string) (*Document, error) {
	if v, ok := r.opts.Contexts[iri]; ok {
		value, err := ojson.From(v)
		if err != nil {
			return nil, err
		}
		if !hasEntry(value, "@context") {
			value = ojson.NewObject("@context", value)
		}
		return &Document{Value: value, URL: iri}, nil
	}
	if r.opts.Loader == nil {
		return nil, fmt.Errorf("<%s>: remote contexts are not fetched, and this one was not supplied", iri)
	}
	doc, err := r.opts.Loader.Load(r.ctx, iri, ContextProfile)
	if err != nil {
		return nil, err
	}
	if doc.URL == "" {
		copied := *doc
		copied.URL = iri
		doc = &copied
	}
	return doc, nil
}

// input returns the document to be processed: what a Document holds, what an
// IRI leads to, or the value itself.
func (r *run) input(v any, profile string) (*Document, error) {
	switch v := v.(type) {
	case *Document:
		return v, nil
	case string:
		if r.opts.Loader == nil {
			return nil, failure(LoadingDocumentFailed, "a JSON-LD document is an object or an array, not a string")
		}
		doc, err := r.opts.Loader.Load(r.ctx, v, profile)
		if err != nil {
			return nil, recoded(err, codeOf(err, LoadingDocumentFailed))
		}
		return doc, nil
	}
	value, err := ojson.From(v)
	if err != nil {
		return nil, failure(LoadingDocumentFailed, "%v", err)
	}
	return &Document{Value: value}, nil
}

// local returns the context of a value: that of its "@context", or itself.
func local(v any) (any, error) {
	if d, ok := v.(*Document); ok {
		v = d.Value
	}
	value, err := ojson.From(v)
	if err != nil {
		return nil, failure(InvalidLocalContext, "%v", err)
	}
	if o, ok := value.(*ojson.Object); ok && o.Has("@context") {
		return o.Get("@context"), nil
	}
	return value, nil
}

// base returns what relative IRIs of a document are resolved against.
func (r *run) base(d *Document) string {
	base := cmp.Or(r.opts.Base, d.URL)
	if d.BaseRef == "" {
		return base
	}
	if resolved, err := rdf.ResolveIRI(base, d.BaseRef); err == nil {
		return resolved
	}
	return base
}
