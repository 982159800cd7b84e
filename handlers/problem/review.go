package problem

import (
	"errors"
	"strings"

	"w3id.org/plenary/ingest/review"
)

// ofReview says what is wrong with a decision on proposals, nil for other errors.
func ofReview(err error) *Problem {
	var conflict *review.ConflictError
	kind := ""
	switch {
	case errors.As(err, &conflict), errors.Is(err, review.ErrState), errors.Is(err, review.ErrGone), errors.Is(err, review.ErrText):
		kind = "conflict"
	case errors.Is(err, review.ErrUnknown):
		kind = "not-found"
	case errors.Is(err, review.ErrRefused):
		kind = "invalid"
	case errors.Is(err, review.ErrOrder):
		kind = "bad-request"
	default:
		return nil
	}
	p := New(kind, "%s", withoutFolders(strings.TrimPrefix(err.Error(), "review: ")))
	if kind == "invalid" {
		p.Hint = "where something new lacks values, accept the claims about it together"
	}
	return p
}

// withoutFolders leaves of a path to a text its last part: where the folder is is
// the operator's business.
func withoutFolders(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		if at := strings.LastIndexByte(word, '/'); at >= 0 && strings.HasSuffix(strings.TrimRight(word, ":,;"), ".txt") {
			words[i] = word[at+1:]
		}
	}
	return strings.Join(words, " ")
}
