package handlers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Cache-Control of the kinds of answers.
const (
	cacheCurrent   = "public, max-age=60, stale-while-revalidate=600"
	cacheImmutable = "public, max-age=31536000, immutable"
)

// compressFrom is the size in bytes from which bodies are compressed.
const compressFrom = 1400

// An answer is a representation with what its headers say of it.
type answer struct {
	media    string // full content type
	body     []byte
	modified time.Time
	memento  time.Time // of a version; zero for what is current
	lang     string    // Content-Language, if any
	location string    // Content-Location, if any
	vary     []string  // besides Accept-Encoding
	links    []link
	cache    string // Cache-Control; cacheCurrent when empty
	state    uint64 // the commit that made it, which the tag tells too; 0 where it does not
}

// send writes an answer, or 304 or 412 as the conditions of the request say. An
// answer from damaged files is none.
func (s *Server) send(c *gin.Context, a answer) error {
	if err := s.store.Snapshot().Err(); err != nil {
		return err
	}
	h := c.Writer.Header()
	coding := chooseCoding(strings.Join(c.Request.Header.Values("Accept-Encoding"), ","), len(a.body))
	tag := etag(a, coding)
	status := evaluate(c.Request, tag, a.modified)
	if status == http.StatusPreconditionFailed {
		return problem("precondition-failed", "the current tag is %s", tag)
	}
	if status == http.StatusNotModified {
		return notModified(c, a, tag)
	}
	a.setHeaders(h, tag)
	body, err := encodeBody(a.body, coding)
	if err != nil {
		return err
	}
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Type", a.media)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	c.Status(http.StatusOK)
	c.Writer.WriteHeaderNow()
	if c.Request.Method != http.MethodHead {
		_, _ = c.Writer.Write(body) // the client is gone: nobody to tell
	}
	return nil
}

// setHeaders sets what 200 and 304 have in common, RFC 9110 §15.4.5.
func (a answer) setHeaders(h http.Header, tag string) {
	h.Set("ETag", tag)
	if !a.modified.IsZero() {
		h.Set("Last-Modified", a.modified.UTC().Format(http.TimeFormat))
	}
	if !a.memento.IsZero() {
		h.Set("Memento-Datetime", a.memento.UTC().Format(http.TimeFormat))
	}
	h.Set("Vary", strings.Join(append(a.vary, "Accept-Encoding"), ", "))
	h.Set("Cache-Control", a.cache)
	if a.cache == "" {
		h.Set("Cache-Control", cacheCurrent)
	}
	if a.location != "" {
		h.Set("Content-Location", a.location)
	}
	if a.lang != "" {
		h.Set("Content-Language", a.lang)
	}
	addLinks(h, a.links)
}

// etag is a strong tag of exactly the bytes that are sent: two answers with one
// tag are the same, whatever made them.
func etag(a answer, coding string) string {
	h := sha256.New()
	h.Write([]byte(a.media + "\x00" + coding + "\x00" + a.lang + "\x00"))
	h.Write(a.body)
	return a.tagged(hex.EncodeToString(h.Sum(nil)))
}

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
	for _, element := range splitList(strings.Join(headers, ",")) {
		other, otherWeak := strings.CutPrefix(element, "W/")
		if element == "*" || other == opaque && !(strong && (weak || otherWeak)) {
			return true
		}
	}
	return false
}

func dateHeader(r *http.Request, name string) (time.Time, bool) {
	t, err := http.ParseTime(r.Header.Get(name))
	return t, err == nil
}

// chooseCoding picks a content coding by Accept-Encoding, RFC 9110 §12.5.3; ""
// is identity.
func chooseCoding(header string, size int) string {
	if header == "" || size < compressFrom {
		return ""
	}
	weights := map[string]int{}
	for _, element := range splitList(header) {
		name, weight, _ := strings.Cut(element, ";")
		q := 1000
		if value, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(weight)), "q="); ok {
			if q, ok = parseQuality(value); !ok {
				continue
			}
		}
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "x-gzip" { // RFC 9110 §8.4.1.3
			name = "gzip"
		}
		weights[name] = q
	}
	best, quality := "", 0
	for _, coding := range []string{"zstd", "gzip"} {
		q, named := weights[coding]
		if !named {
			q = weights["*"]
		}
		if q > quality && q >= weights["identity"] {
			best, quality = coding, q
		}
	}
	return best
}

// encodeBody compresses a body.
func encodeBody(body []byte, coding string) ([]byte, error) {
	if coding == "" {
		return body, nil
	}
	var b bytes.Buffer
	w, err := newCoder(&b, coding)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func newCoder(w io.Writer, coding string) (io.WriteCloser, error) {
	if coding == "zstd" {
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<18))
	}
	return gzip.NewWriterLevel(w, gzip.BestSpeed)
}
