// Package link writes typed links of resources as the header Link has them.
//
// A header holds as many links as proxies let pass, the first of them.
//
// Spec: RFC 8288 §3.
package link

import (
	"net/http"
	"net/url"
	"time"
	"unicode/utf8"
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
func (l Link) String() string { return string(l.append(nil)) }

// append appends the link as a value of the header Link.
func (l *Link) append(dst []byte) []byte {
	dst = append(appendText(append(dst, '<'), l.Href), `>; rel="`...)
	dst = append(append(dst, l.Rel...), '"')
	if l.Media != "" {
		dst = append(append(append(dst, `; type="`...), l.Media...), '"')
	}
	if l.Title != "" {
		dst = append(appendText(append(dst, `; title="`...), l.Title), '"')
	}
	if l.Profile != "" {
		dst = append(append(append(dst, `; profile="`...), l.Profile...), '"')
	}
	if !l.Datetime.IsZero() {
		dst = append(l.Datetime.UTC().AppendFormat(append(dst, `; datetime="`...), http.TimeFormat), '"')
	}
	return dst
}

// appendText appends a text as a header can have it.
func appendText(dst []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x20 && c <= 0x7E && c != '"' && c != '\\' {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		dst = append(append(dst, s[done:i]...), url.PathEscape(s[i:i+size])...)
		done = i + size
		i = done - 1
	}
	return append(dst, s[done:]...)
}

// Add sends links as far as they fit; the first are those that matter most.
func Add(h http.Header, links []Link) {
	text, ends := make([]byte, 0, MaxBytes), make([]int, 0, len(links))
	for i := range links {
		if text = links[i].append(text); len(text) > MaxBytes {
			break
		}
		ends = append(ends, len(text))
	}
	all, from := string(text), 0 // of which the values are parts
	values := h["Link"]
	for _, end := range ends {
		values = append(values, all[from:end])
		from = end
	}
	if len(values) > 0 {
		h["Link"] = values
	}
}

// AppendLines appends the lines of a header with the links that Add sends.
func AppendLines(dst []byte, links []Link) []byte {
	const name, end = "Link: ", "\r\n"
	for i, size := 0, 0; i < len(links); i++ {
		from := len(dst)
		dst = append(links[i].append(append(dst, name...)), end...)
		if size += len(dst) - from - len(name+end); size > MaxBytes {
			return dst[:from]
		}
	}
	return dst
}
