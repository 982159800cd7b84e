package sparql_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/sparql"
)

// loader answers LOAD.
func loader(_ context.Context, iri string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		q := rdf.Quad{S: rdf.BlankNode("x"), P: rdf.IRI("http://example.org/from"), O: rdf.IRI(iri)}
		if !yield(q, nil) {
			return
		}
		if strings.HasSuffix(iri, "broken") {
			yield(rdf.Quad{}, errors.New("broken"))
		}
	}
}

func TestUpdate(t *testing.T) {
	const before = `:a :p :b . :g { :a :p :b . :a :p :c } :h { :x :p :y }`
	tests := []struct{ name, request, want string }{
		{"operations see those before", "INSERT DATA { :n :is 1 } ; INSERT { ?s :is 2 } WHERE { ?s :is 1 } ; DELETE WHERE { ?s :is 1 } ; INSERT { ?s :was ?o } WHERE { ?s :is ?o }",
			before + ":n :is 2 ; :was 2 ."},
		{"the unnamed graph alone is written", "DELETE { ?s :p ?o } INSERT { ?s :q ?o } WHERE { ?s :p ?o }", `:g { :a :p :b , :c } :h { :x :p :y } :a :q :b , :c . :x :q :y .`},
		{"all is deleted before anything is inserted", "DELETE { GRAPH :g { ?s ?p ?o } } INSERT { GRAPH :g { ?s ?p :b } } WHERE { GRAPH :g { ?s ?p ?o } }", `:a :p :b . :g { :a :p :b } :h { :x :p :y }`},
		{"WITH", "WITH :g DELETE { ?s :p :c } INSERT { ?s :p :d } WHERE { ?s :p :c }", `:a :p :b . :g { :a :p :b , :d } :h { :x :p :y }`},
		{"USING before WITH", "WITH :g INSERT { ?s :q ?o } USING :h WHERE { ?s :p ?o }", before + ":g { :x :q :y }"},
		{"USING NAMED", "INSERT { ?g :has ?s } USING NAMED :h WHERE { GRAPH ?g { ?s :p ?o } }", before + ":h :has :x ."},
		{"graphs by variable", "DELETE { GRAPH ?g { ?s :p ?o } } WHERE { GRAPH ?g { ?s :p ?o FILTER(?o != :b) } }", ":a :p :b . :g { :a :p :b }"},
		{"what RDF does not allow is left out", "INSERT { ?o :q ?s . ?none :q 1 } WHERE { :a :p ?s BIND(1 AS ?o) }", before},
		{"blank nodes are new for each solution", "INSERT { [] :of ?o } WHERE { GRAPH :g { :a :p ?o } }", before + "[] :of :b . [] :of :c ."},
		{"a blank node is one in an operation", "INSERT DATA { _:n :p 1 . GRAPH :g { _:n :p 2 } } ; INSERT DATA { _:m :p 3 }", before + "_:n :p 1 . :g { _:n :p 2 } _:m :p 3 ."},
		{"triple terms", "INSERT DATA { :r rdfs:says <<( :a :p :b )>> }", before + ":r rdfs:says <<( :a :p :b )>> ."},
		{"CLEAR DEFAULT", "CLEAR DEFAULT", ":g { :a :p :b , :c } :h { :x :p :y }"},
		{"CLEAR NAMED", "CLEAR NAMED", ":a :p :b ."},
		{"DROP ALL", "DROP ALL", ""},
		{"DROP of a graph that is not there", "DROP GRAPH :none", before},
		{"CREATE", "CREATE GRAPH :new", before},
		{"CREATE SILENT", "CREATE SILENT GRAPH :g", before},
		{"COPY", "COPY :g TO :h", ":a :p :b . :g { :a :p :b , :c } :h { :a :p :b , :c }"},
		{"COPY onto itself", "COPY :g TO :g", before},
		{"MOVE", "MOVE :g TO DEFAULT", ":a :p :b , :c . :h { :x :p :y }"},
		{"ADD", "ADD DEFAULT TO :h", before + ":h { :a :p :b }"},
		{"ADD SILENT", "ADD SILENT :none TO :h", before},
		{"LOAD", "LOAD <http://example.org/doc>", before + "[] :from :doc ."},
		{"LOAD INTO", "LOAD <http://example.org/doc> INTO GRAPH :g", before + ":g { [] :from :doc }"},
		{"a LOAD that fails silently leaves nothing", "LOAD SILENT <http://example.org/broken> ; INSERT DATA { :n :is 1 }", before + ":n :is 1 ."},
		{"nothing", "", before},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := trig(t, before)
			_, err := sparql.New(sparql.Options{Load: loader}).Update(t.Context(), s, tt.request, sparql.UpdateOptions{Prefixes: prefixes})
			if err != nil {
				t.Fatal(err)
			}
			got, err := rdf.ReadDataset(s.Snapshot().Quads(graph.Pattern{}))
			if err != nil {
				t.Fatal(err)
			}
			want, err := rdf.ReadDataset(trig(t, tt.want).Snapshot().Quads(graph.Pattern{}))
			if err != nil {
				t.Fatal(err)
			}
			if diff := canon.Diff(got, want); diff != "" {
				t.Errorf("%s: %s", tt.request, diff)
			}
		})
	}
}

// An update that fails changes nothing.
func TestUpdateFails(t *testing.T) {
	tests := []struct {
		name, request string
		want          error
		options       sparql.UpdateOptions
	}{
		{"CREATE", "CREATE GRAPH :g", sparql.ErrState, sparql.UpdateOptions{}},
		{"COPY", "COPY :none TO :g", sparql.ErrState, sparql.UpdateOptions{}},
		{"LOAD", "LOAD <http://example.org/doc>", sparql.ErrDenied, sparql.UpdateOptions{}},
		{"syntax", "INSERT DATA { ?x :p 1 }", new(rdf.SyntaxError), sparql.UpdateOptions{}},
		{"two datasets", "WITH :g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", new(rdf.SyntaxError), sparql.UpdateOptions{DefaultGraphs: []string{"http://example.org/g"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := trig(t, ":g { :a :p :b }")
			before := s.Snapshot()
			tt.options.Prefixes = prefixes
			_, err := sparql.New(sparql.Options{}).Update(t.Context(), s, "INSERT DATA { :n :is 1 } ; "+tt.request, tt.options)
			if syntax := new(rdf.SyntaxError); !errors.Is(err, tt.want) && (!errors.As(tt.want, &syntax) || !errors.As(err, &syntax)) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if s.Snapshot() != before {
				t.Error("something has changed")
			}
		})
	}
}

func TestOutcome(t *testing.T) {
	s := trig(t, ":a :p :b , :c . :g { :a :p :b }")
	e := sparql.New(sparql.Options{})
	done, err := e.Update(t.Context(), s, "DELETE { ?s ?p ?o } INSERT { :n :p 1 } WHERE { ?s ?p ?o }", sparql.UpdateOptions{Prefixes: prefixes, Change: graph.Change{Author: "me"}})
	if err != nil || done.Seq != 2 || done.Added != 1 || done.Removed != 2 || done.Elsewhere != 1 || done.Author != "me" {
		t.Errorf("%+v, %v", done, err)
	}
	done, err = e.Update(t.Context(), s, "INSERT DATA { :n :p 1 }", sparql.UpdateOptions{Prefixes: prefixes})
	if err != nil || done.Seq != 2 || done.Added+done.Removed != 0 {
		t.Errorf("of no change: %+v, %v", done, err)
	}
}
