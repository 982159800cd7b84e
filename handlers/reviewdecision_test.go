package handlers

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

// reviewedClaim is a claim that was accepted and then accepted again with another.
const reviewedClaim = `
<id/meeting/m> pl:attendedBy <id/person/ada> .
<id/claim/c> a pl:Claim ; rdf:subject <id/meeting/m> ; rdf:predicate pl:attendedBy ; rdf:object <id/person/ada> ; pl:claimStatus pl:Stated ; pl:confidence 0.8 ; pl:evidence <id/passage/p> .
<id/passage/p> a pl:Passage ; pl:passageOf <id/source/s> .
<id/decision/3> a pl:ReviewDecision ; pl:decides <id/claim/c> , <id/claim/d> ; pl:decision pl:Edited ; prov:endedAtTime "2026-02-01T00:00:00Z"^^xsd:dateTime .
<id/decision/2> a pl:ReviewDecision ; pl:decides <id/claim/c> ; pl:decision pl:Accepted ; prov:endedAtTime "2026-01-01T00:00:00Z"^^xsd:dateTime ; prov:wasAssociatedWith <id/agent/ada-l> ; pl:reason "clear"@en .
<id/agent/ada-l> rdfs:label "Ada L." .
`

// Evidence says who decided on a claim, when and why.
func TestEvidenceShowsDecisions(t *testing.T) {
	var text strings.Builder
	for _, p := range ontology.Prefixes {
		text.WriteString("@prefix " + p.Name + ": <" + p.IRI + "> .\n")
	}
	f, _ := rdf.FormatOf("turtle")
	store := graph.New(graph.Options{})
	t.Cleanup(func() { store.Close() })
	if _, err := store.Load(t.Context(), graph.Change{}, codec.Decode(f, strings.NewReader(text.String()+reviewedClaim), rdf.DecodeOptions{Base: testBase}, codec.Options{})); err != nil {
		t.Fatal(err)
	}
	h := writable(t, store)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/evidence?iri=id/claim/c", nil))
	var answer struct{ Items []evidence.Support }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || len(answer.Items) != 1 {
		t.Fatalf("%v: %s", err, w.Body)
	}
	got := answer.Items[0].Decisions
	if len(got) != 2 || got[0].Decision != ontology.Accepted || got[0].Reviewer == nil || got[0].Reviewer.Label != "Ada L." || got[0].Reason != "clear" ||
		got[0].Time != "2026-01-01T00:00:00Z" || got[1].Decision != ontology.Edited || got[1].Reviewer != nil {
		t.Errorf("%+v", got)
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/evidence?iri=id/claim/c&format=nt", nil))
	if body := w.Body.String(); !strings.Contains(body, "decision/2> <https://w3id.org/plenary#decision> <https://w3id.org/plenary#Accepted>") || strings.Contains(body, "claim/d") {
		t.Errorf("%d %s", w.Code, body)
	}
}
