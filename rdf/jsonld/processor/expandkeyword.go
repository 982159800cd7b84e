package processor

import (
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

func containsColon(s string) bool { return strings.Contains(s, ":") }

// validDatatype reports whether a datatype is an IRI.
func validDatatype(s string) bool {
	return rdf.IsAbsoluteIRI(s) && !strings.ContainsAny(s, " <>\"{}|\\^`")
}

// keyword expands an entry whose key is a keyword, step 13.4.
func (o *objectExpansion) keyword(active *activeContext, keyword string, value any) error {
	if o.property == "@reverse" {
		return failure(InvalidReversePropertyMap, "%s in @reverse", keyword)
	}
	if o.result.Has(keyword) && (o.opts.Mode10 || keyword != "@included" && keyword != "@type") {
		return failure(CollidingKeywords, "%s twice, under different names", keyword)
	}
	var out any
	var err error
	switch keyword {
	case "@id":
		out, err = o.id(active, value)
	case "@type":
		out, err = o.types(value)
	case "@graph":
		out, err = o.expand(active, "@graph", value, false)
		if out == nil {
			out = []any{}
		}
		out = asArray(out)
	case "@included":
		return o.included(active, value)
	case "@value":
		return o.value(value)
	case "@language":
		out, err = o.language(value)
	case "@direction":
		out, err = o.direction(value)
	case "@index":
		if text, ok := value.(string); ok {
			out = text
		} else {
			err = failure(InvalidIndexValue, "@index is %s", show(value))
		}
	case "@list":
		if o.property == "" || o.property == "@graph" {
			return nil
		}
		out, err = o.list(active, value)
	case "@set":
		out, err = o.expand(active, o.property, value, false)
	case "@reverse":
		return o.reverse(active, value)
	case "@default", "@embed", "@explicit", "@omitDefault", "@requireAll":
		if !o.frame {
			return nil
		}
		if out, err = o.expand(active, keyword, value, false); out != nil {
			out = asArray(out)
		}
	default:
		return nil
	}
	if err == nil {
		o.result.Set(keyword, out)
	}
	return err
}

// id expands @id; in a frame it may be {} or an array too.
func (o *objectExpansion) id(active *activeContext, value any) (any, error) {
	if text, ok := value.(string); ok {
		iri := o.reference(active, text, false)
		if o.frame {
			return []any{iri}, nil
		}
		return iri, nil
	}
	if !o.frame {
		return nil, failure(InvalidIDValue, "@id is %s", show(value))
	}
	if isPattern(value) {
		return asArray(value), nil
	}
	out := []any{}
	for _, v := range asArray(value) {
		text, ok := v.(string)
		if !ok {
			return nil, failure(InvalidIDValue, "@id is %s", show(value))
		}
		out = append(out, o.reference(active, text, false))
	}
	return out, nil
}

// isPattern reports whether a value of a frame is {}, in an array or not.
func isPattern(v any) bool {
	list := asArray(v)
	if len(list) != 1 {
		return false
	}
	o, ok := list[0].(*ojson.Object)
	return ok && o.Len() == 0
}

// types expands @type, with the context as it was before that of the types.
func (o *objectExpansion) types(value any) (any, error) {
	_, isArray := value.([]any)
	out := []any{}
	for _, v := range asArray(value) {
		switch v := v.(type) {
		case string:
			if iri := o.expandIRI(o.typeScoped, v, true, true); iri != "" {
				out = append(out, iri)
			}
			continue
		case *ojson.Object:
			if d, ok := v.Get("@default").(string); ok && o.frame {
				out = append(out, ojson.NewObject("@default", o.expandIRI(o.typeScoped, d, true, true)))
				continue
			}
			if o.frame && v.Len() == 0 {
				out = append(out, v)
				continue
			}
		}
		return nil, failure(InvalidTypeValue, "@type is %s", show(value))
	}
	before, has := o.result.Lookup("@type")
	switch {
	case has:
		return append(append([]any{}, asArray(before)...), out...), nil
	case !isArray && len(out) == 1:
		return out[0], nil
	}
	return out, nil
}

func (o *objectExpansion) included(active *activeContext, value any) error {
	if o.opts.Mode10 {
		return nil
	}
	for _, x := range asArray(value) {
		if _, ok := x.(*ojson.Object); !ok {
			return failure(InvalidIncludedValue, "@included is %s", show(value))
		}
	}
	v, err := o.expand(active, "", value, false)
	if err != nil {
		return err
	}
	for _, x := range asArray(v) {
		if !isNode(x) {
			return failure(InvalidIncludedValue, "@included has %s", show(x))
		}
	}
	before, _ := o.result.Get("@included").([]any)
	o.result.Set("@included", append(before[:len(before):len(before)], asArray(v)...))
	return nil
}

func (o *objectExpansion) value(value any) error {
	switch {
	case o.inputType == "@json":
		if o.opts.Mode10 {
			return failure(InvalidValueObjectValue, "@json is not of JSON-LD 1.0")
		}
	case value == nil, isScalar(value):
		if o.frame && value != nil {
			value = []any{value}
		}
	case o.frame && (isPattern(value) || allScalars(value)):
		value = asArray(value)
	default:
		return failure(InvalidValueObjectValue, "@value is %s", show(value))
	}
	o.result.Set("@value", value)
	return nil
}

func allScalars(v any) bool {
	list, ok := v.([]any)
	for _, x := range list {
		ok = ok && isScalar(x)
	}
	return ok
}

func allStrings(v any) bool {
	list, ok := v.([]any)
	for _, x := range list {
		_, text := x.(string)
		ok = ok && text
	}
	return ok
}

func (o *objectExpansion) language(value any) (any, error) {
	if text, ok := value.(string); ok {
		if o.frame {
			return []any{text}, nil
		}
		return text, nil
	}
	if o.frame && (isPattern(value) || allStrings(value)) {
		return asArray(value), nil
	}
	return nil, failure(InvalidLanguageTaggedString, "@language is %s", show(value))
}

func (o *objectExpansion) direction(value any) (any, error) {
	if value == "ltr" || value == "rtl" {
		if o.frame {
			return []any{value}, nil
		}
		return value, nil
	}
	if o.frame && (isPattern(value) || allStrings(value)) {
		return asArray(value), nil
	}
	return nil, failure(InvalidBaseDirection, "@direction is %s", show(value))
}

func (o *objectExpansion) list(active *activeContext, value any) (any, error) {
	v, err := o.expand(active, o.property, value, false)
	if err != nil || v == nil {
		return []any{}, err
	}
	list := asArray(v)
	if o.opts.Mode10 {
		for _, x := range list {
			if isList(x) {
				return nil, failure(ListOfLists, "a list in a list is not of JSON-LD 1.0")
			}
		}
	}
	return list, nil
}

// reverse expands @reverse, step 13.4.13.
func (o *objectExpansion) reverse(active *activeContext, value any) error {
	if _, ok := value.(*ojson.Object); !ok {
		return failure(InvalidReverseValue, "@reverse is %s", show(value))
	}
	v, err := o.expand(active, "@reverse", value, false)
	if err != nil {
		return err
	}
	expanded, _ := v.(*ojson.Object)
	for key, items := range expanded.All() {
		if key == "@reverse" {
			inner, _ := items.(*ojson.Object)
			for property, back := range inner.All() {
				add(o.result, property, back, true)
			}
			continue
		}
		if err := o.addReverse(key, items); err != nil {
			return err
		}
	}
	return nil
}

// addReverse adds node objects that refer here.
func (o *objectExpansion) addReverse(property string, items any) error {
	for _, item := range asArray(items) {
		if isValue(item) || isList(item) {
			return failure(InvalidReversePropertyValue, "a reverse property has the value %s", show(item))
		}
		reverse, _ := o.result.Get("@reverse").(*ojson.Object)
		if reverse == nil {
			reverse = new(ojson.Object)
			o.result.Set("@reverse", reverse)
		}
		add(reverse, property, item, true)
	}
	return nil
}
