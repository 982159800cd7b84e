package processor

import (
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// member expands an entry whose key is a property, steps 13.5 to 13.14.
func (o *objectExpansion) member(active *activeContext, key, property string, value any) error {
	t := active.terms[key]
	if t == nil {
		t = &termDefinition{}
	}
	container := t.container
	m, isMap := value.(*ojson.Object)
	var v any
	var err error
	switch {
	case t.typ == "@json":
		v = ojson.NewObject("@value", value, "@type", "@json")
	case container.has(languageContainer) && isMap:
		v, err = o.languageMap(active, key, m)
	case container.has(indexContainer|typeContainer|idContainer) && isMap:
		v, err = o.indexMap(active, key, t, m)
	default:
		v, err = o.expand(active, key, value, false)
	}
	if err != nil || v == nil {
		return err
	}
	if container.has(listContainer) && !isList(v) {
		v = ojson.NewObject("@list", asArray(v))
	}
	if container.has(graphContainer) && !container.has(idContainer|indexContainer) {
		graphs := []any{}
		for _, x := range asArray(v) {
			graphs = append(graphs, ojson.NewObject("@graph", asArray(x)))
		}
		v = graphs
	}
	if t.reverse {
		return o.addReverse(property, v)
	}
	add(o.result, property, v, true)
	return nil
}

// languageMap expands a map of strings by language, step 13.7.
func (o *objectExpansion) languageMap(active *activeContext, key string, m *ojson.Object) (any, error) {
	out := []any{}
	direction := active.directionOf(key)
	for _, language := range o.keys(m) {
		for _, item := range asArray(m.Get(language)) {
			if item == nil {
				continue
			}
			if _, ok := item.(string); !ok {
				return nil, failure(InvalidLanguageMapValue, "a language map has the value %s", show(item))
			}
			v := ojson.NewObject("@value", item)
			if language != "@none" && o.expandIRI(active, language, false, true) != "@none" {
				v.Set("@language", language)
			}
			if direction != "" {
				v.Set("@direction", direction)
			}
			out = append(out, v)
		}
	}
	return out, nil
}

// indexMap expands a map by index, id or type, step 13.8.
func (o *objectExpansion) indexMap(active *activeContext, key string, t *termDefinition, m *ojson.Object) (any, error) {
	out := []any{}
	for _, index := range o.keys(m) {
		mapContext := active
		if t.container.has(idContainer | typeContainer) {
			mapContext = active.propagated()
		}
		if scoped := mapContext.terms[index]; t.container.has(typeContainer) && scoped != nil && scoped.hasContext {
			var err error
			if mapContext, err = o.scopedContext(mapContext, scoped, false, true); err != nil {
				return nil, err
			}
		}
		v, err := o.expand(mapContext, key, asArray(m.Get(index)), true)
		if err != nil {
			return nil, err
		}
		for _, item := range asArray(v) {
			if t.container.has(graphContainer) && !isGraph(item) {
				item = ojson.NewObject("@graph", []any{item})
			}
			if err := o.setIndex(active, t, index, item); err != nil {
				return nil, err
			}
			out = append(out, item)
		}
	}
	return out, nil
}

// setIndex puts the key of a map into an item, step 13.8.3.7.
func (o *objectExpansion) setIndex(active *activeContext, t *termDefinition, index string, v any) error {
	item, ok := v.(*ojson.Object)
	expanded := o.expandIRI(active, index, false, true)
	if !ok || expanded == "@none" {
		return nil
	}
	switch {
	case t.container.has(indexContainer) && t.index != "":
		return o.setPropertyIndex(active, t.index, index, item)
	case t.container.has(indexContainer):
		if !item.Has("@index") {
			item.Set("@index", index)
		}
	case t.container.has(idContainer):
		if !item.Has("@id") {
			item.Set("@id", o.reference(active, index, false))
		}
	case t.container.has(typeContainer):
		types := []any{o.reference(active, index, true)}
		if before, has := item.Lookup("@type"); has {
			types = append(types, asArray(before)...)
		}
		item.Set("@type", types)
	}
	return nil
}

func (o *objectExpansion) setPropertyIndex(active *activeContext, name, index string, item *ojson.Object) error {
	if item.Has("@value") {
		return failure(InvalidValueObject, "a value object in a map by the property %q", name)
	}
	property := o.expandIRI(active, name, false, true)
	values := []any{o.expandValue(active, name, index)}
	if before, has := item.Lookup(property); has {
		values = append(values, asArray(before)...)
	}
	item.Set(property, values)
	return nil
}
