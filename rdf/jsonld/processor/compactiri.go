package processor

import (
	"strings"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// compactIRI is IRI compaction, JSON-LD 1.1 API §6.2. absolute keeps IRIs that
// are not of the vocabulary from becoming relative.
func (c *activeContext) compactIRI(iri string, value any, vocab, reverse, absolute bool) (string, error) {
	if iri == "" {
		return "", nil
	}
	if vocab && c.inverted()[iri] != nil {
		if name := c.termFor(iri, value, reverse); name != "" {
			return name, nil
		}
	}
	if vocab && c.hasVocab && len(iri) > len(c.vocab) && strings.HasPrefix(iri, c.vocab) {
		if suffix := iri[len(c.vocab):]; c.terms[suffix] == nil {
			return suffix, nil
		}
	}
	if name := c.prefixed(iri, value); name != "" {
		return name, nil
	}
	if scheme, rest, ok := strings.Cut(iri, ":"); ok && !strings.HasPrefix(rest, "//") {
		if t := c.terms[scheme]; t != nil && t.prefix {
			return "", failure(IRIConfusedWithPrefix, "<%s> would be read with the prefix %q", iri, scheme)
		}
	}
	if vocab || absolute || c.base == "" || isBlankID(iri) || isKeyword(iri) {
		return iri, nil
	}
	relative := relativeIRI(c.base, iri)
	if looksLikeKeyword(relative) {
		return "./" + relative, nil
	}
	return relative, nil
}

// prefixed returns the shortest, then least, compact IRI, "" without one.
func (c *activeContext) prefixed(iri string, value any) string {
	best := ""
	for name, t := range c.terms {
		if !t.prefix || t.iri == "" || len(iri) <= len(t.iri) || !strings.HasPrefix(iri, t.iri) {
			continue
		}
		candidate := name + ":" + iri[len(t.iri):]
		if best != "" && (len(candidate) > len(best) || len(candidate) == len(best) && candidate > best) {
			continue
		}
		if other := c.terms[candidate]; other == nil || other.iri == iri && value == nil {
			best = candidate
		}
	}
	return best
}

// A wish says what kind of term suits a value.
type wish struct {
	containers []string
	kind       string // "@language" or "@type"
	value      string
	emptyList  bool
}

// termFor returns the term that suits a value best, "" without one: step 4.
func (c *activeContext) termFor(iri string, value any, reverse bool) string {
	if preserved, ok := entry(value, "@preserve").([]any); ok && len(preserved) > 0 {
		value = preserved[0]
	}
	w := &wish{kind: "@language", value: "@null"}
	o, _ := value.(*ojson.Object)
	indexed := o.Has("@index")
	if indexed && !isGraph(value) {
		w.contain("@index", "@index@set")
	}
	switch {
	case reverse:
		w.kind, w.value = "@type", "@reverse"
		w.contain("@set")
	case isList(value):
		w.list(c, o)
	case isGraph(value):
		w.graph(o)
	case o.Has("@value"):
		w.literal(o)
		w.contain("@set")
	default:
		w.kind, w.value = "@type", "@id"
		w.contain("@id", "@id@set", "@type", "@set@type", "@set")
	}
	w.contain("@none")
	if !indexed {
		w.contain("@index", "@index@set")
	}
	if o.Len() == 1 && o.Has("@value") {
		w.contain("@language", "@language@set")
	}
	kind, preferred := w.preferred(c, o)
	return c.selectTerm(iri, w.containers, kind, preferred)
}

func (w *wish) contain(names ...string) { w.containers = append(w.containers, names...) }

// list takes what the items have in common.
func (w *wish) list(c *activeContext, o *ojson.Object) {
	if !o.Has("@index") {
		w.contain("@list")
	}
	items := asArray(o.Get("@list"))
	language, typ := "", ""
	if len(items) == 0 {
		language = tagOf(c.language, c.direction)
		w.emptyList = true
	}
	for _, item := range items {
		itemLanguage, itemType := kindOf(item)
		if language == "" {
			language = itemLanguage
		} else if language != itemLanguage && isValue(item) {
			language = "@none"
		}
		if typ == "" {
			typ = itemType
		} else if typ != itemType {
			typ = "@none"
		}
		if language == "@none" && typ == "@none" {
			break
		}
	}
	if language == "" {
		language = "@none"
	}
	w.value = language
	if typ != "" && typ != "@none" {
		w.kind, w.value = "@type", typ
	}
}

// kindOf returns language and type of a list item.
func kindOf(item any) (language, typ string) {
	o, _ := item.(*ojson.Object)
	if !o.Has("@value") {
		return "@none", "@id"
	}
	tag, tagged := o.Get("@language").(string)
	direction, directed := o.Get("@direction").(string)
	datatype, typed := o.Get("@type").(string)
	switch {
	case tagged || directed:
		return tagOf(tag, direction), "@none"
	case typed:
		return "@none", datatype
	}
	return "@null", "@none"
}

func (w *wish) graph(o *ojson.Object) {
	if o.Has("@index") {
		w.contain("@graph@index", "@graph@index@set")
	}
	if o.Has("@id") {
		w.contain("@graph@id", "@graph@id@set")
	}
	w.contain("@graph", "@graph@set", "@set")
	if !o.Has("@index") {
		w.contain("@graph@index", "@graph@index@set")
	}
	if !o.Has("@id") {
		w.contain("@graph@id", "@graph@id@set")
	}
	w.contain("@index", "@index@set")
	w.kind, w.value = "@type", "@id"
}

func (w *wish) literal(o *ojson.Object) {
	tag, tagged := o.Get("@language").(string)
	direction, directed := o.Get("@direction").(string)
	datatype, typed := o.Get("@type").(string)
	switch {
	case (tagged || directed) && !o.Has("@index"):
		w.value = tagOf(tag, direction)
		w.contain("@language", "@language@set")
	case typed:
		w.kind, w.value = "@type", datatype
	}
}

// preferred returns types or languages in the order of preference.
func (w *wish) preferred(c *activeContext, o *ojson.Object) (kind string, values []string) {
	kind = w.kind
	if w.value == "@reverse" {
		values = append(values, "@reverse")
	}
	id, hasID := o.Get("@id").(string)
	switch {
	case (w.value == "@id" || w.value == "@reverse") && hasID:
		name, _ := c.compactIRI(id, nil, true, false, true)
		if t := c.terms[name]; t != nil && t.iri == id {
			values = append(values, "@vocab", "@id", "@none")
		} else {
			values = append(values, "@id", "@vocab", "@none")
		}
	default:
		values = append(values, w.value, "@none")
		if w.emptyList {
			kind = "@any"
		}
	}
	values = append(values, "@any")
	for _, v := range values {
		if i := strings.IndexByte(v, '_'); i >= 0 && kind == "@language" {
			return kind, append(values, v[i:])
		}
	}
	return kind, values
}
