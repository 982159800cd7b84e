package processor

import (
	"context"
	"slices"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// Compact returns a document in compacted form, with the context given: its
// value, an object with "@context", or a *Document with one. Input is as for
// Expand.
//
// Errors: *Error, and those of ctx.
//
// Spec: JSON-LD 1.1 API §9.2 compact().
func Compact(ctx context.Context, input, with any, o Options) (*ojson.Object, error) {
	r := newRun(ctx, o)
	doc, expanded, err := r.expanded(input)
	if err != nil {
		return nil, err
	}
	c, err := r.compactor(with, r.base(doc))
	if err != nil {
		return nil, err
	}
	v, err := c.compact(c.start, "", expanded)
	if err != nil {
		return nil, err
	}
	return c.document(v), nil
}

// A compactor compacts one document: the compaction algorithm, JSON-LD 1.1 API
// §6.1. The property is "" where there is none.
type compactor struct {
	*run
	start  *activeContext
	source any // of the context
}

func (r *run) compactor(with any, base string) (*compactor, error) {
	source, err := local(with)
	if err != nil {
		return nil, err
	}
	contextBase := base
	if d, ok := with.(*Document); ok && d.URL != "" {
		contextBase = d.URL
	}
	active := newContext(base)
	if r.opts.KeepAbsolute {
		active = newContext(r.opts.Base)
	}
	if active, err = r.process(active, source, scope{base: contextBase}); err != nil {
		return nil, err
	}
	return &compactor{run: r, start: active, source: source}, nil
}

// document makes what compact returns a document.
func (c *compactor) document(v any) *ojson.Object {
	o, ok := v.(*ojson.Object)
	if list, isArray := v.([]any); isArray && len(list) > 0 {
		o = ojson.NewObject(c.alias(c.start, "@graph"), list)
	} else if !ok {
		o = new(ojson.Object)
	}
	return c.withContext(o)
}

// graphDocument makes what compact returns a document whose nodes are in
// "@graph", even if it is one.
func (c *compactor) graphDocument(v any) *ojson.Object {
	list, isArray := v.([]any)
	if o, ok := v.(*ojson.Object); ok && !isArray {
		list = []any{o}
	}
	if list == nil {
		list = []any{}
	}
	return c.withContext(ojson.NewObject(c.alias(c.start, "@graph"), list))
}

// withContext puts the context first, unless it says nothing.
func (c *compactor) withContext(o *ojson.Object) *ojson.Object {
	if s, isObject := c.source.(*ojson.Object); c.source == nil || isObject && s.Len() == 0 {
		return o
	}
	if list, isArray := c.source.([]any); isArray && len(list) == 0 {
		return o
	}
	out := ojson.NewObject("@context", c.source)
	for k, v := range o.All() {
		out.Set(k, v)
	}
	return out
}

// alias returns how a keyword is written.
func (c *compactor) alias(active *activeContext, keyword string) string {
	name, _ := active.compactIRI(keyword, nil, true, false, c.opts.KeepAbsolute)
	return name
}

func (c *compactor) compact(active *activeContext, property string, element any) (any, error) {
	switch e := element.(type) {
	case []any:
		return c.compactArray(active, property, e)
	case *ojson.Object:
		if err := c.enter(); err != nil {
			return nil, err
		}
		defer c.leave()
		return c.compactObject(active, property, e)
	}
	return element, nil
}

func (c *compactor) compactArray(active *activeContext, property string, list []any) (any, error) {
	out := make([]any, 0, len(list))
	for _, x := range list {
		v, err := c.compact(active, property, x)
		if err != nil {
			return nil, err
		}
		if v != nil {
			out = append(out, v)
		}
	}
	keep := c.opts.KeepArrays || property == "@graph" || property == "@set" || active.container(property).has(listContainer|setContainer)
	if len(out) != 1 || keep {
		return out, nil
	}
	return out[0], nil
}

func (c *compactor) compactObject(active *activeContext, property string, element *ojson.Object) (any, error) {
	typeScoped, t := active, active.terms[property]
	if active.previous != nil && !element.Has("@value") && !isReference(element) {
		active = active.previous
	}
	var err error
	if t != nil && t.hasContext {
		if active, err = c.scopedContext(active, t, true, false); err != nil {
			return nil, err
		}
	}
	if element.Has("@value") || element.Has("@id") {
		v, err := c.compactValue(active, property, element)
		if err != nil {
			return nil, err
		}
		if _, isObject := v.(*ojson.Object); !isObject || active.typeMapping(property) == "@json" && element.Get("@type") == "@json" {
			return v, nil
		}
		if element.Has("@value") {
			return v, nil
		}
	}
	if list, ok := element.Lookup("@list"); ok && active.container(property).has(listContainer) {
		return c.compact(active, property, list)
	}
	if types, ok := element.Lookup("@type"); ok {
		if active, err = c.applyTypes(active, typeScoped, types); err != nil {
			return nil, err
		}
	}
	o := &objectCompaction{compactor: c, active: active, typeScoped: typeScoped, property: property, result: new(ojson.Object)}
	for _, key := range c.keys(element) {
		if err := o.entry(key, element.Get(key)); err != nil {
			return nil, err
		}
	}
	return o.result, nil
}

// applyTypes adds the contexts of the types, step 11.
func (c *compactor) applyTypes(active, typeScoped *activeContext, types any) (*activeContext, error) {
	var names []string
	for _, v := range asArray(types) {
		iri, _ := v.(string)
		name, err := active.compactIRI(iri, nil, true, false, c.opts.KeepAbsolute)
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if t := typeScoped.terms[name]; t != nil && t.hasContext {
			var err error
			if active, err = c.scopedContext(active, t, false, true); err != nil {
				return nil, err
			}
		}
	}
	return active, nil
}

// compactValue is value compaction, JSON-LD 1.1 API §6.3. What it returns is an
// object when it needs more than one entry.
func (c *compactor) compactValue(active *activeContext, property string, v *ojson.Object) (any, error) {
	container, typ := active.container(property), active.typeMapping(property)
	keepIndex := v.Has("@index") && !container.has(indexContainer)
	value := v.Get("@value")
	text, isText := value.(string)
	id, hasID := v.Lookup("@id")
	switch {
	case hasID:
		iri, ok := id.(string)
		if ok && (v.Len() == 1 || v.Len() == 2 && v.Has("@index") && !keepIndex) && (typ == "@id" || typ == "@vocab") {
			return active.compactIRI(iri, nil, typ == "@vocab", false, c.opts.KeepAbsolute)
		}
		return v, nil
	case v.Has("@type") && v.Get("@type") == typ && !keepIndex:
		return value, nil
	case v.Has("@type") || typ == "@none" || keepIndex:
	case !isText:
		return value, nil
	default:
		language, _ := v.Get("@language").(string)
		direction, _ := v.Get("@direction").(string)
		if tagOf(language, direction) == tagOf(active.languageOf(property), active.directionOf(property)) {
			return text, nil
		}
	}
	return c.valueObject(active, property, v)
}

// valueObject writes a value object in full.
func (c *compactor) valueObject(active *activeContext, property string, v *ojson.Object) (any, error) {
	out := new(ojson.Object)
	for key, x := range v.All() {
		if key == "@index" && active.container(property).has(indexContainer) {
			continue
		}
		if iri, ok := x.(string); ok && key == "@type" {
			name, err := active.compactIRI(iri, nil, true, false, c.opts.KeepAbsolute)
			if err != nil {
				return nil, err
			}
			x = name
		}
		out.Set(c.alias(active, key), x)
	}
	return out, nil
}
