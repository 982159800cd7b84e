package nquads_test

import (
	"errors"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

func TestCanonicalForm(t *testing.T) {
	s, p := rdf.IRI("http://example.org/s"), rdf.IRI("http://example.org/p")
	tests := []struct {
		name string
		term rdf.Term
		want string
	}{
		{"IRI", s, "<http://example.org/s>"},
		{"blank node", rdf.BlankNode("a.b"), "_:a.b"},
		{"string", rdf.String("é\t\"\\\n\r\b\f"), `"é\t\"\\\n\r\b\f"`},
		{"controls", rdf.String("\x00\x0b\x7f\uFFFE\U0001F600"), `"\u0000\u000B\u007F\uFFFE😀"`},
		{"datatype", rdf.Literal("1", "urn:t"), `"1"^^<urn:t>`},
		{"language", rdf.LangString("x", "en-GB"), `"x"@en-gb`},
		{"direction", rdf.DirLangString("x", "ar", rdf.RightToLeft), `"x"@ar--rtl`},
		{"triple term", rdf.TripleTerm(rdf.Triple{S: s, P: p, O: rdf.String("x")}), `<<( <http://example.org/s> <http://example.org/p> "x" )>>`},
		{"no term", rdf.Term{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(nquads.AppendTerm(nil, tt.term)); got != tt.want {
				t.Errorf("AppendTerm = %s, want %s", got, tt.want)
			}
		})
	}
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct {
		name, text   string
		line, column int
		msg          string
	}{
		{"second line", "<x:a> <x:b> <x:c> .\n<x:a> <x:b> .", 2, 13, "found '.' where an IRI, blank node or literal was expected"},
		{"line break inside", "<x:a> <x:b>\n<x:c> .", 1, 12, "found the end of the line where an IRI, blank node or literal was expected"},
		{"two on a line", "<x:a> <x:b> <x:c> . <x:a> <x:b> <x:c> .", 1, 21, "found '<' after the end of a statement, before that of its line"},
		{"relative IRI", "<x:a> <b> <x:c> .", 1, 7, "relative IRI <b>"},
		{"prefixed name", "x:a <x:b> <x:c> .", 1, 1, "found 'x' where an IRI was expected"},
		{"literal subject", "\"a\" <x:b> <x:c> .", 1, 1, "found '\"' where an IRI was expected"},
		{"graph of two", "<x:a> <x:b> <x:c> <x:d> <x:e> .", 1, 25, "found '<' where '.' was expected"},
		{"escape", "<x:a> <x:b> \"\\x\" .", 1, 14, `an escape that is not one: \x`},
		{"half a surrogate", "<x:a> <x:b> \"\\uD83D\" .", 1, 14, `an escape that is not one: \uD83D`},
		{"escaped space in an IRI", "<x:a\\u0020> <x:b> <x:c> .", 1, 12, "' ' by an escape inside an IRI"},
		{"label", "_: <x:b> <x:c> .", 1, 3, "found ' ' in place of a blank node label"},
		{"datatype of languages", "<x:a> <x:b> \"c\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .", 1, 18, "datatype <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> without a language"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rdf.ReadDataset(nquads.Decode(strings.NewReader(tt.text), rdf.DecodeOptions{}))
			var e *rdf.SyntaxError
			if !errors.As(err, &e) || e.Line != tt.line || e.Column != tt.column || e.Msg != tt.msg {
				t.Errorf("error %v, want %d:%d: %s", err, tt.line, tt.column, tt.msg)
			}
		})
	}
}

func TestTriplesHaveNoGraph(t *testing.T) {
	_, err := rdf.ReadDataset(nquads.DecodeTriples(strings.NewReader("<x:a> <x:b> <x:c> <x:g> ."), rdf.DecodeOptions{}))
	if err == nil {
		t.Error("a graph name is read as N-Triples")
	}
}

func TestBlankPrefix(t *testing.T) {
	d, err := rdf.ReadDataset(nquads.Decode(strings.NewReader("_:a <x:b> <<( _:a <x:b> _:c )>> _:g ."), rdf.DecodeOptions{BlankPrefix: "p"}))
	a, b := rdf.BlankNode("pa"), rdf.IRI("x:b")
	want := rdf.Quad{S: a, P: b, O: rdf.TripleTerm(rdf.Triple{S: a, P: b, O: rdf.BlankNode("pc")}), G: rdf.BlankNode("pg")}
	if err != nil || !d.Has(want) {
		t.Errorf("%v, %v, want %v", d, err, want)
	}
}

// An escape in a long IRI, and lines of '<' without '>', cost no more than
// other text.
func TestHostileIRIs(t *testing.T) {
	const n = 1_000_000
	text := strings.Repeat("<a\n", n) + "<x:a> <x:b> <x:\\u0041" + strings.Repeat("a", n) + "> ."
	errs, last := 0, 0
	d, err := rdf.ReadDataset(nquads.Decode(strings.NewReader(text), rdf.DecodeOptions{OnError: func(e *rdf.SyntaxError) bool {
		errs, last = errs+1, e.Line
		return true
	}}))
	if err != nil || d.Len() != 1 || errs != n || last != n {
		t.Errorf("%d quads, %v, %d errors, the last in line %d; want 1 and %d", d.Len(), err, errs, last, n)
	}
}

func TestLinesMayEndInCarriageReturns(t *testing.T) {
	const n = 10_000
	quads := 0
	for _, err := range nquads.Decode(strings.NewReader(strings.Repeat("<x:a> <x:b> <x:c> .\r", n)), rdf.DecodeOptions{MaxToken: 1000}) {
		if err != nil {
			t.Fatal(err)
		}
		quads++
	}
	if quads != n {
		t.Errorf("%d quads, want %d", quads, n)
	}
}

func TestUTF16IsNamed(t *testing.T) {
	var msgs []string
	_, err := rdf.ReadDataset(nquads.Decode(strings.NewReader("\xff\xfe<\x00x\x00:\x00"), rdf.DecodeOptions{OnError: func(e *rdf.SyntaxError) bool {
		msgs = append(msgs, e.Msg)
		return true
	}}))
	if err != nil || len(msgs) == 0 || !strings.Contains(msgs[0], "UTF-16") {
		t.Errorf("%q, %v, want a message about UTF-16 first", msgs, err)
	}
}
