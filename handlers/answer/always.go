package answer

import (
	"bytes"
	"net/http"
)

// Always are the headers of every answer, not to be changed. They keep pages from being
// used against readers, and answers from being taken for what they are not, and open
// reading to every origin.
var Always = http.Header{
	"Content-Security-Policy":       {"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	"Referrer-Policy":               {"no-referrer"},
	"X-Content-Type-Options":        {"nosniff"},
	"Cross-Origin-Opener-Policy":    {"same-origin"},
	"Cross-Origin-Resource-Policy":  {"cross-origin"},
	"Permissions-Policy":            {"camera=(), geolocation=(), microphone=()"},
	"Access-Control-Allow-Origin":   {"*"},
	"Access-Control-Expose-Headers": {"Link, ETag, Last-Modified, Location, Content-Location, Content-Language, Content-Profile, Content-Range, Memento-Datetime, Retry-After, Allow, Accept-Query, Accept-Patch, WWW-Authenticate"},
}

var alwaysLines = Lines(Always)

// Lines returns headers as they are sent.
func Lines(h http.Header) []byte {
	var lines bytes.Buffer
	_ = h.Write(&lines) // to memory
	return lines.Bytes()
}
