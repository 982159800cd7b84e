package review_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/ingest/review"
)

// What reviewers decided says how sure a rule is, where there is enough of it, and
// later claims say so once it is applied.
func TestCalibration(t *testing.T) {
	f := newFixture(t)
	text, claims := manyClaims(30)
	claims += "Guest0.|meeting/m|hostedBy|person/ada\n"
	if _, err := f.Propose(t.Context(), scripted{claims}, document(t, text), review.Proposing{}); err != nil {
		t.Fatal(err)
	}
	all := must(f.Claims(review.Filter{Kind: "attendedBy"}))
	f.decide(t, order(review.Accept, all[:6]...))
	f.decide(t, order(review.Reject, all[6:25]...))
	f.decide(t, order(review.Defer, all[25]))
	rows := must(f.Report()).Calibrated()
	want := review.Calibrated{Rule: "rule of attendedBy", Decided: 25, Accepted: 6, Stated: 0.8, Confidence: 0.40} // (6 + 10 × 0.8) ÷ 35
	if len(rows) == 1 {
		rows[0].Stated = math.Round(rows[0].Stated*100) / 100
	}
	if len(rows) != 1 || rows[0] != want {
		t.Fatalf("%+v, want %+v", rows, want)
	}
	folder := t.TempDir()
	if err := review.WriteCalibration(folder, rows); err != nil {
		t.Fatal(err)
	}
	x := must(review.ReadCalibration(folder)).Over(scripted{claims})
	for _, c := range x.Extract(document(t, text)).Claims {
		if want := map[bool]float64{true: 0.4, false: 0.8}[c.Rule == "rule of attendedBy"]; c.Confidence != want {
			t.Fatalf("%s has %v, want %v", c.Rule, c.Confidence, want)
		}
	}
}

func TestCalibrationFile(t *testing.T) {
	tests := []struct{ name, text, says string }{
		{"none", "", ""},
		{"a line", "rule,decided,accepted,confidence\na,1,1,0.5\n", ""},
		{"no number", "rule,decided,accepted,confidence\na,1,1,high\n", ":2: \"high\""},
		{"above 1", "rule,decided,accepted,confidence\na,1,1,1\nb,1,1,85\n", ":3: \"85\""},
		{"no table", "rule;confidence\n", "wrong number of fields"},
	}
	for _, tt := range tests {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, review.CalibrationFile), []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := review.ReadCalibration(folder)
		if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
		}
	}
	if c, err := review.ReadCalibration(t.TempDir()); err != nil || c != nil {
		t.Errorf("of an empty folder: %v, %v", c, err)
	}
}
