package syntax

import (
	"strings"

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
