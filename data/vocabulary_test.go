package data

import (
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/ontology"
)

// reused returns the terms of other vocabularies that the ontology lists.
func reused(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, r := range readRows(t, filepath.Join("..", "ontology", "reused.csv")) {
		iri, err := expand(r["term"])
		if err != nil {
			t.Fatal(err)
		}
		out[iri] = true
	}
	return out
}

// TestTermsAreKnown: every predicate, every class and every value of our own
// vocabulary is declared, or listed among the reused ones.
func TestTermsAreKnown(t *testing.T) {
	known := reused(t)
	for _, term := range ontology.Terms() {
		known[term.IRI] = true
	}
	unknown := map[string]bool{}
	for _, q := range loaded(t).quads {
		used := []string{q.P.Value()}
		if q.P == rdfType || strings.HasPrefix(q.O.Value(), ontology.Namespace) {
			used = append(used, q.O.Value())
		}
		for _, iri := range used {
			if !known[iri] {
				unknown[iri] = true
			}
		}
	}
	for iri := range unknown {
		t.Errorf("the ontology does not know %s", iri)
	}
}

// TestMappedPredicates: the 51 predicates of the claims have a property each.
func TestMappedPredicates(t *testing.T) {
	d := loaded(t).tables.byName["predicates"]
	used := map[string]bool{}
	claims := loaded(t).tables.byName["seed_claims"]
	for i := range claims.rows {
		used[claims.cell(&claims.rows[i], "predicate")] = true
	}
	if len(d.rows) != 51 || len(used) != 51 {
		t.Errorf("%d predicates mapped and %d used, want 51", len(d.rows), len(used))
	}
}
