package expr

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// maxNeeded is how many texts a prefilter looks for at most.
const maxNeeded = 8

// A prefilter is texts of which each match has one, so that most that do not
// match are found without RE2. An empty one tells nothing.
type prefilter []search

// mayMatch reports whether s has one of the texts.
func (p prefilter) mayMatch(s string) bool {
	for i := range p {
		if p[i].match(s) {
			return true
		}
	}
	return len(p) == 0
}

// needed returns what each match of a pattern has.
func needed(re *syntax.Regexp) prefilter {
	if re.Op != syntax.OpConcat {
		return neededBy(re)
	}
	n := len(re.Sub)
	if re.Sub[0].Op == syntax.OpBeginText && re.Sub[1].Op == syntax.OpLiteral {
		return prefilter{ofLiteral(re.Sub[1]).anchored(true, n == 3 && re.Sub[2].Op == syntax.OpEndText)}
	}
	if re.Sub[n-1].Op == syntax.OpEndText && re.Sub[n-2].Op == syntax.OpLiteral {
		return prefilter{ofLiteral(re.Sub[n-2]).anchored(false, true)}
	}
	return neededBy(re)
}

func neededBy(re *syntax.Regexp) prefilter {
	switch re.Op {
	case syntax.OpLiteral:
		return prefilter{ofLiteral(re)}
	case syntax.OpCapture, syntax.OpPlus:
		return neededBy(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return neededBy(re.Sub[0])
		}
	case syntax.OpConcat:
		var best prefilter
		for _, sub := range re.Sub {
			if p := neededBy(sub); p.shortest() > best.shortest() {
				best = p
			}
		}
		return best
	case syntax.OpAlternate:
		var all prefilter
		for _, sub := range re.Sub {
			p := neededBy(sub)
			if all = append(all, p...); len(p) == 0 || len(all) > maxNeeded {
				return nil
			}
		}
		return all
	}
	return nil
}

// shortest returns the length of the shortest text, 0 without one.
func (p prefilter) shortest() int {
	if len(p) == 0 {
		return 0
	}
	return len(slices.MinFunc(p, func(a, b search) int { return len(a.text) - len(b.text) }).text)
}

// ofLiteral returns the search for a literal, or for its start where it is too
// long to be searched for without regard to case.
func ofLiteral(re *syntax.Regexp) search {
	s := search{text: string(re.Rune), fold: re.Flags&syntax.FoldCase != 0}
	if s.fold && len(s.text) > maxFolded {
		n := maxFolded
		for !utf8.RuneStart(s.text[n]) {
			n--
		}
		s.text = s.text[:n]
	}
	s.pick()
	return s
}

// anchored returns the search at the start, and at the end if the text is whole.
func (s search) anchored(start, end bool) search {
	s.start, s.end = start, end && !(s.fold && len(s.text) > maxFolded-utf8.UTFMax)
	return s
}

// pick chooses the rarest character of an ASCII text, by which it can be found
// fast without regard to case.
func (s *search) pick() {
	const frequent = " eatinosrldhcumpfgwybvkxjqz" // the most frequent first
	s.rare, s.foldsWide = -1, false
	best := -1
	for i, c := range s.text {
		if c >= utf8.RuneSelf {
			s.rare = -1
			return
		}
		lower := unicode.ToLower(c)
		s.foldsWide = s.foldsWide || lower == 'k' || lower == 's' // K and ſ fold to these
		rank := len(frequent)
		if at := slices.Index([]byte(frequent), byte(lower)); at >= 0 {
			rank = at
		}
		if rank > best {
			best, s.rare = rank, i
		}
	}
}
