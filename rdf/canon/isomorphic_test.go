package canon_test

import (
	"errors"
	"fmt"
	"slices"
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
	a, b := parse(t, ring("a", 80)+ring("b", 80)), parse(t, ring("c", 160))
	if _, err := canon.IsomorphicWithin(a, b, 100); !errors.Is(err, canon.ErrTooHard) {
		t.Errorf("error %v, want ErrTooHard", err)
	}
}

// A long list of equal items is told apart from its end, an item at a time; what
// hangs together with all of it, and what is alike but hangs together with
// nothing, costs no more.
func TestIsomorphicInLinearTime(t *testing.T) {
	const n = 5_000
	a, b := rdf.NewDataset(), rdf.NewDataset()
	for i := range n {
		for _, d := range []struct {
			*rdf.Dataset
			label string
			i     int
		}{{a, "a", i}, {b, "b", n - 1 - i}} {
			item := rdf.BlankNode(fmt.Sprint(d.label, d.i))
			d.Add(rdf.Quad{S: item, P: rdf.IRI("x:first"), O: rdf.String("the same")})
			d.Add(rdf.Quad{S: item, P: rdf.IRI("x:rest"), O: rdf.BlankNode(fmt.Sprint(d.label, d.i+1))})
			d.Add(rdf.Quad{S: rdf.BlankNode(d.label), P: rdf.IRI("x:item"), O: item})
			d.Add(rdf.Quad{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.BlankNode(fmt.Sprint(d.label, "alone", d.i))})
		}
	}
	if same, err := canon.IsomorphicWithin(a, b, 0); !same || err != nil {
		t.Errorf("IsomorphicWithin(a, b, 0) = %v, %v", same, err)
	}
	b.Add(rdf.Quad{S: rdf.BlankNode("b7"), P: rdf.IRI("x:q"), O: rdf.String("only here")})
	a.Add(rdf.Quad{S: rdf.BlankNode("a8"), P: rdf.IRI("x:q"), O: rdf.String("only here")})
	if same, err := canon.IsomorphicWithin(a, b, 0); same || err != nil {
		t.Errorf("IsomorphicWithin(a, b, 0) of others = %v, %v", same, err)
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

// Two random datasets are isomorphic exactly when some renaming makes one of the
// other.
func TestIsomorphicByAllRenamings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const nodes = 4
		draw := func(name string) (d *rdf.Dataset) {
			d = rdf.NewDataset()
			for range rapid.IntRange(1, 6).Draw(t, name) {
				i, j := rapid.IntRange(0, nodes-1).Draw(t, "s"), rapid.IntRange(0, nodes-1).Draw(t, "o")
				d.Add(rdf.Quad{S: blank(i), P: rdf.IRI("x:p"), O: blank(j)})
			}
			return d
		}
		a, b := draw("a"), draw("b")
		want := false
		renamings(nodes, func(to []int) {
			renamed := rdf.NewDataset()
			for _, q := range a.Quads() {
				renamed.Add(rdf.Quad{S: blank(to[number(q.S)]), P: q.P, O: blank(to[number(q.O)])})
			}
			want = want || slices.Equal(renamed.Quads(), b.Quads())
		})
		if got := canon.Isomorphic(a, b); got != want {
			t.Fatalf("Isomorphic(%v, %v) = %v, want %v", a.Quads(), b.Quads(), got, want)
		}
	})
}

// renamings calls f with each permutation of the numbers below n.
func renamings(n int, f func([]int)) {
	var extend func(to []int)
	extend = func(to []int) {
		if len(to) == n {
			f(to)
		}
		for i := range n {
			if !slices.Contains(to, i) {
				extend(append(slices.Clip(to), i))
			}
		}
	}
	extend(nil)
}

func number(t rdf.Term) int { return int(t.Value()[1] - '0') }

func blank(i int) rdf.Term { return rdf.BlankNode(fmt.Sprintf("n%d", i)) }
