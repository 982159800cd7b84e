package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxLinks bounds the Link header, in bytes of all its links: proxies refuse headers
// that are much longer.
const maxLinks = 6 << 10

// A link is a typed link of a document, RFC 8288.
type link struct {
	rel, href    string    // href is absolute
	media, title string    // of what it leads to; "" to leave out
	profile      string    // IRI of its profile, where there are several
	datetime     time.Time // of a memento
}

// String is the link as a value of the header Link.
func (l link) String() string {
	text := "<" + headerText(l.href) + `>; rel="` + l.rel + `"`
	if l.media != "" {
		text += `; type="` + l.media + `"`
	}
	if l.title != "" {
		text += `; title="` + headerText(l.title) + `"`
	}
	if l.profile != "" {
		text += `; profile="` + l.profile + `"`
	}
	if !l.datetime.IsZero() {
		text += `; datetime="` + l.datetime.UTC().Format(http.TimeFormat) + `"`
	}
	return text
}

// headerText returns a text as a header can have it.
func headerText(s string) string {
	refused := func(r rune) bool { return r < 0x20 || r > 0x7E || r == '"' || r == '\\' }
	if !strings.ContainsFunc(s, refused) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if refused(r) {
			b.WriteString(url.PathEscape(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// addLinks sends links as far as they fit; the first are those that matter most.
func addLinks(h http.Header, links []link) {
	size := 0
	for _, l := range links {
		text := l.String()
		if size += len(text); size > maxLinks {
			return
		}
		h.Add("Link", text)
	}
}
