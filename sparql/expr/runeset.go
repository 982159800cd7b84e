package expr

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A runeSet is the characters in its spans, which normalized puts in order and
// apart.
type runeSet []span

// A span is the characters from first to last, both inclusive.
type span struct{ first, last rune }

// surrogates are code points that are no characters.
var surrogates = span{0xD800, 0xDFFF}

// normalized merges the spans and leaves out surrogates.
func (s runeSet) normalized() runeSet {
	s = slices.Clone(s)
	slices.SortFunc(s, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	var out runeSet
	for _, r := range s {
		if n := len(out); n > 0 && r.first <= out[n-1].last+1 {
			out[n-1].last = max(out[n-1].last, r.last)
		} else {
			out = append(out, r)
		}
	}
	return out.without(runeSet{surrogates})
}

// without returns the difference of two sets in order.
func (s runeSet) without(other runeSet) runeSet {
	var out runeSet
	for _, r := range s {
		for len(other) > 0 && other[0].last < r.first {
			other = other[1:]
		}
		for _, o := range other {
			if r.last < o.first {
				break
			}
			if r.first < o.first {
				out = append(out, span{r.first, o.first - 1})
			}
			r.first = o.last + 1
		}
		if r.first <= r.last {
			out = append(out, r)
		}
	}
	return out
}

// complement returns all other characters.
func (s runeSet) complement() runeSet {
	all := runeSet{{0, surrogates.first - 1}, {surrogates.last + 1, unicode.MaxRune}}
	return all.without(s.normalized())
}

// ofTable returns the characters of a table of Unicode.
func ofTable(t *unicode.RangeTable) (s runeSet) {
	add := func(first, last, stride rune) {
		if stride == 1 {
			s = append(s, span{first, last})
			return
		}
		for r := first; r <= last; r += stride {
			s = append(s, span{r, r})
		}
	}
	for _, r := range t.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range t.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return s.normalized()
}

// foldable are the characters that have others without regard to case, in
// order.
var foldable = sync.OnceValue(func() (all []rune) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.SimpleFold(r) != r {
			all = append(all, r)
		}
	}
	return all
})

// folded adds what differs from the characters of a span in case alone.
func (r span) folded() runeSet {
	out := runeSet{r}
	all := foldable()
	i, _ := slices.BinarySearch(all, r.first)
	for ; i < len(all) && all[i] <= r.last; i++ {
		for f := unicode.SimpleFold(all[i]); f != all[i]; f = unicode.SimpleFold(f) {
			out = append(out, span{f, f})
		}
	}
	return out
}

// write writes the set as a class that both RE2 and .NET read.
func (s runeSet) write(b *strings.Builder) {
	if len(s) == 0 {
		s = runeSet{{0, unicode.MaxRune}}
		b.WriteString("[^")
	} else {
		b.WriteByte('[')
	}
	for _, r := range s {
		writeQuoted(b, r.first)
		if r.first != r.last {
			b.WriteByte('-')
			writeQuoted(b, r.last)
		}
	}
	b.WriteByte(']')
}

func writeQuoted(b *strings.Builder, r rune) {
	if strings.ContainsRune(`\.?*+{}()|^$[]-&#`, r) {
		b.WriteByte('\\')
	}
	b.WriteRune(r)
}
