package processor

import (
	"strings"

	"w3id.org/plenary/rdf"
)

// readContainer is step 19 of the create term definition algorithm.
func (d *definition) readContainer() error {
	v, ok := d.value.Lookup("@container")
	if !ok {
		return nil
	}
	_, isArray := v.([]any)
	list := asArray(v)
	var c container
	for _, x := range list {
		text, _ := x.(string)
		one := containerOf(text)
		if one == 0 || c.has(one) {
			return failure(InvalidContainerMapping, "term %q: @container is %s", d.name, show(v))
		}
		c |= one
	}
	if !validContainer(c, len(list)) || d.opts.Mode10 && (isArray || c.has(graphContainer|idContainer|typeContainer)) {
		return failure(InvalidContainerMapping, "term %q: @container is %s", d.name, show(v))
	}
	d.term.container = c
	if c.has(typeContainer) {
		if d.term.typ == "" {
			d.term.typ = "@id"
		}
		if d.term.typ != "@id" && d.term.typ != "@vocab" {
			return failure(InvalidTypeMapping, "term %q: a @type container needs @type @id or @vocab", d.name)
		}
	}
	return nil
}

// validContainer reports whether keywords may stand together.
func validContainer(c container, n int) bool {
	rest := c &^ setContainer
	switch {
	case n == 1:
		return true
	case c.has(graphContainer):
		rest &^= graphContainer
		return rest == 0 || rest == idContainer || rest == indexContainer
	case c.has(listContainer) || n == 0:
		return false
	}
	return c.has(setContainer) && rest&(rest-1) == 0
}

func (d *definition) readIndex() error {
	v, ok := d.value.Lookup("@index")
	if !ok {
		return nil
	}
	if d.opts.Mode10 || !d.term.container.has(indexContainer) {
		return failure(InvalidTermDefinition, "term %q has @index without a @container of @index", d.name)
	}
	text, _ := v.(string)
	iri, err := d.expand(text)
	if err != nil {
		return err
	}
	if text == "" || !rdf.IsAbsoluteIRI(iri) {
		return failure(InvalidTermDefinition, "term %q: @index is %s", d.name, show(v))
	}
	d.term.index = text
	return nil
}

// readContext keeps a scoped context, once it is known to be one.
func (d *definition) readContext() error {
	v, ok := d.value.Lookup("@context")
	if !ok {
		return nil
	}
	if d.opts.Mode10 {
		return failure(InvalidTermDefinition, "term %q: @context is not of JSON-LD 1.0", d.name)
	}
	s := scope{base: d.scope.base, remote: d.scope.remote, overrideProtected: true, unvalidated: true}
	if _, err := d.process(d.active, v, s); err != nil {
		return recoded(err, InvalidScopedContext)
	}
	d.term.context, d.term.hasContext = v, true
	d.term.base, d.term.remote = d.scope.base, len(d.scope.remote) > 0
	return nil
}

func (d *definition) readLanguage() error {
	v, ok := d.value.Lookup("@language")
	if !ok || d.value.Has("@type") {
		return nil
	}
	text, isText := v.(string)
	if v != nil && !isText {
		return failure(InvalidLanguageMapping, "term %q: @language is %s", d.name, show(v))
	}
	d.term.language = setting{text, true}
	return nil
}

func (d *definition) readDirection() error {
	v, ok := d.value.Lookup("@direction")
	if !ok || d.value.Has("@type") {
		return nil
	}
	text, _ := v.(string)
	if v != nil && text != "ltr" && text != "rtl" {
		return failure(InvalidBaseDirection, "term %q: @direction is %s", d.name, show(v))
	}
	d.term.direction = setting{text, true}
	return nil
}

func (d *definition) readNest() error {
	v, ok := d.value.Lookup("@nest")
	if !ok {
		return nil
	}
	if d.opts.Mode10 {
		return failure(InvalidTermDefinition, "term %q: @nest is not of JSON-LD 1.0", d.name)
	}
	text, isText := v.(string)
	if !isText || isKeyword(text) && text != "@nest" {
		return failure(InvalidNestValue, "term %q: @nest is %s", d.name, show(v))
	}
	d.term.nest = text
	return nil
}

func (d *definition) readPrefix() error {
	v, ok := d.value.Lookup("@prefix")
	if !ok {
		return nil
	}
	if d.opts.Mode10 || strings.ContainsAny(d.name, ":/") {
		return failure(InvalidTermDefinition, "term %q cannot be a prefix", d.name)
	}
	if d.term.prefix, ok = v.(bool); !ok {
		return failure(InvalidPrefixValue, "term %q: @prefix is %s", d.name, show(v))
	}
	if d.term.prefix && isKeyword(d.term.iri) {
		return failure(InvalidTermDefinition, "term %q is an alias of %s and cannot be a prefix", d.name, d.term.iri)
	}
	return nil
}

func (d *definition) checkEntries() error {
	for key := range d.value.All() {
		switch key {
		case "@id", "@reverse", "@container", "@context", "@direction", "@index", "@language", "@nest", "@prefix", "@protected", "@type":
		default:
			return failure(InvalidTermDefinition, "term %q has an entry %q", d.name, key)
		}
	}
	return nil
}
