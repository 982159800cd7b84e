package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"w3id.org/plenary/handlers/negotiate"
)

// Cache-Control of the kinds of answers.
const (
	cacheCurrent   = "public, max-age=60, stale-while-revalidate=600"
	cacheImmutable = "public, max-age=31536000, immutable"
)

// tagged makes an entity tag of a hash, with the state before it if that is told.
func (a answer) tagged(sum string) string {
	if a.state == 0 {
		return quoted(sum)
	}
	return fmt.Sprintf(`"%d-%s"`, a.state, sum[:24])
}

// notModified answers 304.
func notModified(c *gin.Context, a answer, tag string) error {
	a.setHeaders(c.Writer.Header(), tag)
	c.Status(http.StatusNotModified)
	c.Writer.WriteHeaderNow()
	return nil
}

// quotedHash makes an entity tag of what an answer depends on.
func quotedHash(of ...any) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", of))
	return quoted(hex.EncodeToString(sum[:]))
}

// quoted makes an entity tag of the beginning of a hash in hexadecimal.
func quoted(sum string) string { return `"` + sum[:24] + `"` }

// evaluate decides by the conditions of a request in the order of RFC 9110
// §13.2.2: 412, 304, or 0 to go on.
func evaluate(r *http.Request, tag string, modified time.Time) int {
	read := r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == methodQuery
	if match := r.Header.Values("If-Match"); len(match) > 0 {
		if !listsTag(match, tag, true) {
			return http.StatusPreconditionFailed
		}
	} else if since, ok := dateHeader(r, "If-Unmodified-Since"); ok && modified.Truncate(time.Second).After(since) {
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
	if since, ok := dateHeader(r, "If-Modified-Since"); ok && read && !modified.IsZero() && !modified.Truncate(time.Second).After(since) {
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

func dateHeader(r *http.Request, name string) (time.Time, bool) {
	text := r.Header.Get(name)
	if text == "" {
		return time.Time{}, false
	}
	t, err := http.ParseTime(text)
	return t, err == nil
}
