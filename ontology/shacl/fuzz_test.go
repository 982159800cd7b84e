package shacl_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

// FuzzShapes has shapes compiled, and what they are read from validated by them.
func FuzzShapes(f *testing.F) {
	f.Add(string(ontology.ShapesTurtle[:4000]))
	for _, seed := range []string{
		personShapes + ":a a :Person ; :knows :b .",
		":s sh:targetNode :s ; sh:path ( :p [ sh:zeroOrMorePath [ sh:inversePath :q ] ] ) ; sh:minCount 1 ; sh:class :C ; sh:lessThan :q .",
		":s sh:targetSubjectsOf sh:targetSubjectsOf ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:xone ( [ sh:not [ sh:in ( 1 2 ) ] ] [ sh:datatype xsd:byte ] ) .",
		":s sh:targetClass rdfs:Class ; sh:property [ sh:path :p ; sh:qualifiedValueShape [ sh:pattern \"^a\" ] ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ] .",
		`:s sh:targetNode 1 ; sh:sparql [ sh:message "{?value}" ; sh:select "SELECT $this ?value WHERE { $this ?p ?value FILTER NOT EXISTS { ?value $PATH $this } }" ] .`,
		`:k a sh:ConstraintComponent ; sh:parameter [ sh:path :arg ] ; sh:validator [ sh:ask "ASK { FILTER ($value != $arg) }" ] . :s sh:targetObjectsOf :arg ; :arg 1 .`,
		`:s sh:target [ sh:select "SELECT ?this WHERE { ?this ?p ?o }" ] ; sh:uniqueLang true ; sh:path :p .`,
	} {
		f.Add(prefixes + seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var quads []rdf.Quad
		for q, err := range turtle.Decode(strings.NewReader(text), rdf.DecodeOptions{Base: example}) {
			if err != nil {
				return
			}
			quads = append(quads, q)
		}
		shapes, err := shacl.Compile(sequence(quads))
		if err != nil {
			return
		}
		store := graph.New(graph.Options{})
		load(t, store, quads)
		ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
		defer stop()
		r, err := shapes.Validate(ctx, store.Snapshot(), shacl.Options{MaxResults: 1000, Workers: 1})
		if ctx.Err() != nil {
			t.Fatal(err)
		}
		if err == nil {
			for q := range r.Quads() {
				if err := q.Check(); err != nil {
					t.Fatalf("%v: %v", err, q)
				}
			}
		}
	})
}
