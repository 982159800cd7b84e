package keyset_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph/internal/keyset"
)

func TestSet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	long := strings.Repeat("long ", 1<<19)
	for _, n := range []int{0, 1, 1000, 20000} {
		s := keyset.New()
		numbers := map[string]uint32{}
		for range n {
			key := fmt.Sprintf("http://example.org/%d/%d", r.IntN(3), r.IntN(n))
			switch r.IntN(500) {
			case 0:
				key = long[:r.IntN(len(long))]
			case 1:
				key = ""
			}
			number, known := numbers[key]
			if !known {
				number = uint32(len(numbers))
				numbers[key] = number
			}
			if got, err := s.Intern([]byte(key)); err != nil || got != number {
				t.Fatalf("Intern(%.40q) = %d, %v, want %d", key, got, err, number)
			}
		}
		check(t, s, numbers)
	}
}

func TestFull(t *testing.T) {
	s := keyset.New()
	if _, err := s.Intern(make([]byte, 1<<30+1)); !errors.Is(err, keyset.ErrFull) || s.Len() != 0 {
		t.Errorf("a key of more than 1 GiB: %v", err)
	}
}

func check(t *testing.T, s *keyset.Set, numbers map[string]uint32) {
	t.Helper()
	if s.Len() != len(numbers) {
		t.Fatalf("Len = %d, want %d", s.Len(), len(numbers))
	}
	for key, number := range numbers {
		if got := s.Key(number); string(got) != key {
			t.Fatalf("Key(%d) = %.40q, want %.40q", number, got, key)
		}
	}
	for workers := range 3 {
		order := s.Sort(workers)
		if len(order) != len(numbers) || !slices.IsSortedFunc(order, func(a, b uint32) int { return bytes.Compare(s.Key(a), s.Key(b)) }) {
			t.Fatalf("Sort(%d) of %d keys is not in order", workers, len(numbers))
		}
		if slices.Sort(order); len(slices.Compact(order)) != len(numbers) {
			t.Fatalf("Sort(%d) has a number twice", workers)
		}
	}
}

func BenchmarkIntern(b *testing.B) {
	s := keyset.New()
	var key []byte
	for i := 0; b.Loop(); i++ {
		key = fmt.Appendf(key[:0], "http://example.org/id/release/%d#participation-%d", i*7919%3_000_000/10, i%10)
		s.Intern(key)
	}
}
