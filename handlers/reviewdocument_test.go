package handlers

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/klauspost/compress/gzip"

	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/ingest"
)

// sheffield is a release of which the data knows little.
const sheffield = "../ingest/testdata/gold/en-2005-sheffield.txt"

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A sentDocument is what is said of one.
type sentDocument struct {
	Seq      uint64
	Author   string
	Change   string
	Proposed writing.Proposed
}

// propose sends a text.
func (w *writer) propose(t *testing.T, query, text string, headers ...string) (int, sentDocument, http.Header) {
	t.Helper()
	got := w.send("POST", "/review/api/documents?"+query, text, append([]string{"Content-Type: text/plain; charset=utf-8"}, headers...)...)
	var said sentDocument
	if err := json.Unmarshal(got.Body.Bytes(), &said); err != nil && got.Code < 300 {
		t.Errorf("%v: %s", err, got.Body)
	}
	return got.Code, said, got.Result().Header
}

// A document that is sent waits for review, once, whatever its sender has to do to be
// sure of that; nothing of it is published.
func TestPostDocument(t *testing.T) {
	w := newCurated(t)
	text, before := readFile(t, sheffield), w.store.Snapshot().Seq()
	about := url.Values{"title": {"Ministers meet"}, "address": {"https://example.org/release"}, "date": {"2005-06-17"}}.Encode()
	code, first, header := w.propose(t, about, text, "Idempotency-Key: one")
	if p := first.Proposed; code != 201 || p.Known || p.Claims < 10 || first.Seq != 1 || first.Author != "curator" || first.Change != "" || !strings.HasPrefix(p.Document, testBase+"id/source/ministers-meet-") {
		t.Errorf("%d: %+v", code, first)
	}
	if header.Get("ETag") != `"q1"` || !strings.HasSuffix(first.Proposed.Document, strings.TrimPrefix(header.Get("Location"), testBase+"review/claims?document=")) {
		t.Errorf("%v", header)
	}
	steps := []struct {
		name    string
		query   string
		text    string
		headers []string
		code    int
		known   bool
		claims  bool
		etag    string
	}{
		{"the same request", about, text, []string{"Idempotency-Key: one"}, 201, false, true, `"q1"`},
		{"the same text", about, text, nil, 200, true, false, `"q1"`},
		{"by the same rules", about + "&again=true", text, nil, 200, true, false, `"q1"`},
		{"a new version, of what has changed", about, text + "\nMore.", []string{`If-Match: "q7"`}, 412, false, false, ""},
		{"a new version", about, text + "\nMore.", []string{`If-Match: "q1"`}, 201, false, true, `"q2"`},
		{"packed", about, packed(t, text+"\nStill more."), []string{"Content-Encoding: gzip"}, 201, false, true, `"q3"`},
		{"only if nothing waits", about, text + "\nYet more.", []string{"If-None-Match: *"}, 412, false, false, ""},
	}
	for _, tt := range steps {
		code, said, header := w.propose(t, tt.query, tt.text, tt.headers...)
		if code != tt.code || code < 300 && (said.Proposed.Known != tt.known || (said.Proposed.Claims > 0) != tt.claims) || header.Get("ETag") != tt.etag {
			t.Errorf("%s: %d, %s, %+v", tt.name, code, header.Get("ETag"), said)
		}
		if isVersion := said.Proposed.RevisionOf != ""; isVersion != (tt.etag == `"q2"` || tt.etag == `"q3"`) {
			t.Errorf("%s: a version of %q", tt.name, said.Proposed.RevisionOf)
		}
	}
	if w.store.Snapshot().Seq() != before {
		t.Error("something was published")
	}
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What is no document, or nobody's who may send one, is told so.
func TestPostDocumentThatIsNone(t *testing.T) {
	w := newCurated(t)
	large := strings.Repeat("x", ingest.MaxBytes+1)
	tests := []struct {
		name, query, text string
		headers           []string
		code              int
		says              string
	}{
		{"no type", "", "Ada met Bob.", []string{"Content-Type: "}, 415, "text/plain"},
		{"another type", "", "%PDF-1.7", []string{"Content-Type: application/pdf"}, 415, "application/pdf"},
		{"nothing", "", " \n", nil, 400, "no text"},
		{"not text", "", "\x00\x01\x02\x03\x04\x05\x06\x07", nil, 400, "not text"},
		{"too large", "", large, nil, 413, "4194304"},
		{"too large, packed", "", packed(t, large), []string{"Content-Encoding: gzip"}, 413, "4194304"},
		{"no such day", "date=2025-02-30", "Ada.", nil, 400, `"parameter": "date"`},
		{"no language", "language=en_GB", "Ada.", nil, 400, `"parameter": "language"`},
		{"no address", "address=ftp://x/", "Ada.", nil, 400, `"parameter": "address"`},
		{"again or not", "again=perhaps", "Ada.", nil, 400, `"parameter": "again"`},
		{"an unknown parameter", "titel=A", "Ada.", nil, 400, `"parameter": "titel"`},
		{"two titles", "title=A&title=B", "Ada.", nil, 400, "2 times"},
		{"a reader", "", "Ada.", []string{"Authorization: Bearer " + w.token[tokens.Reader]}, 403, "curator"},
		{"somebody", "", "Ada.", []string{"Authorization: Bearer plenary_x"}, 401, "expired"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			headers := tt.headers
			if !strings.HasPrefix(strings.Join(headers, "\n"), "Content-Type") {
				headers = append(headers, "Content-Type: text/plain")
			}
			got := w.send("POST", "/review/api/documents?"+tt.query, tt.text, headers...)
			if got.Code != tt.code || !strings.Contains(got.Body.String(), tt.says) {
				t.Errorf("%d, want %d: %.300s", got.Code, tt.code, got.Body)
			}
		})
	}
	if code, said, _ := w.propose(t, "", "Ada met Bob.", ""); code != 201 || said.Seq != 1 {
		t.Errorf("%d: something was written before: %+v", code, said)
	}
}

// Of those who send a text at once, one is the first; the others are told that it is
// known.
func TestPostDocumentAtOnce(t *testing.T) {
	w := newCurated(t)
	text := readFile(t, sheffield)
	var curators sync.WaitGroup
	var created, known atomic.Int64
	for range 8 {
		curators.Go(func() {
			code, said, header := w.propose(t, "", text)
			switch {
			case header.Get("ETag") != `"q1"`:
				t.Errorf("%d, %s", code, header.Get("ETag"))
			case code == 201 && said.Proposed.Claims > 0:
				created.Add(1)
			case code == 200 && said.Proposed.Known:
				known.Add(1)
			}
		})
	}
	curators.Wait()
	if created.Load() != 1 || known.Load() != 7 {
		t.Errorf("%d are new and %d known", created.Load(), known.Load())
	}
}
