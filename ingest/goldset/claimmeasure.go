package goldset

import (
	"cmp"
	"slices"
)

// Align says which reference of the gold set each thing of a prediction stands
// for: the one over whose mentions most of its own lie. names are the names of
// the predicted things, one a mention; a thing that lies over none is left out.
func Align(gold, predicted []Mention, names []string) map[string]string {
	votes := map[string]map[string]int{}
	for i, p := range predicted {
		at := slices.IndexFunc(gold, func(g Mention) bool { return g.Kind == p.Kind && g.Value == "" && g.overlaps(p) })
		if at < 0 {
			continue
		}
		if votes[names[i]] == nil {
			votes[names[i]] = map[string]int{}
		}
		votes[names[i]][gold[at].ref()]++
	}
	aligned := map[string]string{}
	for name, refs := range votes {
		for ref, n := range refs {
			if best := aligned[name]; n > refs[best] || n == refs[best] && ref < best {
				aligned[name] = ref
			}
		}
	}
	return aligned
}

// ref is how claims call what is mentioned.
func (m Mention) ref() string {
	if m.Label != "" {
		return "new:" + m.Label
	}
	return m.IRI
}

// A ClaimComparison says of each claim what became of it.
type ClaimComparison struct {
	Counts        map[string]Count // by predicate
	Missed, Wrong []Claim
	// Turned are claims that are right but for their modality, as predicted.
	Turned []Claim
}

// CompareClaims holds predicted claims against those of the gold set. A hit has
// subject, predicate, object and polarity; each claim counts once, however often
// it was predicted. What is optional, or follows from another claim, counts as
// neither: who hosts attends.
func CompareClaims(gold, predicted []Claim) ClaimComparison {
	c := ClaimComparison{Counts: map[string]Count{}}
	hit := make([]bool, len(gold))
	seen := map[Claim]bool{}
	for _, p := range predicted {
		at := slices.IndexFunc(gold, func(g Claim) bool { return g.says(p) })
		key := p.folded()
		key.Modality = ""
		switch {
		case at >= 0 && !hit[at]:
			hit[at] = true
			if gold[at].Modality != p.Modality {
				c.Turned = append(c.Turned, p)
			}
			if !gold[at].Optional {
				c.count(p.Predicate, Count{Hits: 1})
			}
		case at < 0 && !seen[key] && !p.follows(gold):
			c.count(p.Predicate, Count{Wrong: 1})
			c.Wrong = append(c.Wrong, p)
		}
		seen[key] = true
	}
	for i, g := range gold {
		if !hit[i] && !g.Optional {
			c.count(g.Predicate, Count{Missed: 1})
			c.Missed = append(c.Missed, g)
		}
	}
	return c
}

func (c *ClaimComparison) count(predicate string, by Count) {
	c.Counts[predicate] = c.Counts[predicate].plus(by)
}

// says reports whether a prediction says the same, whenever it was or will be.
func (c Claim) says(p Claim) bool {
	a, b := c.folded(), p.folded()
	return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Object, b.Object)) == 0 &&
		(c.Modality == Negated) == (p.Modality == Negated)
}

func (c Claim) folded() Claim {
	c.Subject, c.Object, c.Optional = fold(c.Subject), fold(c.Object), false
	return c
}

// Supported reports whether the gold set says what was predicted, or what it follows
// from.
func Supported(gold []Claim, p Claim) bool {
	return slices.ContainsFunc(gold, func(g Claim) bool { return g.says(p) }) || p.follows(gold)
}

// follows reports that a claim goes without saying where the gold set has another:
// hosts attend.
func (c Claim) follows(gold []Claim) bool {
	return c.Predicate == "pl:attendedBy" && c.Modality != Negated && slices.ContainsFunc(gold, func(g Claim) bool {
		c.Predicate = "pl:hostedBy"
		return g.says(c)
	})
}
