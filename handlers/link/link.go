// Package link writes typed links of resources as the header Link has them.
//
// A header holds as many links as proxies let pass, the first of them.
//
// Spec: RFC 8288 §3.
package link

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// MaxBytes bounds the Link header, in bytes of all its links: proxies refuse headers
// that are much longer.
const MaxBytes = 6 << 10

// A Link is a typed link of a document, RFC 8288.
type Link struct {
	Rel, Href    string    // Href is absolute
	Media, Title string    // of what it leads to; "" to leave out
	Profile      string    // IRI of its profile, where there are several
	Datetime     time.Time // of a memento
}

// String is the link as a value of the header Link.
func (l Link) String() string {
	text := "<" + headerText(l.Href) + `>; rel="` + l.Rel + `"`
	if l.Media != "" {
		text += `; type="` + l.Media + `"`
	}
	if l.Title != "" {
		text += `; title="` + headerText(l.Title) + `"`
	}
	if l.Profile != "" {
		text += `; profile="` + l.Profile + `"`
	}
	if !l.Datetime.IsZero() {
		text += `; datetime="` + l.Datetime.UTC().Format(http.TimeFormat) + `"`
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

// Add sends links as far as they fit; the first are those that matter most.
func Add(h http.Header, links []Link) {
	size := 0
	for _, l := range links {
		text := l.String()
		if size += len(text); size > MaxBytes {
			return
		}
		h.Add("Link", text)
	}
}
