package ingest

import (
	"hash/fnv"
	"math"
	"strings"
)

// Sizes of what is remembered of texts.
const (
	sketchSize    = 64   // smallest hashes of a sketch
	shingleWords  = 5    // words that are hashed together
	rememberTexts = 4096 // texts, the last ones
)

// likeness is the share of words in a row that two texts have in common from which
// on they are nearly the same.
const likeness = 0.7

// A Resemblance finds texts that are nearly the same as one seen before. It
// remembers the last 4,096. Cost: linear in the text, and 64 comparisons for each
// text remembered. Its zero value is ready for use.
type Resemblance struct {
	names    []string
	sketches [][sketchSize]uint64
	next     int
}

// Add remembers a text under a name, and returns the name of the text seen before
// that is most like it, with the share of what they have in common; an empty name
// when none is nearly the same.
//
// Definition: the share is estimated by MinHash over rows of five words (Broder 1997).
func (r *Resemblance) Add(name string, d *Document) (before string, share float64) {
	sketch := sketchOf(d.folded.text())
	for i := range r.sketches {
		if s := common(&sketch, &r.sketches[i]); s >= likeness && s > share {
			before, share = r.names[i], s
		}
	}
	if len(r.sketches) < rememberTexts {
		r.names, r.sketches = append(r.names, name), append(r.sketches, sketch)
	} else {
		r.names[r.next], r.sketches[r.next] = name, sketch
		r.next = (r.next + 1) % rememberTexts
	}
	return before, share
}

// sketchOf takes, for each of 64 hash functions, the smallest hash of a row of words.
func sketchOf(text string) (sketch [sketchSize]uint64) {
	for i := range sketch {
		sketch[i] = math.MaxUint64
	}
	words := strings.Fields(strings.ToLower(text))
	for i := 0; i < max(1, len(words)-shingleWords+1); i++ {
		row := fnv.New64a()
		for _, word := range words[i:min(len(words), i+shingleWords)] {
			row.Write([]byte(word))
			row.Write([]byte{' '})
		}
		h := row.Sum64() | 1
		for k := range sketch {
			h ^= h << 13 // xorshift: one hash function after the other
			h ^= h >> 7
			h ^= h << 17
			sketch[k] = min(sketch[k], h)
		}
	}
	return sketch
}

// common estimates the share of rows of words that two texts have in common.
func common(a, b *[sketchSize]uint64) float64 {
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return float64(same) / sketchSize
}
