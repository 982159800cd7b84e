package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a number or a mark of punctuation.
type token struct {
	start, end int    // bytes of the folded text
	norm       string // without marks, in lower case
	kind       tokenKind
	isCapital  bool // begins with a capital
	isUpper    bool // two letters or more, all capitals
	spaced     bool // stands behind a blank or a line end
	block      int32
}

type tokenKind uint8

const (
	wordToken tokenKind = iota
	numberToken
	markToken
)

func (t *token) isWord() bool { return t.kind == wordToken }

// tokenize splits a stretch of folded text, which begins at byte offset.
func tokenize(text string, offset int, tokens []token) []token {
	spaced := true
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			spaced = true
			i += n
			continue
		}
		size := tokenSize(text[i:], r, n)
		t := token{start: offset + i, end: offset + i + size, spaced: spaced}
		t.classify(text[i:i+size], r)
		tokens = append(tokens, t)
		i, spaced = i+size, false
	}
	return tokens
}

func (t *token) classify(word string, first rune) {
	switch {
	case unicode.IsDigit(first):
		t.kind = numberToken
		t.norm = strings.ToLower(word)
	case unicode.IsLetter(first) || strings.EqualFold(word, "'s"):
		t.norm = withoutMarks(word)
		if strings.Contains(t.norm, ".") {
			t.norm = strings.ReplaceAll(t.norm, ".", "")
		}
		t.isCapital = unicode.IsUpper(first)
		t.isUpper = t.isCapital && len(t.norm) > 1 && !strings.HasSuffix(word, "'") && strings.ToUpper(word) == word
	default:
		t.kind, t.norm = markToken, word
	}
}

// tokenSize measures the token at the start of text, whose first rune is given.
func tokenSize(text string, first rune, n int) int {
	switch {
	case isIdeograph(first):
		return n
	case unicode.IsDigit(first):
		return numberSize(text)
	case unicode.IsLetter(first):
		return wordSize(text)
	case first == '\'' && isPossessive(text):
		return 2
	}
	return n
}

func isPossessive(text string) bool {
	if len(text) < 2 || text[1] != 's' && text[1] != 'S' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[2:])
	return len(text) == 2 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// isIdeograph tells the scripts that are written without blanks, in which each
// character is a token.
func isIdeograph(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// numberSize takes digits with points and commas between them, and the letters
// of an ordinal.
func numberSize(text string) int {
	i := 0
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		isPoint := (r == '.' || r == ',') && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9'
		if !isPoint && !unicode.IsDigit(r) && (!unicode.IsLetter(r) || isIdeograph(r)) {
			break
		}
		i += n
	}
	return i
}

// wordSize takes letters and digits; a point after each single letter (U.S.);
// and the apostrophe of an elision, which ends the token (l'Intérieur, O'Brien).
func wordSize(text string) int {
	if n := dottedSize(text); n > 0 {
		return n
	}
	i := 0
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) || isIdeograph(r) {
			break
		}
		i += n
	}
	if i < len(text)-1 && text[i] == '\'' && !isPossessive(text[i:]) {
		if r, _ := utf8.DecodeRuneInString(text[i+1:]); unicode.IsLetter(r) {
			return i + 1
		}
	}
	return i
}

// dottedSize measures an abbreviation such as U.S. or R.-U. of two letters or
// more; zero when there is none.
func dottedSize(text string) int {
	size, letters := 0, 0
	for {
		rest := strings.TrimPrefix(text[size:], "-")
		if letters == 0 {
			rest = text[size:]
		}
		r, n := utf8.DecodeRuneInString(rest)
		if !unicode.IsLetter(r) || !strings.HasPrefix(rest[n:], ".") {
			break
		}
		size += len(text[size:]) - len(rest) + n + 1
		letters++
	}
	if letters < 2 {
		return 0
	}
	return size
}
