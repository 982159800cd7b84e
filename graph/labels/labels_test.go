package labels_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/rdf"
)

const (
	prefLabel = "x:prefLabel"
	altLabel  = "x:altLabel"
	heldAt    = "x:heldAt"
	year      = "x:year"
)

func options(folder string) labels.Options {
	return labels.Options{
		Folder: folder, Prefix: "x:id/",
		Names:    []labels.Name{{Property: prefLabel, Weight: 4}, {Property: altLabel, Weight: 3}},
		Contexts: []labels.Context{{Over: heldAt, Name: prefLabel}, {Name: year}},
	}
}

func thing(n int) rdf.Term { return rdf.IRI(fmt.Sprintf("x:id/%d", n)) }

func update(t rapid.TB, s *graph.Store, fn func(*graph.Tx) error) {
	t.Helper()
	if _, err := s.Update(context.Background(), graph.Change{}, fn); err != nil {
		t.Fatal(err)
	}
}

// named returns a store of things, each with names "label@en" or "label".
func named(t testing.TB, names ...string) *graph.Store {
	t.Helper()
	s := graph.New(graph.Options{})
	update(t, s, func(tx *graph.Tx) error {
		for i, n := range names {
			text, lang, _ := strings.Cut(n, "@")
			label := rdf.String(text)
			if lang != "" {
				label = rdf.LangString(text, lang)
			}
			if _, err := tx.Add(rdf.Quad{S: thing(i), P: rdf.IRI(prefLabel), O: label}); err != nil {
				return err
			}
		}
		return nil
	})
	t.Cleanup(func() { s.Close() })
	return s
}

func search(t rapid.TB, x *labels.Index, s *graph.Store, q labels.Query) []labels.Hit {
	t.Helper()
	snap := s.Snapshot()
	hits, seq, err := x.Search(context.Background(), snap, q)
	if err != nil || seq != snap.Seq() {
		t.Fatalf("Search(%q) = commit %d of %d, %v", q.Text, seq, snap.Seq(), err)
	}
	return hits
}

func TestSearch(t *testing.T) {
	s := named(t, "Canada@en", "Canada House@en", "House of Canada@en", "Canadian Space Agency@en", "Agence de l’Ontario@fr", "Côte d'Ivoire@fr", "Łódź",
		"The Hague@en", "La Haye@fr", "G7 Interior and Security Ministers’ Meeting@en", "日本@ja", "O'Brien", "Meeting of Interior Ministers@en", "Straße", "Latvia@en")
	x := labels.Open(s, options(""))
	t.Cleanup(x.Close)
	for _, tt := range []struct {
		name, query, lang string
		want              []int
	}{
		{"whole, beginning, middle", "canada", "", []int{0, 1, 2}},
		{"beginning of a word", "cana", "", []int{0, 1, 3, 2}},
		{"two words", "canada house", "", []int{1, 2}},
		{"other order", "house canada", "", []int{2, 1}},
		{"elision", "ontario", "", []int{4}},
		{"elision in the query", "l'ontario", "", []int{4}},
		{"accents", "cote ivoire", "", []int{5}},
		{"strokes", "lodz", "", []int{6}},
		{"sharp s", "strasse", "", []int{13}},
		{"article passed over", "the hague", "", []int{7}},
		{"stop word alone", "la", "", []int{14}},
		{"stop word between", "meeting of the interior", "", []int{12, 9}},
		{"one letter wrong", "ontaroi", "", nil},
		{"one letter left out", "ontrio", "", []int{4}},
		{"two letters wrong", "canadien agancy", "", []int{3}},
		{"short words are exact", "hae", "", nil},
		{"other script", "日", "", []int{10}},
		{"apostrophe", "obrien", "", []int{11}},
		{"possessive", "ministers meeting", "", []int{9, 12}},
		{"a word that nothing has", "canada zzzz", "", nil},
		{"nothing", " – ", "", nil},
		{"words beyond all measure", strings.Repeat("canada ", 32) + "zzzz", "", []int{0, 1, 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []int
			for _, h := range search(t, x, s, labels.Query{Text: tt.query, Lang: tt.lang}) {
				var n int
				fmt.Sscanf(h.Thing.Value(), "x:id/%d", &n)
				got = append(got, n)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("Search(%q) = %v, want %v", tt.query, got, tt.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"case and accents", "Élysée", "elysee"},
		{"accents apart", "e\u0301cole", "ecole"},
		{"strokes and ligatures", "Łódź, Tromsø, Œuvre, Weiß, Ærø, Đakovo", "lodz tromso oeuvre weiss aero dakovo"},
		{"elision", "Côte d’Ivoire", "cote d ivoire"},
		{"other apostrophes", "Women's day, O’Brien", "womens day obrien"},
		{"not UTF-8", "a\xffb", "a b"},
		{"nothing to search for", " – ! ", ""},
	} {
		if got := labels.Fold(tt.text); got != tt.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune("abé")), 0, 6, -1)
		a, b, limit := word.Draw(r, "a"), word.Draw(r, "b"), rapid.IntRange(0, 3).Draw(r, "limit")
		if got, want := labels.Distance(a, b, limit), min(levenshtein([]rune(a), []rune(b)), limit+1); got != want {
			r.Fatalf("Distance(%q, %q, %d) = %d, want %d", a, b, limit, got, want)
		}
		from := labels.From(a, limit)
		for _, other := range []string{word.Draw(r, "before"), b, word.Draw(r, "behind")} {
			if got, want := from(other), labels.Distance(a, other, limit); got != want {
				r.Fatalf("From(%q, %d)(%q) = %d, want %d", a, limit, other, got, want)
			}
		}
	})
}

func TestSpans(t *testing.T) {
	s := named(t, "Agence de l’Électricité du Québec@fr")
	x := labels.Open(s, options(""))
	for query, want := range map[string]string{"elec agence": "[Agence] de l’[Électricité] du Québec", "quebek": "Agence de l’Électricité du [Québec]"} {
		hits := search(t, x, s, labels.Query{Text: query})
		if len(hits) != 1 {
			t.Fatalf("Search(%q) = %v", query, hits)
		}
		label, marked, at := hits[0].Label.Value(), "", 0
		for _, span := range hits[0].Spans {
			marked += label[at:span[0]] + "[" + label[span[0]:span[1]] + "]"
			at = span[1]
		}
		if marked += label[at:]; marked != want {
			t.Errorf("Search(%q) marks %s, want %s", query, marked, want)
		}
	}
}

// TestRank orders names that match as well by weight, language and degree.
func TestRank(t *testing.T) {
	s := named(t, "Berlin@en", "Berlin@de", "Berlin@fr")
	update(t, s, func(tx *graph.Tx) error {
		for i := range 3 {
			tx.Add(rdf.Quad{S: rdf.IRI(fmt.Sprintf("x:doc/%d", i)), P: rdf.IRI("x:about"), O: thing(2)})
		}
		_, err := tx.Add(rdf.Quad{S: thing(3), P: rdf.IRI(altLabel), O: rdf.LangString("Berlin", "en")})
		tx.Add(rdf.Quad{S: rdf.IRI("x:elsewhere"), P: rdf.IRI(altLabel), O: rdf.LangString("Berlin", "en")})
		return err
	})
	x := labels.Open(s, options(""))
	for lang, want := range map[string]string{"": "[2 0 1 3]", "de": "[1 2 0 3]", "en": "[0 3 2 1]"} {
		var got []string
		for _, h := range search(t, x, s, labels.Query{Text: "berlin", Lang: lang}) {
			got = append(got, strings.TrimPrefix(h.Thing.Value(), "x:id/"))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("in %q: %v, want %s", lang, got, want)
		}
	}
	hits := search(t, x, s, labels.Query{Text: "berlin", Limit: 1, Accept: func(t rdf.Term) bool { return t == thing(3) }})
	if len(hits) != 1 || hits[0].Thing != thing(3) {
		t.Errorf("accepted %v", hits)
	}
}

var alphabet = []string{"canada", "canadian", "canape", "ottawa", "otawa", "ministre", "ministers", "g7", "the", "de", "paris", "pariss", "l'eau", "2025", "école", "ecoles", "zz"}

func randomText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 4).Draw(t, "text"), " ")
}

// TestInStep changes a store at random, by transactions and loads, and holds
// every answer to be that of a plain look at all names, before and after it is
// opened again.
func TestInStep(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		folder := t.TempDir()
		s, err := graph.Open(folder, graph.Options{MergeAfter: 40, FlushAfter: 10})
		if err != nil {
			r.Fatal(err)
		}
		defer func() { s.Close() }()
		x := labels.Open(s, options(folder))
		defer func() { x.Close() }()
		for range rapid.IntRange(1, 8).Draw(r, "rounds") {
			change(r, s)
			if rapid.IntRange(0, 4).Draw(r, "reopen") == 0 {
				x.Close()
				if err := s.Close(); err != nil {
					r.Fatal(err)
				}
				if s, err = graph.Open(folder, graph.Options{MergeAfter: 40, FlushAfter: 10}); err != nil {
					r.Fatal(err)
				}
				x = labels.Open(s, options(folder))
			}
			query := labels.Query{Text: randomText(r), Lang: rapid.SampledFrom([]string{"", "en", "fr"}).Draw(r, "lang"), Limit: 1000}
			if rapid.Bool().Draw(r, "cut") {
				query.Text = query.Text[:rapid.IntRange(1, len(query.Text)).Draw(r, "length")]
			}
			got, want := search(r, x, s, query), scan(s.Snapshot(), query)
			if got, want := show(got, query.Lang), show(want, query.Lang); got != want {
				r.Fatalf("Search(%q, %q):\n%s\nwant\n%s", query.Text, query.Lang, got, want)
			}
		}
	})
}

// show lists hits, of equal ones in the order of the things: how much is said of
// them was counted when their names were last read.
func show(hits []labels.Hit, lang string) (text string) {
	for from, to := 0, 0; from < len(hits); from = to {
		for to < len(hits) && hits[to].Score == hits[from].Score && (hits[to].Label.Lang() == lang) == (hits[from].Label.Lang() == lang) {
			to++
		}
		slices.SortFunc(hits[from:to], func(a, b labels.Hit) int { return rdf.CompareTerms(a.Thing, b.Thing) })
	}
	for _, h := range hits {
		text += fmt.Sprintf("%s %q@%s %d\n", h.Thing.Value(), h.Label.Value(), h.Label.Lang(), h.Score)
	}
	return text
}

func change(t *rapid.T, s *graph.Store) {
	quads := rapid.SliceOfN(rapid.Custom(randomQuad), 0, 6).Draw(t, "quads")
	if rapid.IntRange(0, 3).Draw(t, "load") == 0 {
		_, err := s.Load(context.Background(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
			for _, q := range quads {
				if !yield(q, nil) {
					return
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	update(t, s, func(tx *graph.Tx) error {
		for _, q := range quads {
			if rapid.IntRange(0, 2).Draw(t, "remove") == 0 {
				if _, err := tx.RemoveMatching(graph.Pattern{S: q.S, P: q.P}); err != nil {
					return err
				}
			} else if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
}

func randomQuad(t *rapid.T) rdf.Quad {
	q := rdf.Quad{S: thing(rapid.IntRange(0, 5).Draw(t, "thing"))}
	switch rapid.IntRange(0, 5).Draw(t, "property") {
	case 0, 1:
		q.P, q.O = rdf.IRI(prefLabel), randomLabel(t)
	case 2:
		q.P, q.O = rdf.IRI(altLabel), randomLabel(t)
	case 3:
		q.P, q.O = rdf.IRI(heldAt), thing(rapid.IntRange(0, 5).Draw(t, "place"))
	case 4:
		q.P, q.O = rdf.IRI(year), rdf.String("2025")
	case 5:
		q.P, q.O = rdf.IRI("x:other"), rdf.String("ottawa")
	}
	if rapid.Bool().Draw(t, "graph") {
		q.G = rdf.IRI("x:g")
	}
	return q
}

func randomLabel(t *rapid.T) rdf.Term {
	text := randomText(t)
	if lang := rapid.SampledFrom([]string{"", "en", "fr"}).Draw(t, "lang"); lang != "" {
		return rdf.LangString(text, lang)
	}
	return rdf.String(text)
}

// A plain is a name as the model has it.
type plain struct {
	thing, label rdf.Term
	words        []string
	score        int // without the query
	degree       int
}

// scan looks at all names.
func scan(s *graph.Snapshot, q labels.Query) []labels.Hit {
	names := plainNames(s)
	words := telling(q.Text)
	slices.Sort(words)
	words = slices.Compact(words)
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b string) int { return slices.Index(telling(q.Text), a) - slices.Index(telling(q.Text), b) })
	fuzzy := map[string]bool{}
	for _, w := range words {
		fuzzy[w] = !slices.ContainsFunc(names, func(n plain) bool {
			return slices.ContainsFunc(n.words, func(other string) bool { return strings.HasPrefix(other, w) })
		})
	}
	off := func(asked, word string) int {
		if strings.HasPrefix(word, asked) {
			return 0
		}
		letters := len([]rune(asked))
		limit := map[bool]int{true: 1}[letters > 3] + map[bool]int{true: 1}[letters > 7]
		if d := levenshtein([]rune(asked), []rune(word)); fuzzy[asked] && d <= limit {
			return d
		}
		return -1
	}
	type scored struct {
		plain
		worth  int
		native bool
	}
	var all []scored
	for _, n := range names {
		if worth, ok := worthOf(n.words, words, off); ok {
			all = append(all, scored{n, worth, n.label.Lang() == q.Lang})
		}
	}
	number := map[bool]int{true: 1}
	slices.SortStableFunc(all, func(a, b scored) int {
		return cmp.Or(b.worth-a.worth, number[b.native]-number[a.native], b.score-a.score, b.degree-a.degree, cmp.Compare(a.thing.Value(), b.thing.Value()), rdf.CompareTerms(a.label, b.label))
	})
	var hits []labels.Hit
	for _, n := range all {
		if slices.ContainsFunc(hits, func(h labels.Hit) bool { return h.Thing == n.thing }) {
			continue
		}
		hits = append(hits, labels.Hit{Thing: n.thing, Label: n.label, Score: n.worth + n.score})
	}
	return hits
}

func worthOf(name, asked []string, off func(asked, word string) int) (worth int, ok bool) {
	for _, q := range asked {
		least := -1
		for _, w := range name {
			if d := off(q, w); d >= 0 && (least < 0 || d < least) {
				least = d
			}
		}
		if least < 0 {
			return 0, false
		}
		worth -= 50 * least
	}
	if len(asked) == 0 {
		return 0, false
	}
	at := func(from int) bool {
		if from+len(asked) > len(name) || off(asked[len(asked)-1], name[from+len(asked)-1]) != 0 {
			return false
		}
		return slices.Equal(name[from:from+len(asked)-1], asked[:len(asked)-1])
	}
	switch {
	case slices.Equal(name, asked):
		return worth + 300, true
	case len(name) > len(asked) && slices.Equal(name[:len(asked)], asked):
		return worth + 200, true
	case at(0):
		return worth + 150, true
	}
	for from := range name {
		if at(from) {
			return worth + 100, true
		}
	}
	return worth, true
}

func plainNames(s *graph.Snapshot) (names []plain) {
	for n := range 6 {
		seen := map[string]bool{}
		var context []string
		for t := range s.Triples(graph.Pattern{S: thing(n), P: rdf.IRI(heldAt)}) {
			for p := range s.Triples(graph.Pattern{S: t.O, P: rdf.IRI(prefLabel)}) {
				context = append(context, telling(p.O.Value())...)
			}
		}
		for t := range s.Triples(graph.Pattern{S: thing(n), P: rdf.IRI(year)}) {
			context = append(context, t.O.Value())
		}
		degree := s.Count(graph.Pattern{O: thing(n)})
		for i, property := range []string{prefLabel, altLabel} {
			for t := range s.Triples(graph.Pattern{S: thing(n), P: rdf.IRI(property)}) {
				folded := labels.Fold(t.O.Value())
				if seen[folded] {
					continue
				}
				seen[folded] = true
				p := plain{t.S, t.O, telling(t.O.Value()), 4 - i - min((len(folded)+1)/10, 9), degree}
				names = append(names, p)
				p.score, p.words = 0-min((len(folded)+1)/10, 9), slices.Clone(p.words)
				before := len(p.words)
				for _, w := range context {
					if !slices.Contains(p.words, w) {
						p.words = append(p.words, w)
					}
				}
				if i == 0 && len(p.words) > before {
					names = append(names, p)
				}
			}
		}
	}
	return names
}

// telling returns the words of a text of the alphabet that are not passed over.
func telling(text string) (words []string) {
	all := strings.Fields(strings.ReplaceAll(text, "l'", "l "))
	for _, w := range all {
		if f := labels.Fold(w); f != "l" && f != "the" && f != "de" && f != "" || f == "l" && !strings.Contains(text, "l'") {
			words = append(words, f)
		}
	}
	if len(words) == 0 {
		for _, w := range all {
			if f := labels.Fold(w); f != "" {
				words = append(words, f)
			}
		}
	}
	return words
}

func levenshtein(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	d := min(levenshtein(a[1:], b), levenshtein(a, b[1:])) + 1
	if same := levenshtein(a[1:], b[1:]); a[0] == b[0] {
		return same
	} else {
		return min(d, same+1)
	}
}
