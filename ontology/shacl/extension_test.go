package shacl_test

import (
	"context"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
)

// TestTargets: which nodes are focus nodes, told by a constraint that none meets.
func TestTargets(t *testing.T) {
	const data = `:a a :C ; :p :b . :b :q 1 . :c a :D . :D rdfs:subClassOf :C .`
	for _, c := range []struct {
		name, target string
		want         []string
	}{
		{"node", "sh:targetNode :nowhere, 1", []string{example + "nowhere", "1"}},
		{"class and subclass", "sh:targetClass :C", []string{example + "a", example + "c"}},
		{"implicit class", "a rdfs:Class", nil},
		{"subjects", "sh:targetSubjectsOf :p", []string{example + "a"}},
		{"objects", "sh:targetObjectsOf :q", []string{"1"}},
		{"query", `sh:target [ sh:select "SELECT ?this WHERE { ?x <http://example.org/p> ?this }" ]`, []string{example + "b"}},
		{"query of one variable", `sh:target [ sh:select "SELECT ?x WHERE { ?x <http://example.org/q> ?y }" ]`, []string{example + "b"}},
		{"query with usual prefixes", `sh:target [ sh:select "SELECT ?this WHERE { ?this rdfs:subClassOf ?y }" ]`, []string{example + "D"}},
		{"type of target", `sh:target [ a :Having ; :property :q ]`, []string{example + "b"}},
		{"all subjects", "sh:target [ a dash:AllSubjectsTarget ]", []string{example + "D", example + "a", example + "b", example + "c"}},
		{"all objects", "sh:target [ a dash:AllObjectsTarget ]", []string{example + "C", example + "D", example + "b", "1"}},
		{"conforming to a shape", "rsx:targetShape [ sh:path :q ; dash:hasValueIn ( 1 2 ) ]", []string{example + "b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			shapes := compile(t, ":s "+c.target+" ; sh:in () . :Having sh:parameter [ sh:path :property ] ; sh:select \"SELECT ?this WHERE { ?this $property ?x }\" .")
			store := graph.New(graph.Options{})
			load(t, store, parse(t, data))
			r, err := shapes.Validate(context.Background(), store.Snapshot(), shacl.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, one := range r.Results {
				got = append(got, one.Focus.Value())
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("focus nodes %q, want %q", got, c.want)
			}
		})
	}
}
