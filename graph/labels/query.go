package labels

import (
	"cmp"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A Query asks for things by words of their names.
type Query struct {
	Text string
	// Lang is a language whose names come before others that match as well; "" is
	// none.
	Lang string
	// Accept filters things; nil accepts all.
	Accept func(rdf.Term) bool
	// Limit is how many things are wanted; 0 means 100.
	Limit int
}

// A Hit is a thing found, with the name that matched best. Spans are the bytes of
// the label that match words of the query, from, and up to, not including.
type Hit struct {
	Thing rdf.Term
	Label rdf.Term
	Score int
	Spans [][2]int
}

// What a name is worth that is the query, begins with it and a blank, begins with
// it, and has its words one behind the other.
const (
	isQuery      = 300
	beginsWith   = 200
	beginsLike   = 150
	hasAdjacent  = 100
	perLetterOff = 50
)

// A found is a name that matches.
type found struct {
	// key orders names: what it is worth beside its static, from bit 33 on, whether
	// it is in the language asked for, and its static.
	key    uint64
	number uint32
	name   *name // of the overlay; nil: the one with the number, of the segment
}

// leastWorth makes the worth of a key positive.
const leastWorth = 1 << 20

func keyOf(worth int, native bool, static uint32) uint64 {
	key := uint64(worth+leastWorth)<<33 | uint64(static)
	if native {
		key |= 1 << 32
	}
	return key
}

func (f found) score() int { return int(f.key>>33) - leastWorth + scoreOf(uint32(f.key)) }

// A matching says of each word of a name and each of a query how many letters are
// off when the one stands for the other, -1 when it does not, and whether they
// are the same.
type matching struct {
	words, asked int
	off          [mostWords][mostWords]int8 // by word of the query, by word of the name
	same         [mostWords]uint32          // by word of the query: a bit for each word of the name
}

// worth returns what a name is worth that has a word for each of the query.
func (m *matching) worth() int {
	worth := 0
	for q := range m.asked {
		least := int8(127)
		for _, off := range m.off[q][:m.words] {
			if off >= 0 {
				least = min(least, off)
			}
		}
		worth -= perLetterOff * int(least)
	}
	switch like, exact := m.run(0); {
	case exact && m.words == m.asked:
		return worth + isQuery
	case exact:
		return worth + beginsWith
	case like:
		return worth + beginsLike
	}
	for from := 1; from+m.asked <= m.words; from++ {
		if like, _ := m.run(from); like {
			return worth + hasAdjacent
		}
	}
	return worth
}

// run reports whether the words of the query are those of the name from one on,
// the last of them at least its beginning, and whether it is the last itself.
func (m *matching) run(from int) (like, exact bool) {
	if from+m.asked > m.words {
		return false, false
	}
	last := m.asked - 1
	for q := range last {
		if m.same[q]>>(from+q)&1 == 0 {
			return false, false
		}
	}
	exact = m.same[last]>>(from+last)&1 == 1
	return exact || m.off[last][from+last] == 0, exact
}

// telling returns the words of a query to look for, each once.
func (q Query) telling() (words []string) {
	for _, w := range telling(wordsOf(q.Text)) {
		if !slices.Contains(words, w.text) {
			words = append(words, w.text)
		}
	}
	return words
}

// spans returns the bytes of a label that words of a query match.
func spans(label string, words []string, limits []int) (out [][2]int) {
	for _, w := range wordsOf(label) {
		for q, asked := range words {
			if matchOf(w.text, asked, limits[q]) >= 0 {
				if n := len(out); n > 0 && out[n-1][1] == w.start {
					out[n-1][1] = w.end
				} else {
					out = append(out, [2]int{w.start, w.end})
				}
				break
			}
		}
	}
	return out
}

// matchOf returns how many letters are off when a word stands for one of a query,
// -1 when it does not: with no letter off it begins with it.
func matchOf(word, asked string, limit int) int {
	if strings.HasPrefix(word, asked) {
		return 0
	}
	if limit > 0 {
		if d := Distance(asked, word, limit); d <= limit {
			return d
		}
	}
	return -1
}

// best returns the best name of each of the best things.
func (v *view) best(all []found, q Query, words []string, limits []int) (hits []Hit, err error) {
	r := ranking{v: v, heap: all}
	r.order()
	limit := cmp.Or(q.Limit, 100)
	seen := map[string]bool{}
	for len(hits) < limit && len(r.heap) > 0 {
		f := r.pop()
		thing, err := v.thingOf(f)
		if err = cmp.Or(err, r.err); err != nil {
			return nil, err
		}
		if seen[thing] {
			continue
		}
		seen[thing] = true
		if q.Accept != nil && !q.Accept(rdf.IRI(thing)) {
			continue
		}
		label, err := v.labelOf(f)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{rdf.IRI(thing), label, f.score(), spans(label.Value(), words, limits)})
	}
	return hits, nil
}

// A ranking is names of which few are wanted in order: a heap, the best on top.
type ranking struct {
	v    *view
	heap []found
	err  error
}

func (r *ranking) order() {
	for i := len(r.heap)/2 - 1; i >= 0; i-- {
		r.down(i)
	}
}

func (r *ranking) pop() found {
	best, end := r.heap[0], len(r.heap)-1
	r.heap[0] = r.heap[end]
	r.heap = r.heap[:end]
	r.down(0)
	return best
}

func (r *ranking) down(i int) {
	for {
		best := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(r.heap); child++ {
			if r.before(r.heap[child], r.heap[best]) {
				best = child
			}
		}
		if best == i {
			return
		}
		r.heap[i], r.heap[best] = r.heap[best], r.heap[i]
		i = best
	}
}

// before orders names of equal worth by the IRIs of their things, then by
// themselves, as those of the segment are.
func (r *ranking) before(a, b found) bool {
	if a.key != b.key {
		return a.key > b.key
	}
	if a.name == nil && b.name == nil {
		return a.number < b.number
	}
	x, err := r.v.thingOf(a)
	y, err2 := r.v.thingOf(b)
	r.err = cmp.Or(r.err, err, err2)
	if x != y {
		return x < y
	}
	return a.name != nil && b.name != nil && rdf.CompareTerms(a.name.label, b.name.label) < 0
}

func (v *view) thingOf(f found) (string, error) {
	if f.name != nil {
		return f.name.thing, nil
	}
	return v.segment.thingOf(v.segment.thing.at(int(f.number)))
}

func (v *view) labelOf(f found) (rdf.Term, error) {
	if f.name != nil {
		return f.name.label, nil
	}
	return v.segment.labelOf(f.number)
}

// present accepts what q accepts and a snapshot has: a view may be of an earlier
// or a later commit.
func present(s *graph.Snapshot, q Query) func(rdf.Term) bool {
	return func(t rdf.Term) bool {
		_, known := s.ID(t)
		return known && s.Has(graph.Pattern{S: t}) && (q.Accept == nil || q.Accept(t))
	}
}

// Spans returns the bytes of a text, from, and up to, not including, whose words
// begin with a word of a query.
func Spans(text, query string) [][2]int {
	words := Query{Text: query}.telling()
	return spans(text, words, make([]int, len(words)))
}
