package goldset_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"w3id.org/plenary/data"
	"w3id.org/plenary/ingest/goldset"
	"w3id.org/plenary/ontology"
)

const gold = "../testdata/gold"

var dirs = []string{".", "heldout"}

func load(t *testing.T, dir string) []goldset.Document {
	t.Helper()
	docs, err := goldset.Load(os.DirFS(gold), dir)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestReferences finds every IRI of a mention or claim in the embedded data.
func TestReferences(t *testing.T) {
	entries, err := data.IRIs(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, e := range entries {
		known[e.IRI] = true
	}
	for _, dir := range dirs {
		for _, d := range load(t, dir) {
			_, mentions, _ := goldset.Unmark(d.Marked)
			labels := map[string]bool{}
			for _, m := range mentions {
				if m.IRI != "" && !known[m.IRI] {
					t.Errorf("%s: %q is %s, which the data does not know", d.ID, m.Quote, m.IRI)
				}
				labels["new:"+m.Label] = true
			}
			for _, c := range d.Claims {
				for _, end := range []string{c.Subject, c.Object} {
					if !known[end] && !labels[end] && !strings.HasPrefix(end, `"`) {
						t.Errorf("%s: a claim is about %s, which is neither in the data nor mentioned as new", d.ID, end)
					}
				}
			}
		}
	}
}

func TestPredicates(t *testing.T) {
	for _, dir := range dirs {
		for _, d := range load(t, dir) {
			for _, c := range d.Claims {
				if _, known := ontology.Lookup(ontology.Namespace + strings.TrimPrefix(c.Predicate, "pl:")); !known {
					t.Errorf("%s: %s is no term of the ontology", d.ID, c.Predicate)
				}
			}
		}
	}
}

// TestSpans cuts every mention out of the text by its offsets.
func TestSpans(t *testing.T) {
	for _, dir := range dirs {
		for _, d := range load(t, dir) {
			text, mentions, err := goldset.Unmark(d.Marked)
			if err != nil {
				t.Fatal(err)
			}
			points := []rune(text)
			for _, m := range mentions {
				if got := string(points[m.Start:m.End]); got != m.Quote {
					t.Errorf("%s: [%d:%d] is %q, want %q", d.ID, m.Start, m.End, got, m.Quote)
				}
			}
		}
	}
}

// TestHTML requires that each text node can be unmarked alone, and that marks
// stand nowhere else, nor in the title.
func TestHTML(t *testing.T) {
	for _, dir := range dirs {
		for _, d := range load(t, dir) {
			if !d.HTML {
				continue
			}
			_, all, _ := goldset.Unmark(d.Marked)
			found := 0
			within := ""
			for z := html.NewTokenizer(strings.NewReader(d.Marked)); z.Next() != html.ErrorToken; {
				token := z.Token()
				if token.Type == html.StartTagToken {
					within = token.Data
				}
				if token.Type != html.TextToken || within == "title" {
					continue
				}
				_, mentions, err := goldset.Unmark(token.Data)
				if err != nil {
					t.Errorf("%s: %v", d.ID, err)
				}
				found += len(mentions)
			}
			if found != len(all) {
				t.Errorf("%s: %d of %d marks stand in text nodes", d.ID, found, len(all))
			}
		}
	}
}

// TestFiles requires that a file is named for its document, that no two share
// an id, that a third is held out, and that none of the 102 has gone.
func TestFiles(t *testing.T) {
	count := map[string]int{}
	seen := map[string]bool{}
	for _, dir := range dirs {
		for _, d := range load(t, dir) {
			name := d.ID + ".txt"
			if d.HTML {
				name = d.ID + ".html"
			}
			if _, err := os.Stat(filepath.Join(gold, dir, name)); err != nil {
				t.Error(err)
			}
			if seen[d.ID] {
				t.Errorf("%s occurs twice", d.ID)
			}
			seen[d.ID] = true
			count[dir]++
		}
	}
	if n := len(seen); n < 102 || count["heldout"] != n/3 {
		t.Errorf("%d of %d documents are held out, want a third of 102 or more", count["heldout"], n)
	}
}
