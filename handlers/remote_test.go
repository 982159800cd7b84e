package handlers

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/egress"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
)

// What another server does wrong is no fault of the client, and changes nothing.
func TestOthersThatFail(t *testing.T) {
	denied, err := egress.New(egress.Options{Hosts: []string{"localhost"}})
	if err != nil {
		t.Fatal(err)
	}
	failing := func(err error) func(context.Context, string) iter.Seq2[rdf.Quad, error] {
		return func(context.Context, string) iter.Seq2[rdf.Quad, error] {
			return func(yield func(rdf.Quad, error) bool) { yield(rdf.Quad{}, err) }
		}
	}
	const load, service = "LOAD <http://localhost/x>", "INSERT { <x:a> <x:b> ?o } WHERE { SERVICE <http://localhost/x> { ?s ?p ?o } }"
	for _, tt := range []struct {
		name, text string
		options    sparql.Options
		status     int
		says       string
	}{
		{"out of reach", load, sparql.Options{Load: failing(fmt.Errorf("%w: status 500", egress.ErrRemote))}, 502, "problems/remote"},
		{"syntax", load, sparql.Options{Load: failing(&rdf.SyntaxError{Source: "http://localhost/x", Line: 1, Msg: "no"})}, 502, "problems/remote"},
		{"address of a private network", load, sparql.Options{Load: denied.Load}, 403, "problems/denied"},
		{"host", strings.Replace(load, "localhost", "other", 1), sparql.Options{Load: denied.Load}, 403, "not on the list"},
		{"service in a private network", service, sparql.Options{Services: denied}, 403, "problems/denied"},
		{"nobody is asked", service, sparql.Options{}, 403, "problems/denied"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWriter(t, graph.New(graph.Options{}), testBase)
			w.engine = sparql.New(tt.options)
			if w.open(t, testBase); strings.HasPrefix(tt.text, "INSERT") {
				w.send("PUT", "/graphs?default", "<x:s> <x:p> 1 .", "Content-Type: "+turtleMedia)
			}
			before := w.store.Snapshot().Seq()
			got := w.send("POST", "/sparql", tt.text, "Content-Type: "+protocol.UpdateMedia)
			if got.Code != tt.status || !strings.Contains(got.Body.String(), tt.says) || w.store.Snapshot().Seq() != before {
				t.Errorf("%d: %s", got.Code, got.Body)
			}
		})
	}
}
