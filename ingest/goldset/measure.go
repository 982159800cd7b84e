package goldset

import (
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Measured are the kinds that decide.
var Measured = []string{"meeting", "date", "place", "person", "office", "party", "topic", "document"}

// enclosing are the kinds inside of which a prediction of another kind is
// neither right nor wrong.
var enclosing = []string{"meeting", "office", "document", "organization", "forum", "person"}

// A Count is how many mentions of one kind were found, and how many not.
type Count struct{ Hits, Missed, Wrong int }

// Precision is the share of what was found that is right; 1 when nothing was.
func (c Count) Precision() float64 { return share(c.Hits, c.Wrong) }

// Recall is the share of what there is that was found; 1 when there is nothing.
func (c Count) Recall() float64 { return share(c.Hits, c.Missed) }

// F1 is the harmonic mean of both.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func share(part, rest int) float64 {
	if part+rest == 0 {
		return 1
	}
	return float64(part) / float64(part+rest)
}

func (c Count) plus(d Count) Count {
	return Count{c.Hits + d.Hits, c.Missed + d.Missed, c.Wrong + d.Wrong}
}

// A Comparison says of each mention what became of it.
type Comparison struct {
	Counts        map[string]Count // by kind
	Missed, Wrong []Mention
}

// Compare holds predictions against the mentions of the gold set. A hit has the
// kind and the IRI, value or label, and shares at least half of the longer span;
// each gold mention is hit once.
func Compare(gold, predicted []Mention) Comparison {
	c := Comparison{Counts: map[string]Count{}}
	taken := make([]bool, len(gold))
	for _, p := range predicted {
		hit := slices.IndexFunc(gold, func(g Mention) bool { return g.means(p) })
		for hit >= 0 && taken[hit] {
			next := slices.IndexFunc(gold[hit+1:], func(g Mention) bool { return g.means(p) })
			if next < 0 {
				hit = -1
				break
			}
			hit += 1 + next
		}
		count := c.Counts[p.Kind]
		switch {
		case hit >= 0:
			taken[hit] = true
			if !gold[hit].Optional {
				count.Hits++
			}
		case isNeutral(gold, p):
		default:
			count.Wrong++
			c.Wrong = append(c.Wrong, p)
		}
		c.Counts[p.Kind] = count
	}
	for i, g := range gold {
		if !taken[i] && !g.Optional {
			count := c.Counts[g.Kind]
			count.Missed++
			c.Counts[g.Kind] = count
			c.Missed = append(c.Missed, g)
		}
	}
	return c
}

// means reports whether a prediction is a hit of a gold mention.
func (m Mention) means(p Mention) bool {
	if m.Kind != p.Kind || !m.overlaps(p) {
		return false
	}
	switch {
	case m.Label != "":
		return p.IRI == "" && fold(m.Label) == fold(p.Label)
	case m.Value != "":
		return m.Value == p.Value
	}
	return m.IRI == p.IRI
}

// overlaps reports whether two spans share half of the longer.
func (m Mention) overlaps(p Mention) bool {
	shared := min(m.End, p.End) - max(m.Start, p.Start)
	return 2*shared >= max(m.End-m.Start, p.End-p.Start)
}

// isNeutral reports a prediction that is neither right nor wrong: it meets an
// optional mention of its kind, or lies inside of one of another.
func isNeutral(gold []Mention, p Mention) bool {
	return slices.ContainsFunc(gold, func(g Mention) bool {
		isInside := g.Kind != p.Kind && g.Start <= p.Start && p.End <= g.End && slices.Contains(enclosing, g.Kind)
		isOptional := g.Optional && g.Kind == p.Kind && g.Start < p.End && p.Start < g.End
		return isInside || isOptional
	})
}

var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "´", "'", "`", "'")

func fold(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(apostrophes.Replace(norm.NFC.String(label))), " "))
}

// Interval returns the bounds within which the middle 95 % of a figure lie, when
// as many documents are drawn again and again.
func Interval(documents []Count, figure func(Count) float64) (low, high float64) {
	const rounds = 1000
	random := rand.New(rand.NewPCG(1, 2))
	figures := make([]float64, rounds)
	for i := range figures {
		var sum Count
		for range documents {
			sum = sum.plus(documents[random.IntN(len(documents))])
		}
		figures[i] = figure(sum)
	}
	slices.Sort(figures)
	return figures[rounds*25/1000], figures[rounds*975/1000-1]
}

// Sum adds counts.
func Sum(counts []Count) (sum Count) {
	for _, c := range counts {
		sum = sum.plus(c)
	}
	return sum
}
