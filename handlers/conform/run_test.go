package conform_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"w3id.org/plenary/handlers/conform"
)

// odd is a server to be found out.
func odd(t *testing.T) (conform.Target, *atomic.Int64) {
	t.Helper()
	var things atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		switch r.URL.Path {
		case "/json":
			fmt.Fprintf(w, `{"a": {"b": [1, "http://%s/thing"]}}`, r.Host)
		case "/short":
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "short")
		case "/nothing":
		case "/busy":
			if r.Header.Get("X-Turn") == "" && things.Add(1) != 3 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		case "/thing":
			if r.Method == http.MethodPut {
				things.Add(1)
			}
			if r.Method == http.MethodDelete {
				things.Add(-1)
			}
			fmt.Fprint(w, r.Header.Get("X-Sent"))
		case "/length":
			if r.Header.Get("Content-Length") == "" {
				w.WriteHeader(http.StatusLengthRequired)
			}
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return conform.Other(s.URL+"/", s.Client(), map[string]string{"doc": "json"}), &things
}

// A row holds or fails as the answer is, and says how.
func TestRun(t *testing.T) {
	for _, tt := range []struct{ name, row, failure string }{
		{"status", "> GET json\n< 404 410", "status 200, want [404 410]"},
		{"header", "> GET json\n< 200\n< ETag: \"2\"", `ETag is "\"1\"", want : "2"`},
		{"no header", "> GET json\n< 200\n< Link ?", "Link is"},
		{"path of JSON", "> GET json\n< 200\n= json a.b.0 = 1", ""},
		{"another value", "> GET json\n< 200\n= json a.b.0 = 2", "a.b.0 is 1, want 2"},
		{"no such path", "> GET json\n< 200\n= json a.c", "there is no a.c"},
		{"no JSON", "> GET thing\n< 200\n= json", "no JSON"},
		{"pattern", "> GET json\n< 200\n= ~ ^x", "want ~ ^x"},
		{"hash", "> GET nothing\n< 200\n= sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ""},
		{"another hash", "> GET json\n< 200\n= sha256 00", "want 00"},
		{"broken off", "> GET short\n< 200\n= broken", ""},
		{"unawares broken off", "> GET short\n< 200", "breaks off"},
		{"not broken off", "> GET json\n< 200\n= broken", "look whole"},
		{"kept header", "> GET json\n< 200\n$ tag ETag\n> GET thing\n> X-Sent: {tag}\n< 200\n= ~ ^\"1\"$", ""},
		{"kept value", "> GET json\n< 200\n$ next json a.b.1\n> GET {next}\n< 200", ""},
		{"kept group", "> GET json\n< 200\n$ name ~ /(th)ing\n> GET {name}ing\n< 200", ""},
		{"kept group of a header", "> GET json\n< 200\n$ n ETag ~ (\\d)\n> GET thing\n> X-Sent: {n}\n< 200\n= ~ ^1$", ""},
		{"nothing to keep", "> GET json\n< 200\n$ next Link", "there is no {next}"},
		{"first of two fails", "> GET none\n< 200\n> GET json\n< 200", "status 404"},
		{"one of several", "> GET busy\n>* 5\n< 200", ""},
		{"none of several", "> GET none\n>* 5\n< 200", "none of 5 answers"},
		{"no length", "> PUT length\n> Content-Length: -\n< 411", ""},
		{"a length", "> PUT length\n< 411", "status 200"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows, err := conform.Parse("test", "row: doc: RFC 1\nIt holds.\n"+tt.row)
			if err != nil {
				t.Fatal(err)
			}
			target, _ := odd(t)
			for result := range conform.Run(t.Context(), target, rows) {
				told := strings.Join(result.Failures, "\n")
				if result.Skipped != "" || (tt.failure == "") != (told == "") || !strings.Contains(told, tt.failure) {
					t.Errorf("skipped %q, failures %q, want %q", result.Skipped, told, tt.failure)
				}
			}
		})
	}
}

const makers = `made: doc: RFC 1
A thing is made.
> PUT thing
< 200
$ made ETag
>! DELETE thing

used: doc: RFC 1
It is used.
> GET thing
> X-Sent: {made}
< 200

other: doc: RFC 1
Something else.
> GET json
< 200

secret: doc: RFC 1
Somebody may.
> GET json
> Authorization: Bearer {token}
< 200
`

// Rows keep things for later ones, are picked with what they need, and what they did
// is undone, also where nobody looks any more.
func TestRunUndoes(t *testing.T) {
	rows, err := conform.Parse("test", makers)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, rows string
		stop       bool
		want       string
	}{
		{"all", ".", false, "made used other secret(there is no {token}) made-undone"},
		{"one alone", "other", false, "other"},
		{"one with what it needs", "used", false, "made used made-undone"},
		{"stopped", ".", true, "made"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			target, things := odd(t)
			var got []string
			for result := range conform.Run(t.Context(), target, conform.Select(rows, regexp.MustCompile(tt.rows))) {
				name := result.Row.Name
				if result.Skipped != "" {
					name += "(" + result.Skipped + ")"
				}
				got = append(got, name)
				if len(result.Failures) > 0 {
					t.Errorf("%s: %q", name, result.Failures)
				}
				if tt.stop {
					break
				}
			}
			if strings.Join(got, " ") != tt.want || things.Load() != 0 {
				t.Errorf("rows %q, %d things left; want %s", got, things.Load(), tt.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ name, row, want string }{
		{"no title", "A row", "a row begins with"},
		{"no request", "a: b: c\nIt is.", "lacks a request"},
		{"no promise", "a: b: c\n> GET x\n< 200", "lacks a request, its promise"},
		{"no status", "a: b: c\nIt is.\n> GET x", "lacks the status of GET x"},
		{"no status of the second", "a: b: c\nIt is.\n> GET x\n< 200\n> GET y\n= json", "lacks the status of GET y"},
		{"no number", "a: b: c\nIt is.\n> GET x\n< fine", "no status"},
		{"no path", "a: b: c\nIt is.\n> GET", "a method and a path"},
		{"no field", "a: b: c\nIt is.\n> GET x\n> Accept", "name: value"},
		{"no check", "a: b: c\nIt is.\n> GET x\n< 200\n= round", "no check of a body"},
		{"no check of a header", "a: b: c\nIt is.\n> GET x\n< 200\n< Link % x", "no check of a header"},
		{"no pattern", "a: b: c\nIt is.\n> GET x\n< 200\n= ~ (", "missing closing"},
		{"no times", "a: b: c\nIt is.\n> GET x\n>* many\n< 200", "invalid syntax"},
		{"no source", "a: b: c\nIt is.\n> GET x\n< 200\n$ name", "a source"},
		{"no name", "a: b: c\nIt is.\n> GET x\n< 200\n$ A-1 ETag", "small letters"},
		{"no sign", "a: b: c\nIt is.\n> GET x\n< 200\nand more", "a line begins with"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := conform.Parse("test", "# a note\n\n"+tt.row); err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "line 3") {
				t.Errorf("Parse(%q): %v, want %s", tt.row, err, tt.want)
			}
		})
	}
}
