package rdf

import (
	"bytes"
	"fmt"
	"strings"
)

// iriParts are the five components of RFC 3986 §3. A component that is absent
// differs from an empty one: "a?" has a query, "a" has none.
type iriParts struct {
	scheme, authority, path, query, fragment string
	hasScheme, hasAuthority, hasQuery        bool
	hasFragment                              bool
}

// splitIRI takes a reference apart without judging its characters.
func splitIRI(s string) (p iriParts) {
	if i := strings.IndexByte(s, '#'); i >= 0 {
		s, p.fragment, p.hasFragment = s[:i], s[i+1:], true
	}
	if i := strings.IndexByte(s, '?'); i >= 0 {
		s, p.query, p.hasQuery = s[:i], s[i+1:], true
	}
	if n := schemeLen(s); n > 0 {
		p.scheme, s, p.hasScheme = s[:n], s[n+1:], true
	}
	if strings.HasPrefix(s, "//") {
		s, p.hasAuthority = s[2:], true
		i := strings.IndexByte(s, '/')
		if i < 0 {
			i = len(s)
		}
		p.authority, s = s[:i], s[i:]
	}
	p.path = s
	return p
}

// String puts the components together again, RFC 3986 §5.3.
func (p iriParts) String() string {
	var b strings.Builder
	if p.hasScheme {
		b.WriteString(p.scheme + ":")
	}
	if p.hasAuthority {
		b.WriteString("//" + p.authority)
	}
	b.WriteString(p.path)
	if p.hasQuery {
		b.WriteString("?" + p.query)
	}
	if p.hasFragment {
		b.WriteString("#" + p.fragment)
	}
	return b.String()
}

// schemeLen returns the length of the scheme that s begins with, without its
// colon, or 0 when s begins with none.
func schemeLen(s string) int {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isAlpha(c):
		case i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// IsAbsoluteIRI reports whether s begins with a scheme. It looks no further;
// CheckIRI does.
func IsAbsoluteIRI(s string) bool { return schemeLen(s) > 0 }

// ResolveIRI resolves the relative reference ref against base: RFC 3986 §5.2,
// strict, nothing else normalized. An IRI with a scheme is not relative and
// stays as it is written, with its dot segments (RDF 1.2 Concepts §3.2: IRIs
// are compared by character); a relative one is an error when base has no
// scheme.
func ResolveIRI(base, ref string) (string, error) {
	if IsAbsoluteIRI(ref) {
		return ref, nil
	}
	b := splitIRI(base)
	if !b.hasScheme {
		return "", fmt.Errorf("relative IRI <%s> and no base IRI to resolve it", ref)
	}
	return transformIRI(b, splitIRI(ref)).String(), nil
}

// transformIRI is the algorithm of RFC 3986 §5.2.2 for a relative reference.
func transformIRI(b, r iriParts) iriParts {
	t := r
	switch {
	case r.hasAuthority:
		t.path = removeDotSegments(r.path)
	case r.path == "":
		t.path = b.path
		if !r.hasQuery {
			t.query, t.hasQuery = b.query, b.hasQuery
		}
	case strings.HasPrefix(r.path, "/"):
		t.path = removeDotSegments(r.path)
	default:
		t.path = removeDotSegments(mergePaths(b, r.path))
	}
	t.scheme, t.hasScheme = b.scheme, true
	if !r.hasAuthority {
		t.authority, t.hasAuthority = b.authority, b.hasAuthority
	}
	return t
}

// mergePaths is RFC 3986 §5.2.3.
func mergePaths(b iriParts, ref string) string {
	if b.hasAuthority && b.path == "" {
		return "/" + ref
	}
	return b.path[:strings.LastIndexByte(b.path, '/')+1] + ref
}

// removeDotSegments is RFC 3986 §5.2.4.
func removeDotSegments(in string) string {
	out := make([]byte, 0, len(in))
	for in != "" {
		switch {
		case strings.HasPrefix(in, "../"):
			in = in[3:]
		case strings.HasPrefix(in, "./"), strings.HasPrefix(in, "/./"):
			in = in[2:]
		case in == "/.":
			in = "/"
		case strings.HasPrefix(in, "/../"):
			in, out = in[3:], out[:lastSlash(out)]
		case in == "/..":
			in, out = "/", out[:lastSlash(out)]
		case in == "." || in == "..":
			in = ""
		default:
			n := strings.IndexByte(in[1:], '/') + 1
			if n == 0 {
				n = len(in)
			}
			out, in = append(out, in[:n]...), in[n:]
		}
	}
	return string(out)
}

// lastSlash returns the index of the last slash of out, 0 without one.
func lastSlash(out []byte) int { return max(0, bytes.LastIndexByte(out, '/')) }

// RelativeIRI returns the shortest reference among those tried that ResolveIRI
// turns back into iri: a fragment, a query, a path below that of base, or an
// absolute path. Where none does, it returns iri itself.
func RelativeIRI(base, iri string) string {
	b, t := splitIRI(base), splitIRI(iri)
	if !b.hasScheme || b.scheme != t.scheme || b.hasAuthority != t.hasAuthority || b.authority != t.authority {
		return iri
	}
	best := iri
	for _, path := range []string{"", strings.TrimPrefix(t.path, b.path[:strings.LastIndexByte(b.path, '/')+1]), t.path} {
		for _, hasQuery := range []bool{false, t.hasQuery} {
			r := iriParts{path: path, fragment: t.fragment, hasFragment: t.hasFragment, hasQuery: hasQuery}
			if hasQuery {
				r.query = t.query
			}
			ref := r.String()
			if back, err := ResolveIRI(base, ref); err == nil && back == iri && len(ref) < len(best) {
				best = ref
			}
		}
	}
	return best
}
