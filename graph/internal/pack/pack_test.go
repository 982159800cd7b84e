package pack_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"w3id.org/plenary/graph/internal/pack"
)

// random returns n values from base on, of which one has a distance of all ones.
func random(r *rand.Rand, n, width int) []uint32 {
	most := uint32(1<<width - 1)
	base := uint32(0)
	if most < 1<<32-1 {
		base = r.Uint32N(1<<32 - 1 - most)
	}
	values := make([]uint32, n)
	for i := range values {
		values[i] = base + r.Uint32()&most
	}
	values[r.IntN(n)] = base
	values[r.IntN(n)] = base + most
	return values
}

func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for width := range pack.MaxWidth + 1 {
		for _, n := range []int{1, 2, 7, 8, 9, 63, 64, 65, 127, 128} {
			values := random(r, n, width)
			base, measured := pack.Measure(values)
			if measured > width {
				t.Fatalf("Measure of width %d: %d", width, measured)
			}
			packed := pack.Append([]byte("before"), values, base, measured)[len("before"):]
			if len(packed) != pack.Size(measured) {
				t.Fatalf("Append of %d values of width %d: %d bytes, want %d", n, measured, len(packed), pack.Size(measured))
			}
			for range pack.Slack {
				packed = append(packed, 0xff)
			}
			var got [pack.Len]uint32
			pack.Unpack(&got, packed, base, measured)
			for i, v := range got {
				want := base
				if i < n {
					want = values[i]
				}
				if at := pack.At(packed, i, base, measured); v != want || at != want {
					t.Fatalf("value %d of %d of width %d: Unpack %d, At %d, want %d", i, n, measured, v, at, want)
				}
			}
		}
	}
	if base, width := pack.Measure(nil); base != 0 || width != 0 {
		t.Errorf("Measure(nil) = %d, %d", base, width)
	}
}

func BenchmarkUnpack(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, width := range []int{0, 1, 4, 6, 8, 11, 16, 19, 23, 27, 29, 32} {
		values := random(r, pack.Len, width)
		base, width := pack.Measure(values)
		packed := append(pack.Append(nil, values, base, width), make([]byte, pack.Slack)...)
		b.Run(fmt.Sprint(width), func(b *testing.B) {
			var dst [pack.Len]uint32
			for b.Loop() {
				pack.Unpack(&dst, packed, base, width)
			}
			perValue(b)
		})
	}
}

func BenchmarkAt(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	values := random(r, pack.Len, 23)
	base, width := pack.Measure(values)
	packed := append(pack.Append(nil, values, base, width), make([]byte, pack.Slack)...)
	var sum uint32
	for b.Loop() {
		for i := range pack.Len {
			sum += pack.At(packed, i, base, width)
		}
	}
	perValue(b)
}

func BenchmarkAppend(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	values := random(r, pack.Len, 23)
	var packed []byte
	for b.Loop() {
		base, width := pack.Measure(values)
		packed = pack.Append(packed[:0], values, base, width)
	}
	perValue(b)
}

func perValue(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/pack.Len, "ns/value")
}
