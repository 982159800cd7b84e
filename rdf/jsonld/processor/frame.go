package processor

import (
	"context"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// Frame returns a document in the shape of a frame, compacted with the context
// of the frame. Input is as for Expand, and so is the frame.
//
// Errors: *Error, and those of ctx.
//
// Spec: JSON-LD 1.1 Framing §5.1 frame().
func Frame(ctx context.Context, input, frame any, o Options) (*ojson.Object, error) {
	r := newRun(ctx, o)
	doc, err := r.input(input, "")
	if err != nil {
		return nil, err
	}
	shape, err := r.input(frame, FrameProfile)
	if err != nil {
		return nil, err
	}
	expanded, err := r.expandDocument(doc, false)
	if err != nil {
		return nil, err
	}
	with := entry(shape.Value, "@context")
	c, err := r.compactor(&Document{Value: ojson.NewObject("@context", with), URL: shape.URL}, r.base(doc))
	if err != nil {
		return nil, err
	}
	if shape.URL == "" {
		shape = &Document{Value: shape.Value, URL: doc.URL}
	}
	pattern, err := r.expandDocument(shape, true)
	if err != nil {
		return nil, err
	}
	f, err := r.framer(expanded, c.framesDefault(shape.Value))
	if err != nil {
		return nil, err
	}
	framed, err := f.top(pattern)
	if err != nil {
		return nil, err
	}
	return c.framed(framed)
}

// framesDefault reports whether a frame is for the default graph, and not for
// all graphs merged: it says "@graph" at its top.
func (c *compactor) framesDefault(frame any) bool {
	o, _ := frame.(*ojson.Object)
	for key := range o.All() {
		if c.expandIRI(c.start, key, false, true) == "@graph" {
			return true
		}
	}
	return false
}

// framed compacts the result.
func (c *compactor) framed(nodes []any) (*ojson.Object, error) {
	if !c.opts.KeepBlankIDs && !c.opts.Mode10 {
		pruneBlankIDs(nodes)
	}
	v, err := c.compact(c.start, "", withDefaults(nodes))
	if err != nil {
		return nil, err
	}
	v = withNulls(v)
	omit := !c.opts.Mode10
	if c.opts.OmitGraph != nil {
		omit = *c.opts.OmitGraph
	}
	if !omit {
		return c.graphDocument(v), nil
	}
	return c.document(v), nil
}

// pruneBlankIDs removes the identifiers of blank nodes that are there once.
func pruneBlankIDs(nodes []any) {
	count := make(map[string]int)
	eachID(nodes, func(_ *ojson.Object, id string) { count[id]++ })
	eachID(nodes, func(o *ojson.Object, id string) {
		if o != nil && count[id] == 1 {
			o.Delete("@id")
		}
	})
}

// eachID visits the blank node identifiers of a value, with the object that
// has one as its @id.
func eachID(v any, visit func(o *ojson.Object, id string)) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			eachID(x, visit)
		}
	case *ojson.Object:
		if v.Has("@value") {
			return
		}
		for _, x := range asArray(v.Get("@type")) {
			if text, ok := x.(string); ok && isBlankID(text) {
				visit(nil, text)
			}
		}
		if id, ok := v.Get("@id").(string); ok && isBlankID(id) {
			visit(v, id)
		}
		for _, x := range v.All() {
			eachID(x, visit)
		}
	}
}

// withDefaults puts the values of @preserve in its place.
func withDefaults(v any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, 0, len(v))
		for _, x := range v {
			if list, ok := entry(x, "@preserve").([]any); ok {
				for _, d := range list {
					out = append(out, defaultValue(d))
				}
			} else {
				out = append(out, withDefaults(x))
			}
		}
		return out
	case *ojson.Object:
		if v.Has("@value") {
			return v
		}
		for key, x := range v.All() {
			v.Set(key, withDefaults(x))
		}
	}
	return v
}

// absent stands for a value that a frame asks for and nobody has. It is null in
// the result, which no other value becomes.
type absent struct{}

// defaultValue returns the value of @default, in which @null means null.
func defaultValue(v any) any {
	if entry(v, "@value") == "@null" {
		return absent{}
	}
	return v
}

// withNulls writes null for what is absent, and leaves it out of arrays.
func withNulls(v any) any {
	switch v := v.(type) {
	case absent:
		return nil
	case []any:
		out := make([]any, 0, len(v))
		for _, x := range v {
			if _, none := x.(absent); !none {
				out = append(out, withNulls(x))
			}
		}
		return out
	case *ojson.Object:
		for key, x := range v.All() {
			if key != "@context" {
				v.Set(key, withNulls(x))
			}
		}
	}
	return v
}
