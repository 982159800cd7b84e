package review_test

import (
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/ingest/review"
)

// manyClaims makes a text and a script with n claims on people who attended.
func manyClaims(n int) (text, script string) {
	var words, lines strings.Builder
	for i := range n {
		fmt.Fprintf(&words, "Guest%d. ", i)
		fmt.Fprintf(&lines, "Guest%d.|meeting/m|attendedBy|person/ada\n", i)
	}
	return words.String(), lines.String()
}

// BenchmarkAccept accepts 1,000 claims of 10,000 that wait, and undoes that, behind
// plenary's own gate.
func BenchmarkAccept(b *testing.B) {
	f := newFixture(b)
	text, script := manyClaims(10_000)
	if _, err := f.Propose(b.Context(), scripted{script}, document(b, text), review.Proposing{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		claims, err := f.Claims(review.Filter{States: []review.State{review.Pending}})
		if err != nil {
			b.Fatal(err)
		}
		f.decide(b, order(review.Accept, claims[:1000]...))
		b.StopTimer()
		accepted, err := f.Claims(review.Filter{States: []review.State{review.Accepted}})
		if err != nil {
			b.Fatal(err)
		}
		f.decide(b, order(review.Undo, accepted...))
		b.StartTimer()
	}
}

// BenchmarkClaims lists 10,000 claims.
func BenchmarkClaims(b *testing.B) {
	f := newFixture(b)
	text, script := manyClaims(10_000)
	if _, err := f.Propose(b.Context(), scripted{script}, document(b, text), review.Proposing{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := f.Claims(review.Filter{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkKey decides on one of 10,000 claims that wait, as a key does, and undoes
// that.
func BenchmarkKey(b *testing.B) {
	f := newFixture(b)
	text, script := manyClaims(10_000)
	if _, err := f.Propose(b.Context(), scripted{script}, document(b, text), review.Proposing{}); err != nil {
		b.Fatal(err)
	}
	claims := must(f.Claims(review.Filter{}))
	for _, action := range []review.Action{review.Accept, review.Reject} {
		for _, isUndone := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/undo=%v", action, isUndone), func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					stop(b, isUndone)
					c := claims[i%len(claims)]
					c.Last = review.Decision{IRI: f.decide(b, order(action, c)).Decision}
					stop(b, !isUndone)
					f.decide(b, order(review.Undo, c))
					b.StartTimer()
				}
			})
		}
	}
}

func stop(b *testing.B, stops bool) {
	if stops {
		b.StopTimer()
	} else {
		b.StartTimer()
	}
}

// BenchmarkSnapshot looks at 10,000 claims behind a decision on one of them.
func BenchmarkSnapshot(b *testing.B) {
	f := newFixture(b)
	text, script := manyClaims(10_000)
	if _, err := f.Propose(b.Context(), scripted{script}, document(b, text), review.Proposing{}); err != nil {
		b.Fatal(err)
	}
	f.snapshot(b)
	claims := must(f.Claims(review.Filter{}))
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		f.decide(b, order([]review.Action{review.Accept, review.Reject}[i%2], claims[i]))
		b.StartTimer()
		f.snapshot(b)
	}
}
