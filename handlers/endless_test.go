package handlers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/graphstore"
	"w3id.org/plenary/handlers/tokens"
)

// endless repeats a statement.
type endless struct{ sent atomic.Int64 }

func (e *endless) Read(p []byte) (int, error) {
	const text = "<x:a> <x:b> <x:c> .\n"
	n := 0
	for len(p)-n >= len(text) {
		n += copy(p[n:], text)
	}
	e.sent.Add(int64(n))
	return n, nil
}

// A body without an end is given up at the limit, or before anything of it is
// kept where the sender may not write.
func TestEndlessBodies(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	server := httptest.NewServer(w)
	defer server.Close()
	for _, tt := range []struct {
		name, authorization string
		status              int
		most                int64
	}{
		{"of a curator", "Bearer " + w.token[tokens.Curator], http.StatusRequestEntityTooLarge, 2 * graphstore.MaxBody},
		{"of a reader", "Bearer " + w.token[tokens.Reader], http.StatusForbidden, 8 << 20},
		{"of nobody", "Bearer nonsense", http.StatusUnauthorized, 8 << 20},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body := &endless{}
			r, err := http.NewRequest(http.MethodPut, server.URL+graphG, io.NopCloser(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header = http.Header{"Content-Type": {"application/n-triples"}, "Authorization": {tt.authorization}}
			answer, err := http.DefaultTransport.RoundTrip(r)
			if err == nil { // else the connection was broken off while the client still sent
				if answer.Body.Close(); answer.StatusCode != tt.status {
					t.Errorf("%s", answer.Status)
				}
			}
			if sent := body.sent.Load(); sent > tt.most {
				t.Errorf("%d bytes were taken", sent)
			}
		})
	}
	if seq := w.store.Snapshot().Seq(); seq != 0 {
		t.Errorf("commit %d", seq)
	}
}
