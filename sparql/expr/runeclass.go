package expr

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// The characters of XML names, [4] NameStartChar and [4a] NameChar.
//
// Spec: XML 1.1 §2.3.
var (
	nameStart = runeSet{
		{':', ':'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}, {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF}, {0x370, 0x37D}, {0x37F, 0x1FFF}, {0x200C, 0x200D},
		{0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
	}
	nameChar = append(runeSet{{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}, nameStart...)
)

// multiCharEscape returns the characters of an escape such as \d, false where
// there is none of that letter.
//
// Spec: XSD 1.1 Part 2 §G.4.2.5.
func multiCharEscape(letter rune) (s runeSet, ok bool) {
	switch unicode.ToLower(letter) {
	case 's':
		s = runeSet{{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}}
	case 'i':
		s = nameStart.normalized()
	case 'c':
		s = nameChar.normalized()
	case 'd':
		s = ofTable(unicode.Nd)
	case 'w':
		s = wordChars()
	default:
		return nil, false
	}
	if unicode.IsUpper(letter) {
		s = s.complement()
	}
	return s, true
}

// wordChars is \w: no punctuation, separators and others.
var wordChars = sync.OnceValue(func() runeSet {
	not := append(ofTable(unicode.P), ofTable(unicode.Z)...)
	return append(not, ofTable(unicode.C)...).complement()
})

// property returns the characters of \p{name}: a general category, or a block
// by Is and its name without spaces.
//
// Spec: XSD 1.1 Part 2 §G.4.2.2, §G.4.2.3.
func property(name string) (runeSet, bool) {
	if block, isBlock := strings.CutPrefix(name, "Is"); isBlock {
		s, ok := blocks()[block]
		return runeSet{s}, ok
	}
	t, ok := unicode.Categories[name]
	if !ok || name == "LC" || name == "Cs" {
		return nil, false
	}
	return ofTable(t), true
}

//go:embed blocks.txt
var blocksText string

// blocks are those of Unicode, and names that they had before.
var blocks = sync.OnceValue(func() map[string]span {
	all := map[string]span{}
	for line := range strings.Lines(blocksText) {
		bounds, name, ok := strings.Cut(strings.TrimSpace(line), "; ")
		first, last, isSpan := strings.Cut(bounds, "..")
		if !ok || !isSpan {
			continue
		}
		lo, _ := strconv.ParseInt(first, 16, 32)
		hi, _ := strconv.ParseInt(last, 16, 32)
		all[strings.ReplaceAll(name, " ", "")] = span{rune(lo), rune(hi)}
	}
	all["Greek"], all["CombiningMarksforSymbols"] = all["GreekandCoptic"], all["CombiningDiacriticalMarksforSymbols"]
	all["PrivateUse"] = all["PrivateUseArea"]
	return all
})
