package handlers

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"w3id.org/plenary/handlers/dumps"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

// Every file of the manifest is there, as long and with the hash it says, and
// the whole datasets hold the whole store.
func TestDumps(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Triples, Quads int
		Files          []dumps.DumpEntry
	}
	if err := json.Unmarshal(get(t, "/dumps/").Body.Bytes(), &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest.Files) < 20 || !bytes.Equal(get(t, "/dumps/").Body.Bytes(), get(t, "/dumps/manifest.json").Body.Bytes()) {
		t.Errorf("the manifest has %d files", len(manifest.Files))
	}
	for _, f := range manifest.Files {
		w := get(t, strings.TrimPrefix(f.URL, strings.TrimSuffix(testBase, "/")))
		sum := sha256.Sum256(w.Body.Bytes())
		media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
		if w.Code != http.StatusOK || media != f.Type || int64(w.Body.Len()) != f.Size || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s: %d %s, %d bytes, want %s, %d", f.Name, w.Code, media, w.Body.Len(), f.Type, f.Size)
		}
	}
	quads := store.Snapshot().Len()
	if n := bytes.Count(get(t, "/dumps/all.nq").Body.Bytes(), []byte("\n")); manifest.Quads != quads || n != quads {
		t.Errorf("all.nq has %d lines and the manifest says %d, want %d", n, manifest.Quads, quads)
	}
	if n := bytes.Count(get(t, "/dumps/all.nt").Body.Bytes(), []byte("\n")); n != manifest.Triples {
		t.Errorf("all.nt has %d lines, want %d", n, manifest.Triples)
	}
	for _, name := range []string{"/dumps/all.trig.gz", "/dumps/all.trig.zst"} {
		if n := countPacked(t, name, "trig"); n != quads {
			t.Errorf("%s holds %d quads, want %d", name, n, quads)
		}
	}
}

// countPacked counts the quads in a compressed dump.
func countPacked(t *testing.T, target, token string) (n int) {
	t.Helper()
	var body io.Reader
	var err error
	if w := get(t, target); strings.HasSuffix(target, ".zst") {
		body, err = zstd.NewReader(w.Body)
	} else {
		body, err = gzip.NewReader(w.Body)
	}
	if err != nil {
		t.Fatal(err)
	}
	f, _ := rdf.FormatOf(token)
	for _, err := range codec.Decode(f, body, rdf.DecodeOptions{Source: target}, codec.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func TestDumpRanges(t *testing.T) {
	whole := get(t, "/dumps/all.nt.gz")
	part := get(t, "/dumps/all.nt.gz", "Range: bytes=100-199", "If-Range: "+whole.Header().Get("ETag"))
	if part.Code != http.StatusPartialContent || !bytes.Equal(part.Body.Bytes(), whole.Body.Bytes()[100:200]) {
		t.Errorf("a range: %d, %d bytes", part.Code, part.Body.Len())
	}
	if w := get(t, "/dumps/all.nt.gz", "If-None-Match: "+whole.Header().Get("ETag")); w.Code != http.StatusNotModified {
		t.Errorf("with its tag: %d, want 304", w.Code)
	}
	if w := get(t, "/dumps/all.nt.gz", "Range: bytes=999999999-"); w.Code != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("beyond the end: %d, want 416", w.Code)
	}
	several := get(t, "/dumps/all.nt", "Range: bytes=10-19,5-6")
	if media := several.Header().Get("Content-Type"); several.Code != http.StatusPartialContent || !strings.HasPrefix(media, "multipart/byteranges; boundary=") || strings.Count(several.Body.String(), "Content-Range: bytes ") != 2 {
		t.Errorf("two ranges: %d %s\n%s", several.Code, media, several.Body)
	}
	if w := get(t, "/dumps/all.nt.gz", "Range: bytes=0-1,2-3,4-5,6-7,8-9"); w.Code != http.StatusOK || w.Body.Len() != whole.Body.Len() {
		t.Errorf("many ranges: %d, %d bytes, want the whole", w.Code, w.Body.Len())
	}
	if w := get(t, "/dumps/all.nt.gz", `If-Match: "other"`); w.Code != http.StatusPreconditionFailed || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("another tag: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	if w := get(t, "/dumps/all.nt.gz", "Range: bytes=0-1", `If-Range: "other"`); w.Code != http.StatusOK || w.Body.Len() != whole.Body.Len() {
		t.Errorf("a range of another file: %d, %d bytes, want the whole", w.Code, w.Body.Len())
	}
}

// What is kept packed is read from anywhere, forwards and back.
func TestUnpackedRanges(t *testing.T) {
	whole := get(t, "/dumps/all.nt")
	size := whole.Body.Len()
	for _, r := range []struct {
		name, header string
		from, to     int
	}{
		{"start", "bytes=0-9", 0, 10}, {"middle", "bytes=1000000-1000099", 1_000_000, 1_000_100}, {"end", "bytes=-7", size - 7, size},
	} {
		t.Run(r.name, func(t *testing.T) {
			w := get(t, "/dumps/all.nt", "Range: "+r.header, "If-Range: "+whole.Header().Get("ETag"))
			if w.Code != http.StatusPartialContent || !bytes.Equal(w.Body.Bytes(), whole.Body.Bytes()[r.from:r.to]) {
				t.Errorf("%s: %d, %.60q", r.header, w.Code, w.Body)
			}
		})
	}
	if w := send(t, http.MethodHead, "/dumps/all.nt"); w.Header().Get("Content-Length") != strconv.Itoa(size) || w.Body.Len() != 0 {
		t.Errorf("HEAD has length %s and a body of %d bytes, want %d and none", w.Header().Get("Content-Length"), w.Body.Len(), size)
	}
}
