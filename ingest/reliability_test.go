package ingest_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/goldset"
)

// A rule whose mentions count must be right this often on the gold set, where it
// made enough of them to tell.
const (
	leastReliable = 0.60
	enough        = 20
)

// TestReliability measures how often the mentions of each rule are right, beside
// the confidence that the rule gives.
func TestReliability(t *testing.T) {
	documents, err := goldset.Load(os.DirFS("testdata/gold"), ".")
	if err != nil {
		t.Fatal(err)
	}
	byRule := map[string]*reliability{}
	for _, d := range documents {
		c, mentions := compareRules(t, d)
		for _, m := range mentions {
			rule := string(m.Type) + ": " + m.Rule
			if byRule[rule] == nil {
				byRule[rule] = &reliability{}
			}
			byRule[rule].add(m.Confidence, !slices.ContainsFunc(c.Wrong, func(w goldset.Mention) bool {
				return w.Start == m.Start && w.End == m.End && w.Kind == string(m.Type)
			}))
		}
	}
	t.Logf("\n%s", checkReliability(t, byRule))
}

// reliability is how often what a rule made is right, and how sure it said it was.
type reliability struct {
	right, all int
	stated     float64 // their sum
}

func (r *reliability) add(confidence float64, isRight bool) {
	r.all++
	r.stated += confidence
	if isRight {
		r.right++
	}
}

// checkReliability returns a table of rules. A rule that is wrong too often fails.
func checkReliability(t *testing.T, byRule map[string]*reliability) string {
	var table strings.Builder
	for _, rule := range sortedKeys(byRule) {
		r := byRule[rule]
		measured := float64(r.right) / float64(r.all)
		fmt.Fprintf(&table, "| %s | %d | %.2f | %.2f |\n", rule, r.all, r.stated/float64(r.all), measured)
		if r.all >= enough && measured < leastReliable {
			t.Errorf("%s is right %.2f of the time: it must abstain", rule, measured)
		}
	}
	return table.String()
}

func sortedKeys[V any](m map[string]V) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// compareRules compares the mentions that count, and returns them too.
func compareRules(t *testing.T, gold goldset.Document) (goldset.Comparison, []ingest.Mention) {
	text, marked, err := goldset.Unmark(gold.Marked)
	if err != nil {
		t.Fatal(err)
	}
	var counted []ingest.Mention
	var predicted []goldset.Mention
	for _, m := range extractor().Extract(readGold(t, gold, text)).Mentions {
		if m.Confidence >= 0.5 && slices.Contains(goldset.Measured, string(m.Type)) {
			counted = append(counted, m)
			predicted = append(predicted, predictionOf(m))
		}
	}
	return goldset.Compare(marked, predicted), counted
}
