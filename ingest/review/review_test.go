package review_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Nothing is published by proposing, all of a claim by accepting it, and undoing
// that leaves the published data as it was.
func TestAcceptAndUndo(t *testing.T) {
	f := newFixture(t)
	before := dump(t, f.public)
	if done := f.propose(t, release); done.Claims != 7 {
		t.Errorf("%d claims proposed, want 7", done.Claims)
	}
	if dump(t, f.public) != before {
		t.Fatal("proposing changes what is published")
	}
	bob := f.about(t, "bob")[0]
	done := f.decide(t, order(review.Accept, bob))
	states := []graph.Pattern{
		{S: bob.Statement.S, P: bob.Statement.P, O: bob.Statement.O, G: bob.Graph},
		{S: bob.IRI, P: rdf.IRI(ontology.Evidence), O: bob.Passage, G: bob.Graph},
		{S: bob.Passage, P: rdf.IRI(ontology.PassageOf), O: bob.Source},
		{S: bob.Passage, P: rdf.IRI(ontology.Anchor), O: rdf.String("Bob")},
		{S: bob.Source, P: rdf.IRI(ontology.TextHash)},
		{S: bob.Statement.O, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(ontology.ClassPerson)},
		{S: done.Decision, P: rdf.IRI(ontology.Decides), O: bob.IRI},
		{S: done.Decision, P: rdf.IRI(ontology.Decision), O: rdf.IRI(ontology.Accepted)},
		{S: done.Decision, P: rdf.IRI(ontology.Reason), O: rdf.LangString("because", "en")},
	}
	for _, p := range states {
		if !has(f.public, p) {
			t.Errorf("not published: %v %v %v", p.S.Value(), p.P.Value(), p.O)
		}
	}
	if has(f.public, graph.Pattern{O: rdf.IRI(base + "id/person/cleo")}) {
		t.Error("what was not accepted is published")
	}
	got := f.about(t, "bob")[0]
	if got.State != review.Accepted || got.Last.Reviewer != "Ada L." || got.Last.Reason != "because" || got.Last.IRI != done.Decision {
		t.Errorf("%+v", got)
	}
	f.decide(t, order(review.Undo, got))
	after := strings.Split(dump(t, f.public), "\n")
	for _, line := range after { // who reviews stays known
		if line != "" && !strings.Contains(before, line) && !strings.Contains(line, "/agent/ada-l-") {
			t.Errorf("left behind: %s", line)
		}
	}
	if state := f.about(t, "bob")[0].State; state != review.Pending {
		t.Errorf("undone it is %s", state)
	}
}

// What one claim brought stays while another needs it.
func TestUndoKeepsWhatOthersNeed(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	claims, _ := f.Claims(review.Filter{Kind: "attendedBy"})
	f.decide(t, order(review.Accept, claims[0]))
	f.decide(t, order(review.Accept, claims[1:]...))
	now, _ := f.Claims(review.Filter{States: []review.State{review.Accepted}})
	f.decide(t, order(review.Undo, now[0], now[2]))
	left, _ := f.Claims(review.Filter{States: []review.State{review.Accepted}})
	if len(left) != 2 {
		t.Fatalf("%d are accepted, want 2", len(left))
	}
	for _, c := range left {
		for _, s := range []rdf.Term{c.Passage, c.Source, c.Last.IRI} {
			if !has(f.public, graph.Pattern{S: s}) {
				t.Errorf("%s is gone", s.Value())
			}
		}
	}
	if problems := violations(t, f); problems != 0 {
		t.Errorf("%d violations", problems)
	}
}

// violations counts those of the whole published data.
func violations(t *testing.T, f *fixture) (n int) {
	t.Helper()
	fresh := graph.New(graph.Options{})
	defer fresh.Close()
	check := ownGate(t)
	_, err := fresh.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		for q, err := range f.public.Snapshot().Quads(graph.Pattern{}) {
			if err != nil {
				return err
			}
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		found, err := check(t.Context(), tx)
		n = len(found)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A retraction leaves a tombstone and both decisions, and undone it is as if it had
// not been.
func TestRetract(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	edit := order(review.Edit, f.about(t, "dora")[0])
	edit.Statement.O = rdf.IRI(base + "id/person/ada")
	f.decide(t, edit)
	before := dump(t, f.public)
	published, _ := f.Claims(review.Filter{States: []review.State{review.Edited}})
	c := published[0]
	f.decide(t, order(review.Retract, c))
	if has(f.public, graph.Pattern{S: c.IRI}) || has(f.public, graph.Pattern{S: c.Statement.S, P: c.Statement.P, O: c.Statement.O, G: c.Graph}) {
		t.Error("what was retracted is still said")
	}
	stone, gone, err := feeds.TombstoneOf(f.public.Snapshot(), c.IRI)
	if err != nil || !gone || stone.Reason("en") != "because" {
		t.Errorf("tombstone %+v, %v, %v", stone, gone, err)
	}
	if n := f.public.Snapshot().Count(graph.Pattern{P: rdf.IRI(ontology.Decides), O: c.IRI}); n != 2 {
		t.Errorf("%d decisions, want 2", n)
	}
	retracted, _ := f.Claims(review.Filter{States: []review.State{review.Retracted}})
	if len(retracted) != 1 {
		t.Fatalf("%d are retracted", len(retracted))
	}
	if violations(t, f) != 0 {
		t.Error("the tombstone violates a shape")
	}
	f.decide(t, order(review.Undo, retracted...))
	if dump(t, f.public) != before {
		t.Errorf("undone it is\n%s\nand was\n%s", dump(t, f.public), before)
	}
}

// The gate lets nothing pass that violates a shape; in part, it lets the rest pass.
func TestGate(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	before, waiting := dump(t, f.public), dump(t, f.quarantine)
	date := f.about(t, "2025-01-02")[0] // a second one
	all, _ := f.Claims(review.Filter{})
	edit := order(review.Edit, f.about(t, "cleo")[0])
	edit.Statement.O = rdf.IRI(base + "id/forum/f")
	for name, o := range map[string]review.Order{"accept": order(review.Accept, date), "edit": edit, "bulk": order(review.Accept, all...)} {
		_, err := f.Decide(t.Context(), o)
		var refused *review.RefusedError
		if !errors.As(err, &refused) || !errors.Is(err, review.ErrRefused) || len(refused.Violations) == 0 || !strings.Contains(err.Error(), "nothing was written") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if dump(t, f.public) != before || dump(t, f.quarantine) != waiting {
		t.Error("a refusal changes data")
	}
	o := order(review.Accept, all...)
	o.Partial = true
	done := f.decide(t, o)
	if len(done.Decided) != 6 || len(done.Refused) != 1 || done.Refused[0].Claim != date.IRI {
		t.Errorf("%d decided, refused %+v", len(done.Decided), done.Refused)
	}
}

// A thing that is new may be one that is published.
func TestMerge(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	dora, ada := rdf.IRI(base+"id/person/dora"), rdf.IRI(base+"id/person/ada")
	if err := f.Merge(t.Context(), dora, ada, "Ada L.", "a nickname"); err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]rdf.Term{"twice": {dora, ada}, "into nothing": {rdf.IRI(base + "id/person/bob"), dora}, "of what is published": {ada, ada}, "of nothing": {rdf.IRI(base + "id/x"), ada}} {
		if err := f.Merge(t.Context(), pair[0], pair[1], "Ada L.", ""); !errors.Is(err, review.ErrOrder) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f.decide(t, order(review.Accept, f.about(t, "ada")...))
	if has(f.public, graph.Pattern{S: dora}) || has(f.public, graph.Pattern{O: dora}) {
		t.Error("the merged thing is published")
	}
	if n := f.public.Snapshot().Count(graph.Pattern{P: rdf.IRI(ontology.AttendedBy), O: ada}); n != 1 {
		t.Errorf("%d statements that Ada attended, want 1", n)
	}
}

// Bad orders and bad texts say what is wrong, and nothing is written.
func TestBadOrders(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	bob, cleo := f.about(t, "bob")[0], f.about(t, "cleo")[0]
	stale := order(review.Reject, bob)
	f.decide(t, order(review.Accept, bob))
	bob = f.about(t, "bob")[0]
	noReason, nobody := order(review.Retract, bob), order(review.Accept, cleo)
	noReason.Reason, nobody.Reviewer = "", " "
	unknown := order(review.Accept, cleo)
	unknown.Targets[0].Claim = rdf.IRI(base + "id/claim/x")
	tests := []struct {
		name string
		o    review.Order
		want error
		says string
	}{
		{"decided meanwhile", stale, nil, "it is accepted, by Ada L. at 2026-01-01 12:00:00Z"},
		{"accept twice", order(review.Accept, bob), review.ErrState, "is accepted"},
		{"reject what is published", order(review.Reject, bob), review.ErrState, "retract it"},
		{"retract what waits", order(review.Retract, cleo), review.ErrState, "only what is published"},
		{"undo nothing", order(review.Undo, cleo), review.ErrState, "nothing was decided"},
		{"no reason", noReason, review.ErrOrder, "reason"},
		{"nobody", nobody, review.ErrOrder, "reviewer"},
		{"nothing", order(review.Accept), review.ErrOrder, "no claim"},
		{"an edit of nothing", order(review.Edit, cleo), review.ErrOrder, "in place of its own"},
		{"twice the same", order(review.Accept, cleo, cleo), review.ErrOrder, "twice"},
		{"no action", order("burn", cleo), review.ErrOrder, "burn"},
		{"no such claim", unknown, review.ErrUnknown, "id/claim/x"},
	}
	public, waiting := dump(t, f.public), dump(t, f.quarantine)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := f.Decide(t.Context(), tt.o)
			var conflict *review.ConflictError
			if err == nil || !strings.Contains(err.Error(), tt.says) || tt.want != nil && !errors.Is(err, tt.want) || tt.want == nil && !errors.As(err, &conflict) {
				t.Errorf("%v, want %v: %s", err, tt.want, tt.says)
			}
		})
	}
	file, _ := filepath.Glob(filepath.Join(string(f.texts), "*.txt"))
	if err := os.WriteFile(file[0], []byte(strings.Replace(release, "Cleo", "Zoe!", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Decide(t.Context(), order(review.Accept, cleo)); !errors.Is(err, review.ErrText) {
		t.Errorf("another text: %v", err)
	}
	if dump(t, f.public) != public || dump(t, f.quarantine) != waiting {
		t.Error("bad orders change data")
	}
	if done := f.propose(t, release); !done.IsKnown {
		t.Error("the text is not known")
	}
}

// A text that fails to be kept leaves no proposals.
func TestFailedProposal(t *testing.T) {
	f := newFixture(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	desk := review.New(f.public, f.quarantine, review.Texts(file), review.Options{Base: base})
	if _, err := desk.Propose(t.Context(), scripted{script}, document(t, release), review.Proposing{}); err == nil || f.quarantine.Snapshot().Len() != 0 {
		t.Errorf("%v, %d quads", err, f.quarantine.Snapshot().Len())
	}
}

// Filters select by each of their fields.
func TestFilters(t *testing.T) {
	f := newFixture(t)
	done := f.propose(t, release)
	f.decide(t, order(review.Accept, f.about(t, "bob")...))
	yes, no := true, false
	tests := []struct {
		name string
		f    review.Filter
		want int
	}{
		{"none", review.Filter{}, 7},
		{"state", review.Filter{States: []review.State{review.Accepted, review.Edited}}, 1},
		{"rule", review.Filter{Rule: "attended"}, 4},
		{"kind", review.Filter{Kind: "hostedBy"}, 1},
		{"kind by IRI", review.Filter{Kind: ontology.AttendedBy}, 4},
		{"document", review.Filter{Document: done.Source.Value()}, 7},
		{"document by name", review.Filter{Document: done.Source.Value()[len(base+"id/source/"):]}, 7},
		{"another document", review.Filter{Document: "other"}, 0},
		{"confidence", review.Filter{MinConfidence: 0.8, MaxConfidence: 0.8}, 7},
		{"more confidence", review.Filter{MinConfidence: 0.81}, 0},
		{"less confidence", review.Filter{MaxConfidence: 0.79}, 0},
		{"known", review.Filter{Known: &yes}, 1},
		{"new", review.Filter{Known: &no}, 6},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := f.Claims(tt.f); err != nil || len(got) != tt.want {
				t.Errorf("%d claims, %v, want %d", len(got), err, tt.want)
			}
		})
	}
}
