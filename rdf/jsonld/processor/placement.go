package processor

import (
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// A placement puts one compacted value under its term.
type placement struct {
	*objectCompaction
	item      any // expanded
	compacted any
	name      string
	target    *ojson.Object
	container container
	array     bool
}

func (p *placement) list() error {
	items := asArray(p.compacted)
	if p.container.has(listContainer) {
		p.target.Set(p.name, items)
		return nil
	}
	o := ojson.NewObject(p.alias(p.active, "@list"), items)
	if index, ok := p.item.(*ojson.Object).Lookup("@index"); ok {
		o.Set(p.alias(p.active, "@index"), index)
	}
	add(p.target, p.name, o, p.array)
	return nil
}

// graph places a graph object, step 12.8.8.
func (p *placement) graph() error {
	o := p.item.(*ojson.Object)
	switch {
	case p.container.has(graphContainer) && p.container.has(idContainer):
		key, err := p.iri(o.Get("@id"), false)
		if err != nil {
			return err
		}
		if key == "" {
			key = p.alias(p.active, "@none")
		}
		p.intoMap(key)
	case p.container.has(graphContainer) && p.container.has(indexContainer) && isSimpleGraph(o):
		key, ok := o.Get("@index").(string)
		if !ok {
			key = p.alias(p.active, "@none")
		}
		p.intoMap(key)
	case p.container.has(graphContainer) && isSimpleGraph(o):
		if list, ok := p.compacted.([]any); ok && len(list) > 1 {
			p.compacted = ojson.NewObject(p.alias(p.active, "@included"), list)
		}
		add(p.target, p.name, p.compacted, p.array)
	default:
		return p.wholeGraph(o)
	}
	return nil
}

func (p *placement) wholeGraph(o *ojson.Object) error {
	if list, ok := p.compacted.([]any); ok && len(list) == 1 && !p.opts.KeepArrays {
		p.compacted = list[0]
	}
	out := ojson.NewObject(p.alias(p.active, "@graph"), p.compacted)
	if id, ok := o.Lookup("@id"); ok {
		name, err := p.iri(id, false)
		if err != nil {
			return err
		}
		out.Set(p.alias(p.active, "@id"), name)
	}
	if index, ok := o.Lookup("@index"); ok {
		out.Set(p.alias(p.active, "@index"), index)
	}
	add(p.target, p.name, out, p.array)
	return nil
}

// intoMap adds the value to the map of the term.
func (p *placement) intoMap(key string) {
	m, ok := p.target.Get(p.name).(*ojson.Object)
	if !ok {
		m = new(ojson.Object)
		p.target.Set(p.name, m)
	}
	add(m, key, p.compacted, p.array)
}

// mapped places a value in a map by language, index, id or type, step 12.8.9.
func (p *placement) mapped() error {
	key := ""
	var err error
	switch {
	case p.container.has(languageContainer):
		if v, ok := p.item.(*ojson.Object).Lookup("@value"); ok {
			p.compacted = v
		}
		key, _ = entry(p.item, "@language").(string)
	case p.container.has(indexContainer):
		key, err = p.indexKey()
	case p.container.has(idContainer):
		key = p.take(p.alias(p.active, "@id"))
	default:
		key, err = p.typeKey()
	}
	if err != nil {
		return err
	}
	if key == "" {
		key = p.alias(p.active, "@none")
	}
	p.intoMap(key)
	return nil
}

// indexKey returns the index of a value, or takes the value of a property that
// stands for it.
func (p *placement) indexKey() (string, error) {
	t := p.active.terms[p.name]
	if t == nil || t.index == "" {
		key, _ := entry(p.item, "@index").(string)
		return key, nil
	}
	if hasEntry(p.compacted, t.index) {
		return p.take(t.index), nil
	}
	name, err := p.iri(p.expandIRI(p.active, t.index, false, true), true)
	if err != nil {
		return "", err
	}
	return p.take(name), nil
}

// typeKey takes the first type. What is left of a node with an @id alone is a
// reference.
func (p *placement) typeKey() (string, error) {
	key := p.take(p.alias(p.active, "@type"))
	o, ok := p.compacted.(*ojson.Object)
	if !ok || o.Len() != 1 || p.expandIRI(p.active, o.Keys()[0], false, true) != "@id" {
		return key, nil
	}
	v, err := p.compact(p.active, p.name, ojson.NewObject("@id", entry(p.item, "@id")))
	p.compacted = v
	return key, err
}

// take removes the first value of an entry of the compacted object, if it is a
// string, and returns it.
func (p *placement) take(name string) string {
	o, ok := p.compacted.(*ojson.Object)
	if !ok || !o.Has(name) {
		return ""
	}
	values := asArray(o.Get(name))
	if len(values) == 0 {
		return ""
	}
	key, ok := values[0].(string)
	if !ok {
		return ""
	}
	switch rest := values[1:]; len(rest) {
	case 0:
		o.Delete(name)
	case 1:
		o.Set(name, rest[0])
	default:
		o.Set(name, rest)
	}
	return key
}
