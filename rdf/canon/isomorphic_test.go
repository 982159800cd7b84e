package canon_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/nquads"
)

func parse(t *testing.T, text string) *rdf.Dataset {
	t.Helper()
	d, err := rdf.ReadDataset(nquads.Decode(strings.NewReader(text), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestIsomorphic(t *testing.T) {
	const p = "<http://example/p>"
	tests := []struct {
		name, a, b string
		want       bool
	}{
		{"empty", "", "", true},
		{"ground", "<x:a> <x:p> \"1\" .", "<x:a> <x:p> \"1\" .", true},
		{"other literal", "<x:a> <x:p> \"1\" .", "<x:a> <x:p> \"2\" .", false},
		{"other graph", "<x:a> <x:p> \"1\" .", "<x:a> <x:p> \"1\" <x:g> .", false},
		{"renamed", "_:a " + p + " _:b .", "_:x " + p + " _:y .", true},
		{"loop or chain", "_:a " + p + " _:a .", "_:a " + p + " _:b .", false},
		{"two rings of three, one of six", ring("a", 3) + ring("b", 3), ring("c", 6), false},
		{"rings of three twice", ring("a", 3) + ring("b", 3), ring("y", 3) + ring("x", 3), true},
		{"graph name", "<x:a> <x:p> _:b _:g .", "<x:a> <x:p> _:g _:b .", true},
		{"in a triple term", "<x:a> <x:p> <<( _:b <x:p> \"1\" )>> .", "<x:a> <x:p> <<( _:c <x:p> \"1\" )>> .", true},
		{"one node inside and out", "_:b <x:p> <<( _:b <x:p> \"1\" )>> .", "_:b <x:p> <<( _:c <x:p> \"1\" )>> .", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := parse(t, tt.a), parse(t, tt.b)
			if got := canon.Isomorphic(a, b); got != tt.want {
				t.Errorf("Isomorphic = %v, want %v", got, tt.want)
			}
			if diff := canon.Diff(a, b); (diff == "") != tt.want {
				t.Errorf("Diff = %q", diff)
			}
		})
	}
}

func ring(label string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "_:%s%d <x:p> _:%s%d .\n", label, i, label, (i+1)%n)
	}
	return b.String()
}

func TestIsomorphicWithinGivesUp(t *testing.T) {
	a, b := parse(t, ring("a", 8)+ring("b", 8)), parse(t, ring("c", 16))
	if _, err := canon.IsomorphicWithin(a, b, 100); !errors.Is(err, canon.ErrTooHard) {
		t.Errorf("error %v, want ErrTooHard", err)
	}
}

func TestDiffShowsWhatDiffers(t *testing.T) {
	a, b := parse(t, "_:a <x:p> \"1\" .\n<x:s> <x:p> _:a ."), parse(t, "_:b <x:p> \"2\" .\n<x:s> <x:p> _:b .")
	want := "2 quads against 2\n- _:a <x:p> \"1\" .\n+ _:b <x:p> \"2\" .\n"
	if got := canon.Diff(a, b); got != want {
		t.Errorf("Diff = %q, want %q", got, want)
	}
}

// A random dataset is isomorphic to itself with other labels, and not to the
// same with one quad changed.
func TestIsomorphicToItsRenaming(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "quads")
		perm := rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(t, "labels")
		a, b := rdf.NewDataset(), rdf.NewDataset()
		for range n {
			i, j := rapid.IntRange(0, 4).Draw(t, "s"), rapid.IntRange(0, 4).Draw(t, "o")
			p := rdf.IRI(fmt.Sprintf("x:p%d", rapid.IntRange(0, 1).Draw(t, "p")))
			a.Add(rdf.Quad{S: blank(i), P: p, O: blank(j)})
			b.Add(rdf.Quad{S: blank(perm[i]), P: p, O: blank(perm[j])})
		}
		if diff := canon.Diff(a, b); diff != "" {
			t.Fatal(diff)
		}
		b.Add(rdf.Quad{S: blank(0), P: rdf.IRI("x:q"), O: blank(0)})
		if canon.Isomorphic(a, b) {
			t.Fatal("isomorphic with one quad more")
		}
	})
}

func blank(i int) rdf.Term { return rdf.BlankNode(fmt.Sprintf("n%d", i)) }
