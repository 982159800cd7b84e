package main

import (
	"fmt"
	"iter"

	"w3id.org/plenary/data"
	"w3id.org/plenary/rdf"
)

// meetings yields the curated data again and again.
func meetings(copies int) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for i := range copies {
			for q, err := range data.Quads(fmt.Sprintf("http://%d.example.org/", i)) {
				if !yield(q, err) {
					return
				}
			}
		}
	}
}
