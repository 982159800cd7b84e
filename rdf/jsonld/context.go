package jsonld

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// A Context is a JSON-LD context taken apart. It may be used by many encoders
// at once.
type Context struct {
	source   object // as given, without an outer "@context"
	vocab    string
	language string // the default language in lower case, "" for none
	terms    map[string]*term
	byIRI    map[string][]*term
	prefixes []*term           // terms that abbreviate IRIs
	alias    map[string]string // of keywords
	ranks    map[string]int    // of the names of members, as they are written
	literals []string          // the keywords of a literal, as they are written
}

// A term is a term definition, JSON-LD 1.1 API §4.1.
type term struct {
	name, iri  string
	typ        string // "@id", "@vocab" or a datatype, "" without coercion
	language   string // valid when tagged: in lower case, "" for null
	tagged     bool
	prefix     bool
	isList     bool
	isSet      bool
	isLanguage bool
	slot       *slot // of what is written for it
}

// ParseContext takes a context apart that documents are to be written with: the
// JSON value of "@context", or of a document that has one.
//
// It knows "@vocab", "@language", aliases, prefixes, and terms with "@id",
// "@type", "@language" and the containers list, set and language. A context
// that says more, or names another by IRI, is an error.
func ParseContext(v any) (*Context, error) {
	if m, ok := v.(object); ok && m["@context"] != nil {
		v = m["@context"]
	}
	m, ok := v.(object)
	if !ok {
		return nil, errors.New("context: not an object")
	}
	if err := processor.CheckContext(v, processor.Options{}); err != nil {
		return nil, fmt.Errorf("context: %w", err)
	}
	c := &Context{source: m, terms: make(map[string]*term), byIRI: make(map[string][]*term), alias: make(map[string]string)}
	if err := c.define(m); err != nil {
		return nil, fmt.Errorf("context: %w", err)
	}
	c.index()
	return c, nil
}

func (c *Context) define(m object) error {
	for key, v := range m {
		switch text, isText := v.(string); key {
		case "@vocab":
			if !isText || !rdf.IsAbsoluteIRI(text) {
				return errors.New("@vocab is not an absolute IRI")
			}
			c.vocab = text
		case "@language":
			c.language = strings.ToLower(text)
		case "@version", "@protected":
		default:
			if strings.HasPrefix(key, "@") {
				return fmt.Errorf("%s is not known to the writer", key)
			}
		}
	}
	for name := range m {
		if strings.HasPrefix(name, "@") {
			continue
		}
		if _, err := c.term(m, name, 0); err != nil {
			return err
		}
	}
	return nil
}

// term defines a term and those that it leans on. depth bounds definitions
// that lean on themselves.
func (c *Context) term(m object, name string, depth int) (*term, error) {
	if t := c.terms[name]; t != nil {
		return t, nil
	}
	if depth > len(m) {
		return nil, fmt.Errorf("term %q leans on itself", name)
	}
	t := &term{name: name}
	id := name
	switch v := m[name].(type) {
	case nil:
		c.terms[name] = t
		return t, nil
	case string:
		id, t.prefix = v, true
	case object:
		if err := t.read(v); err != nil {
			return nil, err
		}
		if text, ok := v["@id"].(string); ok {
			id = text
		}
	default:
		return nil, fmt.Errorf("term %q is neither text nor an object", name)
	}
	var err error
	if t.iri, err = c.expand(m, id, name, depth); err != nil {
		return nil, err
	}
	if t.typ, err = c.expand(m, t.typ, name, depth); err != nil {
		return nil, err
	}
	_, expanded := m[name].(object)
	t.prefix = t.prefix && (expanded || endsInDelimiter(t.iri)) && !strings.ContainsAny(name, ":/")
	c.terms[name] = t
	return t, nil
}

// read takes the entries of an expanded term definition, all but "@id".
func (t *term) read(v object) error {
	for key, x := range v {
		text, isText := x.(string)
		switch key {
		case "@id":
			if !isText {
				return t.unknown(key)
			}
		case "@type":
			if t.typ = text; text == "@json" || text == "@none" {
				return t.unknown(text)
			}
		case "@language":
			t.language, t.tagged = strings.ToLower(text), true
		case "@prefix":
			t.prefix, _ = x.(bool)
		case "@container":
			if err := t.contain(x); err != nil {
				return err
			}
		case "@protected":
		default:
			return t.unknown(key)
		}
	}
	return nil
}

func (t *term) unknown(what any) error {
	return fmt.Errorf("term %q: %v is not known to the writer", t.name, what)
}

func (t *term) contain(x any) error {
	list, ok := x.([]any)
	if !ok {
		list = []any{x}
	}
	for _, c := range list {
		switch c {
		case "@list":
			t.isList = true
		case "@set":
			t.isSet = true
		case "@language":
			t.isLanguage = true
		case nil:
		default:
			return t.unknown(c)
		}
	}
	return nil
}

// expand turns the IRI of a term definition into a full one.
func (c *Context) expand(m object, id, self string, depth int) (string, error) {
	if id == "" || strings.HasPrefix(id, "@") {
		return id, nil
	}
	if _, defined := m[id]; defined && id != self {
		t, err := c.term(m, id, depth+1)
		if err != nil {
			return "", err
		}
		return t.iri, nil
	}
	prefix, local, found := strings.Cut(id, ":")
	if !found {
		if c.vocab == "" {
			return "", fmt.Errorf("term %q: %q is not an IRI", self, id)
		}
		return c.vocab + id, nil
	}
	if _, defined := m[prefix]; defined && prefix != self && !strings.HasPrefix(local, "//") {
		t, err := c.term(m, prefix, depth+1)
		if err != nil {
			return "", err
		}
		if t.prefix {
			return t.iri + local, nil
		}
	}
	return id, nil
}

// index prepares lookups by IRI: of several terms for one, shorter and then
// lesser names come first.
func (c *Context) index() {
	for _, t := range c.terms {
		t.slot = newSlot(t.name, t)
		if t.iri != "" {
			c.byIRI[t.iri] = append(c.byIRI[t.iri], t)
		}
		if t.prefix && t.iri != "" {
			c.prefixes = append(c.prefixes, t)
		}
	}
	byName := func(a, b *term) int { return cmp.Or(len(a.name)-len(b.name), strings.Compare(a.name, b.name)) }
	slices.SortFunc(c.prefixes, byName)
	for iri, list := range c.byIRI {
		slices.SortFunc(list, byName)
		if strings.HasPrefix(iri, "@") {
			c.alias[iri] = list[0].name
		}
	}
	c.ranks, c.literals = ranksOf(c.alias), []string{"@value", "@type", "@language", "@direction"}
	p := jsonPrinter{ranks: c.ranks}
	slices.SortFunc(c.literals, func(a, b string) int { return p.compare(c.keyword(a), c.keyword(b)) })
}

// keyword returns the alias of a keyword, or the keyword.
func (c *Context) keyword(k string) string { return cmp.Or(c.alias[k], k) }

// isPrefixName reports whether a name can be a prefix in a context.
func isPrefixName(s string) bool { return s != "" && s[0] != '@' && !strings.ContainsAny(s, ":/#?") }

// endsInDelimiter reports whether an IRI makes a simple term a prefix: it ends
// in gen-delims of RFC 3986 §2.2.
func endsInDelimiter(iri string) bool {
	return iri != "" && strings.IndexByte(":/?#[]@", iri[len(iri)-1]) >= 0
}
