package jsonld

import (
	"fmt"
	"slices"
	"strings"
)

// findPlain finds which IRIs of the document no prefix is for, nor could be taken for
// one. Most are of the namespace of the one before: what ends with its last '/' or '#'.
func (k *compactor) findPlain() {
	namespace, is := "", false
	for _, t := range k.doc.Terms {
		if !t.IsIRI() {
			k.plain = append(k.plain, false)
			continue
		}
		iri := t.Value()
		cut := len(iri)
		for cut > 0 && iri[cut-1] != '/' && iri[cut-1] != '#' {
			cut--
		}
		if iri[:cut] != namespace {
			namespace = iri[:cut]
			is = cut > 0 && k.isPlain(namespace)
		}
		k.plain = append(k.plain, is)
	}
}

// isPlain is isPlain of the context, remembered from one document to the next.
func (k *compactor) isPlain(namespace string) bool {
	is, known := k.namespaces[namespace]
	if !known {
		is = k.Context.isPlain(namespace)
		if len(k.namespaces) < mostKnown {
			k.namespaces[strings.Clone(namespace)] = is
		}
	}
	return is
}

// isPlain tells that of all IRIs of a namespace; true is certain.
func (c *Context) isPlain(namespace string) bool {
	scheme, rest, _ := strings.Cut(namespace, ":")
	return !slices.ContainsFunc(c.prefixes, func(t *term) bool {
		return strings.HasPrefix(namespace, t.iri) || strings.HasPrefix(t.iri, namespace) || t.name == scheme && !strings.HasPrefix(rest, "//")
	})
}

// compactID compacts the IRI of a node: as a compact IRI, or not at all.
func (k *compactor) compactID(o uint32) (string, form) {
	if k.plain[o] {
		return k.doc.Terms[o].Value(), asIRI
	}
	return k.compactIRI(idOf(k.doc.Terms[o])), asText
}

// class compacts the IRI of a class.
func (k *compactor) class(o uint32) string {
	if k.classes[o] == "" {
		k.classes[o] = k.vocabIRI(idOf(k.Terms[o]))
	}
	return k.classes[o]
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
		if !ok || local == "" || strings.HasPrefix(local, "//") {
			continue
		}
		if name := t.name + ":" + local; k.terms[name] == nil && (best == "" || len(name) < len(best)) {
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
