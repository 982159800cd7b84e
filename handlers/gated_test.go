package handlers

import (
	"encoding/json"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	ttl "w3id.org/plenary/rdf/turtle"
)

const gateShapes = `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <x:> .
:Person sh:targetClass :Person ; sh:property [ sh:path :name ; sh:minCount 1 ; sh:message "a person has a name"@en ] .
:Named sh:targetClass :Person ; sh:property [ sh:path :name ; sh:maxCount 1 ; sh:severity sh:Warning ] .`

// newGated returns a server whose changes pass a gate of shapes.
func newGated(t *testing.T, shapes string) *writer {
	t.Helper()
	compiled, err := shacl.Compile(ttl.Decode(strings.NewReader(shapes), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	w.gate = &shacl.Gate{Rules: []shacl.Rule{{Shapes: compiled}}}
	w.open(t, testBase)
	return w
}

// Each way to change the data passes the gate: violations are refused whole, and
// warnings reported.
func TestGateOfChanges(t *testing.T) {
	long := strings.Repeat("<x:a> <x:b> <x:c> .\n", 500)
	const person, bad, warned = "<x:p> a <x:Person> ; <x:name> 'P' . ", "<x:q> a <x:Person> .", "<x:p> <x:name> 'Q' ."
	changes := []struct{ name, method, target, media, before, after string }{
		{"update", "POST", "/sparql", protocol.UpdateMedia, "INSERT DATA { ", " }"},
		{"put", "PUT", graphG, turtleMedia, person, ""},
		{"post", "POST", graphG, turtleMedia, long, ""},
		{"dataset", "POST", "/graphs", "application/trig", "<x:g> { ", " }"},
	}
	for _, tt := range changes {
		t.Run(tt.name, func(t *testing.T) {
			w := newGated(t, gateShapes)
			if got := w.send("PUT", "/graphs?default", person, "Content-Type: "+turtleMedia); got.Code != 201 {
				t.Fatal(got.Body)
			}
			got := w.send(tt.method, tt.target, tt.before+bad+tt.after, "Content-Type: "+tt.media)
			var p problem.Problem
			if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			if got.Code != 422 || p.Report == nil || p.Report.Total != 1 || p.Report.Results[0].FocusNode != "x:q" || p.Report.Results[0].Messages[0] != "a person has a name" || w.store.Snapshot().Seq() != 1 {
				t.Errorf("%d, commit %d: %s", got.Code, w.store.Snapshot().Seq(), got.Body)
			}
			got = w.send(tt.method, tt.target, tt.before+warned+tt.after, "Content-Type: "+tt.media)
			var done writing.Outcome
			if err := json.Unmarshal(got.Body.Bytes(), &done); err != nil {
				t.Fatal(err)
			}
			if got.Code/100 != 2 || done.Report == nil || done.Report.Results[0].Severity != shacl.Namespace+"Warning" || w.store.Snapshot().Seq() != 2 {
				t.Errorf("%d, commit %d: %s", got.Code, w.store.Snapshot().Seq(), got.Body)
			}
		})
	}
	t.Run("patch", func(t *testing.T) {
		w := newGated(t, gateShapes)
		rows := strings.Repeat("A <x:a> <x:b> <x:c> .\n", 500) + "A <x:q> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:Person> .\n"
		if got := w.send("PATCH", "/graphs", rows, "Content-Type: application/rdf-patch"); got.Code != 422 || w.store.Snapshot().Seq() != 0 {
			t.Errorf("%d: %s", got.Code, got.Body)
		}
	})
}

// A client of RDF gets the report in RDF.
func TestReportInRDF(t *testing.T) {
	w := newGated(t, gateShapes)
	got := w.send("POST", "/sparql", "INSERT DATA { <x:q> a <x:Person> }", "Content-Type: "+protocol.UpdateMedia, "Accept: text/turtle")
	d, err := rdf.ReadDataset(ttl.Decode(got.Body, rdf.DecodeOptions{}))
	if err != nil || got.Code != 422 {
		t.Fatalf("%d, %v", got.Code, err)
	}
	var report, result, focus int
	for _, q := range d.Quads() {
		switch {
		case q.O == rdf.IRI(shacl.Namespace+"ValidationReport"):
			report++
		case q.P == rdf.IRI(shacl.Namespace+"result"):
			result++
		case q.P == rdf.IRI(shacl.Namespace+"focusNode") && q.O == rdf.IRI("x:q"):
			focus++
		}
	}
	if report != 1 || result != 1 || focus != 1 {
		t.Errorf("%d reports, %d results, %d focus nodes: %v", report, result, focus, d.Quads())
	}
}

// Unless told otherwise plenary's own shapes gate all graphs.
func TestUsualGate(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	if got := w.send("POST", "/sparql", "INSERT DATA { GRAPH <g> { <id/meeting/x> a pl:MinisterialMeeting } }", "Content-Type: "+protocol.UpdateMedia); got.Code != 422 || w.store.Snapshot().Seq() != 0 {
		t.Errorf("a meeting without anything: %d: %s", got.Code, got.Body)
	}
}
