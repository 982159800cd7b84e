package data

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slug returns the words of s for use in an IRI: lower-case ASCII letters and
// digits joined by hyphens, accents taken off. A text without any of them, or
// one that loses letters of another script, gets a short hash instead.
func slug(s string) string {
	var b strings.Builder
	lost, gap := false, false
	for _, r := range foldAccents(s) {
		switch r = unicode.ToLower(r); {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’' || unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r):
			lost = true
		default:
			gap = true
		}
	}
	if lost || b.Len() == 0 {
		sum := sha256.Sum256([]byte(s))
		return hex.EncodeToString(sum[:4])
	}
	return b.String()
}

// foldAccents decomposes what is not ASCII.
func foldAccents(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return norm.NFD.String(wholeLetters.Replace(s))
		}
	}
	return s
}

// wholeLetters replaces Latin letters that Unicode does not decompose.
var wholeLetters = strings.NewReplacer("ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D",
	"ß", "ss", "æ", "ae", "Æ", "AE", "œ", "oe", "Œ", "OE", "ı", "i")

// tail returns the last segment of an IRI.
func tail(iri string) string {
	iri = strings.TrimSuffix(iri, "/")
	return iri[strings.LastIndexAny(iri, "/#")+1:]
}

// bare takes the letter and hyphen that tell kinds apart off an id of the fact
// pack: "m-2025-ism-ottawa" becomes "2025-ism-ottawa".
func bare(id string) string {
	if len(id) > 2 && id[1] == '-' {
		return id[2:]
	}
	return id
}
