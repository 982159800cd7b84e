// Package answer sends representations over HTTP: with the headers that describe
// them, as the conditions of the request allow, in the content coding it prefers;
// prepared ones are kept, and long ones written as they are made.
//
// Two answers with one strong tag have the same bytes, whatever made them: where
// the tag is made of the bytes, but for one accident in 2^64 (decision 0031).
package answer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"w3id.org/plenary/handlers/link"
)

// An Answer is a representation with what its headers say of it.
type Answer struct {
	Media    string // full content type
	Body     []byte
	Modified time.Time
	Memento  time.Time // of a version; zero for what is current
	Lang     string    // Content-Language, if any
	Profile  string    // Content-Profile, if any
	Location string    // Content-Location, if any
	Vary     []string  // besides Accept-Encoding
	Links    []link.Link
	Cache    string // Cache-Control; CacheCurrent when empty
	State    uint64 // the commit that made it, which the tag tells too; 0 where it does not
	Tag      string // where that is not made of the bytes
}

// Cache-Control of the kinds of answers.
const (
	CacheCurrent   = "public, max-age=60, stale-while-revalidate=600"
	CacheImmutable = "public, max-age=31536000, immutable"
	CacheChecked   = "public, no-cache" // kept, and asked for before each use whether it still holds
)

// SetHeaders sets what 200 and 304 have in common, RFC 9110 §15.4.5.
func (a *Answer) SetHeaders(h http.Header, tag string) {
	h.Set("ETag", tag)
	a.setOwn(h)
	link.Add(h, a.Links)
}

// setOwn sets them but for tag and links.
func (a *Answer) setOwn(h http.Header) {
	if !a.Modified.IsZero() {
		h.Set("Last-Modified", a.Modified.UTC().Format(http.TimeFormat))
	}
	if !a.Memento.IsZero() {
		h.Set("Memento-Datetime", a.Memento.UTC().Format(http.TimeFormat))
	}
	h.Set("Vary", strings.Join(append(a.Vary, "Accept-Encoding"), ", "))
	h.Set("Cache-Control", a.Cache)
	if a.Cache == "" {
		h.Set("Cache-Control", CacheCurrent)
	}
	if a.Location != "" {
		h.Set("Content-Location", a.Location)
	}
	if a.Lang != "" {
		h.Set("Content-Language", a.Lang)
	}
	if a.Profile != "" {
		h.Set("Content-Profile", "<"+a.Profile+">")
	}
}

// NotModified answers 304.
func (a *Answer) NotModified(w http.ResponseWriter, tag string) error {
	a.SetHeaders(w.Header(), tag)
	w.WriteHeader(http.StatusNotModified)
	return nil
}

// Tagged makes an entity tag of a hash, with the state before it if that is told.
func (a Answer) Tagged(sum string) string {
	if a.State == 0 {
		return Tag(sum)
	}
	return fmt.Sprintf(`"%d-%s"`, a.State, sum[:24])
}

// TagOf makes an entity tag of what an answer depends on.
func TagOf(of ...any) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", of))
	return Tag(hex.EncodeToString(sum[:]))
}

// Tag makes an entity tag of the beginning of a hash in hexadecimal.
func Tag(sum string) string { return `"` + sum[:24] + `"` }
