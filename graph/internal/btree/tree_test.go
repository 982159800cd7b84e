package btree_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph/internal/btree"
)

// random returns keys of few bits, so that many come twice.
func random(r *rand.Rand, bits uint) btree.Key {
	mask := uint64(1)<<bits - 1
	return btree.Key{r.Uint64() & mask, r.Uint64() & mask, r.Uint64() & 1, 0}
}

func sorted(model map[btree.Key]bool) []btree.Key {
	keys := make([]btree.Key, 0, len(model))
	for k := range model {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, btree.Compare)
	return keys
}

func check(t *testing.T, tree *btree.Tree, want []btree.Key, r *rand.Rand, bits uint) {
	t.Helper()
	if tree.Len() != len(want) {
		t.Fatalf("Len() = %d, want %d", tree.Len(), len(want))
	}
	for range 20 {
		k := random(r, bits)
		from, found := slices.BinarySearchFunc(want, k, btree.Compare)
		if tree.Has(k) != found || tree.Rank(k) != from {
			t.Fatalf("Has, Rank(%v) = %v, %d, want %v, %d", k, tree.Has(k), tree.Rank(k), found, from)
		}
		c := tree.Seek(k)
		for _, w := range want[from:] {
			if got, ok := c.Next(); !ok || got != w {
				t.Fatalf("after Seek(%v): %v, %v, want %v", k, got, ok, w)
			}
		}
		if got, ok := c.Next(); ok {
			t.Fatalf("a key %v behind the last", got)
		}
	}
}

func TestTree(t *testing.T) {
	type version struct {
		tree btree.Tree
		keys []btree.Key
	}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		bits := 3 + uint(seed%5)
		model := map[btree.Key]bool{}
		var tree btree.Tree
		var held []version
		for step := range 6000 {
			k := random(r, bits)
			if grow := step/1500%2 == 0; r.IntN(10) < 7 == grow {
				if tree.Insert(k) == model[k] {
					t.Fatalf("Insert(%v) of a key that is there: %v", k, model[k])
				}
				model[k] = true
			} else {
				if tree.Delete(k) != model[k] {
					t.Fatalf("Delete(%v) of a key that is there: %v", k, model[k])
				}
				delete(model, k)
			}
			if step%997 == 0 {
				held = append(held, version{tree.Clone(), sorted(model)})
				if r.IntN(2) == 0 { // the clone may be changed too
					clone := tree.Clone()
					for range 50 {
						clone.Insert(random(r, bits))
						clone.Delete(random(r, bits))
					}
				}
			}
		}
		check(t, &tree, sorted(model), r, bits)
		for i := range held {
			check(t, &held[i].tree, held[i].keys, r, bits)
		}
		for _, k := range sorted(model) {
			tree.Delete(k)
		}
		check(t, &tree, nil, r, bits)
	}
}

func TestOf(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 47, 48, 49, 64, 2304, 2305, 10000} {
		model := map[btree.Key]bool{}
		for len(model) < n {
			model[random(r, 8)] = true
		}
		tree := btree.Of(sorted(model))
		check(t, &tree, sorted(model), r, 8)
		for range 500 {
			k := random(r, 8)
			model[k] = true
			tree.Insert(k)
		}
		check(t, &tree, sorted(model), r, 8)
	}
}

func BenchmarkCommit(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	model := make([]btree.Key, 1_000_000)
	for i := range model {
		model[i] = btree.Key{r.Uint64() >> 40, r.Uint64() >> 40, r.Uint64(), 0}
	}
	slices.SortFunc(model, btree.Compare)
	tree := btree.Of(model)
	b.ReportAllocs()
	for b.Loop() {
		tree = tree.Clone()
		tree.Insert(btree.Key{r.Uint64() >> 40, r.Uint64() >> 40, r.Uint64(), 0})
	}
}

func BenchmarkNext(b *testing.B) {
	var model []btree.Key
	for i := range uint64(1_000_000) {
		model = append(model, btree.Key{i})
	}
	tree := btree.Of(model)
	c := tree.Seek(btree.Key{})
	for b.Loop() {
		if _, ok := c.Next(); !ok {
			c = tree.Seek(btree.Key{})
		}
	}
}

func BenchmarkRank(b *testing.B) {
	var model []btree.Key
	for i := range uint64(1_000_000) {
		model = append(model, btree.Key{i})
	}
	tree := btree.Of(model)
	r := rand.New(rand.NewPCG(3, 4))
	for b.Loop() {
		tree.Rank(btree.Key{r.Uint64N(1_000_000)})
	}
}
