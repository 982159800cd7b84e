package review_test

import (
	"strconv"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// revised has what the release has, but for Cleo and the date, behind a preface.
const revised = "Corrected on Monday. Ada and Bob met. Ada hosted the meeting. Dora was there."

// The same text again proposes nothing.
func TestSameText(t *testing.T) {
	f := newFixture(t)
	first := f.propose(t, release)
	before := dump(t, f.quarantine)
	again := f.propose(t, release)
	if !again.IsKnown || again.Source != first.Source || dump(t, f.quarantine) != before {
		t.Errorf("%+v", again)
	}
}

// A new version takes the claims that wait, remembers what was rejected, and takes
// over the passages of what was accepted; those it does not have stay.
func TestNewVersion(t *testing.T) {
	f := newFixture(t)
	first := f.propose(t, release)
	f.decide(t, order(review.Reject, f.about(t, "dora")...))
	f.decide(t, order(review.Accept, f.about(t, "bob")[0], f.about(t, "cleo")[0]))
	done := f.propose(t, revised)
	want := review.Proposed{Source: done.Source, RevisionOf: first.Source, Claims: 3, Standing: 1, Remembered: 1, Dropped: 2, Moved: 1, Lost: []rdf.Term{f.about(t, "cleo")[0].Passage}}
	if len(done.Lost) != 1 || done.Lost[0] != want.Lost[0] {
		t.Errorf("lost %v", done.Lost)
	}
	if done.Lost, want.Lost = nil, nil; done.Claims != want.Claims || done.Standing != want.Standing || done.Remembered != want.Remembered || done.Dropped != want.Dropped || done.Moved != want.Moved || done.RevisionOf != want.RevisionOf {
		t.Errorf("%+v, want %+v", done, want)
	}
	bob := f.about(t, "bob")[0]
	now := f.public.Snapshot()
	for passage := range now.Triples(graph.Pattern{S: bob.IRI, P: rdf.IRI(ontology.Evidence)}) {
		at := strings.Index(revised, "Bob")
		if want := "-" + strconv.Itoa(at) + "-" + strconv.Itoa(at+3); !strings.HasSuffix(passage.O.Value(), want) || !strings.Contains(passage.O.Value(), done.Source.Value()[len(base+"id/source/"):]) {
			t.Errorf("the evidence is %s", passage.O.Value())
		}
	}
	if n := now.Count(graph.Pattern{S: bob.IRI, P: rdf.IRI(ontology.Evidence)}); n != 1 {
		t.Errorf("%d passages", n)
	}
	if violations(t, f) != 0 {
		t.Error("the published data violates a shape")
	}
	public := dump(t, f.public)
	if again := f.propose(t, revised); !again.IsKnown || again.Moved != 0 || dump(t, f.public) != public {
		t.Errorf("again: %+v", again)
	}
	waiting, _ := f.Claims(review.Filter{States: []review.State{review.Pending}})
	for _, c := range waiting {
		if c.Source != done.Source {
			t.Errorf("%s waits, of %s", c.IRI.Value(), c.Source.Value())
		}
		if _, words, _, err := f.Quote(&c, 0); err != nil || !strings.Contains(revised, words) {
			t.Errorf("%q, %v", words, err)
		}
	}
	f.decide(t, order(review.Accept, waiting...))
}

// What was decided on a thing whose IRI has the hash of the text holds for the next
// version too; what was published about the version itself does not.
func TestNewVersionOfThings(t *testing.T) {
	f := newFixture(t)
	x := scripted{"Ada hosted|quotation/q|note|person/ada\nBob|quotation/q|note|person/bob\nmet|source/r|about|meeting/m"}
	if _, err := f.Propose(t.Context(), x, document(t, release), review.Proposing{}); err != nil {
		t.Fatal(err)
	}
	f.decide(t, order(review.Accept, append(f.about(t, "ada"), f.about(t, "/m")...)...))
	f.decide(t, order(review.Reject, f.about(t, "bob")...))
	done, err := f.Propose(t.Context(), x, document(t, revised), review.Proposing{})
	if err != nil || done.Standing != 1 || done.Remembered != 1 || done.Claims != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}
