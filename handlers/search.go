package handlers

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// labelWeights are the properties searched, with what a match counts. Labels of
// nodes that only connect others, such as records, are not searched.
var labelWeights = []struct {
	property string
	weight   int
}{
	{ontology.SKOSPrefLabel, 4}, {ontology.SKOSAltLabel, 3}, {ontology.OfficialName, 3}, {ontology.DCTTitle, 3}, {ontology.SchemaName, 3},
	{ontology.SKOSHiddenLabel, 2}, {ontology.TitleUsed, 1},
}

// A Search finds things by name. It never changes and is safe for concurrent
// use.
type Search struct {
	names   []searchName
	byWord  map[string][]int32 // folded word → names that have it
	words   []string           // keys of byWord in order
	degrees map[rdf.Term]int   // how much the data says of a thing
}

type searchName struct {
	thing  rdf.Term
	label  rdf.Term
	folded string
	weight int
}

// A Hit is a thing found, with the label that matched best.
type Hit struct {
	Thing rdf.Term
	Label rdf.Term
	Score int
}

// newSearch indexes the labels of everything under the base.
func newSearch(snap *graph.Snapshot, base string) *Search {
	x := &Search{byWord: map[string][]int32{}, degrees: map[rdf.Term]int{}}
	seen := map[[2]string]bool{}
	for _, l := range labelWeights {
		for t := range snap.Triples(graph.Pattern{P: rdf.IRI(l.property)}) {
			folded := normalize(t.O.Value())
			key := [2]string{t.S.Value(), folded}
			if !strings.HasPrefix(t.S.Value(), base) || folded == "" || seen[key] {
				continue
			}
			seen[key] = true
			x.add(searchName{t.S, t.O, folded, l.weight})
			if _, counted := x.degrees[t.S]; !counted {
				x.degrees[t.S] = snap.Count(graph.Pattern{O: t.S})
			}
		}
	}
	x.addMeetings(snap)
	x.words = slices.Sorted(maps.Keys(x.byWord))
	return x
}

// addMeetings lets meetings be found by name, place and year together: many
// have the same name, and people say "Ottawa 2025".
func (x *Search) addMeetings(snap *graph.Snapshot) {
	for held := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.HeldAt)}) {
		year := firstOf(snap, held.S, ontology.StartDate, ontology.Year)
		for place := range snap.Triples(graph.Pattern{S: held.O, P: rdf.IRI(ontology.SKOSPrefLabel)}) {
			for label := range snap.Triples(graph.Pattern{S: held.S, P: rdf.IRI(ontology.SKOSPrefLabel)}) {
				words := label.O.Value() + " " + place.O.Value() + " " + year[:min(len(year), 4)]
				x.add(searchName{held.S, label.O, normalize(words), 0})
			}
		}
	}
}

func (x *Search) add(n searchName) {
	id := int32(len(x.names))
	x.names = append(x.names, n)
	words := strings.Fields(n.folded)
	for i, w := range words {
		if !slices.Contains(words[:i], w) {
			x.byWord[w] = append(x.byWord[w], id)
		}
	}
}

// normalize makes a text comparable: lower case, no diacritics, letters and digits
// separated by single blanks.
func normalize(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return plainLetters.Replace(b.String())
}

// plainLetters replaces those that Unicode does not decompose and that people write
// without their stroke or as two.
var plainLetters = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ı", "i")

// mostWords is how many words of a query are looked for; the rest is passed
// over. No name has as many.
const mostWords = 32

// Find returns the things whose names have every word of the query, or a word
// that begins with it; where there is none, a word that differs by one or two
// letters. Whole names rank before beginnings, those before names that contain
// the words; among equals the thing that the data says more of comes first.
// accept filters; nil accepts all.
//
// Cost: the names that share the rarest word; misspelt words compare with every
// word known.
func (x *Search) Find(query string, accept func(rdf.Term) bool) []Hit {
	words := strings.Fields(normalize(query))
	if len(words) == 0 {
		return nil
	}
	words = words[:min(len(words), mostWords)]
	best := map[rdf.Term]Hit{}
	for id, penalty := range x.candidates(words) {
		n := x.names[id]
		if accept != nil && !accept(n.thing) {
			continue
		}
		h := Hit{n.thing, n.label, score(n, strings.Join(words, " ")) - penalty}
		if old, ok := best[n.thing]; !ok || h.Score > old.Score || h.Score == old.Score && rdf.CompareTerms(h.Label, old.Label) < 0 {
			best[n.thing] = h
		}
	}
	return slices.SortedFunc(maps.Values(best), func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(x.degrees[b.Thing], x.degrees[a.Thing]), rdf.CompareTerms(a.Thing, b.Thing))
	})
}

func score(n searchName, query string) int {
	s := n.weight
	switch {
	case n.folded == query:
		s += 300
	case strings.HasPrefix(n.folded, query+" "):
		s += 200
	case strings.HasPrefix(n.folded, query):
		s += 150
	case strings.Contains(" "+n.folded, " "+query):
		s += 100
	}
	return s - min(len(n.folded)/10, 9)
}

// candidates returns the names that have all words, with a penalty for words
// that had to be corrected.
func (x *Search) candidates(words []string) map[int32]int {
	var found map[int32]int
	for i, w := range words {
		if slices.Contains(words[:i], w) {
			continue
		}
		ids := x.beginning(w)
		if len(ids) == 0 {
			ids = x.resembling(w)
		}
		if found != nil {
			maps.DeleteFunc(ids, func(id int32, _ int) bool { _, ok := found[id]; return !ok })
			for id := range ids {
				ids[id] += found[id]
			}
		}
		if found = ids; len(found) == 0 {
			break
		}
	}
	return found
}

// beginning returns the names with a word that begins so.
func (x *Search) beginning(prefix string) map[int32]int {
	ids := map[int32]int{}
	from, _ := slices.BinarySearch(x.words, prefix)
	for _, w := range x.words[from:] {
		if !strings.HasPrefix(w, prefix) {
			break
		}
		for _, id := range x.byWord[w] {
			ids[id] = 0
		}
	}
	return ids
}

// resembling returns the names with a word that is one edit away, or two from
// eight letters on.
func (x *Search) resembling(word string) map[int32]int {
	ids := map[int32]int{}
	letters := []rune(word)
	allowed := 0
	if len(letters) > 3 {
		allowed = 1
	}
	if len(letters) > 7 {
		allowed = 2
	}
	for _, w := range x.words {
		if d := distance(letters, []rune(w), allowed); d > 0 && d <= allowed {
			for _, id := range x.byWord[w] {
				ids[id] = d * 50
			}
		}
	}
	return ids
}

// distance is that of Levenshtein; it stops at more than limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal, lowest := row[0], i+1
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			lowest = min(lowest, cost)
		}
		if lowest > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}

// highlight returns the label as HTML-free parts: those at odd positions match
// a word of the query.
func highlight(label, query string) (parts []string) {
	words := strings.Fields(normalize(query))
	matches := func(word string) bool {
		w := normalize(word)
		return w != "" && slices.ContainsFunc(words, func(q string) bool { return strings.HasPrefix(w, q) })
	}
	parts = []string{""}
	for _, field := range strings.SplitAfter(label, " ") {
		hit := matches(field)
		if hit == (len(parts)%2 == 1) {
			parts = append(parts, "")
		}
		parts[len(parts)-1] += field
	}
	return parts
}
