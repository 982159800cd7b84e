package processor

import (
	"strings"

	"w3id.org/plenary/rdf"
)

// expandIRI is IRI expansion, JSON-LD 1.1 API §5.2, with a context that is
// complete. Null, of what has the form of a keyword or a term without IRI, is
// "".
func (r *run) expandIRI(c *activeContext, s string, relative, vocab bool) string {
	out, _ := c.expandIRI(s, relative, vocab, nil)
	return out
}

// expandIRI expands s; needed defines a term of the context in the making.
func (c *activeContext) expandIRI(s string, relative, vocab bool, needed func(string) error) (string, error) {
	if isKeyword(s) {
		return s, nil
	}
	if looksLikeKeyword(s) {
		return "", nil
	}
	if needed != nil {
		if err := needed(s); err != nil {
			return "", err
		}
	}
	if t := c.terms[s]; t != nil && (vocab || isKeyword(t.iri)) {
		return t.iri, nil
	}
	if i := strings.IndexByte(s, ':'); i > 0 {
		prefix, suffix := s[:i], s[i+1:]
		if prefix == "_" || strings.HasPrefix(suffix, "//") {
			return s, nil
		}
		if needed != nil {
			if err := needed(prefix); err != nil {
				return "", err
			}
		}
		if t := c.terms[prefix]; t != nil && t.iri != "" && t.prefix {
			return t.iri + suffix, nil
		}
		if rdf.IsAbsoluteIRI(s) {
			return s, nil
		}
	}
	if vocab && c.hasVocab {
		return c.vocab + s, nil
	}
	if relative && c.base != "" {
		if out, err := rdf.ResolveIRI(c.base, s); err == nil {
			return out, nil
		}
	}
	return s, nil
}
