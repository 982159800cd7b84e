package writing

import (
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"w3id.org/plenary/handlers/problem"
)

// MaxMessage is how many characters a message has at most.
const MaxMessage = 2000

// messageOf returns what a client says about its change: in the header
// Change-Message, or in the parameter message.
func messageOf(r *http.Request, w Writer) (string, error) {
	said := r.Header.Get("Change-Message")
	if said == "" {
		said = w.Said
	}
	if q := r.URL.Query(); said == "" && q.Has("message") {
		if said = q.Get("message"); said == "" {
			return "", problem.BadParameter("message", "message is empty: give it a value or leave it out")
		}
	}
	if said == "" {
		return w.Message, nil
	}
	if !IsText(said) || utf8.RuneCountInString(said) > MaxMessage {
		return "", problem.BadParameter("message", "the message of a change is UTF-8, without control characters, of at most %d characters", MaxMessage)
	}
	return said, nil
}

// IsText reports whether what a client says is UTF-8 without control characters but
// for lines and tabs.
func IsText(said string) bool {
	control := func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }
	return utf8.ValidString(said) && !strings.ContainsFunc(said, control)
}
