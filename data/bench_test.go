package data

import "testing"

func BenchmarkQuads(b *testing.B) {
	for b.Loop() {
		n := 0
		for _, err := range Quads("http://localhost:8080/") {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		b.ReportMetric(float64(n), "quads")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(Files()); err != nil {
			b.Fatal(err)
		}
	}
}
