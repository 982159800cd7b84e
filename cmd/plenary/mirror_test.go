package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
)

// An origin is a server over a store that a test changes, and what stands between
// it and its clients.
type origin struct {
	t      *testing.T
	store  *graph.Store
	server *httptest.Server
	behind http.Handler
	wrong  atomic.Pointer[func(w http.ResponseWriter, r *http.Request) bool] // answers, or not
}

func newOrigin(t *testing.T) *origin {
	t.Helper()
	o := &origin{t: t, store: graph.New(graph.Options{})}
	o.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wrong := o.wrong.Load(); wrong == nil || !(*wrong)(w, r) {
			o.behind.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(o.server.Close)
	s, err := handlers.New(handlers.Options{Store: o.store, Base: o.server.URL + "/"})
	if err != nil {
		t.Fatal(err)
	}
	o.behind = s.Handler()
	for range 3 {
		o.commit()
	}
	return o
}

// commit changes the store: it adds a tree of blank nodes, and takes away half of
// the one before.
func (o *origin) commit() {
	o.t.Helper()
	seq := o.store.Snapshot().Seq()
	name := func(s string) rdf.Term { return rdf.IRI(o.server.URL + "/id/" + s) }
	node := func(n uint64, part string) rdf.Term { return rdf.BlankNode(fmt.Sprintf("n%d%s", n, part)) }
	_, err := o.store.Update(o.t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		for _, q := range []rdf.Quad{
			{S: name("thing/a"), P: name("p"), O: node(seq, "x"), G: name("graph/g")},
			{S: node(seq, "x"), P: name("p"), O: node(seq, "y"), G: name("graph/g")},
			{S: name("thing/a"), P: name("p"), O: rdf.LangString(fmt.Sprint("line\n", seq), "en")},
		} {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		_, err := tx.RemoveMatching(graph.Pattern{S: node(seq-1, "x")})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// mirror runs the command.
func (o *origin) mirror(ctx context.Context, dir string, once bool) (out, errs string, err error) {
	var stdout, stderr bytes.Buffer
	m := Mirror{URL: o.server.URL, Dir: dir, Once: once, Verify: true, Timeout: 200 * time.Millisecond}
	err = m.Run(ctx, streams{out: &stdout, err: &stderr})
	return stdout.String(), stderr.String(), err
}

// same fails when a folder does not hold what the origin does, with as many
// commits since its dump.
func (o *origin) same(dir string) {
	o.t.Helper()
	s, err := graph.Open(dir, graph.Options{ReadOnly: true})
	if err != nil {
		o.t.Fatal(err)
	}
	defer s.Close()
	read := func(s *graph.Store) *rdf.Dataset {
		d, err := rdf.ReadDataset(s.Snapshot().Quads(graph.Pattern{}))
		if err != nil {
			o.t.Fatal(err)
		}
		return d
	}
	if diff := canon.Diff(read(o.store), read(s)); diff != "" {
		o.t.Errorf("the copy differs:\n%s", diff)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part")); len(left) > 0 {
		o.t.Errorf("left over: %v", left)
	}
}

func TestMirrorFollows(t *testing.T) {
	o, dir := newOrigin(t), t.TempDir()
	out, _, err := o.mirror(t.Context(), dir, true)
	if err != nil || !strings.Contains(out, "commit 3, 7 quads in 2 graphs, proved") {
		t.Fatalf("the first time: %v, %q", err, out)
	}
	o.same(dir)
	for range 4 {
		o.commit()
	}
	if out, errs, err := o.mirror(t.Context(), dir, true); err != nil || !strings.Contains(out, "commit 7") || strings.Contains(errs, "taken") {
		t.Fatalf("the second time: %v, %q, %q", err, out, errs)
	}
	o.same(dir)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, _, err := o.mirror(ctx, dir, false)
		done <- err
	}()
	o.commit()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		s, err := graph.Open(dir, graph.Options{ReadOnly: true})
		if err == nil && s.Snapshot().Seq() == 6 { // the dump, and five commits
			s.Close()
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the commit did not come: %v", err)
		}
		if err == nil {
			s.Close()
		}
	}
	cancel()
	if err := <-done; exitStatus(err) != exitDone {
		t.Errorf("stopped: %v", err)
	}
	o.same(dir)
}

// Wherever the server cuts its answers off, the copy goes on where it was.
func TestMirrorResumes(t *testing.T) {
	o, dir := newOrigin(t), t.TempDir()
	var room atomic.Int64 // bytes until the next cut
	cut := func(w http.ResponseWriter, r *http.Request) bool {
		short := httptest.NewRecorder()
		o.behind.ServeHTTP(short, r)
		for name, values := range short.Header() {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Length", fmt.Sprint(short.Body.Len()))
		w.WriteHeader(short.Code)
		body := short.Body.Bytes()
		n := min(room.Load(), int64(len(body)))
		_, _ = w.Write(body[:n])
		if room.Add(-n); n < int64(len(body)) {
			panic(http.ErrAbortHandler)
		}
		return true
	}
	o.wrong.Store(&cut)
	runs := 0
	for ; ; runs++ {
		if runs == 4 || runs == 30 {
			o.commit()
		}
		room.Store(int64(100 * runs))
		_, errs, err := o.mirror(t.Context(), dir, true)
		if err == nil {
			break
		}
		if !passing(err) || runs > 100 {
			t.Fatalf("after %d runs: %v\n%s", runs, err, errs)
		}
	}
	if runs < 5 {
		t.Errorf("it took only %d runs", runs)
	}
	o.same(dir)
}

// What a server does wrong is said, and nothing of it stays.
func TestMirrorRefuses(t *testing.T) {
	latest := func(o *origin, old, new string) func(http.ResponseWriter, *http.Request) bool {
		return o.replacing("/dumps/latest", old, new)
	}
	tests := []struct {
		name  string
		after bool // the copy is there
		wrong func(o *origin) func(http.ResponseWriter, *http.Request) bool
		want  string
	}{
		{"no server of this kind", false, func(*origin) func(http.ResponseWriter, *http.Request) bool {
			return func(w http.ResponseWriter, r *http.Request) bool {
				http.NotFound(w, r)
				return true
			}
		}, "404 Not Found"},
		{"a page", false, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return func(w http.ResponseWriter, r *http.Request) bool {
				_, _ = io.WriteString(w, "<!doctype html>")
				return true
			}
		}, `has sent "text/html"`},
		{"no dataset", false, func(o *origin) func(http.ResponseWriter, *http.Request) bool { return latest(o, `"dataset"`, `"x"`) }, "no server that can be mirrored"},
		{"a dump elsewhere", false, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return latest(o, o.server.URL+"/dumps", "http://127.0.0.1:1/dumps")
		}, "is not under the base"},
		{"another hash", false, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return o.replacing("/all.nq.gz", "\x1f\x8b", "\x1f\x8c")
		}, "SHA-256"},
		{"more quads", false, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return latest(o, `"quads": 7`, `"quads": 6`)
		}, "more than the 6 quads"},
		{"fewer quads", false, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return latest(o, `"quads": 7`, `"quads": 8`)
		}, "has 7 quads, and should have 8"},
		{"other hashes", false, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return o.replacing("/dumps/hashes", `"quads": 4`, `"quads": 5`)
		}, "the copy is not what the server had"},
		{"silence", false, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return func(w http.ResponseWriter, r *http.Request) bool {
				if strings.HasSuffix(r.URL.Path, ".gz") {
					<-r.Context().Done()
				}
				return false
			}
		}, "silent for too long"},
		{"another dataset", true, func(o *origin) func(http.ResponseWriter, *http.Request) bool { return latest(o, o.store.ID(), "other") }, "mirror it to another folder"},
		{"a page of another dataset", true, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return o.replacing("/changes", o.store.ID(), "other")
		}, "another dataset"},
		{"a page of another place", true, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return o.replacing("/changes", `"since" "3"`, `"since" "2"`)
		}, "begins behind commit 2"},
		{"a change missing", true, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return o.replacing("/changes", `"next" "4"`, `"next" "5"`)
		}, "ends at commit 4 and says 5"},
		{"a change seen twice", true, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return o.replacing("/changes", "TC .\n", "A <x:s> <x:p> <x:o> .\nA <x:s> <x:p> <x:o> .\nTC .\n")
		}, "adds what is so already"},
		{"no patch", true, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			return o.replacing("/changes", "TX", "XX")
		}, "is no operation"},
		{"a history that is forgotten", true, func(o *origin) func(http.ResponseWriter, *http.Request) bool {
			o.commit()
			if _, err := o.store.Forget(o.t.Context(), 5); err != nil {
				o.t.Fatal(err)
			}
			return func(http.ResponseWriter, *http.Request) bool { return false }
		}, "has forgotten"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, dir := newOrigin(t), t.TempDir()
			if tt.after {
				if _, _, err := o.mirror(t.Context(), dir, true); err != nil {
					t.Fatal(err)
				}
				o.commit()
			}
			wrong := tt.wrong(o)
			o.wrong.Store(&wrong)
			_, _, err := o.mirror(t.Context(), dir, true)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("the error is %v, want %q", err, tt.want)
			}
			o.wrong.Store(nil)
			if strings.Contains(tt.want, "forgotten") {
				return
			}
			if _, _, err := o.mirror(t.Context(), dir, true); err != nil {
				t.Fatalf("afterwards: %v", err)
			}
			o.same(dir)
		})
	}
	o, dir := newOrigin(t), t.TempDir()
	s, err := graph.Open(dir, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		_, err := tx.Add(rdf.Quad{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.IRI("x:o")})
		return err
	})
	if err != nil || s.Close() != nil {
		t.Fatal(err)
	}
	if _, _, err := o.mirror(t.Context(), dir, true); err == nil || !strings.Contains(err.Error(), "is no copy") {
		t.Errorf("a folder of its own: %v", err)
	}
	for _, address := range []string{"", "data.example.org", "ftp://data.example.org/", "http://data.example.org/?x=1", ":"} {
		if err := (&Mirror{URL: address, Dir: dir}).Run(t.Context(), streams{}); exitStatus(err) != exitUsage {
			t.Errorf("mirror %q: %v", address, err)
		}
	}
}

// replacing changes a text in the answers at addresses that end in a path.
func (o *origin) replacing(path, old, new string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, path) {
			return false
		}
		got := httptest.NewRecorder()
		o.behind.ServeHTTP(got, r)
		w.Header().Set("Content-Type", got.Header().Get("Content-Type"))
		w.WriteHeader(got.Code)
		_, _ = io.WriteString(w, strings.Replace(got.Body.String(), old, new, 1))
		return true
	}
}
