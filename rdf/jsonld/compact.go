package jsonld

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// compact turns expanded node objects into a document without its context.
// rooted makes the first one the outermost object.
func (c *Context) compact(nodes []any, rooted bool) (object, error) {
	k := &compactor{Context: c, vocabIRIs: make(map[string]string), ids: make(map[string]string)}
	list := k.nodes(nodes)
	if k.err != nil {
		return nil, k.err
	}
	switch {
	case len(list) == 1:
		return list[0].(object), nil
	case len(list) == 0:
		return object{}, nil
	case rooted:
		doc := list[0].(object)
		doc[c.keyword("@included")] = list[1:]
		return doc, nil
	}
	return object{c.keyword("@graph"): list}, nil
}

// A compactor writes one document with a direct context: the compaction
// algorithm of JSON-LD 1.1 API §5.1 for node objects without indexes, scoped
// contexts and reverse properties.
type compactor struct {
	*Context
	vocabIRIs, ids map[string]string // compacted IRIs by IRI
	err            error
}

func (k *compactor) nodes(list []any) []any {
	out := make([]any, len(list))
	for i, n := range list {
		out[i] = k.node(n.(object))
	}
	return out
}

func (k *compactor) node(n object) object {
	out := make(object, len(n))
	for key, v := range n {
		switch key {
		case "@id":
			out[k.keyword("@id")] = k.id(v.(string))
		case "@type":
			k.types(out, v.([]any))
		case "@graph":
			out[k.keyword("@graph")] = k.nodes(v.([]any))
		default:
			for _, x := range v.([]any) {
				k.property(out, key, x.(object))
			}
		}
	}
	return out
}

func (k *compactor) types(out object, list []any) {
	key := k.keyword("@type")
	t := k.terms[key]
	for _, x := range list {
		addValue(out, key, k.vocabIRI(x.(string)), t != nil && t.isSet)
	}
}

// property adds one value of a property under the term that suits it.
func (k *compactor) property(out object, iri string, v object) {
	t := k.choose(iri, v)
	items, isList := v["@list"].([]any)
	switch {
	case t == nil:
		addValue(out, k.vocabIRI(iri), k.value(&term{}, v), false)
	case t.isList && isList && out[t.name] != nil:
		addValue(out, iri, k.value(&term{}, v), false) // one list to a term
	case t.isList && isList:
		out[t.name] = k.values(t, items)
	case t.isLanguage:
		m, _ := out[t.name].(object)
		if m == nil {
			m = object{}
			out[t.name] = m
		}
		addValue(m, v["@language"].(string), v["@value"], t.isSet)
	default:
		addValue(out, t.name, k.value(t, v), t.isSet)
	}
}

// addValue adds v to an entry, which is an array when it has several values or
// asArray says so.
func addValue(out object, key string, v any, asArray bool) {
	switch old := out[key].(type) {
	case nil:
		if asArray {
			v = []any{v}
		}
		out[key] = v
	case []any:
		out[key] = append(old, v)
	default:
		out[key] = []any{old, v}
	}
}

func (k *compactor) values(t *term, items []any) []any {
	out := make([]any, len(items))
	for i, x := range items {
		out[i] = k.value(t, x.(object))
	}
	return out
}

// value compacts a value, list or node object for a term.
func (k *compactor) value(t *term, v object) any {
	if items, ok := v["@list"].([]any); ok {
		return object{k.keyword("@list"): k.values(t, items)}
	}
	if lexical, ok := v["@value"].(string); ok {
		return k.literal(t, v, lexical)
	}
	if id, ok := v["@id"].(string); ok && len(v) == 1 {
		switch t.typ {
		case "@id":
			return k.id(id)
		case "@vocab":
			return k.vocabIRI(id)
		}
	}
	return k.node(v)
}

func (k *compactor) literal(t *term, v object, lexical string) any {
	language, tagged := v["@language"].(string)
	datatype, typed := v["@type"].(string)
	implied := k.language
	if t.tagged {
		implied = t.language
	}
	switch native := nativeValue(lexical, datatype); {
	case typed && (t.typ == datatype || t.typ == "") && native != nil:
		return native
	case typed && t.typ == datatype:
		return lexical
	case !typed && t.typ == "" && implied == language && v["@direction"] == nil:
		return lexical
	}
	out := object{k.keyword("@value"): lexical}
	if typed {
		out[k.keyword("@type")] = k.vocabIRI(datatype)
	}
	if tagged {
		out[k.keyword("@language")] = language
	}
	if d := v["@direction"]; d != nil {
		out[k.keyword("@direction")] = d
	}
	return out
}

const xsdNS = "http://www.w3.org/2001/XMLSchema#"

// maxExact is the largest integer whose neighbours a JSON number of any reader
// tells apart.
const maxExact = 1 << 53

// nativeValue returns a boolean or a number that becomes this very literal
// again, nil where there is none.
func nativeValue(lexical, datatype string) any {
	switch datatype {
	case xsdNS + "boolean":
		if lexical == "true" || lexical == "false" {
			return lexical == "true"
		}
	case xsdNS + "integer":
		n, err := strconv.ParseInt(lexical, 10, 64)
		if err == nil && -maxExact <= n && n <= maxExact && strconv.FormatInt(n, 10) == lexical {
			return json.Number(lexical)
		}
	}
	return nil
}

// id compacts the IRI of a node: as a compact IRI, or not at all.
func (k *compactor) id(iri string) string {
	out, ok := k.ids[iri]
	if !ok {
		out = k.compactIRI(iri)
		k.ids[iri] = out
	}
	return out
}

// vocabIRI compacts the IRI of a property, class or datatype: as a term, a
// name in the vocabulary, a compact IRI, or not at all.
func (k *compactor) vocabIRI(iri string) string {
	if out, ok := k.vocabIRIs[iri]; ok {
		return out
	}
	out := k.vocabName(iri)
	if out == "" {
		out = k.compactIRI(iri)
	}
	k.vocabIRIs[iri] = out
	return out
}

func (k *compactor) vocabName(iri string) string {
	for _, t := range k.byIRI[iri] {
		if t.typ == "" && !t.isList && !t.isLanguage && !t.isSet && (!t.tagged || t.language == "") {
			return t.name
		}
	}
	local, ok := strings.CutPrefix(iri, k.vocab)
	if ok && k.vocab != "" && local != "" && local[0] != '@' && !strings.Contains(local, ":") && k.terms[local] == nil {
		return local
	}
	return ""
}

// compactIRI returns the shortest prefix:suffix, or the IRI when no prefix
// fits. An IRI that the context would read as a compact one is an error.
func (k *compactor) compactIRI(iri string) string {
	if strings.HasPrefix(iri, "_:") {
		return iri
	}
	best := ""
	for _, t := range k.prefixes {
		local, ok := strings.CutPrefix(iri, t.iri)
		name := t.name + ":" + local
		if ok && local != "" && !strings.HasPrefix(local, "//") && k.terms[name] == nil && (best == "" || len(name) < len(best)) {
			best = name
		}
	}
	if best != "" {
		return best
	}
	scheme, rest, _ := strings.Cut(iri, ":")
	confused := slices.ContainsFunc(k.prefixes, func(t *term) bool { return t.name == scheme })
	if confused && !strings.HasPrefix(rest, "//") && k.err == nil {
		k.err = fmt.Errorf("IRI <%s>: the context takes %q for a prefix", iri, scheme)
	}
	return iri
}
