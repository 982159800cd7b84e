package ingest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
)

// An Alternative is another thing of the graph that a mention may mean; of a new
// thing, one with nearly the same name.
type Alternative struct {
	IRI   string  `json:"iri"`
	Label string  `json:"label"`
	Score float64 `json:"score"` // from 0 to 1, to be compared with the confidence of the mention
}

// mostAlternatives is how many are kept.
const mostAlternatives = 3

// alternatives returns things but the chosen one, the best first.
func alternatives(things []*thing, chosen *thing, score func(*thing) float64) (others []Alternative) {
	for _, t := range things {
		if t != chosen && t.iri != "" {
			others = append(others, Alternative{t.iri, t.label, math.Round(100*score(t)) / 100})
		}
	}
	slices.SortStableFunc(others, func(a, b Alternative) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.IRI, b.IRI))
	})
	return others[:min(len(others), mostAlternatives)]
}

// nearness scores a meeting by how near its days are to that of the document: a half
// for a month.
func (e *extraction) nearness(t *thing) float64 {
	const month = 30 * 24 * time.Hour
	return 0.6 / (1 + float64(e.gapTo(t))/float64(month))
}

// tenancy scores a person or office that shares a name with the chosen one: higher
// for a person who held an office on the day of the document.
func (e *extraction) tenancy(t *thing) float64 {
	if len(e.gazetteer.heldOn(t.iri, e.day())) > 0 {
		return 0.4
	}
	return 0.2
}

// skeleton is what the spellings of a name have in common: the consonants of its
// words, none twice in a row, in whatever order.
func skeleton(name string) string {
	words := strings.FieldsFunc(withoutMarks(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		var b strings.Builder
		last := rune(0)
		for k, r := range word {
			if r != last && (k == 0 || !strings.ContainsRune("aeiouyhj", r)) {
				b.WriteRune(r)
			}
			last = r
		}
		words[i] = b.String()
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// shortestSkeleton is how long a skeleton is at least that tells a name.
const shortestSkeleton = 7

// skeletonTypes are the types whose names are compared by their skeletons.
var skeletonTypes = map[Type]bool{PersonType: true, OrganizationType: true, PlaceType: true, DocumentType: true, OfficeType: true, MeetingType: true}

// alike returns the things of the graph of a type whose names are nearly a label,
// but for those that have it.
func (g *Gazetteer) alike(typ Type, label string) []*thing {
	g.skeletonsOnce.Do(func() {
		g.skeletons = map[string][]*thing{}
		for _, iri := range sortedKeys(g.things) {
			t := g.things[iri]
			if !skeletonTypes[t.typ] {
				continue
			}
			for _, n := range t.names {
				if key := skeleton(n.text); len(key) >= shortestSkeleton && !slices.Contains(g.skeletons[string(t.typ)+key], t) {
					g.skeletons[string(t.typ)+key] = append(g.skeletons[string(t.typ)+key], t)
				}
			}
		}
	})
	return g.skeletons[string(typ)+skeleton(label)]
}

// addAlternatives gives each new thing those of the graph that it may be.
func (e *extraction) addAlternatives() {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.thing == nil || !m.thing.isNew || len(m.others) > 0 || !skeletonTypes[m.typ] {
			continue
		}
		m.others = alternatives(e.gazetteer.alike(m.typ, m.thing.label), m.thing, func(*thing) float64 { return 0.5 })
	}
}
