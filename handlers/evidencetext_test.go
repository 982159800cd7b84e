package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/evidence"
)

// With the text of the release, all 120 claims are served with words whose hash
// is that of the passage.
func TestEvidenceShowsWords(t *testing.T) {
	h := withDocuments(t)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/evidence?iri=id/source/2025-ism-ottawa-release&limit=5000", nil))
	var answer struct{ Items []evidence.Support }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %v", w.Code, err)
	}
	claims := map[string]bool{}
	for _, e := range answer.Items {
		if e.Passage == nil {
			continue
		}
		claims[e.Claim] = true
		if hashOfText(e.Passage.Text) != e.Passage.SHA256 {
			t.Errorf("%s: the words %q have another hash than the passage", e.Claim, e.Passage.Text)
		}
		if e.Status == "" || e.Confidence == 0 || e.Rule == "" || len(e.Sources) == 0 || len(e.Passage.Links) == 0 ||
			strings.Contains(e.Passage.Links[0], "#:~:text=") != (len(e.Passage.Anchor) > 0) {
			t.Errorf("%s is shown as %+v", e.Claim, e)
		}
	}
	if len(claims) != 120 {
		t.Errorf("%d claims rest on the release, want 120", len(claims))
	}
}

// withDocuments is a server that has the texts beside the module.
func withDocuments(t *testing.T) http.Handler {
	t.Helper()
	shared := os.Getenv("PLENARY_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	dir := filepath.Join(shared, "documents")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the texts are missing: %v", err)
		}
		t.Skipf("no texts of sources in %s: set PLENARY_SHARED", dir)
	}
	documents, err := evidence.OpenDocuments(dir)
	if err != nil {
		t.Fatal(err)
	}
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase, Documents: documents})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

func hashOfText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
