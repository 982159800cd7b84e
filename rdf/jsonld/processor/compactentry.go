package processor

import (
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// An objectCompaction compacts one object.
type objectCompaction struct {
	*compactor
	active, typeScoped *activeContext
	property           string
	result             *ojson.Object
}

func (o *objectCompaction) iri(iri any, vocab bool) (string, error) {
	text, _ := iri.(string)
	return o.active.compactIRI(text, nil, vocab, false, o.opts.KeepAbsolute)
}

// entry compacts one entry, step 12.
func (o *objectCompaction) entry(key string, value any) error {
	switch key {
	case "@id":
		return o.id(value)
	case "@type":
		return o.types(value)
	case "@reverse":
		return o.reverse(value)
	case "@preserve":
		v, err := o.compact(o.active, o.property, value)
		if list, ok := v.([]any); err != nil || ok && len(list) == 0 {
			return err
		}
		o.result.Set("@preserve", v)
		return nil
	case "@index":
		if o.active.container(o.property).has(indexContainer) {
			return nil
		}
		o.result.Set(o.alias(o.active, key), value)
		return nil
	case "@direction", "@language", "@value":
		o.result.Set(o.alias(o.active, key), value)
		return nil
	}
	values := asArray(value)
	if len(values) == 0 {
		name, target, err := o.place(key, value)
		if err == nil {
			add(target, name, []any{}, true)
		}
		return err
	}
	for _, v := range values {
		if err := o.value(key, v); err != nil {
			return err
		}
	}
	return nil
}

func (o *objectCompaction) id(value any) error {
	var out any
	if text, ok := value.(string); ok {
		name, err := o.iri(text, false)
		if err != nil {
			return err
		}
		out = name
	}
	o.result.Set(o.alias(o.active, "@id"), out)
	return nil
}

// types compacts @type with the context as it was before that of the types.
func (o *objectCompaction) types(value any) error {
	alias := o.alias(o.active, "@type")
	names := []any{}
	for _, v := range asArray(value) {
		if d, ok := entry(v, "@default").(string); ok { // of a frame
			v = d
		}
		iri, _ := v.(string)
		name, err := o.typeScoped.compactIRI(iri, nil, true, false, o.opts.KeepAbsolute)
		if err != nil {
			return err
		}
		names = append(names, name)
	}
	set := o.opts.KeepArrays || o.active.container(alias).has(setContainer) && !o.opts.Mode10
	if len(names) == 1 && !set {
		add(o.result, alias, names[0], false)
		return nil
	}
	add(o.result, alias, names, true)
	return nil
}

func (o *objectCompaction) reverse(value any) error {
	v, err := o.compact(o.active, "@reverse", value)
	if err != nil {
		return err
	}
	compacted, _ := v.(*ojson.Object)
	rest := new(ojson.Object)
	for name, x := range compacted.All() {
		t := o.active.terms[name]
		if t == nil || !t.reverse {
			rest.Set(name, x)
			continue
		}
		add(o.result, name, x, o.opts.KeepArrays || t.container.has(setContainer))
	}
	if rest.Len() > 0 {
		o.result.Set(o.alias(o.active, "@reverse"), rest)
	}
	return nil
}

// place returns the term for a value and the object that it goes into, which
// is another one for terms that nest.
func (o *objectCompaction) place(property string, value any) (string, *ojson.Object, error) {
	name, err := o.active.compactIRI(property, value, true, o.property == "@reverse", o.opts.KeepAbsolute)
	if err != nil {
		return "", nil, err
	}
	t := o.active.terms[name]
	if t == nil || t.nest == "" {
		return name, o.result, nil
	}
	if t.nest != "@nest" && o.expandIRI(o.active, t.nest, false, true) != "@nest" {
		return "", nil, failure(InvalidNestValue, "term %q nests in %q, which is not @nest", name, t.nest)
	}
	nest, ok := o.result.Get(t.nest).(*ojson.Object)
	if !ok {
		nest = new(ojson.Object)
		o.result.Set(t.nest, nest)
	}
	return name, nest, nil
}

// value compacts one value of a property, step 12.8.
func (o *objectCompaction) value(property string, item any) error {
	name, target, err := o.place(property, item)
	if err != nil {
		return err
	}
	p := &placement{objectCompaction: o, item: item, name: name, target: target, container: o.active.container(name)}
	p.array = p.container.has(setContainer) || name == "@graph" || name == "@list" || o.opts.KeepArrays
	inner := item
	switch {
	case isList(item):
		inner = entry(item, "@list")
	case isGraph(item):
		inner = entry(item, "@graph")
	}
	if p.compacted, err = o.compact(o.active, name, inner); err != nil {
		return err
	}
	switch {
	case isList(item):
		return p.list()
	case isGraph(item):
		return p.graph()
	case p.container.has(languageContainer|indexContainer|idContainer|typeContainer) && !p.container.has(graphContainer):
		return p.mapped()
	}
	add(p.target, p.name, p.compacted, p.array)
	return nil
}
