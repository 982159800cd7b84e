package syntax_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

func TestErrors(t *testing.T) {
	tests := []struct {
		name, text   string
		line, column int
		parts        []string // of the message
	}{
		{"undeclared prefix", "SELECT * {\n  ?x foaf:name ?n }", 2, 6, []string{`"foaf:" is not declared`, "PREFIX foaf: <http://xmlns.com/foaf/0.1/>"}},
		{"prefix of other letters", "PREFIX Abc: <http://a/>\nSELECT * { ?x abc:name ?n }", 2, 15, []string{`did you mean "Abc:"?`}},
		{"misspelt keyword", "SELCT * { ?x ?y ?z }", 1, 1, []string{`found "SELCT"`, "did you mean SELECT?"}},
		{"misspelt function", "SELECT * { FILTER(STARLEN(?x) > 1) }", 1, 19, []string{"did you mean STRLEN?"}},
		{"no end", "SELECT * { ?x ?y ?z", 1, 20, []string{"the end of the text", `or "}"`}},
		{"behind the end", "ASK {} }", 1, 8, []string{`found "}" where the end was expected`}},
		{"open string", "ASK { ?x ?y \"abc\n }", 1, 17, []string{"ends with its line"}},
		{"never closed", "ASK { ?x ?y '''abc", 1, 13, []string{"has no end"}},
		{"beyond ASCII", "ASK { ?é ?y ?z ; }\n ñ", 2, 2, []string{"found"}},
		{"arguments", "SELECT (STRLEN(?x, ?y) AS ?z) {}", 1, 9, []string{"STRLEN takes 1 argument, not 2"}},
		{"not grouped", "SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", 1, 8, []string{"?x is neither a key", "SAMPLE(?x)"}},
		{"variable bound", "SELECT * { ?x ?y ?z BIND(1 AS ?z) }", 1, 31, []string{"BIND cannot give ?z a value"}},
		{"label of two parts", "ASK { _:a ?p 1 OPTIONAL { _:a ?q 2 } }", 1, 27, []string{"_:a"}},
		{"values", "ASK { VALUES (?x ?y) { (1) } }", 1, 24, []string{"1 values for 2 variables"}},
		{"aggregate in filter", "ASK { FILTER(COUNT(?x) > 1) }", 1, 14, []string{"found COUNT where no groups are"}},
		{"relative IRI", "ASK { <x> ?p ?o }", 1, 7, []string{"BASE"}},
		{"single and", "ASK { FILTER(?a & ?b) }", 1, 17, []string{`write "&&"`}},
		{"not UTF-8", "ASK { ?a ?b '\xff' }", 1, 1, []string{"UTF-8"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := syntax.ParseQuery(tt.text, syntax.Options{Source: "query"})
			var e *rdf.SyntaxError
			if !errors.As(err, &e) {
				t.Fatalf("error %v, want a syntax error", err)
			}
			if e.Line != tt.line || e.Column != tt.column {
				t.Errorf("%v, want it at %d:%d", err, tt.line, tt.column)
			}
			for _, part := range tt.parts {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%v, want it to say %s", err, part)
				}
			}
		})
	}
}

func TestLimits(t *testing.T) {
	var e *rdf.SyntaxError
	_, err := syntax.ParseQuery("ASK {"+strings.Repeat(" ", 2000)+"}", syntax.Options{MaxBytes: 1000})
	if !errors.As(err, &e) || e.Limit != "bytes" {
		t.Errorf("error %v, want the limit of bytes", err)
	}
	var many strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&many, "OPTIONAL { ?s ?p ?o%d } ", i)
	}
	if _, err := syntax.ParseQuery("ASK {"+many.String()+"}", syntax.Options{}); !errors.As(err, &e) || e.Limit != "variables" {
		t.Errorf("error %v, want the limit of variables", err)
	}
	groups := "ASK " + strings.Repeat("{", 5000) + strings.Repeat("}", 5000)
	deep := "ASK { FILTER(" + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000) + ") }"
	paths := "ASK { ?x " + strings.Repeat("(", 5000) + "<a:b>" + strings.Repeat(")", 5000) + " ?y }"
	lists := "ASK { ?x ?y " + strings.Repeat("(", 5000) + strings.Repeat(")", 5000) + " }"
	triples := "ASK { ?x ?y " + strings.Repeat("<<( ?a ?b ", 5000) + strings.Repeat(")>>", 5000) + " }"
	signs := "ASK { FILTER(" + strings.Repeat("!", 5000) + "1) }"
	for _, text := range []string{groups, deep, paths, lists, triples, signs} {
		_, err := syntax.ParseQuery(text, syntax.Options{})
		var e *rdf.SyntaxError
		if !errors.As(err, &e) || e.Limit != "depth" {
			t.Errorf("error %v, want the limit of depth", err)
		}
	}
}
