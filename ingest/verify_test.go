package ingest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/data"
	"w3id.org/plenary/ingest"
)

// The passages of the embedded data can be right, and are where the text is.
func TestPassages(t *testing.T) {
	sources, err := ingest.ReadSources(data.Quads(testBase))
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) == 0 {
		t.Fatal("no source has passages")
	}
	for _, s := range sources {
		for _, drift := range s.Check() {
			t.Errorf("%s: %s", drift.IRI, drift.Reason)
		}
	}
	dir := filepath.Join("..", "..", "shared", "documents")
	if _, err := os.Stat(dir); err != nil {
		return // what the text says is verified where there is a text
	}
	for _, drift := range sources[0].Verify(readShared(t, dir)) {
		t.Errorf("%s: %s", drift.IRI, drift.Reason)
	}
}

func hashOf(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}

// passagesOf are stretches of a text, with the hashes of their words.
func passagesOf(text []rune, random *rand.Rand, count int) ingest.Source {
	s := ingest.Source{IRI: "http://example.org/source", Length: len(text)}
	for i := range count {
		start := random.IntN(len(text) - 1)
		end := start + 1 + random.IntN(min(120, len(text)-start-1)+1)
		end = min(end, len(text))
		s.Passages = append(s.Passages, ingest.Passage{IRI: fmt.Sprint("http://example.org/passage/", i), Start: start, End: end, Hash: hashOf(string(text[start:end]))})
	}
	return s
}

// Every alteration of a character within a passage is found.
func TestVerifyFindsAlterations(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	text := []rune(strings.Repeat("Réunis à Évian, les ministres ont adopté un plan d'action. The Ministers met in Ottawa. ", 8))
	source := passagesOf(text, random, 40)
	for n := range 10_000 {
		p := source.Passages[random.IntN(len(source.Passages))]
		at := p.Start + random.IntN(p.End-p.Start)
		altered := alter(text, at, random)
		d := read(t, string(altered), ingest.Meta{})
		isFound := slices.ContainsFunc(source.Verify(d), func(drift ingest.Drift) bool { return drift.IRI == p.IRI })
		if !isFound && string(altered[p.Start:min(p.End, len(altered))]) != string(text[p.Start:p.End]) {
			t.Fatalf("alteration %d at %d is not found in %q", n, at, string(text[p.Start:p.End]))
		}
	}
}

// alter replaces, deletes or inserts one character.
func alter(text []rune, at int, random *rand.Rand) []rune {
	altered := slices.Clone(text)
	strange := []rune("xéÉ \u200B\u0430")[random.IntN(6)]
	switch random.IntN(3) {
	case 0:
		if altered[at] == strange {
			strange = 'q'
		}
		altered[at] = strange
	case 1:
		altered = slices.Delete(altered, at, at+1)
	default:
		altered = slices.Insert(altered, at, strange)
	}
	return altered
}

func TestFind(t *testing.T) {
	d := read(t, "One more line. The Ministers met in Ottawa.", ingest.Meta{})
	p := ingest.Passage{Start: 4, End: 13, Hash: hashOf("Ministers")}
	if at := d.Find(p); d.Quote(at, at+9) != "Ministers" {
		t.Errorf("Find = %d", at)
	}
	p.Hash = hashOf("Monsters")
	if at := d.Find(p); at != -1 {
		t.Errorf("Find of other words = %d", at)
	}
}
