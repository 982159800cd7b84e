package feeds_test

import (
	"reflect"
	"testing"
	"time"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

func iri(path string) rdf.Term { return rdf.IRI("https://example.org/id/" + path) }

// store returns a store that holds quads.
func store(t *testing.T, quads ...rdf.Quad) *graph.Store {
	t.Helper()
	s := graph.New(graph.Options{})
	change(t, s, quads, nil)
	return s
}

// change adds and removes quads in one commit.
func change(t *testing.T, s *graph.Store, add, remove []rdf.Quad) {
	t.Helper()
	_, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		for _, q := range remove {
			if _, err := tx.Remove(q); err != nil {
				return err
			}
		}
		for _, q := range add {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTombstoneIsReadAsWritten(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	reasons := []rdf.Term{rdf.LangString("never met", "en"), rdf.LangString("jamais réunie", "fr")}
	tests := []struct {
		name string
		want feeds.Tombstone
	}{
		{"withdrawal", feeds.Tombstone{Activity: iri("withdrawal/1"), Thing: iri("meeting/m"), Reasons: reasons, Agent: iri("person/c"), Time: at}},
		{"withdrawal with replacement", feeds.Tombstone{Activity: iri("withdrawal/1"), Thing: iri("meeting/m"), Replacement: iri("meeting/n"), Reasons: reasons[:1], Time: at}},
		{"merger", feeds.Tombstone{Activity: iri("merger/1"), Thing: iri("person/a"), Merged: true, Replacement: iri("person/b"), Reasons: reasons[:1], Agent: iri("person/c"), Time: at}},
		{"nothing said of it", feeds.Tombstone{Activity: iri("withdrawal/1"), Thing: iri("meeting/m")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			snap := store(t, test.want.Quads(iri("graph/tombstones"))...).Snapshot()
			got, ok, err := feeds.TombstoneOf(snap, test.want.Thing)
			if err != nil || !ok || !reflect.DeepEqual(got, test.want) {
				t.Errorf("TombstoneOf(%v) = %+v, %v, %v, want %+v", test.want.Thing, got, ok, err, test.want)
			}
			if _, ok, _ := feeds.TombstoneOf(snap, test.want.Activity); ok {
				t.Errorf("the activity has a tombstone of its own")
			}
		})
	}
}

func TestMergerKeepsTheAlias(t *testing.T) {
	merger := feeds.Tombstone{Activity: iri("merger/1"), Thing: iri("person/a"), Merged: true, Replacement: iri("person/b")}
	alias := graph.Pattern{S: merger.Replacement, P: rdf.IRI(ontology.OWLSameAs), O: merger.Thing}
	if !store(t, merger.Quads(rdf.Term{})...).Snapshot().Has(alias) {
		t.Error("the replacement is not said to be the same")
	}
}

func TestWhichTombstoneCounts(t *testing.T) {
	old, recent := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	thing := iri("person/a")
	withdrawal := feeds.Tombstone{Activity: iri("withdrawal/1"), Thing: thing, Time: old}
	merger := feeds.Tombstone{Activity: iri("merger/1"), Thing: thing, Merged: true, Replacement: iri("person/b"), Time: recent}
	nowhere := feeds.Tombstone{Activity: iri("merger/2"), Thing: thing, Merged: true}
	later := feeds.Tombstone{Activity: iri("withdrawal/2"), Thing: thing, Time: recent}
	tests := []struct {
		name  string
		given []feeds.Tombstone
		want  rdf.Term
	}{
		{"none", nil, rdf.Term{}},
		{"a withdrawal before a later merger", []feeds.Tombstone{withdrawal, merger}, withdrawal.Activity},
		{"the latest of two", []feeds.Tombstone{withdrawal, later}, later.Activity},
		{"a merger with nothing is none", []feeds.Tombstone{nowhere}, rdf.Term{}},
		{"a merger with something", []feeds.Tombstone{nowhere, merger}, merger.Activity},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var quads []rdf.Quad
			for _, one := range test.given {
				quads = append(quads, one.Quads(rdf.Term{})...)
			}
			got, ok, err := feeds.TombstoneOf(store(t, quads...).Snapshot(), thing)
			if err != nil || ok == test.want.IsZero() || got.Activity != test.want {
				t.Errorf("TombstoneOf = %v, %v, %v, want %v", got.Activity, ok, err, test.want)
			}
		})
	}
}

func TestReasonInALanguage(t *testing.T) {
	stone := feeds.Tombstone{Reasons: []rdf.Term{rdf.LangString("why", "en"), rdf.LangString("pourquoi", "fr")}}
	for lang, want := range map[string]string{"en": "why", "fr": "pourquoi", "de": "why"} {
		if got := stone.Reason(lang); got != want {
			t.Errorf("Reason(%q) = %q, want %q", lang, got, want)
		}
	}
	if got := (feeds.Tombstone{}).Reason("en"); got != "" {
		t.Errorf("Reason of none = %q", got)
	}
}
