package termkey_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

const xsd = "http://www.w3.org/2001/XMLSchema#"

var terms = func() []rdf.Term {
	iri := rdf.IRI("http://example.org/a")
	all := []rdf.Term{
		rdf.BlankNode("b1"), rdf.BlankNode("b"), iri, rdf.IRI("http://example.org/"), rdf.IRI("x:é"),
		rdf.Literal("2025-06-12", xsd+"date"), rdf.Literal("1.50", xsd+"decimal"), rdf.Literal("01.50", xsd+"decimal"),
		rdf.Literal("<p>", "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"),
	}
	for _, text := range []string{"", "a", "ab", "a\x00", "a\x00b", "\x00\x00", "a\x01", "ottawa é 会議", "a\x00\xffx"[:2], strings.Repeat("long ", 300)} {
		all = append(all, rdf.String(text), rdf.LangString(text, "en"), rdf.LangString(text, "en-ca"), rdf.DirLangString(text, "ar", rdf.RightToLeft),
			rdf.DirLangString(text, "en", rdf.LeftToRight), rdf.Literal(text, "http://www.w3.org/2001/XMLSchema#time"), rdf.Literal(text, "http://example.org/datatype"))
	}
	simple := rdf.TripleTerm(rdf.Triple{S: iri, P: iri, O: rdf.LangString("x\x00\x00\xffy"[:3], "fr")})
	return append(all, simple, rdf.TripleTerm(rdf.Triple{S: rdf.BlankNode("b"), P: iri, O: simple}))
}()

func TestAppend(t *testing.T) {
	var d termkey.Decoder
	seen := map[string]rdf.Term{}
	for _, term := range terms {
		key := termkey.Append(nil, term)
		if other, twice := seen[string(key)]; twice && other != term {
			t.Errorf("%v and %v have the key %q", other, term, key)
		}
		seen[string(key)] = term
		if back, err := d.Term(string(key)); err != nil || back != term {
			t.Errorf("the key of %v is %q, which is %v, %v", term, key, back, err)
		}
		isText := term.IsLiteral() && (term.Lang() != "" || term.Datatype() == rdf.XSDString)
		language, got := termkey.Language(key)
		if want := term.Lang(); got != isText || isText && !strings.HasPrefix(string(language), want) || want == "" && isText && language != nil {
			t.Errorf("Language of the key of %v = %q, %v", term, language, got)
		}
	}
}

// TestOrder holds the order by kind and text.
func TestOrder(t *testing.T) {
	byKey := slices.Clone(terms)
	slices.SortFunc(byKey, func(a, b rdf.Term) int { return bytes.Compare(termkey.Append(nil, a), termkey.Append(nil, b)) })
	for i, b := range byKey[1:] {
		a := byKey[i]
		if a.Kind() > b.Kind() {
			t.Errorf("%v before %v", a, b)
		}
		if _, isInline := inline.Encode(a); isInline {
			continue
		}
		if a.Kind() == b.Kind() && a.Value() > b.Value() && !strings.Contains(a.Value()+b.Value(), "\x00") {
			t.Errorf("%v before %v", a, b)
		}
	}
}

func TestPrefix(t *testing.T) {
	for _, term := range terms {
		key := termkey.Append(nil, term)
		if key[0] == termkey.Triple || key[0] == termkey.Value {
			continue
		}
		for n := range len(term.Value()) + 1 {
			if n > 0 && !bytes.HasPrefix(key, termkey.Prefix(key[0], term.Value()[:n])) {
				t.Fatalf("the key of %v does not begin with the prefix %q", term, term.Value()[:n])
			}
		}
	}
}

func TestFits(t *testing.T) {
	term := rdf.IRI("x:o")
	var d termkey.Decoder
	for depth := range 110 {
		if got, want := termkey.Fits(term), depth <= 100; got != want {
			t.Fatalf("Fits of %d triple terms in each other = %v", depth, got)
		}
		if depth == 100 {
			if back, err := d.Term(string(termkey.Append(nil, term))); err != nil || back != term {
				t.Fatal(err)
			}
		}
		term = rdf.TripleTerm(rdf.Triple{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: term})
	}
}

func FuzzTerm(f *testing.F) {
	for _, term := range terms {
		f.Add(string(termkey.Append(nil, term)))
	}
	f.Add("\x05\x05\x05")
	f.Fuzz(func(t *testing.T, key string) {
		var d termkey.Decoder
		term, err := d.Term(key)
		if err != nil {
			if !errors.Is(err, corrupt.Err) {
				t.Fatal(err)
			}
			return
		}
		if back, err := d.Term(string(termkey.Append(nil, term))); err != nil || back != term {
			t.Fatalf("%q is %v, which comes back as %v, %v", key, term, back, err)
		}
	})
}

func BenchmarkTerm(b *testing.B) {
	var d termkey.Decoder
	keys := make([]string, len(terms))
	for i, term := range terms {
		keys[i] = string(termkey.Append(nil, term))
	}
	n := 0
	for b.Loop() {
		if _, err := d.Term(keys[n%len(keys)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
}
