package review_test

import (
	"strings"
	"testing"

	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// snapshot returns how the claims of a fixture stand.
func (f *fixture) snapshot(t testing.TB) *review.Snapshot {
	t.Helper()
	now, err := f.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// TestSnapshot sees that a snapshot stays what it is, and is kept while nothing
// changes.
func TestSnapshot(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	before := f.snapshot(t)
	if f.snapshot(t) != before {
		t.Error("the claims are read again though nothing has changed")
	}
	bob := f.about(t, "bob")[0]
	f.decide(t, order(review.Accept, bob))
	f.decide(t, order(review.Reject, f.about(t, "cleo")...))
	after := f.snapshot(t)
	for _, tt := range []struct {
		name                    string
		of                      *review.Snapshot
		accepted, rejected, all int
		bobIsNew                bool
	}{{"before", before, 0, 0, 7, true}, {"after", after, 1, 1, 7, false}} {
		count := func(states ...review.State) int { return len(tt.of.Select(review.Filter{States: states})) }
		if count(review.Accepted) != tt.accepted || count(review.Rejected) != tt.rejected || count() != tt.all {
			t.Errorf("%s: %d accepted, %d rejected, %d", tt.name, count(review.Accepted), count(review.Rejected), count())
		}
		c, ok := tt.of.Claim(bob.IRI)
		if name := tt.of.Name(bob.Statement.O, "fr"); !ok || len(tt.of.NewThings(c)) > 0 != tt.bobIsNew || name.IsNew != tt.bobIsNew || name.Text != "Bob" {
			t.Errorf("%s: %+v, new: %v", tt.name, name, tt.of.NewThings(c))
		}
	}
	documents := after.Documents("en")
	if len(documents) != 1 || documents[0].Title.Text != "Release" || documents[0].By[review.Accepted] != 1 || documents[0].Claims != 7 || documents[0].Issued != "2025-01-03" {
		t.Errorf("%+v", documents)
	}
	if text, err := f.Text(documents[0].IRI); err != nil || text != release {
		t.Errorf("%q, %v", text, err)
	}
}

// TestRelations tells claims that contradict each other or the published data from
// those that say the same.
func TestRelations(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	more := "It began on 2 January, or on 4 January. Ada was there. Nobody hosted it."
	doc := document(t, more)
	doc.Address, doc.Title = "https://example.org/other", "Other"
	script := "2 January|meeting/m|startDate|\"2025-01-02\n4 January|meeting/m|startDate|\"2025-01-04\nAda|meeting/m|attendedBy|person/ada\nNobody|meeting/m|hostedBy|person/ada"
	if _, err := f.Propose(t.Context(), scripted{script}, doc, review.Proposing{}); err != nil {
		t.Fatal(err)
	}
	relations := func(c review.Claim) (told string) {
		now := f.snapshot(t)
		for _, r := range now.Relations(&c) {
			switch {
			case !r.Contradicts:
				told += "same "
			case r.Claim == rdf.Term{}:
				told += "published:" + r.Statement.O.Value() + " "
			default:
				told += "against:" + r.Statement.O.Value() + " "
			}
		}
		return strings.TrimSpace(told)
	}
	for name, want := range map[string]string{"2025-01-02": "against:2025-01-04 published:2025-01-01 same", "2025-01-04": "against:2025-01-02 published:2025-01-01", "cleo": ""} {
		if got := relations(f.about(t, name)[0]); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	f.decide(t, order(review.Reject, f.about(t, "2025-01-04")...))
	if got := relations(f.about(t, "2025-01-02")[0]); got != "published:2025-01-01 same" {
		t.Errorf("when the other is rejected: %s", got)
	}
}
