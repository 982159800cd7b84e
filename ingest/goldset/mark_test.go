package goldset_test

import (
	"strings"
	"testing"

	"w3id.org/plenary/ingest/goldset"
)

func TestUnmark(t *testing.T) {
	text, mentions, err := goldset.Unmark("À ⟦place id/place/paris|Paris⟧ : ⟦topic? id/priority/ukraine|guerre en ⟦party id/country/ukraine|Ukraine⟧⟧, ⟦person new:Ada Li|Mme\nLi⟧, ⟦office new|maire  de Nice⟧")
	if err != nil {
		t.Fatal(err)
	}
	if want := "À Paris : guerre en Ukraine, Mme\nLi, maire  de Nice"; text != want {
		t.Errorf("text = %q, want %q", text, want)
	}
	want := []goldset.Mention{
		{Kind: "place", IRI: "id/place/paris", Start: 2, End: 7, Quote: "Paris"},
		{Kind: "topic", IRI: "id/priority/ukraine", Optional: true, Start: 10, End: 27, Quote: "guerre en Ukraine"},
		{Kind: "party", IRI: "id/country/ukraine", Start: 20, End: 27, Quote: "Ukraine"},
		{Kind: "person", Label: "Ada Li", Start: 29, End: 35, Quote: "Mme\nLi"},
		{Kind: "office", Label: "maire de Nice", Start: 37, End: 51, Quote: "maire  de Nice"},
	}
	if len(mentions) != len(want) {
		t.Fatalf("%d mentions, want %d", len(mentions), len(want))
	}
	for i, m := range mentions {
		if m != want[i] {
			t.Errorf("mention %d = %+v, want %+v", i, m, want[i])
		}
	}
}

func TestUnmarkErrors(t *testing.T) {
	for _, tt := range []struct{ name, marked, want string }{
		{"not closed", "⟦place new|Nice", "not closed"},
		{"not opened", "Nice⟧", "not opened"},
		{"no words", "⟦place new⟧", "without words"},
		{"empty words", "⟦place new|⟧", "empty"},
		{"blank at the end", "⟦place new|Nice ⟧", "blanks"},
		{"unknown kind", "⟦town new|Nice⟧", "no kind"},
		{"reference of another kind", "⟦place id/country/france|France⟧", "no reference"},
		{"no reference", "⟦place|Nice⟧", "no reference"},
		{"no day of the calendar", "⟦date 2025-02-30|30 February⟧", "no day"},
		{"no date", "⟦date soon|soon⟧", "no day"},
		{"interval backwards", "⟦date 2025-06-17/2025-06-15|17 to 15⟧", "ends before"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := goldset.Unmark(tt.marked); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Unmark(%q) = %v, want an error with %q", tt.marked, err, tt.want)
			}
		})
	}
}

func FuzzUnmark(f *testing.F) {
	f.Add("⟦place new|Nice⟧ and ⟦⟦|⟧ \xff⟦date 2025|é⟧")
	f.Fuzz(func(t *testing.T, marked string) {
		text, mentions, err := goldset.Unmark(marked)
		if err != nil {
			return
		}
		points := []rune(text)
		for _, m := range mentions {
			if got := string(points[m.Start:m.End]); got != string([]rune(m.Quote)) {
				t.Errorf("[%d:%d] of %q is %q, want %q", m.Start, m.End, text, got, m.Quote)
			}
		}
	})
}

func TestParseErrors(t *testing.T) {
	const head = "id: a\nlanguage: en\ntitle: T\npublisher: P\ndate: 2025-01-02\nurl: u\nformat: text\nnote: n\n\n"
	if _, err := goldset.Parse(head + "Text\n---\n<id/place/nice> pl:region \"Provence\"\n"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, file, want string }{
		{"no empty line", "id: a\nlanguage: en", "no empty line"},
		{"a header line is missing", "id: a\n\nText", "header lines"},
		{"out of order", strings.Replace(head, "id:", "url:", 1) + "Text", `not "id"`},
		{"impossible date", strings.Replace(head, "01-02", "13-02", 1) + "Text", "header date"},
		{"unknown format", strings.Replace(head, "format: text", "format: pdf", 1) + "Text", "neither html nor text"},
		{"a mark that is not closed", head + "⟦place new|Nice", "not closed"},
		{"no claim", head + "Text\n---\nNice is nice\n", "not a claim"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := goldset.Parse(tt.file); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse = %v, want an error with %q", err, tt.want)
			}
		})
	}
}
