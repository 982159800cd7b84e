package processor

import (
	"strings"

	"w3id.org/plenary/rdf"
)

// relativeIRI returns a reference that resolves to iri against base: the IRI
// itself where there is none. It goes up by as many segments as it must.
func relativeIRI(base, iri string) string {
	b, t := splitReference(base), splitReference(iri)
	if b.root != t.root {
		return iri
	}
	candidates := [...]string{t.fragment, t.query + t.fragment, relativePath(b.path, t.path) + t.query + t.fragment}
	for _, ref := range candidates {
		if back, err := rdf.ResolveIRI(base, ref); ref != "" && err == nil && back == iri {
			return ref
		}
	}
	return iri
}

// A reference is an IRI in parts that give it again one after another.
type reference struct{ root, path, query, fragment string }

func splitReference(s string) (r reference) {
	if i := strings.IndexByte(s, '#'); i >= 0 {
		s, r.fragment = s[:i], s[i:]
	}
	if i := strings.IndexByte(s, '?'); i >= 0 {
		s, r.query = s[:i], s[i:]
	}
	end := strings.IndexByte(s, ':') + 1
	if strings.HasPrefix(s[end:], "//") {
		end += 2
		if i := strings.IndexByte(s[end:], '/'); i >= 0 {
			end += i
		} else {
			end = len(s)
		}
	}
	r.root, r.path = s[:end], s[end:]
	return r
}

func relativePath(base, path string) string {
	from := strings.Split(base, "/")
	from = from[:len(from)-1]
	to := strings.Split(path, "/")
	same := 0
	for same < len(from) && same < len(to)-1 && from[same] == to[same] {
		same++
	}
	ref := strings.Repeat("../", len(from)-same) + strings.Join(to[same:], "/")
	if ref == "" || strings.Contains(strings.SplitN(ref, "/", 2)[0], ":") {
		ref = "./" + ref
	}
	return ref
}
