package ingest_test

import (
	"strings"
	"sync"
	"testing"

	"w3id.org/plenary/data"
	"w3id.org/plenary/ingest"
)

const testBase = "http://localhost:8080/"

// extractor resolves against the embedded data; it is made once.
var extractor = sync.OnceValue(func() *ingest.Extractor {
	g, err := ingest.NewGazetteer(testBase, data.Quads(testBase))
	if err != nil {
		panic(err)
	}
	return ingest.NewExtractor(g)
})

func read(t *testing.T, text string, meta ingest.Meta) *ingest.Document {
	t.Helper()
	d, err := ingest.Read(strings.NewReader(text), ingest.ReadOptions{Name: "test.txt", Meta: meta})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// found lists the mentions of a type that count: what they mean, with the words.
func found(t *testing.T, text string, meta ingest.Meta, typ ingest.Type) []string {
	t.Helper()
	var list []string
	for _, m := range extractor().Extract(read(t, text, meta)).Mentions {
		if m.Type != typ || m.Confidence < 0.5 {
			continue
		}
		what := m.Value
		if m.IRI != "" {
			what = strings.TrimPrefix(m.IRI, testBase+"id/")
		}
		if m.New {
			what = "new"
		}
		list = append(list, what+"|"+m.Quote)
	}
	return list
}
