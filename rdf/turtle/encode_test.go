package turtle_test

import (
	"bytes"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/turtle"
)

var prefixes = []rdf.Prefix{
	{Name: "ex", IRI: "http://example.org/"}, {Name: "rdfs", IRI: "http://www.w3.org/2000/01/rdf-schema#"},
	{Name: "xsd", IRI: "http://www.w3.org/2001/XMLSchema#"}, {Name: "unused", IRI: "http://example.com/"}, {Name: "-", IRI: "http://example.org/a"},
}

// expand writes e: for the example namespace in N-Quads.
var expand = strings.NewReplacer("e:", "http://example.org/", "rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"rdfs:", "http://www.w3.org/2000/01/rdf-schema#", "xsd:", "http://www.w3.org/2001/XMLSchema#")

func write(t *testing.T, encode rdf.EncodeFunc, text, root string) string {
	t.Helper()
	o := rdf.EncodeOptions{Prefixes: prefixes}
	if root != "" {
		o.Root = rdf.IRI(expand.Replace(root))
	}
	var b bytes.Buffer
	if err := rdf.WriteAll(encode(&b, o), nquads.Decode(strings.NewReader(expand.Replace(text)), rdf.DecodeOptions{})); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEncoder(t *testing.T) {
	const p = "@prefix ex: <http://example.org/> .\n"
	const rdfs = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
	const xsd = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
	tests := []struct{ name, quads, root, want string }{
		{"empty", "", "", ""},
		{"root first", "<e:a> <e:p> <e:b> .\n<e:b> <e:p> <e:a> .", "e:b",
			p + "\nex:b ex:p ex:a .\n\nex:a ex:p ex:b .\n"},
		{"types, labels, rest", "<e:s> <e:a> \"1\" .\n<e:s> <rdfs:label> \"S\"@en .\n<e:s> <rdf:type> <e:U> .\n<e:s> <rdf:type> <e:T> .\n<e:s> <e:b> \"y\" .\n<e:s> <e:b> \"x\" .", "",
			p + rdfs + "\nex:s a ex:T, ex:U ;\n    rdfs:label \"S\"@en ;\n    ex:a \"1\" ;\n    ex:b\n        \"x\" ,\n        \"y\" .\n"},
		{"short and long forms of literals", "<e:s> <e:p> \"1\"^^<xsd:integer> .\n<e:s> <e:p> \"1.50\"^^<xsd:decimal> .\n<e:s> <e:p> \"1.\"^^<xsd:decimal> .\n<e:s> <e:p> \"1e0\"^^<xsd:double> .\n<e:s> <e:p> \"true\"^^<xsd:boolean> .\n<e:s> <e:p> \"1\"^^<xsd:boolean> .\n<e:s> <e:p> \"a\\nb \\\"\\\"\\\"\" .", "",
			p + xsd + "\nex:s ex:p\n        \"1\"^^xsd:boolean ,\n        1 ,\n        \"1.\"^^xsd:decimal ,\n        1.50 ,\n        1e0 ,\n        \"\"\"a\nb \\\"\\\"\\\"\"\"\" ,\n        true .\n"},
		{"nested blank nodes", "<e:s> <e:p> _:b .\n_:b <e:q> _:c .\n_:b <e:r> \"x\" .\n_:c <e:q> \"y\" .\n<e:s> <e:q> _:d .", "",
			p + "\nex:s ex:p [\n        ex:q [ ex:q \"y\" ] ;\n        ex:r \"x\"\n    ] ;\n    ex:q [] .\n"},
		{"shared blank nodes keep their labels", "<e:s> <e:p> _:b .\n<e:t> <e:p> _:b .\n_:b <e:q> \"y\" .\n_:free <e:p> \"z\" .", "",
			p + "\nex:s ex:p _:b .\n\nex:t ex:p _:b .\n\n_:b ex:q \"y\" .\n\n[] ex:p \"z\" .\n"},
		{"ring of blank nodes", "_:a <e:p> _:b .\n_:b <e:p> _:a .\n_:self <e:p> _:self .", "",
			p + "\n_:a ex:p [ ex:p _:a ] .\n\n_:self ex:p _:self .\n"},
		{"lists", "<e:s> <e:p> _:b .\n_:b <rdf:first> \"1\" .\n_:b <rdf:rest> _:c .\n_:c <rdf:first> <e:x> .\n_:c <rdf:rest> <rdf:nil> .\n<e:s> <e:q> <rdf:nil> .", "",
			p + "\nex:s ex:p (\"1\" ex:x) ;\n    ex:q () .\n"},
		{"half a list", "<e:s> <e:p> _:b .\n_:b <rdf:first> \"1\" .", "",
			p + "\nex:s ex:p [ <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> \"1\" ] .\n"},
		{"names", "<e:a/b> <e:p> <e:a.> .", "", p + "\n<http://example.org/a/b> ex:p ex:a\\. .\n"},
		{"triple term", "<e:s> <e:p> <<( _:b <rdf:type> \"x\"@ar--rtl )>> .", "", p + "\nex:s ex:p <<( _:b a \"x\"@ar--rtl )>> .\n"},
		{"graphs", "<e:s> <e:p> \"1\" <e:g> .\n<e:s> <e:p> \"1\" .\n<e:s> <e:p> \"2\" .", "",
			p + "\nex:s ex:p\n        \"1\" ,\n        \"2\" .\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := write(t, turtle.NewEncoder, tt.quads, tt.root); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

func TestTriGEncoder(t *testing.T) {
	quads := "<e:s> <e:p> _:b <e:g> .\n_:b <e:p> \"2\" <e:g> .\n<e:s> <e:p> \"1\" .\n<e:s> <e:p> _:h <e:g> .\n_:h <e:p> \"3\" _:h ."
	want := `@prefix ex: <http://example.org/> .

ex:s ex:p "1" .

_:h {
    _:h ex:p "3" .
}

ex:g {
    ex:s ex:p
            [ ex:p "2" ] ,
            _:h .
}
`
	if got := write(t, turtle.NewTriGEncoder, quads, ""); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What is nested deeper than writers go gets labels and stays readable.
func TestEncoderBoundsNesting(t *testing.T) {
	var quads []rdf.Quad
	p := rdf.IRI("http://example.org/p")
	node := func(i int) rdf.Term { return rdf.BlankNode("b" + strings.Repeat("x", i)) }
	for i := range 200 {
		quads = append(quads, rdf.Quad{S: node(i), P: p, O: node(i + 1)})
	}
	var b bytes.Buffer
	if err := rdf.WriteAll(turtle.NewEncoder(&b, rdf.EncodeOptions{}), rdf.NewDataset(quads...).All()); err != nil {
		t.Fatal(err)
	}
	d, err := rdf.ReadDataset(turtle.Decode(&b, rdf.DecodeOptions{MaxDepth: 30}))
	if err != nil || d.Len() != len(quads) {
		t.Errorf("%v, want %d triples", err, len(quads))
	}
}
