package processor

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// Expand returns the expanded form of a document: a *Document, the IRI of one
// that Options.Loader loads, or a value as package ojson or encoding/json has
// it.
//
// Errors: *Error, and those of ctx.
//
// Spec: JSON-LD 1.1 API §9.2 expand().
func Expand(ctx context.Context, input any, o Options) ([]any, error) {
	_, expanded, err := newRun(ctx, o).expanded(input)
	return expanded, err
}

// expanded loads a document if need be and expands it.
func (r *run) expanded(input any) (*Document, []any, error) {
	doc, err := r.input(input, "")
	if err != nil {
		return nil, nil, err
	}
	expanded, err := r.expandDocument(doc, false)
	return doc, expanded, err
}

func (r *run) expandDocument(doc *Document, frame bool) ([]any, error) {
	switch doc.Value.(type) {
	case []any, *ojson.Object:
	default:
		return nil, failure(LoadingDocumentFailed, "a JSON-LD document is an object or an array, not %s", show(doc.Value))
	}
	base := r.base(doc)
	active := newContext(base)
	if r.opts.ExpandContext != nil {
		given, err := local(r.opts.ExpandContext)
		if err != nil {
			return nil, err
		}
		if active, err = r.process(active, given, scope{base: base}); err != nil {
			return nil, err
		}
	}
	if doc.ContextURL != "" {
		var err error
		if active, err = r.process(active, doc.ContextURL, scope{base: doc.ContextURL}); err != nil {
			return nil, err
		}
	}
	x := &expander{run: r, base: cmp.Or(doc.URL, base), frame: frame}
	v, err := x.expand(active, "", doc.Value, false)
	if err != nil {
		return nil, err
	}
	if o, ok := v.(*ojson.Object); ok && o.Len() == 1 && o.Has("@graph") {
		v = o.Get("@graph")
	}
	if v == nil {
		return []any{}, nil
	}
	return asArray(v), nil
}

// codeOf returns the code of an error, what is given when it has none.
func codeOf(err error, otherwise Code) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return otherwise
}

// An expander expands one document: the expansion algorithm, JSON-LD 1.1 API
// §5.1. The property is "" where there is none, and where it is @default a
// frame is no longer expanded as one.
type expander struct {
	*run
	base  string // of contexts in the document
	frame bool
}

func (x *expander) expand(active *activeContext, property string, element any, fromMap bool) (any, error) {
	switch e := element.(type) {
	case nil:
		return nil, nil
	case []any:
		return x.expandArray(active, property, e, fromMap)
	case *ojson.Object:
		if err := x.enter(); err != nil {
			return nil, located(err, e)
		}
		defer x.leave()
		if property == "@default" && x.frame {
			x.frame = false
			defer func() { x.frame = true }()
		}
		v, err := x.expandObject(active, property, e, fromMap)
		return v, located(err, e)
	}
	if property == "" || property == "@graph" {
		return nil, nil
	}
	if t := active.terms[property]; t != nil && t.hasContext {
		var err error
		if active, err = x.scopedContext(active, t, true, false); err != nil {
			return nil, err
		}
	}
	return x.expandValue(active, property, element), nil
}

func (x *expander) expandArray(active *activeContext, property string, list []any, fromMap bool) (any, error) {
	if err := x.enter(); err != nil {
		return nil, err
	}
	defer x.leave()
	out := make([]any, 0, len(list))
	inList := active.container(property).has(listContainer)
	for _, item := range list {
		v, err := x.expand(active, property, item, fromMap)
		if err != nil {
			return nil, err
		}
		nested, isArray := v.([]any)
		switch {
		case isArray && inList:
			out = append(out, ojson.NewObject("@list", nested))
		case isArray:
			out = append(out, nested...)
		case v != nil:
			out = append(out, v)
		}
	}
	return out, nil
}

// expandValue is value expansion, JSON-LD 1.1 API §5.3.
func (x *expander) expandValue(active *activeContext, property string, v any) *ojson.Object {
	typ := active.typeMapping(property)
	text, isText := v.(string)
	switch {
	case typ == "@id" && isText:
		return ojson.NewObject("@id", x.reference(active, text, false))
	case typ == "@vocab" && isText:
		return ojson.NewObject("@id", x.reference(active, text, true))
	}
	out := ojson.NewObject("@value", v)
	switch {
	case typ != "" && typ != "@id" && typ != "@vocab" && typ != "@none":
		out.Set("@type", typ)
	case isText:
		if l := active.languageOf(property); l != "" {
			out.Set("@language", l)
		}
		if d := active.directionOf(property); d != "" {
			out.Set("@direction", d)
		}
	}
	return out
}

// reference expands a reference to a node, null for what has the form of a
// keyword.
func (x *expander) reference(active *activeContext, s string, vocab bool) any {
	iri := x.expandIRI(active, s, true, vocab)
	if iri == "" && s != "" {
		return nil
	}
	return iri
}

func (x *expander) expandObject(active *activeContext, property string, element *ojson.Object, fromMap bool) (any, error) {
	propertyTerm := active.terms[property]
	active = x.revert(active, element, fromMap)
	var err error
	if propertyTerm != nil && propertyTerm.hasContext {
		if active, err = x.scopedContext(active, propertyTerm, true, false); err != nil {
			return nil, err
		}
	}
	if local, ok := element.Lookup("@context"); ok {
		if active, err = x.process(active, local, scope{base: x.base}); err != nil {
			return nil, err
		}
	}
	o := &objectExpansion{expander: x, typeScoped: active, property: property, result: &ojson.Object{At: element.At}}
	if o.active, err = o.applyTypes(active, element); err != nil {
		return nil, err
	}
	if err := o.entries(o.active, element); err != nil {
		return nil, err
	}
	return o.finish()
}

// revert leaves a context that does not propagate, step 7.
func (x *expander) revert(active *activeContext, element *ojson.Object, fromMap bool) *activeContext {
	if active.previous == nil || fromMap {
		return active
	}
	for key := range element.All() {
		switch x.expandIRI(active, key, false, true) {
		case "@value":
			return active
		case "@id":
			if element.Len() == 1 {
				return active
			}
		}
	}
	return active.previous
}

// An objectExpansion expands one object.
type objectExpansion struct {
	*expander
	active, typeScoped *activeContext
	property           string
	inputType          string
	result             *ojson.Object
}

// applyTypes adds the contexts of the types, steps 11 and 12.
func (o *objectExpansion) applyTypes(active *activeContext, element *ojson.Object) (*activeContext, error) {
	first := true
	for _, key := range o.typeKeys(active, element) {
		var names []string
		for _, v := range asArray(element.Get(key)) {
			if name, ok := v.(string); ok {
				names = append(names, name)
			}
		}
		if first && len(names) > 0 {
			o.inputType, first = names[len(names)-1], false
		}
		slices.Sort(names)
		for _, name := range names {
			t := o.typeScoped.terms[name]
			if t == nil || !t.hasContext {
				continue
			}
			var err error
			if active, err = o.scopedContext(active, t, false, true); err != nil {
				return nil, err
			}
		}
	}
	if o.inputType != "" {
		o.inputType = o.expandIRI(active, o.inputType, true, true)
	}
	return active, nil
}

func (o *objectExpansion) typeKeys(active *activeContext, element *ojson.Object) (keys []string) {
	for key := range element.All() {
		if o.expandIRI(active, key, false, true) == "@type" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// entries is steps 13 and 14: it expands the entries, and after them what nests.
func (o *objectExpansion) entries(active *activeContext, element *ojson.Object) error {
	var nests []string
	for _, key := range o.keys(element) {
		if key == "@context" {
			continue
		}
		property := o.expandIRI(active, key, false, true)
		var err error
		switch {
		case property == "@nest":
			if o.property == "@reverse" {
				err = failure(InvalidReversePropertyMap, "@nest in @reverse")
			}
			nests = append(nests, key)
		case isKeyword(property):
			err = o.keyword(active, property, element.Get(key))
		case containsColon(property):
			err = o.member(active, key, property, element.Get(key))
		}
		if err != nil {
			return err
		}
	}
	for _, key := range nests {
		if err := o.nested(active, key, element.Get(key)); err != nil {
			return err
		}
	}
	return nil
}

// nested expands what nests as if it stood here.
func (o *objectExpansion) nested(active *activeContext, key string, v any) error {
	if t := active.terms[key]; t != nil && t.hasContext {
		var err error
		if active, err = o.scopedContext(active, t, true, false); err != nil {
			return err
		}
	}
	for _, item := range asArray(v) {
		inner, ok := item.(*ojson.Object)
		if !ok {
			return failure(InvalidNestValue, "%q nests %s", key, show(item))
		}
		for k := range inner.All() {
			if o.expandIRI(active, k, false, true) == "@value" {
				return failure(InvalidNestValue, "%q nests a value object", key)
			}
		}
		if err := o.enter(); err != nil {
			return err
		}
		if err := o.entries(active, inner); err != nil {
			return located(err, inner)
		}
		o.leave()
	}
	return nil
}

// finish is steps 15 to 19.
func (o *objectExpansion) finish() (any, error) {
	result := o.result
	switch {
	case result.Has("@value"):
		drop, err := o.checkValue()
		if drop || err != nil {
			return nil, err
		}
	case result.Has("@type"):
		result.Set("@type", asArray(result.Get("@type")))
	case result.Has("@list") || result.Has("@set"):
		if result.Len() > 2 || result.Len() == 2 && !result.Has("@index") {
			return nil, failure(InvalidSetOrListObject, "@list or @set beside other entries")
		}
		if set, ok := result.Lookup("@set"); ok {
			return set, nil
		}
	}
	if result.Len() == 1 && result.Has("@language") {
		return nil, nil
	}
	if (o.property == "" || o.property == "@graph") && !o.frame {
		if result.Len() == 0 || result.Has("@value") || result.Has("@list") || result.Len() == 1 && result.Has("@id") {
			return nil, nil
		}
	}
	return result, nil
}

// checkValue checks a value object; drop says that it is null.
func (o *objectExpansion) checkValue() (drop bool, err error) {
	result := o.result
	for key := range result.All() {
		switch key {
		case "@direction", "@index", "@language", "@type", "@value":
		default:
			return false, failure(InvalidValueObject, "@value beside %s", key)
		}
	}
	typ, typed := result.Lookup("@type")
	if typed && (result.Has("@language") || result.Has("@direction")) {
		return false, failure(InvalidValueObject, "@value with @type and @language or @direction")
	}
	value := result.Get("@value")
	_, isText := value.(string)
	name, _ := typ.(string)
	list, isArray := value.([]any)
	switch {
	case typ == "@json":
	case value == nil, isArray && len(list) == 0 && !o.frame:
		return true, nil
	case !isText && result.Has("@language") && !o.frame:
		return false, failure(InvalidLanguageTaggedValue, "%s has a @language", show(value))
	case typed && !validDatatype(name) && !o.frame:
		return false, failure(InvalidTypedValue, "@type %s is not an IRI", show(typ))
	}
	return false, nil
}
