package handlers

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/dumps"
	"w3id.org/plenary/rdf"
)

func decodeJSON[T any](t *testing.T, text []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// The latest dump stays at its address while others follow, and the changes behind
// it lead from it to the state of now.
func TestLatestDump(t *testing.T) {
	p := storied(t)
	latest := decodeJSON[dumps.LatestDump](t, p.get("/dumps/latest").Body.Bytes())
	if latest.Seq != 7 || latest.Dataset != p.store.ID() || latest.Base != testBase || latest.Changes != testBase+"changes?since=7" || latest.Quads != p.store.Snapshot().Len() {
		t.Errorf("the latest dump: %+v", latest)
	}
	address := strings.TrimPrefix(latest.File.URL, strings.TrimSuffix(testBase, "/"))
	first := p.get(address)
	sum := sha256.Sum256(first.Body.Bytes())
	if first.Code != http.StatusOK || hex.EncodeToString(sum[:]) != latest.File.SHA256 || int64(first.Body.Len()) != latest.File.Size || first.Header().Get("Cache-Control") != answer.CacheImmutable {
		t.Errorf("%s: %d, %d bytes, %s", address, first.Code, first.Body.Len(), first.Header().Get("Cache-Control"))
	}
	body, err := gzip.NewReader(first.Body)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := io.ReadAll(body)
	if err != nil || bytes.Count(lines, []byte("\n")) != latest.Quads {
		t.Errorf("%v, %d lines, want %d", err, bytes.Count(lines, []byte("\n")), latest.Quads)
	}
	p.commit([]rdf.Quad{labelled("country/y", "Y")}, nil)
	if w := p.get(address); w.Code != http.StatusOK {
		t.Errorf("after another commit: %d", w.Code)
	}
	for _, gone := range []string{"/dumps/6-" + latest.File.SHA256[:16] + "/all.nq.gz", "/dumps/7-0000000000000000/all.nq.gz", "/dumps/7-/all.nq.gz", "/dumps/7-" + latest.File.SHA256[:16] + "/other.nq", "/dumps/7-x"} {
		if w := p.get(gone); w.Code != http.StatusNotFound {
			t.Errorf("GET %s = %d, want 404", gone, w.Code)
		}
	}
}

// Hashes are those of the state asked for, and change with the graph alone.
func TestHashes(t *testing.T) {
	p := storied(t)
	p.commit([]rdf.Quad{{S: thing("country/y"), P: rdf.IRI("http://e/p"), O: rdf.BlankNode("b")}}, nil)
	now := decodeJSON[dumps.GraphHashes](t, p.get("/dumps/hashes").Body.Bytes())
	if now.Seq != 8 || now.Dataset != p.store.ID() || len(now.Graphs) != 2 || now.Graphs[0].Graph != "" || now.Graphs[0].Quads != 1 || now.Graphs[1].Algorithm != feeds.Canonical {
		t.Errorf("the hashes: %+v", now)
	}
	then := decodeJSON[dumps.GraphHashes](t, p.get("/dumps/hashes?seq=7").Body.Bytes())
	if then.Seq != 7 || len(then.Graphs) != 1 || then.Graphs[0] != now.Graphs[1] {
		t.Errorf("the hashes then: %+v", then)
	}
	if before := decodeJSON[dumps.GraphHashes](t, p.get("/dumps/hashes?seq=6").Body.Bytes()); before.Graphs[0].Hash == now.Graphs[1].Hash {
		t.Errorf("the hashes before: %+v", before)
	}
	for _, target := range []string{"/dumps/hashes?seq=99", "/dumps/hashes?seq=x"} {
		if w := p.get(target); w.Code != http.StatusBadRequest {
			t.Errorf("GET %s = %d, want 400", target, w.Code)
		}
	}
}
