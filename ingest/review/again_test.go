package review_test

import (
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

func (f *fixture) again(t testing.TB, claims string) review.Proposed {
	t.Helper()
	done, err := f.Propose(t.Context(), scripted{claims}, document(t, release), review.Proposing{Again: true})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// Read again by the same rules a text gives nothing; by others, what they find and
// nothing of what was decided.
func TestAgain(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	f.decide(t, order(review.Reject, f.about(t, "dora")...))
	f.decide(t, order(review.Accept, f.about(t, "bob")...))
	f.decide(t, order(review.Defer, f.about(t, "cleo")...))
	before := dump(t, f.quarantine)
	if done := f.again(t, script); done.Claims != 0 || done.Waiting != 5 || done.Standing != 1 || done.Remembered != 1 || done.Dropped != 0 || dump(t, f.quarantine) != before {
		t.Errorf("by the same rules: %+v", done)
	}
	rules := strings.Replace(script, "2 January|meeting/m|startDate|\"2025-01-02", "January|meeting/m|endDate|\"2025-01-02", 1)
	done := f.again(t, rules)
	if done.Claims != 1 || done.Waiting != 4 || done.Standing != 1 || done.Remembered != 1 || done.Dropped != 1 {
		t.Errorf("by other rules: %+v", done)
	}
	want := map[review.State]int{review.Pending: 4, review.Accepted: 1, review.Rejected: 1, review.Deferred: 1}
	claims, err := f.Claims(review.Filter{})
	for _, c := range claims {
		want[c.State]--
		if run := "run/" + c.Source.Value()[strings.LastIndexByte(c.Source.Value(), '/')+1:] + "-by-rules-2"; strings.Contains(c.Rule, "endDate") != has(f.quarantine, graph.Pattern{S: c.IRI, P: rdf.IRI(ontology.ExtractedBy), O: rdf.IRI(base + "id/" + run)}) {
			t.Errorf("%s is not of the run that found it", c.Rule)
		}
	}
	for state, n := range want {
		if n != 0 || err != nil {
			t.Errorf("%d too few are %s, %v", n, state, err)
		}
	}
}

// A document without an address is known by its title and its lines.
func TestVersionByTitle(t *testing.T) {
	text := "Ada and Bob met.\nAda hosted the meeting.\nIt began on 2 January.\nCleo was there."
	tests := []struct {
		name, title, text, address string
		is                         bool
	}{
		{"a line more", "Statement", text + "\nDora too.", "", true},
		{"half of the lines", "Statement", "Ada and Bob met.\nAda hosted the meeting.\nAnd so on.\nAnd on.", "", true},
		{"an address by now", "Statement", text + "\n", "https://example.org/s", true},
		{"other lines", "Statement", "Something else.\nAda hosted the meeting.\nAnd so on.\nAnd on.", "", false},
		{"another title", "Communiqué", text + "\nDora too.", "", false},
		{"no title", "", text + "\nDora too.", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFixture(t)
			first, err := f.Propose(t.Context(), scripted{script}, titled(t, "Statement", text, ""), review.Proposing{})
			if err != nil {
				t.Fatal(err)
			}
			done, err := f.Propose(t.Context(), scripted{script}, titled(t, tt.title, tt.text, tt.address), review.Proposing{})
			if err != nil || (done.RevisionOf == first.Source) != tt.is {
				t.Errorf("%+v, %v", done, err)
			}
		})
	}
}

func titled(t *testing.T, title, text, address string) *ingest.Document {
	t.Helper()
	d, err := ingest.Read(strings.NewReader(text), ingest.ReadOptions{Name: "s.txt", Meta: ingest.Meta{Title: title, Language: "en", Address: address}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Words that stand in a new version more than once are found where they have the
// context that they had.
func TestReanchorByContext(t *testing.T) {
	f := newFixture(t)
	x := scripted{"Bob|meeting/m|attendedBy|person/bob"}
	if _, err := f.Propose(t.Context(), x, document(t, "Ada spoke first. Then Bob answered her."), review.Proposing{}); err != nil {
		t.Fatal(err)
	}
	f.decide(t, order(review.Accept, f.about(t, "bob")...))
	next := "Bob is not in the chair. Ada spoke first. Then Bob answered her. Bob again."
	done, err := f.Propose(t.Context(), scripted{}, document(t, next), review.Proposing{})
	if err != nil || done.Moved != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	c := f.about(t, "bob")[0]
	if at := strings.Index(next, "Bob answered"); c.Start != at || c.End != at+3 || c.Source != done.Source || c.State != review.Accepted {
		t.Errorf("the passage is %d to %d of %s, want %d", c.Start, c.End, c.Source.Value(), at)
	}
}

// Documents are read again as they were read first.
func TestReadings(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	last := f.propose(t, revised)
	all, err := f.Readings()
	if err != nil || len(all) != 1 || all[0].Source != last.Source {
		t.Fatalf("%+v, %v", all, err)
	}
	want, got := document(t, revised), must(f.Open(all[0]))
	if got.Meta != want.Meta || got.Text != want.Text || got.Hash != want.Hash {
		t.Errorf("%+v, want %+v", got.Meta, want.Meta)
	}
	if states := must(f.Claims(review.Filter{})); !slices.IsSortedFunc(states, func(a, b review.Claim) int { return a.Start - b.Start }) {
		t.Error("claims are not in the order of the text")
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
