package ingest_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/goldset"
)

// bars are what the development part must reach over all kinds; the goal of each
// kind is a precision of 0.90 and a recall of 0.80.
const (
	barPrecision = 0.90
	barRecall    = 0.80
)

// TestGold measures the annotated releases. PLENARY_GOLD names another folder,
// PLENARY_GOLD_SHOW a kind whose misses and errors are listed.
func TestGold(t *testing.T) {
	dir, documents := goldDocuments(t)
	counts := map[string][]goldset.Count{} // by kind, and by kind and language
	for _, d := range documents {
		c := compare(t, d)
		language := "other"
		if d.Language == "en" || d.Language == "fr" {
			language = d.Language
		}
		var all goldset.Count
		for _, kind := range goldset.Measured {
			counts[kind] = append(counts[kind], c.Counts[kind])
			counts[kind+" "+language] = append(counts[kind+" "+language], c.Counts[kind])
			all = goldset.Sum([]goldset.Count{all, c.Counts[kind]})
		}
		counts["all"] = append(counts["all"], all)
		counts["all "+language] = append(counts["all "+language], all)
	}
	t.Logf("%d documents in %s\n%s", len(documents), dir, tableOf(counts, keysOf(counts)))
	mustReach(t, goldset.Sum(counts["all"]), barPrecision, barRecall)
}

// goldDocuments are the annotated releases, and the folder that they are from.
func goldDocuments(t *testing.T) (dir string, documents []goldset.Document) {
	dir = cmp.Or(os.Getenv("PLENARY_GOLD"), "testdata/gold")
	documents, err := goldset.Load(os.DirFS(dir), ".")
	if err != nil {
		t.Fatal(err)
	}
	return dir, documents
}

// tableOf are the rows of docs/extraction.md, in the order of the keys; in brackets the
// middle 95 % of draws of documents.
func tableOf(counts map[string][]goldset.Count, keys []string) string {
	var table strings.Builder
	for _, key := range keys {
		sum := goldset.Sum(counts[key])
		low, high := goldset.Interval(counts[key], goldset.Count.Precision)
		lowR, highR := goldset.Interval(counts[key], goldset.Count.Recall)
		fmt.Fprintf(&table, "| %s | %d | %d | %d | %.3f (%.2f–%.2f) | %.3f (%.2f–%.2f) | %.3f |\n", key, sum.Hits, sum.Wrong, sum.Missed,
			sum.Precision(), low, high, sum.Recall(), lowR, highR, sum.F1())
	}
	return table.String()
}

func mustReach(t *testing.T, sum goldset.Count, precision, recall float64) {
	t.Helper()
	if sum.Precision() < precision || sum.Recall() < recall {
		t.Errorf("precision %.3f, recall %.3f; want %.2f and %.2f", sum.Precision(), sum.Recall(), precision, recall)
	}
}

func keysOf(counts map[string][]goldset.Count) (keys []string) {
	for _, kind := range append([]string{"all"}, goldset.Measured...) {
		for _, language := range []string{"", " en", " fr", " other"} {
			if counts[kind+language] != nil {
				keys = append(keys, kind+language)
			}
		}
	}
	return keys
}

func compare(t *testing.T, gold goldset.Document) goldset.Comparison {
	text, mentions, err := goldset.Unmark(gold.Marked)
	if err != nil {
		t.Fatal(err)
	}
	d := readGold(t, gold, text)
	var predicted []goldset.Mention
	for _, m := range extractor().Extract(d).Mentions {
		if m.Confidence >= 0.5 && goldset.Kinds[string(m.Type)] != "" || m.Type == ingest.DateType {
			predicted = append(predicted, predictionOf(m))
		}
	}
	c := goldset.Compare(mentions, predicted)
	show(t, gold.ID, text, c)
	return c
}

// readGold reads the text of a gold document with what is known of it.
func readGold(t *testing.T, gold goldset.Document, text string) *ingest.Document {
	t.Helper()
	name := gold.ID + ".txt"
	if gold.HTML {
		name = gold.ID + ".html"
	}
	meta := ingest.Meta{Title: gold.Title, Publisher: gold.Publisher, Date: gold.Date.Format("2006-01-02"), Language: gold.Language, Address: gold.URL}
	d, err := ingest.Read(strings.NewReader(text), ingest.ReadOptions{Name: name, Meta: meta})
	if err != nil {
		t.Fatalf("%s: %v", gold.ID, err)
	}
	if d.Text != text {
		t.Fatalf("%s: the text is not what was read", gold.ID)
	}
	return d
}

func predictionOf(m ingest.Mention) goldset.Mention {
	p := goldset.Mention{Kind: string(m.Type), Value: m.Value, Start: m.Start, End: m.End, Quote: m.Quote}
	if m.New {
		p.Label = m.Label
	} else if m.IRI != "" {
		p.IRI = strings.TrimPrefix(m.IRI, testBase)
	}
	return p
}

// show lists misses and errors with the words around them.
func show(t *testing.T, id, text string, c goldset.Comparison) {
	kind := os.Getenv("PLENARY_GOLD_SHOW")
	if kind == "" {
		return
	}
	runes := []rune(text)
	list := func(what string, mentions []goldset.Mention) {
		for _, m := range mentions {
			if !slices.Contains(goldset.Measured, m.Kind) || kind != "all" && !slices.Contains(strings.Split(kind, ","), m.Kind) {
				continue
			}
			around := string(runes[max(0, m.Start-40):m.Start]) + "⟦" + m.Quote + "⟧" + string(runes[m.End:min(len(runes), m.End+30)])
			t.Logf("%s %s %s %s%s%s: %s", what, m.Kind, id, m.IRI, m.Value, m.Label, strings.Join(strings.Fields(around), " "))
		}
	}
	list("missed", c.Missed)
	list("wrong ", c.Wrong)
}
