package processor

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// A definer makes the term definitions of a local context: the create term
// definition algorithm, JSON-LD 1.1 API §4.2.
type definer struct {
	*run
	active    *activeContext
	local     *ojson.Object
	scope     scope
	protected bool
	done      map[string]bool // false while a term is being defined
}

// need defines a term that another leans on, if the local context has it.
func (d *definer) need(name string) error {
	if !d.local.Has(name) || d.done[name] {
		return nil
	}
	return d.define(name)
}

func (d *definer) expand(s string) (string, error) {
	return d.active.expandIRI(s, false, true, d.need)
}

// define defines one term.
func (d *definer) define(name string) error {
	if done, met := d.done[name]; done {
		return nil
	} else if met {
		return failure(CyclicIRIMapping, "term %q leans on itself", name)
	}
	if name == "" {
		return failure(InvalidTermDefinition, "a term is empty")
	}
	if err := d.enter(); err != nil {
		return err
	}
	defer d.leave()
	d.done[name] = false
	value := d.local.Get(name)
	switch {
	case name == "@type":
		if err := d.checkTypeTerm(value); err != nil {
			return err
		}
	case isKeyword(name):
		return failure(KeywordRedefinition, "%s cannot be a term", name)
	case looksLikeKeyword(name):
		return nil
	}
	previous := d.active.terms[name]
	delete(d.active.terms, name)
	t := &termDefinition{protected: d.protected}
	def := &definition{definer: d, term: t, name: name}
	ignored, err := def.read(value)
	if err != nil {
		return located(err, def.value)
	}
	if ignored {
		return nil
	}
	if previous != nil && previous.protected && !d.scope.overrideProtected {
		if !sameDefinition(t, previous) {
			return failure(ProtectedTermRedefinition, "term %q is protected", name)
		}
		t = previous
	}
	d.active.define(name, t)
	d.done[name] = true
	return nil
}

// checkTypeTerm lets "@type" have a container and protection only.
func (d *definer) checkTypeTerm(v any) error {
	o, ok := v.(*ojson.Object)
	if !ok || o.Len() == 0 || d.opts.Mode10 {
		return failure(KeywordRedefinition, "@type cannot be a term")
	}
	for key, x := range o.All() {
		if key != "@protected" && (key != "@container" || !slices.Equal(asArray(x), []any{"@set"})) {
			return failure(KeywordRedefinition, "@type may have a @container of @set, and @protected")
		}
	}
	return nil
}

func sameDefinition(a, b *termDefinition) bool {
	x, y := *a, *b
	x.protected, y.protected, x.context, y.context = false, false, nil, nil
	if x.base != y.base && !x.hasContext {
		x.base = y.base
	}
	return x.comparable() == y.comparable() && ojson.Equal(a.context, b.context)
}

// comparable returns the definition without what Go cannot compare.
func (t termDefinition) comparable() termDefinition {
	t.context = nil
	return t
}

// A definition is one on the way.
type definition struct {
	*definer
	term   *termDefinition
	name   string
	value  *ojson.Object
	simple bool
}

// read takes the value of a definition; ignored says that there is none.
func (d *definition) read(value any) (ignored bool, err error) {
	switch v := value.(type) {
	case nil:
		d.value = ojson.NewObject("@id", nil)
	case string:
		d.value, d.simple = ojson.NewObject("@id", v), true
	case *ojson.Object:
		d.value = v
	default:
		return false, failure(InvalidTermDefinition, "term %q is %s", d.name, show(value))
	}
	if v, ok := d.value.Lookup("@protected"); ok {
		if d.term.protected, ok = v.(bool); !ok {
			return false, failure(InvalidProtectedValue, "term %q: %s is not a boolean", d.name, show(v))
		}
		if d.opts.Mode10 {
			return false, failure(InvalidTermDefinition, "term %q: @protected is not of JSON-LD 1.0", d.name)
		}
	}
	if err := d.readType(); err != nil {
		return false, err
	}
	if v, ok := d.value.Lookup("@reverse"); ok {
		return d.readReverse(v)
	}
	if ignored, err := d.readID(); ignored || err != nil {
		return ignored, err
	}
	for _, read := range [...]func() error{
		d.readContainer, d.readIndex, d.readContext, d.readLanguage, d.readDirection, d.readNest, d.readPrefix, d.checkEntries,
	} {
		if err := read(); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (d *definition) readType() error {
	v, ok := d.value.Lookup("@type")
	if !ok {
		return nil
	}
	text, ok := v.(string)
	if !ok {
		return failure(InvalidTypeMapping, "term %q: @type is %s", d.name, show(v))
	}
	typ, err := d.expand(text)
	if err != nil {
		return err
	}
	switch {
	case (typ == "@json" || typ == "@none") && d.opts.Mode10:
		return failure(InvalidTypeMapping, "term %q: %s is not of JSON-LD 1.0", d.name, typ)
	case typ == "@id", typ == "@vocab", typ == "@json", typ == "@none", rdf.IsAbsoluteIRI(typ):
	default:
		return failure(InvalidTypeMapping, "term %q: @type %q is not an IRI", d.name, text)
	}
	d.term.typ = typ
	return nil
}

func (d *definition) readReverse(v any) (ignored bool, err error) {
	text, ok := v.(string)
	switch {
	case d.value.Has("@id") || d.value.Has("@nest"):
		return false, failure(InvalidReverseProperty, "term %q has @reverse with @id or @nest", d.name)
	case !ok:
		return false, failure(InvalidIRIMapping, "term %q: @reverse is %s", d.name, show(v))
	case looksLikeKeyword(text) && !isKeyword(text):
		return true, nil
	}
	if d.term.iri, err = d.expand(text); err != nil {
		return false, err
	}
	if !strings.Contains(d.term.iri, ":") {
		return false, failure(InvalidIRIMapping, "term %q: @reverse %q is not an IRI", d.name, text)
	}
	d.term.reverse = true
	switch c := d.value.Get("@container"); c {
	case nil:
	case "@set", "@index":
		d.term.container = containerOf(c.(string))
	default:
		return false, failure(InvalidReverseProperty, "term %q: a reverse property cannot have @container %s", d.name, show(c))
	}
	return false, d.readIndex()
}

// readID finds the IRI, steps 14 to 18.
func (d *definition) readID() (ignored bool, err error) {
	v, ok := d.value.Lookup("@id")
	switch {
	case ok && v == nil:
		return false, nil
	case ok && v != d.name:
		return d.readGivenID(v)
	case strings.IndexByte(d.name, ':') > 0:
		return false, d.readCompactName()
	case strings.Contains(d.name, "/"):
		d.term.iri = d.expandIRI(d.active, d.name, false, true)
		if !rdf.IsAbsoluteIRI(d.term.iri) {
			err = failure(InvalidIRIMapping, "term %q is not an IRI", d.name)
		}
		return false, err
	case d.name == "@type":
		d.term.iri = "@type"
	case d.active.hasVocab:
		d.term.iri = d.active.vocab + d.name
	default:
		return false, failure(InvalidIRIMapping, "term %q has no IRI, and there is no @vocab", d.name)
	}
	return false, nil
}

func (d *definition) readGivenID(v any) (ignored bool, err error) {
	text, ok := v.(string)
	if !ok {
		return false, failure(InvalidIRIMapping, "term %q: @id is %s", d.name, show(v))
	}
	if looksLikeKeyword(text) && !isKeyword(text) {
		return true, nil
	}
	iri, err := d.expand(text)
	switch {
	case err != nil:
		return false, err
	case iri == "@context":
		return false, failure(InvalidKeywordAlias, "term %q is @context", d.name)
	case !isKeyword(iri) && !strings.Contains(iri, ":"):
		return false, failure(InvalidIRIMapping, "term %q: @id %q is not an IRI", d.name, text)
	}
	d.term.iri = iri
	innerColon := len(d.name) > 2 && strings.Contains(d.name[1:len(d.name)-1], ":")
	if innerColon || strings.Contains(d.name, "/") {
		d.done[d.name] = true
		if same, err := d.expand(d.name); err != nil || same != iri {
			return false, failure(InvalidIRIMapping, "term %q looks like an IRI other than <%s>", d.name, iri)
		}
		d.done[d.name] = false
		return false, nil
	}
	d.term.prefix = d.simple && !strings.Contains(d.name, ":") && (isBlankID(iri) || endsInDelimiter(iri))
	return false, nil
}

// readCompactName takes the IRI from a term that is a compact or whole IRI.
func (d *definition) readCompactName() error {
	prefix, suffix, _ := strings.Cut(d.name, ":")
	if err := d.need(prefix); err != nil {
		return err
	}
	d.term.iri = d.name
	if t := d.active.terms[prefix]; t != nil && !strings.HasPrefix(suffix, "//") {
		d.term.iri = t.iri + suffix
	}
	return nil
}

// endsInDelimiter reports whether an IRI makes a simple term a prefix: it ends
// in gen-delims of RFC 3986 §2.2.
func endsInDelimiter(iri string) bool {
	return iri != "" && strings.IndexByte(":/?#[]@", iri[len(iri)-1]) >= 0
}
