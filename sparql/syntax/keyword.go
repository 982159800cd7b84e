package syntax

import (
	"strings"
	"sync"

	"w3id.org/plenary/rdf/pname"
)

// nearestKeyword returns the keyword or function that a word in capitals may
// have been meant for, the first of them by name, "" for none.
func nearestKeyword(word string) (nearest string) {
	consider := func(known string) {
		if len(known) > 2 && pname.Near(known, word) && (nearest == "" || known < nearest) {
			nearest = known
		}
	}
	for known := range strings.FieldsSeq(keywords) {
		consider(known)
	}
	for known := range functions {
		consider(known)
	}
	return nearest
}

// words are the keywords and names of functions, in capitals.
var words = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(keywords) {
		all[word] = true
	}
	for word := range functions {
		all[strings.ToUpper(word)] = true
	}
	return all
})

// longestRun is up to how many letters words are looked for in one.
const longestRun = 64

// firstWord returns the length of the first of the words that run into each other, as
// FILTERisIRI and LIMIT10 do: nothing must stand between what is no one word. Any
// other text is one.
//
// Spec: SPARQL 1.2 Query §19.3 White Space.
func firstWord(text string) int {
	if words()[text] || len(text) > longestRun {
		return len(text)
	}
	for n := len(text) - 1; n > 1; n-- {
		if words()[text[:n]] && (isDigit(text[n]) || words()[text[n:]] || firstWord(text[n:]) < len(text)-n) {
			return n
		}
	}
	return len(text)
}
