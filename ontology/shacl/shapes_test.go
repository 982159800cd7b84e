package shacl_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/expr"
)

// TestIllFormed: each error names the node and the property.
func TestIllFormed(t *testing.T) {
	for _, c := range []struct{ name, shapes, shape, property, msg string }{
		{"two counts", ":s sh:path :p ; sh:minCount 1, 2 .", "s", "minCount", "one at most"},
		{"a count that is none", `:s sh:path :p ; sh:minCount "many" .`, "s", "minCount", "no xsd:integer"},
		{"a count on a node shape", ":s sh:targetNode :a ; sh:maxCount 1 .", "s", "maxCount", "only property shapes"},
		{"two paths", ":s sh:path :p, :q ; sh:minCount 1 .", "s", "path", "one at most"},
		{"a literal as path", `:s sh:path "p" ; sh:minCount 1 .`, "s", "path", "no path"},
		{"a path of one step", ":s sh:path ( :p ) ; sh:minCount 1 .", "s", "path", "two members"},
		{"an unknown path", ":s sh:path [ :inverse :p ] ; sh:minCount 1 .", "s", "path", "no path"},
		{"a path of itself", "_:p sh:inversePath _:p . :s sh:path _:p ; sh:minCount 1 .", "s", "path", "recursive"},
		{"a path with itself in it", "_:p sh:alternativePath ( :p _:p ) . :s sh:path _:p ; sh:minCount 1 .", "s", "path", "recursive"},
		{"a property shape without path", ":s a sh:PropertyShape ; sh:minCount 1 .", "s", "path", "has one"},
		{"a node shape with a path", ":s a sh:NodeShape ; sh:path :p .", "s", "path", "has none"},
		{"sh:property of no property shape", ":s sh:property :t . :t sh:class :C .", "s", "property", "no sh:path"},
		{"a cyclic list", "_:l rdf:first :a ; rdf:rest _:l . :s sh:in _:l .", "s", "in", "comes back"},
		{"a list with two ends", ":s sh:in [ rdf:first :a ; rdf:rest (), ( :b ) ] .", "s", "in", "no list"},
		{"a list of nothing", ":s sh:or :a .", "s", "or", "no list"},
		{"a literal as shape", `:s sh:node "t" .`, "", "", "no shape"},
		{"a kind of node", ":s sh:nodeKind :IRI .", "s", "nodeKind", "six kinds"},
		{"a datatype", `:s sh:datatype "x" .`, "s", "datatype", "no IRI"},
		{"a severity", `:s sh:severity "bad" ; sh:class :C .`, "s", "severity", "no IRI"},
		{"a message", `:s sh:message 1 ; sh:class :C .`, "s", "message", "neither"},
		{"a flag", `:s sh:closed "yes" .`, "s", "closed", "xsd:boolean"},
		{"a bound", `:s sh:minInclusive :a .`, "s", "minInclusive", "no literal"},
		{"a pattern", `:s sh:pattern "(" .`, "s", "pattern", "no regular expression"},
		{"flags", `:s sh:pattern "a" ; sh:flags "?" .`, "s", "pattern", "no regular expression"},
		{"a query", `:s sh:sparql :q . :q sh:select "SELECT" .`, "q", "select", "query:1:"},
		{"no query", `:s sh:sparql :q . :q sh:message "m" .`, "q", "select", "has one"},
		{"a query of another form", `:s sh:sparql :q . :q sh:select "ASK {}" .`, "q", "select", "no SELECT"},
		{"a query that binds $this", `:s sh:sparql :q . :q sh:select "SELECT $this WHERE { BIND (1 AS $this) }" .`, "q", "select", "must not bind"},
		{"a prefix without namespace", `:s sh:sparql :q . :q sh:prefixes :o ; sh:select "SELECT $this {}" . :o sh:declare :d . :d sh:prefix "x" .`, "d", "namespace", "declaration"},
		{"a class as target", `:s sh:targetClass "C" .`, "s", "targetClass", "cannot be one"},
		{"a target of two variables", `:s sh:target :t . :t sh:select "SELECT ?x ?y WHERE { ?x ?y 1 }" .`, "t", "select", "?this"},
		{"a target", `:s sh:target [ :x :y ] .`, "s", "target", "no sh:select"},
		{"entailment", ":o sh:entailment <http://www.w3.org/ns/entailment/RDFS> .", "o", "entailment", "not supported"},
		{"recursion", ":s sh:node :t . :t sh:property [ sh:path :p ; sh:node :s ] .", "", "", "recursive"},
		{"recursion at once", ":s sh:not :s .", "s", "", "recursive"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := shacl.Compile(sequence(parse(t, c.shapes)))
			var e *shacl.ShapeError
			if !errors.As(err, &e) || !strings.Contains(err.Error(), c.msg) {
				t.Fatalf("error %v, want one that says %q", err, c.msg)
			}
			if c.shape != "" && e.Shape != rdf.IRI(example+c.shape) || c.property != "" && e.Property != shacl.Namespace+c.property {
				t.Errorf("error %v about %v, want it about %s and %s", err, e.Shape, c.shape, c.property)
			}
		})
	}
}

// TestHostile: shapes and data that are made to take long end all the same.
func TestHostile(t *testing.T) {
	many := func(n int, part func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(part(i))
		}
		return b.String()
	}
	for _, c := range []struct{ name, shapes, data, err string }{
		{"a long list", ":s sh:targetNode :a ; sh:in ( " + many(20_000, func(i int) string { return fmt.Sprintf(":v%d ", i) }) + ") .", "", ""},
		{"many alternatives", ":s sh:targetNode :a ; sh:or ( " + many(5_000, func(i int) string { return fmt.Sprintf("[ sh:class :C%d ] ", i) }) + ") .", ":a :p :b .", ""},
		{"nested deeply", ":s0 sh:targetNode :a . " + many(5_000, func(i int) string { return fmt.Sprintf(":s%d sh:not :s%d . ", i, i+1) }), "", "deeper than 1000"},
		{"the same shapes twice at each level", ":s0 sh:targetNode :a . " + many(100, func(i int) string {
			return fmt.Sprintf(":s%d sh:or ( [ sh:node :s%d ] [ sh:not [ sh:not :s%d ] ] ) . ", i, i+1, i+1)
		}) + ":s100 sh:class :C .", "", ""},
		{"results that double at each level", ":s0 sh:targetNode :a ; sh:property :p0 , :q0 . " + many(40, func(i int) string {
			return fmt.Sprintf(":p%d sh:path :p ; sh:property :p%d , :q%d . :q%d sh:path :p ; sh:property :p%d , :q%d . ", i, i+1, i+1, i, i+1, i+1)
		}) + ":p40 sh:path :p ; sh:maxCount 0 . :q40 sh:path :p ; sh:maxCount 0 .", ":a :p :a .", ""},
		{"nothing to tell at the end of them", ":s0 sh:targetNode :a ; sh:property :p0 , :q0 . " + many(40, func(i int) string {
			return fmt.Sprintf(":p%d sh:path :p ; sh:property :p%d , :q%d . :q%d sh:path :p ; sh:property :p%d , :q%d . ", i, i+1, i+1, i, i+1, i+1)
		}) + ":p40 sh:path :p ; sh:minCount 1 . :q40 sh:path :p ; sh:minCount 1 .", ":a :p :a .", ""},
		{"ways that double at each level", many(40, func(i int) string { return fmt.Sprintf(":p%d sh:path :p ; sh:property :p%d . ", i, i+1) }) +
			":p0 sh:targetNode :a0 . :p40 sh:path :p ; sh:maxCount 2 .",
			many(45, func(i int) string {
				return fmt.Sprintf(":a%d :p :a%d , :b%d . :b%d :p :a%d , :b%d . ", i, i+1, i+1, i, i+1, i+1)
			}), ""},
		{"paths that double at each level", many(60, func(i int) string { return fmt.Sprintf("_:p%d sh:alternativePath ( _:p%d _:p%d ) . ", i, i+1, i+1) }) +
			"_:p60 sh:inversePath :p . :s sh:targetNode :a ; sh:path _:p0 ; sh:minCount 1 .", "", "more than 1000 steps"},
		{"cycles in the data", ":s sh:targetClass :C ; sh:path [ sh:oneOrMorePath [ sh:alternativePath ( :p [ sh:zeroOrMorePath [ sh:inversePath :p ] ] ) ] ] ; sh:class :C .",
			many(300, func(i int) string { return fmt.Sprintf(":n%d :p :n%d . ", i, (i*7+1)%300) }) + ":n0 a :C . :C rdfs:subClassOf :D . :D rdfs:subClassOf :C .", ""},
		{"a pattern that backtracks", `:s sh:targetNode "` + strings.Repeat("a", 40) + `!" ; sh:pattern "^((a+)+)\\2b$" .`, "", "sh:pattern"},
	} {
		t.Run(c.name, func(t *testing.T) {
			shapes, err := shacl.Compile(sequence(parse(t, c.shapes)))
			if err == nil {
				store := graph.New(graph.Options{})
				load(t, store, parse(t, c.data))
				_, err = shapes.Validate(context.Background(), store.Snapshot(), shacl.Options{MaxResults: 1000})
			}
			if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
				t.Errorf("error %v, want %q", err, c.err)
			}
			if c.name == "a pattern that backtracks" && !errors.Is(err, expr.ErrLimit) {
				t.Errorf("error %v does not wrap expr.ErrLimit", err)
			}
		})
	}
}
