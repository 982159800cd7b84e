package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A folded text is a document as the rules read it: composed, with one kind of
// space, apostrophe, quotation mark and line end, without what is not seen. Each
// of its bytes knows the code points of the document that it stands for.
type folded struct {
	buffer   []byte
	from, to []int32
}

func (f *folded) text() string { return string(f.buffer) }

// put appends s, which stands for the code points from start to end.
func (f *folded) put(s string, start, end int) {
	f.buffer = append(f.buffer, s...)
	for range len(s) {
		f.from = append(f.from, int32(start))
		f.to = append(f.to, int32(end))
	}
}

// add folds a stretch of the document that begins at code point start, and
// returns where it ends.
func (f *folded) add(text string, start int) int {
	for len(text) > 0 {
		size, count := cluster(text)
		if piece := foldCluster(text[:size], count); piece != "" {
			f.put(piece, start, start+count)
		}
		text, start = text[size:], start+count
	}
	return start
}

// cluster measures the first character of a text with the marks on it, or a
// line end of two characters: its bytes and its code points. Marks past the
// tenth are characters of their own, so that none is endless.
func cluster(text string) (size, count int) {
	if strings.HasPrefix(text, "\r\n") {
		return 2, 2
	}
	first, size := utf8.DecodeRuneInString(text)
	count = 1
	if !unicode.IsLetter(first) {
		return size, count
	}
	for size < len(text) && count <= 10 {
		r, n := utf8.DecodeRuneInString(text[size:])
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		size, count = size+n, count+1
	}
	return size, count
}

func foldCluster(piece string, count int) string {
	if count > 1 && piece[0] != '\r' {
		return norm.NFC.String(piece)
	}
	if len(piece) == 1 && piece[0] != '\r' && piece[0] != '\f' && piece[0] != '\t' && piece[0] != '\v' {
		return piece
	}
	r, _ := utf8.DecodeRuneInString(piece)
	return foldRune(r, piece)
}

var foldings = strings.NewReplacer("œ", "oe", "Œ", "Oe", "æ", "ae", "Æ", "Ae", "ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "…", "...")

func foldRune(r rune, piece string) string {
	switch r {
	case '\r', '\u2028', '\u0085':
		return "\n"
	case '\f', '\u2029':
		return "\n\n"
	case '\'', '’', '‘', '‛', 'ʼ', '′', '＇':
		return "'"
	case '“', '”', '„', '‟', '″', '＂':
		return `"`
	case '‐', '‑', '−', '－':
		return "-"
	case '‒':
		return "–"
	case '\u00AD', '\uFEFF', '\uFFF9', '\uFFFA', '\uFFFB':
		return ""
	}
	switch {
	case r == '\t' || unicode.Is(unicode.Zs, r):
		return " "
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) || r < ' ':
		return ""
	case r >= '！' && r <= '～': // full-width forms
		return string(r - '！' + '!')
	}
	return foldings.Replace(piece)
}

// withoutMarks returns a word in lower case without diacritical marks, as names
// are compared.
func withoutMarks(word string) string {
	isASCII, isLower := true, true
	for i := range len(word) {
		isASCII = isASCII && word[i] < utf8.RuneSelf
		isLower = isLower && (word[i] < 'A' || word[i] > 'Z')
	}
	if isASCII {
		if isLower {
			return word
		}
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return unmarked.Replace(b.String())
}

// unmarked are letters whose marks do not come off by themselves.
var unmarked = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ß", "ss", "ı", "i")
