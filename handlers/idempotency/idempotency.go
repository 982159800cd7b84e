// Package idempotency remembers the requests that came with an Idempotency-Key and
// their answers, so that who has lost an answer can send the request again.
//
// A request is carried out once, also behind a crash and among several at once, or
// its sender is told that it may have been.
package idempotency

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"

	"w3id.org/plenary/handlers/problem"
)

// How long the answer to a request is kept for its repetition, and how many are.
const (
	keptFor  = 24 * time.Hour
	mostKept = 100_000
)

// MaxKey is how long a key may be, in bytes.
const MaxKey = 200

// Requests are the changes of the last day that came with an Idempotency-Key, so
// that one whose answer was lost can be sent again. A change is noted before it
// begins and when it is done: after a crash it is known of each that it was done,
// or that it may have been.
//
// Spec: draft-ietf-httpapi-idempotency-key-header.
type Requests struct {
	now  func() time.Time
	file *file // nil where there is no folder

	mu    sync.Mutex
	known map[string]*Request
}

// A Request is a change that was begun.
type Request struct {
	Key         string    `json:"key"` // behind the ID of the token
	Author      string    `json:"author"`
	Fingerprint string    `json:"fingerprint"`
	Time        time.Time `json:"time"`
	Seq         uint64    `json:"seq"`              // of the last commit before it
	Answer      *Answer   `json:"answer,omitempty"` // nil until it is done
	Failed      bool      `json:"failed,omitempty"` // it has changed nothing

	running bool
}

// Once does a change unless it was done before, and returns its answer. One that
// fails has changed nothing and may be tried again.
func (r *Requests) Once(asked Request, do func() (Answer, error)) (Answer, error) {
	asked.Time = r.now().UTC()
	answer, err := r.begin(&asked)
	if answer != nil || err != nil {
		return *answer, err
	}
	defer func() { r.end(&asked, answer) }() // also when it panics
	if err := r.file.append(asked); err != nil {
		return Answer{}, err
	}
	done, err := do()
	if err == nil {
		answer = &done
	}
	return done, err
}

// begin takes the key for a change, or returns the answer that there is.
func (r *Requests) begin(asked *Request) (*Answer, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before := r.known[asked.Key]
	switch {
	case before == nil || asked.Time.Sub(before.Time) > keptFor:
	case before.Fingerprint != asked.Fingerprint:
		return &Answer{}, problem.New("key-reused", "the Idempotency-Key was used for another request")
	case before.running:
		p := problem.New("conflict", "the request with this Idempotency-Key is being carried out")
		p.Retry = 1
		return &Answer{}, p
	case before.Answer == nil:
		return &Answer{}, problem.New("conflict", "the server was stopped while it carried out the request with this Idempotency-Key: the history behind commit %d tells whether it was done", before.Seq)
	default:
		return before.Answer, nil
	}
	if len(r.known) >= mostKept && !r.forget(asked.Time) {
		p := problem.New("busy", "%d requests with an Idempotency-Key are remembered, which is all there is room for", mostKept)
		p.Limit, p.Retry = "keys", 60
		return &Answer{}, p
	}
	asked.running = true
	r.known[asked.Key] = asked
	return nil, nil
}

// forget drops what is too old, and reports whether there was any.
func (r *Requests) forget(now time.Time) (some bool) {
	for key, one := range r.known {
		if now.Sub(one.Time) > keptFor {
			delete(r.known, key)
			some = true
		}
	}
	return some
}

// end keeps what became of a change; without an answer it has failed.
func (r *Requests) end(asked *Request, answer *Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	asked.running = false
	if asked.Answer, asked.Failed = answer, answer == nil; asked.Failed {
		delete(r.known, asked.Key)
	}
	r.file.note(*asked, r.known)
}

// KeyOf returns the Idempotency-Key of a request: a string of RFC 8941, whose
// quotes may be left out.
func KeyOf(r *http.Request) (string, error) {
	values := r.Header.Values("Idempotency-Key")
	if len(values) == 0 {
		return "", nil
	}
	key := values[0]
	if inner, ok := strings.CutPrefix(key, `"`); ok {
		key, ok = strings.CutSuffix(inner, `"`)
		if !ok {
			key = ""
		}
	}
	bad := func(c rune) bool { return c > unicode.MaxASCII || !unicode.IsPrint(c) || c == '"' || c == '\\' }
	if len(values) > 1 || key == "" || len(key) > MaxKey || strings.ContainsFunc(key, bad) {
		return "", problem.New("bad-request", "Idempotency-Key is one string of 1 to %d ASCII characters", MaxKey)
	}
	return key, nil
}

// Fingerprint tells requests with one key apart, by their method, address, headers
// that matter and body.
func Fingerprint(r *http.Request, body []byte) string {
	h := sha256.New()
	for _, part := range []string{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Get("Content-Type"), r.Header.Get("Change-Message")} {
		fmt.Fprintf(h, "%q ", part)
	}
	h.Write(body)
	return fmt.Sprintf("%x", h.Sum(nil))
}
