package expr

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFolded is how long a text without regard to case is searched for directly,
// in bytes: the time is the product of both lengths.
const maxFolded = 64

// A search is for a text, at the start or end where asked, and without regard
// to case.
type search struct {
	text       string
	start, end bool
	fold       bool
	rare       int  // where a rare character of a folded text is, -1 unless the text is ASCII
	foldsWide  bool // it has characters that are not ASCII with regard to case
}

// newSearch returns the search that does what a pattern says, nil where it says
// more than a text.
func newSearch(source string, f flags) *search {
	s := &search{text: source, fold: f.i}
	if !f.q && !f.m {
		s.text, s.start = strings.CutPrefix(s.text, "^")
		s.text, s.end = strings.CutSuffix(s.text, "$")
	}
	if !f.q && strings.ContainsAny(s.text, `\.?*+{}()|^$[]`) || f.i && len(s.text) > maxFolded {
		return nil
	}
	s.pick()
	return s
}

func (s *search) match(text string) bool {
	at, _ := s.find(text)
	return at >= 0
}

// find returns where the first match begins, -1 for none, and its length.
func (s *search) find(text string) (at, n int) {
	if s.fold {
		return s.findFold(text)
	}
	ok := true
	switch n = len(s.text); {
	case s.start && s.end:
		ok = text == s.text
	case s.start:
		ok = strings.HasPrefix(text, s.text)
	case s.end:
		at, ok = len(text)-n, strings.HasSuffix(text, s.text)
	default:
		return strings.Index(text, s.text), n
	}
	if !ok {
		return -1, 0
	}
	return at, n
}

func (s *search) findFold(text string) (at, n int) {
	if s.rare >= 0 && !s.start && !(s.foldsWide && hasWide(text)) {
		return s.findASCII(text)
	}
	first, _ := utf8.DecodeRuneInString(s.text)
	for {
		if s.text == "" || at < len(text) && mayFold(text[at], first) {
			if n, ok := prefixFold(text[at:], s.text); ok && (!s.end || at+n == len(text)) {
				return at, n
			}
		}
		if s.start || at >= len(text) {
			return -1, 0
		}
		for at++; at < len(text) && !utf8.RuneStart(text[at]); at++ {
		}
	}
}

// hasWide reports whether a text may have K or ſ, which fold to ASCII.
func hasWide(text string) bool {
	return strings.IndexByte(text, "K"[0]) >= 0 || strings.IndexByte(text, "ſ"[0]) >= 0
}

// findASCII looks for the rare character and then at what is around it.
func (s *search) findASCII(text string) (at, n int) {
	n = len(s.text)
	c := s.text[s.rare]
	lower, upper := byte(unicode.ToLower(rune(c))), byte(unicode.ToUpper(rune(c)))
	l, u := next(text, lower, 0), next(text, upper, 0)
	for {
		i := min(l, u)
		if i >= len(text) {
			return -1, 0
		}
		at = i - s.rare
		if at >= 0 && at+n <= len(text) && (!s.end || at+n == len(text)) && equalASCII(text[at:at+n], s.text) {
			return at, n
		}
		if l == i {
			l = next(text, lower, i+1)
		}
		if u == i {
			u = next(text, upper, i+1)
		}
	}
}

// next returns where c is next, or the length of the text.
func next(text string, c byte, from int) int {
	if i := strings.IndexByte(text[from:], c); i >= 0 {
		return from + i
	}
	return len(text)
}

// equalASCII compares texts of one length, of which b is ASCII.
func equalASCII(a, b string) bool {
	for i := range len(b) {
		x, y := a[i], b[i]
		if x != y && (x|0x20 != y|0x20 || x|0x20 < 'a' || 'z' < x|0x20) {
			return false
		}
	}
	return true
}

// mayFold tells quickly where a character cannot begin what begins with first.
func mayFold(c byte, first rune) bool {
	return c >= utf8.RuneSelf || first >= utf8.RuneSelf || c|0x20 == byte(first)|0x20
}

// replace puts the pieces, of which the only group is the match, for each match.
func (s *search) replace(text string, with replacement) (string, error) {
	var b strings.Builder
	for {
		at, n := s.find(text)
		if at < 0 {
			break
		}
		b.WriteString(text[:at])
		for _, p := range with {
			b.WriteString(p.text)
			if p.group == 0 {
				b.WriteString(text[at : at+n])
			}
		}
		text = text[at+n:]
		if b.Len()+len(text) > maxText {
			return "", errTooLong
		}
		if s.start {
			break
		}
	}
	return b.String() + text, nil
}

// prefixFold returns how much of text the prefix is.
func prefixFold(text, prefix string) (n int, ok bool) {
	for _, want := range prefix {
		c, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || !equalFold(c, want) {
			return 0, false
		}
		n += size
	}
	return n, true
}

func equalFold(a, b rune) bool {
	if a == b {
		return true
	}
	if a < utf8.RuneSelf && b < utf8.RuneSelf {
		return a|0x20 == b|0x20 && 'a' <= a|0x20 && a|0x20 <= 'z'
	}
	for f := unicode.SimpleFold(a); f != a; f = unicode.SimpleFold(f) {
		if f == b {
			return true
		}
	}
	return false
}
