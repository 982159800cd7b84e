package rdf_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
)

// The examples of RFC 3986 §5.4, strict.
func TestResolveIRI(t *testing.T) {
	const base = "http://a/b/c/d;p?q"
	tests := [][2]string{
		{"g:h", "g:h"}, {"g", "http://a/b/c/g"}, {"./g", "http://a/b/c/g"}, {"g/", "http://a/b/c/g/"}, {"/g", "http://a/g"},
		{"//g", "http://g"}, {"?y", "http://a/b/c/d;p?y"}, {"g?y", "http://a/b/c/g?y"}, {"#s", "http://a/b/c/d;p?q#s"},
		{"g#s", "http://a/b/c/g#s"}, {"g?y#s", "http://a/b/c/g?y#s"}, {";x", "http://a/b/c/;x"}, {"g;x", "http://a/b/c/g;x"},
		{"g;x?y#s", "http://a/b/c/g;x?y#s"}, {"", "http://a/b/c/d;p?q"}, {".", "http://a/b/c/"}, {"./", "http://a/b/c/"},
		{"..", "http://a/b/"}, {"../", "http://a/b/"}, {"../g", "http://a/b/g"}, {"../..", "http://a/"}, {"../../", "http://a/"},
		{"../../g", "http://a/g"}, {"../../../g", "http://a/g"}, {"../../../../g", "http://a/g"}, {"/./g", "http://a/g"},
		{"/../g", "http://a/g"}, {"g.", "http://a/b/c/g."}, {".g", "http://a/b/c/.g"}, {"g..", "http://a/b/c/g.."}, {"..g", "http://a/b/c/..g"},
		{"./../g", "http://a/b/g"}, {"./g/.", "http://a/b/c/g/"}, {"g/./h", "http://a/b/c/g/h"}, {"g/../h", "http://a/b/c/h"},
		{"g;x=1/./y", "http://a/b/c/g;x=1/y"}, {"g;x=1/../y", "http://a/b/c/y"}, {"g?y/./x", "http://a/b/c/g?y/./x"},
		{"g?y/../x", "http://a/b/c/g?y/../x"}, {"g#s/./x", "http://a/b/c/g#s/./x"}, {"g#s/../x", "http://a/b/c/g#s/../x"}, {"http:g", "http:g"},
	}
	for _, tt := range tests {
		if got, err := rdf.ResolveIRI(base, tt[0]); got != tt[1] || err != nil {
			t.Errorf("ResolveIRI(%q) = %q, %v, want %q", tt[0], got, err, tt[1])
		}
	}
}

func TestResolveIRIOtherBases(t *testing.T) {
	tests := []struct{ base, ref, want string }{
		{"http://a", "b", "http://a/b"},
		{"http://a?q", "", "http://a?q"},
		{"http://a#f", "", "http://a"},
		{"urn:x:y", "#f", "urn:x:y#f"},
		{"urn:x:y", "z", "urn:z"},
		{"", "http://a/../b", "http://a/../b"},
		{"http://c/", "urn:a/./b", "urn:a/./b"},
		{"file:///a/b", "../c", "file:///c"},
	}
	for _, tt := range tests {
		if got, err := rdf.ResolveIRI(tt.base, tt.ref); got != tt.want || err != nil {
			t.Errorf("ResolveIRI(%q, %q) = %q, %v, want %q", tt.base, tt.ref, got, err, tt.want)
		}
	}
	if got, err := rdf.ResolveIRI("", "a"); err == nil {
		t.Errorf("ResolveIRI without a base = %q, want an error", got)
	}
}

func TestRelativeIRI(t *testing.T) {
	const base = "http://a/b/c?q"
	tests := []struct{ name, iri, want string }{
		{"fragment", "http://a/b/c?q#f", "#f"},
		{"other query", "http://a/b/c?r", "?r"},
		{"sibling", "http://a/b/d", "d"},
		{"below", "http://a/b/d/e", "d/e"},
		{"elsewhere", "http://a/x/y", "/x/y"},
		{"other authority", "http://z/x", "http://z/x"},
		{"other scheme", "https://a/b/c", "https://a/b/c"},
		{"colon in the first segment", "http://a/b/x:y", "/b/x:y"},
		{"itself", "http://a/b/c?q", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := rdf.RelativeIRI(base, tt.iri); got != tt.want {
				t.Errorf("RelativeIRI(%q) = %q, want %q", tt.iri, got, tt.want)
			}
		})
	}
}

func TestRelativeIRIResolvesBack(t *testing.T) {
	part := rapid.StringMatching(`[a-b:/?#.]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		base := "http:" + rapid.SampledFrom([]string{"", "//", "//a", "//a/"}).Draw(t, "base") + part.Draw(t, "rest")
		iri := "http:" + rapid.SampledFrom([]string{"", "//", "//a", "//a/"}).Draw(t, "iri") + part.Draw(t, "rest")
		ref := rdf.RelativeIRI(base, iri)
		if ref == iri {
			return
		}
		if back, err := rdf.ResolveIRI(base, ref); back != iri || err != nil {
			t.Fatalf("RelativeIRI(%q, %q) = %q, which resolves to %q, %v", base, iri, ref, back, err)
		}
	})
}

func TestCheckIRI(t *testing.T) {
	good := []string{
		"http://example.org/", "http://user:pw@example.org:80/a;b=c/d?e=f/?g#h/?i", "urn:isbn:123", "mailto:a@b.c", "tag:a,2025:b", "file:///x",
		"http://[::1]:80/", "http://[v1.a]/", "http://example.org/%C3%A9é", "http://exämple.org/?\uE000", "a:", "http://a:/", "ftp://a.b/c;type=i",
	}
	for _, iri := range good {
		if err := rdf.CheckIRI(iri); err != nil {
			t.Errorf("CheckIRI(%q) = %v, want none", iri, err)
		}
	}
	bad := []struct{ iri, want string }{
		{"", "no scheme"}, {"a/b", "no scheme"}, {"1a:b", "no scheme"}, {"//a", "no scheme"},
		{"http://a/b c", `character ' ' in the path at byte 10`},
		{"http://a/<", `character '<' in the path at byte 9`},
		{"http://a/%4", "'%' without two hexadecimal digits in the path at byte 9"},
		{"http://a/%zz", "'%' without"},
		{"http://a/?b[", `character '[' in the query at byte 11`},
		{"http://a/?b#c#", `character '#' in the fragment at byte 13`},
		{"http://a/#c\uE000", "in the fragment at byte 11"},
		{"http://a:8x/", `character 'x' in the port at byte 10`},
		{"http://[::1/", "'[' of an IP literal without ']' at byte 7"},
		{"http://[]/", "empty IP literal"},
		{"http://[::1]x/", "in the port"},
		{"http://a b@c/", "in the user information at byte 8"},
		{"http://a\\b/", "in the host at byte 8"},
		{"http://a/\xff", "invalid UTF-8 in the path at byte 9"},
	}
	for _, tt := range bad {
		if err := rdf.CheckIRI(tt.iri); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("CheckIRI(%q) = %v, want %q", tt.iri, err, tt.want)
		}
	}
}

// Dot segments cost no more than others, however many there are.
func TestManyDotSegments(t *testing.T) {
	const n = 500_000
	got, err := rdf.ResolveIRI("x://a/", strings.Repeat("b/", n)+strings.Repeat("../", n))
	if err != nil || got != "x://a/" {
		t.Errorf("ResolveIRI = %.100q, %v, want x://a/", got, err)
	}
}
