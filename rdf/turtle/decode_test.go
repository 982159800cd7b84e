package turtle_test

import (
	"errors"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

func TestSyntaxErrors(t *testing.T) {
	tests := []struct {
		name, text   string
		line, column int
		offset       int64
		rule, msg    string
		hint         string
	}{
		{"undeclared prefix", "<x:a>\n  skos:prefLabel 1 .", 2, 3, 8, "Turtle [136s] PrefixedName", `prefix "skos:" is not declared`, "add @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."},
		{"prefix in other case", "@prefix EX: <x:> .\nex:a a ex:b .", 2, 1, 19, "Turtle [136s] PrefixedName", `prefix "ex:" is not declared`, `did you mean "EX:"?`},
		{"prefix with a slip", "@prefix foaf: <x:> .\nfoafs:a a foaf:b .", 2, 1, 21, "Turtle [136s] PrefixedName", `prefix "foafs:" is not declared`, `did you mean "foaf:"?`},
		{"prefix with two letters swapped", "@prefix foaf: <x:> .\nofaf:a a foaf:b .", 2, 1, 21, "Turtle [136s] PrefixedName", `prefix "ofaf:" is not declared`, `did you mean "foaf:"?`},
		{"relative IRI", "<a> <x:p> <x:o> .", 1, 1, 0, "Turtle [18] IRIREF", "relative IRI <a> and no base IRI to resolve it", "declare one with @base"},
		{"no full stop", "<x:a> <x:p> <x:o>", 1, 18, 17, "Turtle [3] triples", "found the end of the document where '.' was expected", ""},
		{"no object", "<x:a> <x:p> .", 1, 13, 12, "Turtle [12] object", "found '.' where a term was expected", ""},
		{"open list", "<x:a> <x:p> ( <x:o> ", 1, 21, 20, "Turtle [15] collection", "found the end of the document where an item or ')' was expected", ""},
		{"open brackets", "<x:a> <x:p> [ <x:p> <x:o> .", 1, 27, 26, "Turtle [14] blankNodePropertyList", "found '.' where ']' was expected", ""},
		{"column in characters", "<x:é> <x:p> \"é\" x .", 1, 17, 18, "Turtle [3] triples", "found 'x' where '.' was expected", ""},
		{"open string", "<x:a> <x:p> \"a\n\" .", 1, 13, 12, "Turtle String", "a string that does not end on its line", ""},
		{"space in an IRI", "<x:a b> <x:p> 1 .", 1, 5, 4, "Turtle IRIREF", "found ' ' inside an IRI", ""},
		{"language", "<x:a> <x:p> \"a\"@1 .", 1, 16, 15, "Turtle LANG_DIR", `"1" is not a language tag`, ""},
		{"direction", "<x:a> <x:p> \"a\"@en--up .", 1, 16, 15, "Turtle LANG_DIR", `"up" is not a base direction`, "it is ltr or rtl"},
		{"bare word", "<x:a> <x:p> yes .", 1, 13, 12, "Turtle [12] object", `found "yes" where a term was expected`, ""},
		{"byte that is not UTF-8", "<x:a> <x:p> \xff .", 1, 13, 12, "Turtle document", "found a byte that is not UTF-8", ""},
		{"word that begins like a directive", "@prefixes: <x:> .", 1, 1, 0, "Turtle [4] directive", "found an unknown directive after '@'", ""},
		{"unknown directive", "@keywords a .", 1, 1, 0, "Turtle [4] directive", "found an unknown directive after '@'", ""},
		{"triple term as subject", "<<( <x:a> <x:p> 1 )>> <x:p> 1 .", 1, 1, 0, "Turtle [10] subject", "found a triple term where a subject was expected", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rdf.ReadDataset(turtle.Decode(strings.NewReader(tt.text), rdf.DecodeOptions{Source: "a.ttl"}))
			var e *rdf.SyntaxError
			if !errors.As(err, &e) {
				t.Fatalf("error %v, want a syntax error", err)
			}
			want := rdf.SyntaxError{Source: "a.ttl", Offset: tt.offset, Line: tt.line, Column: tt.column, Rule: tt.rule, Msg: tt.msg, Hint: tt.hint}
			if *e != want {
				t.Errorf("got  %+v\nwant %+v", *e, want)
			}
		})
	}
}

func TestErrorsInTriG(t *testing.T) {
	for _, text := range []string{
		"GRAPH ( ) { }", "<x:g> { <x:a> <x:p> <x:o>", "{ <x:a> <x:p> <x:o> . ", "[ <x:p> <x:o> ] { }", "<x:g> { GRAPH <x:h> { } }", "\"g\" { }",
	} {
		if _, err := rdf.ReadDataset(turtle.DecodeTriG(strings.NewReader(text), rdf.DecodeOptions{})); err == nil {
			t.Errorf("%q is read without an error", text)
		}
	}
}

// Labels that look like those of unlabelled nodes stay apart from them.
func TestLabelsStayApart(t *testing.T) {
	text := "_:anon1 <x:p> [] . _:anon1_ <x:p> _:b . _:anonymous <x:p> _:anon ."
	d, err := rdf.ReadDataset(turtle.Decode(strings.NewReader(text), rdf.DecodeOptions{BlankPrefix: "d1-"}))
	if err != nil {
		t.Fatal(err)
	}
	p := rdf.IRI("x:p")
	want := rdf.NewDataset(
		rdf.Quad{S: rdf.BlankNode("d1-anon1_"), P: p, O: rdf.BlankNode("d1-anon1")},
		rdf.Quad{S: rdf.BlankNode("d1-anon1__"), P: p, O: rdf.BlankNode("d1-b")},
		rdf.Quad{S: rdf.BlankNode("d1-anonymous"), P: p, O: rdf.BlankNode("d1-anon")},
	)
	for _, q := range want.Quads() {
		if !d.Has(q) {
			t.Errorf("%v is missing in %v", q, d.Quads())
		}
	}
}

// Triples come out before the document has been read to its end.
func TestDecodeStreams(t *testing.T) {
	n := 0
	for _, err := range turtle.Decode(&endless{text: "<x:a> <x:p> ( 1 [ <x:p> \"x\" ] ) . # again\n"}, rdf.DecodeOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n > 10_000 {
			return
		}
	}
	t.Error("an endless document ended")
}

// endless repeats a text for ever.
type endless struct {
	text string
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[e.at]
		e.at = (e.at + 1) % len(e.text)
	}
	return len(p), nil
}
