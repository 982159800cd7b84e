package protocol

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/negotiate"
)

// Key is the key of the answer to a query in the current state; "" for one
// that is not kept.
func (in *Request) Key(r *http.Request) string {
	if _, past := r.Header["Accept-Datetime"]; past || r.Method == http.MethodPost || in.Has("explain") {
		return ""
	}
	var b strings.Builder
	for _, name := range []string{"query", "default-graph-uri", "named-graph-uri", "format", "profile", "_profile", "lang"} {
		for _, value := range in.Values[name] { // with its length: a comment may have any character
			b.WriteString(strconv.Itoa(len(value)) + " " + value)
		}
		b.WriteString("\x00")
	}
	for _, name := range []string{"Accept", "Accept-Profile", "Accept-Encoding"} {
		b.WriteString(strings.Join(r.Header[name], ",") + "\x00")
	}
	if b.Len() > longestQueryKey {
		return ""
	}
	return b.String()
}

// longestQueryKey is the longest query whose answer is kept, in bytes with all it
// depends on.
const longestQueryKey = 4 << 10

// varying matches queries whose answers are not determined by the data, and
// perhaps some others.
var varying = regexp.MustCompile(`(?i)\b(now|rand|uuid|struuid|bnode|service)\b`)

// Tag returns the entity tag of an answer, "" when the same question may
// have another: it names the state and what is asked of it. It is weak, since
// rows without ORDER BY may come in another order.
func (in *Request) Tag(r *http.Request, snap *graph.Snapshot, ch negotiate.Choice) string {
	if r.Method == http.MethodPost || varying.MatchString(in.Get("query")) {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %s %d %q", snap.Seq(), snap.Time().UnixNano(), ch.ContentType(), ch.Form, r.Header.Values("Accept-Encoding"))
	for _, name := range []string{"query", "default-graph-uri", "named-graph-uri"} {
		fmt.Fprintf(h, " %q", in.Values[name])
	}
	return "W/" + answer.Tag(hex.EncodeToString(h.Sum(nil)))
}

// Negotiating returns a request with the parameters that choose a variant,
// wherever they stood.
func (in *Request) Negotiating(r *http.Request) *http.Request {
	out := *r
	address := *r.URL
	address.RawQuery = url.Values{"format": in.Values["format"], "profile": in.Values["profile"]}.Encode()
	out.URL = &address
	return &out
}
