package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// Benchmarks compare runs of different days and machines, so that the bytes
// may change only together with these figures.
func TestReleasesArePinned(t *testing.T) {
	const quads, sum = 48_058, "6a89a081a7b1ca2f732183990607452f9b9bbf22793db8ff21749a71ff9099d6"
	out := sample(t, 200)
	if got := bytes.Count(out, []byte("\n")); got != quads {
		t.Errorf("200 releases have %d quads, want %d", got, quads)
	}
	got := sha256.Sum256(out)
	if hex.EncodeToString(got[:]) != sum {
		t.Errorf("SHA-256 of 200 releases = %x, want %s", got, sum)
	}
}

func TestReleasesAreDistinctQuads(t *testing.T) {
	seen, triples := map[rdf.Quad]bool{}, map[rdf.Triple]bool{}
	terms, sizes := map[rdf.Term]bool{}, map[rdf.Term]int{}
	for q, err := range nquads.Decode(bytes.NewReader(sample(t, 2000)), rdf.DecodeOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		if seen[q] {
			t.Errorf("twice: %v", q)
		}
		seen[q], triples[q.Triple()] = true, true
		for _, term := range []rdf.Term{q.S, q.P, q.O, q.G} {
			terms[term] = true
		}
		sizes[q.G]++
	}
	if graphs := len(sizes); graphs != 2009 {
		t.Errorf("%d graphs, want 2009: one each, 8 of reference and the unnamed one", graphs)
	}
	if len(triples) == len(seen) {
		t.Error("no triple is in two graphs")
	}
	if ratio := float64(len(terms)) / float64(len(seen)); ratio < 0.25 || ratio > 0.4 {
		t.Errorf("%.2f different terms a quad, want 0.25 to 0.4", ratio)
	}
}

func TestWriteErrorIsReturned(t *testing.T) {
	if err := releases(failing{}, 10); !errors.Is(err, errFull) {
		t.Errorf("releases = %v, want %v", err, errFull)
	}
}

var errFull = errors.New("full")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

func sample(t *testing.T, n int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := releases(&out, n); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
