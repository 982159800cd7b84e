package lexicon_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/lexicon"
)

func write(t testing.TB, keys []string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := lexicon.NewWriter(&b)
	for _, key := range keys {
		if err := w.Append([]byte(key)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t testing.TB, b []byte) *lexicon.Lexicon {
	t.Helper()
	l, err := lexicon.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// kinds make keys that are hard in some way.
var kinds = map[string]func(r *rand.Rand) string{
	"IRIs": func(r *rand.Rand) string {
		return fmt.Sprintf("\x02http://%d.example.org/id/meeting/%d-ism-ottawa#participation-%d", r.IntN(4), r.IntN(200), r.IntN(40))
	},
	"bits": func(r *rand.Rand) string { return strings.Repeat("ab", r.IntN(10)) + fmt.Sprintf("%b", r.IntN(500)) },
	"bytes": func(r *rand.Rand) string {
		return string([]byte{byte(r.Uint32()), byte(r.Uint32()), byte(r.IntN(2)) * 255}[:r.IntN(4)])
	},
	"nested": func(r *rand.Rand) string { return strings.Repeat("x", r.IntN(3000)) },
	"long": func(r *rand.Rand) string {
		return strings.Repeat(string(rune('a'+r.IntN(3))), 1+r.IntN(300)) + fmt.Sprint(r.Uint32())
	},
}

func random(r *rand.Rand, n int, kind func(*rand.Rand) string) []string {
	var keys []string
	for range n {
		keys = append(keys, kind(r))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func TestLexicon(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, kind := range kinds {
		for _, n := range []int{0, 1, 2, 15, 16, 17, 1023, 1024, 1100, 5000} {
			keys := random(r, n, kind)
			l := open(t, write(t, keys))
			if err := l.Verify(context.Background()); err != nil || l.Len() != len(keys) {
				t.Fatalf("%d %s: %v, Len %d", len(keys), name, err, l.Len())
			}
			for rank, key := range keys {
				if got, err := l.Append([]byte("x"), rank); err != nil || string(got[1:]) != key {
					t.Fatalf("%s: Append(%d) = %q, %v, want %q", name, rank, got, err, key)
				}
			}
			for range 500 {
				key := kind(r)
				if len(keys) > 0 && r.IntN(2) == 0 {
					key = keys[r.IntN(len(keys))]
				}
				want, there := slices.BinarySearch(keys, key)
				if rank, found, err := l.Find([]byte(key)); err != nil || rank != want || found != there {
					t.Fatalf("%s: Find(%q) = %d, %v, %v, want %d, %v", name, key, rank, found, err, want, there)
				}
			}
			iterate(t, l, keys, r.IntN(len(keys)+1))
			finder(t, r, l, keys)
		}
	}
}

// finder reads keys at ranks that ascend, and now and then do not.
func finder(t *testing.T, r *rand.Rand, l *lexicon.Lexicon, keys []string) {
	t.Helper()
	f := l.Finder()
	for rank := 0; rank < len(keys); rank += r.IntN(40) - 3 {
		rank = max(rank, 0)
		if got, err := f.Key(rank); err != nil || string(got) != keys[rank] {
			t.Fatalf("Key(%d) = %q, %v, want %q", rank, got, err, keys[rank])
		}
	}
	if key, err := f.Key(len(keys)); err == nil {
		t.Errorf("Key behind the last = %q", key)
	}
}

func iterate(t *testing.T, l *lexicon.Lexicon, keys []string, from int) {
	t.Helper()
	c := l.From(from)
	for _, want := range keys[from:] {
		if got, ok, err := c.Next(); err != nil || !ok || string(got) != want {
			t.Fatalf("Next = %q, %v, %v, want %q", got, ok, err, want)
		}
	}
	if got, ok, err := c.Next(); ok || err != nil {
		t.Fatalf("Next behind the last = %q, %v", got, err)
	}
}

func TestWriter(t *testing.T) {
	for _, keys := range [][]string{{"b", "a"}, {"a", "a"}} {
		w := lexicon.NewWriter(new(bytes.Buffer))
		w.Append([]byte(keys[0]))
		if err := w.Append([]byte(keys[1])); !errors.Is(err, lexicon.ErrOrder) {
			t.Errorf("%q: %v", keys, err)
		}
		if err := w.Close(); !errors.Is(err, lexicon.ErrOrder) {
			t.Errorf("Close: %v", err)
		}
	}
}

func TestDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	good := write(t, random(r, 1500, kinds["bits"]))
	for i := range good {
		b := slices.Clone(good)
		b[i] ^= 1 << r.IntN(8)
		l, err := lexicon.Open(b)
		if err == nil {
			err = l.Verify(context.Background())
		}
		if !errors.Is(err, corrupt.Err) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for n := range good {
		if _, err := lexicon.Open(good[:n]); !errors.Is(err, corrupt.Err) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, kind := range kinds {
		f.Add(write(f, random(r, 40, kind)), []byte("x"))
	}
	f.Fuzz(func(t *testing.T, b, key []byte) {
		l, err := lexicon.Open(b)
		if err != nil {
			return
		}
		l.Verify(context.Background())
		l.Find(key)
		l.Append(nil, len(key))
		l.From(len(key)).Next()
		l.Finder().Key(len(key))
	})
}

// terms are like those of real data.
func terms(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("meeting ministers priority framework commitment forum conference digital climate gender réunion ottawa")
	keys := make([]string, n)
	for i := range keys {
		switch i % 4 {
		case 0:
			keys[i] = fmt.Sprintf("\x02http://%d.example.org/id/meeting/%d-ism-%s", i%30, 1975+r.IntN(50), words[r.IntN(len(words))]) + fmt.Sprintf("-%d", i)
		case 1, 2:
			keys[i] = fmt.Sprintf("\x02http://%d.example.org/id/release/%d#participation-%d", i%30, i/12, i%12)
		default:
			keys[i] = fmt.Sprintf("\x04%s %s %s %d\x00\x01en", words[r.IntN(len(words))], words[r.IntN(len(words))], words[r.IntN(len(words))], i)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func BenchmarkLexicon(b *testing.B) {
	keys := terms(5_000_000)
	raw := 0
	for _, key := range keys {
		raw += len(key)
	}
	bytes := write(b, keys)
	l := open(b, bytes)
	r := rand.New(rand.NewPCG(1, 2))
	order := make([]int, 1<<16)
	for i := range order {
		order[i] = r.IntN(len(keys))
	}
	var dst []byte
	b.Run("append", func(b *testing.B) {
		b.ReportMetric(float64(len(bytes))/float64(len(keys)), "B/key")
		b.ReportMetric(float64(raw)/float64(len(keys)), "raw-B/key")
		for i := 0; b.Loop(); i++ {
			dst, _ = l.Append(dst[:0], order[i%len(order)])
		}
	})
	b.Run("find", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, found, _ := l.Find([]byte(keys[order[i%len(order)]])); !found {
				b.Fatal("not found")
			}
		}
	})
	slices.Sort(order[:1000])
	b.Run("append sorted", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			dst, _ = l.Append(dst[:0], order[i%1000])
		}
	})
	b.Run("next", func(b *testing.B) {
		c := l.From(0)
		for b.Loop() {
			if _, ok, _ := c.Next(); !ok {
				c = l.From(0)
			}
		}
	})
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			write(b, keys[:1_000_000])
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "Mkeys/s")
	})
}
