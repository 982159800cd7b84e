package idempotency

import (
	"io"
	"net/http"
	"strings"

	"w3id.org/plenary/handlers/negotiate"
)

// An Answer is the answer to a change, as it is kept for repetitions.
type Answer struct {
	Status   int    `json:"status"`
	Location string `json:"location,omitempty"`
	Tag      string `json:"etag,omitempty"`
	Body     string `json:"body"`
}

// Send answers. Who prefers so gets no body (RFC 7240 §4.2).
func (a Answer) Send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if a.Location != "" {
		h.Set("Location", a.Location)
	}
	if a.Tag != "" {
		h.Set("ETag", a.Tag)
	}
	if a.Status == http.StatusOK && strings.Contains(r.Header.Get("Prefer"), "return=minimal") {
		h.Set("Preference-Applied", "return=minimal")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	h.Set("Content-Type", negotiate.JSON.Media)
	w.WriteHeader(a.Status)
	_, _ = io.WriteString(w, a.Body) // the client is gone: nobody to tell
}
