package labels

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A word is a word of a text as names are compared: lower case, no diacritics,
// letters and digits alone. It stands in the text from start to, not including,
// end.
type word struct {
	text       string
	start, end int
	elided     bool // "l" of "l'Ontario"
}

// mostWords is how many words of a name or a query are looked at.
const mostWords = 32

// wordsOf returns the words of a text. What is before an apostrophe is a word of
// its own when it is one that French elides; else the apostrophe is passed over.
func wordsOf(text string) []word {
	f := folder{}
	for at, r := range text {
		if len(f.words) == mostWords {
			break
		}
		if r < utf8.RuneSelf {
			f.rune(r, at, at+1)
			continue
		}
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[at:])
		}
		for _, part := range norm.NFKD.String(text[at : at+size]) {
			f.rune(part, at, at+size)
		}
	}
	f.close(false)
	return f.words[:min(len(f.words), mostWords)]
}

// folder makes words of runes.
type folder struct {
	words      []word
	text       []byte
	start, end int
}

func (f *folder) rune(r rune, start, end int) {
	switch {
	case unicode.Is(unicode.Mn, r):
		f.end = max(f.end, end)
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		if len(f.text) == 0 {
			f.start = start
		}
		f.text, f.end = appendPlain(f.text, unicode.ToLower(r)), end
	case r == '\'' || r == '’':
		if elisions[string(f.text)] {
			f.close(true)
		}
	default:
		f.close(false)
	}
}

func (f *folder) close(elided bool) {
	if len(f.text) > 0 {
		f.words = append(f.words, word{string(f.text), f.start, f.end, elided})
		f.text = f.text[:0]
	}
}

// appendPlain replaces letters that Unicode does not decompose and that people
// write without their stroke or as two.
func appendPlain(dst []byte, r rune) []byte {
	switch r {
	case 'œ':
		return append(dst, "oe"...)
	case 'æ':
		return append(dst, "ae"...)
	case 'ß':
		return append(dst, "ss"...)
	case 'ø':
		return append(dst, 'o')
	case 'ł':
		return append(dst, 'l')
	case 'đ':
		return append(dst, 'd')
	case 'ı':
		return append(dst, 'i')
	}
	return utf8.AppendRune(dst, r)
}

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

var (
	elisions = set("l d j m t s n c qu jusqu lorsqu puisqu quoiqu")
	// stopWords are those of English and French that say nothing by themselves.
	stopWords = set("the of and for to at by with le la les de des du et en au aux un une pour sur")
)

// telling returns the words that tell names apart: all but those elided and stop
// words; all when there is nothing else.
func telling(words []word) []word {
	var out []word
	for _, w := range words {
		if !w.elided && !stopWords[w.text] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return words
	}
	return out
}

// Fold returns a text as names are compared: its words, folded, with single
// blanks between; "" when it has no letter and no digit.
func Fold(text string) string {
	var b strings.Builder
	for i, w := range wordsOf(text) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}
