package answer

import (
	"net/http"
	"strings"
	"time"

	"w3id.org/plenary/handlers/negotiate"
)

// Evaluate decides by the conditions of a request in the order of RFC 9110
// §13.2.2: 412, 304, or 0 to go on.
func Evaluate(r *http.Request, tag string, modified time.Time) int {
	read := r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == "QUERY" // RFC 10008
	if match := r.Header.Values("If-Match"); len(match) > 0 {
		if !listsTag(match, tag, true) {
			return http.StatusPreconditionFailed
		}
	} else if since, ok := DateHeader(r, "If-Unmodified-Since"); ok && modified.Truncate(time.Second).After(since) {
		return http.StatusPreconditionFailed
	}
	if none := r.Header.Values("If-None-Match"); len(none) > 0 {
		switch {
		case !listsTag(none, tag, false):
			return 0
		case read:
			return http.StatusNotModified
		}
		return http.StatusPreconditionFailed
	}
	if since, ok := DateHeader(r, "If-Modified-Since"); ok && read && !modified.IsZero() && !modified.Truncate(time.Second).After(since) {
		return http.StatusNotModified
	}
	return 0
}

// listsTag reports whether a list of tags has the tag or is *. Weak tags match
// only when comparison may be weak.
func listsTag(headers []string, tag string, strong bool) bool {
	opaque, weak := strings.CutPrefix(tag, "W/")
	for _, element := range negotiate.SplitList(strings.Join(headers, ",")) {
		other, otherWeak := strings.CutPrefix(element, "W/")
		if element == "*" || other == opaque && !(strong && (weak || otherWeak)) {
			return true
		}
	}
	return false
}

func DateHeader(r *http.Request, name string) (time.Time, bool) {
	text := r.Header.Get(name)
	if text == "" {
		return time.Time{}, false
	}
	t, err := http.ParseTime(text)
	return t, err == nil
}
