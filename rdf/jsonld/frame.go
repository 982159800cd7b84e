package jsonld

import (
	"context"

	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// framed returns the document in the shape of the frame.
//
// Spec: JSON-LD 1.1 Framing §5.1.
func (e *encoder) framed(nodes []any) (object, error) {
	input, err := ojson.From(nodes)
	if err != nil {
		return nil, err
	}
	doc, err := processor.Frame(context.Background(), input, e.json.Frame, processor.Options{Contexts: e.json.Contexts})
	if err != nil {
		return nil, err
	}
	return ojson.Plain(doc).(object), nil
}
