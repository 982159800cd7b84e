package review_test

import (
	"errors"
	"strings"
	"testing"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A claim is accepted on a published thing in place of a new one: claim and merger
// are one transaction, and are undone together.
func TestAcceptWithMerger(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	before := f.public.Snapshot().Seq()
	bob, ada := rdf.IRI(base+"id/person/bob"), rdf.IRI(base+"id/person/ada")
	claim := f.about(t, "bob")[0]
	if isNew := f.NewThings(&claim); len(isNew) != 1 || isNew[0] != bob {
		t.Errorf("new are %v", isNew)
	}
	o := order(review.Accept, claim)
	o.Mergers, o.Reason = []review.Merger{{New: bob, Into: ada}}, ""
	done := f.decide(t, o)
	now := f.public.Snapshot()
	if now.Seq() != before+1 || f.quarantine.Snapshot().Seq() != 1 {
		t.Errorf("%d commits, and %d of the quarantine", now.Seq()-before, f.quarantine.Snapshot().Seq())
	}
	if now.Has(graph.Pattern{S: bob}) || !now.Has(graph.Pattern{S: claim.IRI, P: rdf.IRI(ontology.RDFObject), O: ada}) {
		t.Error("the claim is published on the new thing")
	}
	if stone, gone, err := feeds.TombstoneOf(now, bob); err != nil || !gone || stone.Replacement != ada {
		t.Errorf("%+v, %v, %v", stone, gone, err)
	}
	accepted, err := f.Claims(review.Filter{Claims: []rdf.Term{claim.IRI}})
	if err != nil || accepted[0].State != review.Accepted || accepted[0].Statement.O != ada || accepted[0].Last.IRI != done.Decision {
		t.Fatalf("%+v, %v", accepted, err)
	}
	f.decide(t, order(review.Undo, accepted...))
	if f.public.Snapshot().Has(graph.Pattern{P: rdf.IRI(ontology.Merges)}) || len(f.about(t, "bob")) != 1 {
		t.Error("the merger is still there")
	}
}

// What mergers are refused, and that nothing is written then.
func TestMergersThatAreNone(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	iri := func(name string) rdf.Term { return rdf.IRI(base + "id/" + name) }
	before := dump(t, f.public) + dump(t, f.quarantine)
	claim := f.about(t, "bob")[0]
	tests := []struct {
		name   string
		action review.Action
		m      review.Merger
		says   string
	}{
		{"a published thing", review.Accept, review.Merger{New: iri("person/ada"), Into: iri("forum/f")}, "merge-entities"},
		{"an unknown thing", review.Accept, review.Merger{New: iri("person/x"), Into: iri("person/ada")}, "proposes"},
		{"into an unknown thing", review.Accept, review.Merger{New: iri("person/bob"), Into: iri("person/cleo")}, "not published"},
		{"with a rejection", review.Reject, review.Merger{New: iri("person/bob"), Into: iri("person/ada")}, "accept and edit"},
	}
	for _, tt := range tests {
		o := order(tt.action, claim)
		o.Mergers = []review.Merger{tt.m}
		if _, err := f.Decide(t.Context(), o); !errors.Is(err, review.ErrOrder) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if err := f.Unmerge(t.Context(), iri("person/bob"), "Ada"); !errors.Is(err, review.ErrOrder) {
		t.Errorf("taken back though there is none: %v", err)
	}
	if dump(t, f.public)+dump(t, f.quarantine) != before {
		t.Error("something was written")
	}
}

// A merger without claims is taken back alone.
func TestUnmerge(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	bob := rdf.IRI(base + "id/person/bob")
	if err := f.Merge(t.Context(), bob, rdf.IRI(base+"id/person/ada"), "Ada", ""); err != nil {
		t.Fatal(err)
	}
	if n := len(f.about(t, "bob")); n != 0 {
		t.Errorf("%d claims on what was merged", n)
	}
	if err := f.Unmerge(t.Context(), bob, "Ada"); err != nil {
		t.Fatal(err)
	}
	if n := len(f.about(t, "bob")); n != 1 {
		t.Errorf("%d claims on what is no longer merged", n)
	}
}
