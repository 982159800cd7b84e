package codec_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

func TestSniff(t *testing.T) {
	const line = "<http://e/s> <http://e/p> <http://e/o> .\n"
	tests := []struct{ name, head, want string }{
		{"N-Triples", "# made by hand\n\n" + line + "_:a <http://e/p> \"x\\\"y\"@en .\n", "ntriples"},
		{"N-Triples, CR LF", strings.ReplaceAll(line+line, "\n", "\r\n"), "ntriples"},
		{"N-Triples, no line end", strings.TrimSpace(line), "ntriples"},
		{"N-Triples 1.2", "VERSION \"1.2\"\n" + line + "<http://e/s> <http://e/p> <<( <x:s> <x:p> \"o\" )>> .\n", "ntriples"},
		{"N-Quads", line + "<http://e/s> <http://e/p> \"1\"^^<http://e/d> <http://e/g> . # why\n", "nquads"},
		{"N-Triples, cut off", strings.Repeat(line, 200)[:codec.SniffBytes], "nquads"},
		{"one long line", "<http://e/s> <http://e/p> \"" + strings.Repeat("x", codec.SniffBytes), "nquads"},
		{"Turtle by directive", "@prefix e: <http://e/> .\ne:s e:p \"{\" .", "turtle"},
		{"Turtle by keyword", "\xEF\xBB\xBFPREFIX e: <http://e/>\ne:s e:p e:o .", "turtle"},
		{"Turtle by list", line + "<http://e/s> <http://e/p> 1, 2 .", "turtle"},
		{"Turtle by blank node", "[] <http://e/p> true .", "turtle"},
		{"Turtle by property list", "[ <http://e/p> true ] .", "turtle"},
		{"Turtle by prefixed name", ":s :p :o .", "turtle"},
		{"Turtle over lines", "<http://e/s>\n  <http://e/p> <http://e/o> .", "turtle"},
		{"Turtle with annotation", line[:len(line)-2] + "{| <http://e/q> 1 |} .", "turtle"},
		{"Turtle, cut off", "@prefix e: <http://e/> .\n" + strings.Repeat("e:s e:p e:o .\n", 999)[:codec.SniffBytes], "trig"},
		{"TriG", "@prefix e: <http://e/> .\ne:g { e:s e:p e:o }", "trig"},
		{"TriG, default graph", "{ <http://e/s> <http://e/p> 1 }", "trig"},
		{"TriG, keyword", "graph <http://e/g> { }", "trig"},
		{"JSON-LD", " {\n \"@id\": \"http://e/s\" }", "jsonld"},
		{"JSON-LD, array", "[ { \"@id\": \"http://e/s\" } ]", "jsonld"},
		{"JSON-LD, empty", "[]\n", "jsonld"},
		{"RDF/XML", "<?xml version='1.0'?>\n<rdf:RDF xmlns:rdf='x'/>", "rdfxml"},
		{"RDF/XML, no declaration", "<rdf:RDF\n xmlns:rdf='x'/>", "rdfxml"},
		{"RDF/XML, entities", "<!DOCTYPE rdf:RDF [ <!ENTITY e 'x'> ]><rdf:RDF xmlns:rdf='x'/>", "rdfxml"},
		{"RDF/XML, UTF-16", wide("\uFEFF<?xml version='1.0' encoding='UTF-16'?><rdf:RDF"), "rdfxml"},
		{"RDF/XML, UTF-16, no mark", wide("<rdf:RDF xmlns"), "rdfxml"},
		{"nothing", "", "turtle"},
		{"a comment", "# nothing", "turtle"},
		{"HTML", "\n<!DOCTYPE HTML>\n<html>", ""},
		{"XHTML", "<?xml version=\"1.0\"?>\n<!-- a > b -->\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", ""},
		{"UTF-16", "\xFE\xFF\x00@\x00p", ""},
		{"UTF-16 with an IRI", wide("\uFEFF<x:s> <x:p> <x:o> ."), ""},
		{"a table", "name,year\nOttawa,2025\n", ""},
		{"binary", "\x00\x01\x02\x03", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := codec.Sniff([]byte(tt.head))
			if got.Token != tt.want || (err == nil) != (tt.want != "") {
				t.Errorf("Sniff(%.60q) = %q, %v, want %q", tt.head, got.Token, err, tt.want)
			}
		})
	}
}

// wide is a text in UTF-16, low bytes first.
func wide(text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

func TestSniffSaysWhatElse(t *testing.T) {
	for head, want := range map[string]string{"<html>": "HTML", "\xFF\xFE@\x00": "UTF-16"} {
		var syntax *rdf.SyntaxError
		if _, err := codec.Sniff([]byte(head)); !errors.As(err, &syntax) || !strings.Contains(syntax.Msg, want) {
			t.Errorf("Sniff(%q): %v, want a syntax error about %s", head, err, want)
		}
	}
	if _, err := codec.Sniff([]byte("a,b")); !errors.Is(err, codec.ErrUnknown) {
		t.Errorf("Sniff of a table: %v, want ErrUnknown", err)
	}
}

// TestSniffedAreRead holds Sniff to the grammars: what it names can be read as
// that.
func TestSniffedAreRead(t *testing.T) {
	q := rdf.Quad{S: rdf.IRI("http://e/s"), P: rdf.IRI("http://e/p"), O: rdf.IRI("http://e/o")}
	for _, f := range rdf.Formats {
		for _, graph := range []rdf.Term{{}, rdf.IRI("http://e/g")} {
			var b strings.Builder
			q.G = graph
			e := codec.NewEncoder(f, &b, rdf.EncodeOptions{}, codec.Options{})
			if err := errors.Join(e.Encode(q), e.Close()); err != nil {
				t.Fatal(err)
			}
			got, err := codec.Sniff([]byte(b.String()))
			if err != nil {
				t.Errorf("Sniff of %s: %v", f.Name, err)
				continue
			}
			d, err := rdf.ReadDataset(codec.Decode(got, strings.NewReader(b.String()), rdf.DecodeOptions{}, codec.Options{}))
			if err != nil || d.Len() != 1 {
				t.Errorf("%s is sniffed as %s, which fails: %v", f.Name, got.Name, err)
			}
		}
	}
}

// TestFormatsReadAndWrite holds rdf.Formats to what this package does.
func TestFormatsReadAndWrite(t *testing.T) {
	for _, f := range rdf.Formats {
		empty := codec.NewEncoder(f, io.Discard, rdf.EncodeOptions{}, codec.Options{}).Close()
		if f.Writes != (empty == nil) {
			t.Errorf("%s: Writes is %v, an empty document: %v", f.Name, f.Writes, empty)
		}
		_, err := rdf.ReadDataset(codec.Decode(f, strings.NewReader(documentOf[f.Token]), rdf.DecodeOptions{}, codec.Options{}))
		if f.Reads != (err == nil) {
			t.Errorf("%s: Reads is %v, a document: %v", f.Name, f.Reads, err)
		}
	}
}

var documentOf = map[string]string{
	"jsonld": "[]", "rdfxml": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
}

func TestDecodeRefusesHTML(t *testing.T) {
	for _, f := range rdf.Formats {
		var syntax *rdf.SyntaxError
		page := strings.NewReader("<!doctype html><title>Not found</title>")
		_, err := rdf.ReadDataset(codec.Decode(f, page, rdf.DecodeOptions{Source: "page"}, codec.Options{}))
		if !errors.As(err, &syntax) || !strings.HasPrefix(err.Error(), "page:1:1: this is HTML") {
			t.Errorf("%s: error %v, want one that says HTML", f.Name, err)
		}
	}
}

func TestDecodeKeepsErrorsOfTheReader(t *testing.T) {
	broken := errors.New("the line is dead")
	for _, f := range rdf.Formats {
		r := io.MultiReader(strings.NewReader("# "), iotest.ErrReader(broken))
		if _, err := rdf.ReadDataset(codec.Decode(f, r, rdf.DecodeOptions{}, codec.Options{})); !errors.Is(err, broken) {
			t.Errorf("%s: error %v, want that of the reader", f.Name, err)
		}
	}
}
