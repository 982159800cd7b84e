package jsonld

import (
	"errors"
	"fmt"

	"github.com/piprate/json-gold/ld"
)

// contexts is a document loader that knows what the caller handed over.
type contexts map[string]any

// LoadDocument returns a known context and an error for any other.
func (c contexts) LoadDocument(iri string) (*ld.RemoteDocument, error) {
	doc, ok := c[iri]
	if !ok {
		return nil, fmt.Errorf("context <%s>: remote contexts are not fetched, and this one was not supplied", iri)
	}
	if m, isMap := doc.(object); !isMap || m["@context"] == nil {
		doc = object{"@context": doc}
	}
	return &ld.RemoteDocument{DocumentURL: iri, Document: ld.CloneDocument(doc)}, nil
}

func newOptions(base string, known map[string]any) *ld.JsonLdOptions {
	o := ld.NewJsonLdOptions(base)
	o.DocumentLoader = contexts(known)
	return o
}

// plainError takes the type of json-gold off an error but leaves its text.
func plainError(err error) error {
	var e *ld.JsonLdError
	if errors.As(err, &e) {
		return errors.New(e.Error())
	}
	return err
}
