package canon_test

import (
	"crypto/sha512"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/rdf/nquads"
)

type canonCase struct {
	ID, Type, Name, Action, Result, HashAlgorithm string
}

func TestRDFC10(t *testing.T) {
	file := filepath.Join(suitetest.Dir(t, "rdf-canon"), "tests", "manifest.jsonld")
	var manifest struct{ Entries []canonCase }
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &manifest)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(manifest.Entries) != 86 {
		t.Fatalf("%d cases, want 86", len(manifest.Entries))
	}
	for _, c := range manifest.Entries {
		t.Run(c.ID+" "+c.Name, func(t *testing.T) { runCase(t, filepath.Dir(file), c) })
	}
}

func runCase(t *testing.T, dir string, c canonCase) {
	in, err := os.Open(filepath.Join(dir, c.Action))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	d, err := rdf.ReadDataset(nquads.Decode(in, rdf.DecodeOptions{Source: c.Action}))
	if err != nil {
		t.Fatal(err)
	}
	var o canon.Options
	if c.HashAlgorithm == "SHA384" {
		o.Hash = func() hash.Hash { return sha512.New384() }
	}
	got, err := canon.Canonicalize(d, o)
	if c.Type == "rdfc:RDFC10NegativeEvalTest" {
		if !errors.Is(err, canon.ErrTooHard) {
			t.Errorf("error %v, want ErrTooHard", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(dir, c.Result))
	if err != nil {
		t.Fatal(err)
	}
	if c.Type == "rdfc:RDFC10EvalTest" {
		if got.NQuads != string(want) {
			t.Errorf("got\n%swant\n%s", got.NQuads, want)
		}
		return
	}
	labels := map[string]string{}
	if err := json.Unmarshal(want, &labels); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(got.Labels, labels) {
		t.Errorf("labels %v, want %v", got.Labels, labels)
	}
}

// TestCanonicalizeForgetsLabels renames the blank nodes of random datasets.
func TestCanonicalizeForgetsLabels(t *testing.T) {
	node := rapid.Custom(func(t *rapid.T) rdf.Term {
		return rdf.BlankNode(fmt.Sprintf("n%d", rapid.IntRange(0, 5).Draw(t, "node")))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := new(rdf.Dataset), new(rdf.Dataset)
		rename := rapid.Permutation([]string{"u", "v", "w", "x", "y", "z"}).Draw(t, "names")
		renamed := func(n rdf.Term) rdf.Term { return rdf.BlankNode(rename[n.Value()[1]-'0']) }
		for range rapid.IntRange(0, 9).Draw(t, "quads") {
			s, o := node.Draw(t, "s"), node.Draw(t, "o")
			p := rdf.IRI("http://example/" + rapid.SampledFrom([]string{"p", "q"}).Draw(t, "p"))
			a.Add(rdf.Quad{S: s, P: p, O: o})
			b.Add(rdf.Quad{S: renamed(s), P: p, O: renamed(o)})
		}
		ca, errA := canon.Canonicalize(a, canon.Options{})
		cb, errB := canon.Canonicalize(b, canon.Options{})
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if ca.NQuads != cb.NQuads {
			t.Fatalf("renaming changes\n%sinto\n%s", ca.NQuads, cb.NQuads)
		}
	})
}
