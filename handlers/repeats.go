package handlers

import (
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"
	"w3id.org/plenary/handlers/problem"
)

// How long the answer to a change is kept for its repetition, how many are, and
// how long a key may be.
const (
	keepRepeats = 24 * time.Hour
	mostRepeats = 100_000
	maxKey      = 200 // bytes
)

// repeats are the changes of the last day that came with an Idempotency-Key, so
// that one whose answer was lost can be sent again. A change is noted before it
// begins and when it is done: after a crash it is known of each that it was done,
// or that it may have been.
//
// Spec: draft-ietf-httpapi-idempotency-key-header.
type repeats struct {
	now  func() time.Time
	file *repeatFile // nil where there is no folder

	mu    sync.Mutex
	known map[string]*repeat
}

// A repeat is a change that was begun.
type repeat struct {
	Key    string    `json:"key"` // behind the ID of the token
	Author string    `json:"author"`
	Print  string    `json:"fingerprint"`
	Time   time.Time `json:"time"`
	Seq    uint64    `json:"seq"`              // of the last commit before it
	Answer *stored   `json:"answer,omitempty"` // nil until it is done
	Failed bool      `json:"failed,omitempty"` // it has changed nothing

	running bool
}

// once does a change unless it was done before, and returns its answer. One that
// fails has changed nothing and may be tried again.
func (r *repeats) once(asked repeat, do func() (stored, error)) (stored, error) {
	asked.Time = r.now().UTC()
	answer, err := r.begin(&asked)
	if answer != nil || err != nil {
		return *answer, err
	}
	defer func() { r.end(&asked, answer) }() // also when it panics
	if err := r.file.append(asked); err != nil {
		return stored{}, err
	}
	done, err := do()
	if err == nil {
		answer = &done
	}
	return done, err
}

// begin takes the key for a change, or returns the answer that there is.
func (r *repeats) begin(asked *repeat) (*stored, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before := r.known[asked.Key]
	switch {
	case before == nil || asked.Time.Sub(before.Time) > keepRepeats:
	case before.Print != asked.Print:
		return &stored{}, problem.New("key-reused", "the Idempotency-Key was used for another request")
	case before.running:
		p := problem.New("conflict", "the request with this Idempotency-Key is being carried out")
		p.Retry = 1
		return &stored{}, p
	case before.Answer == nil:
		return &stored{}, problem.New("conflict", "the server was stopped while it carried out the request with this Idempotency-Key: the history behind commit %d tells whether it was done", before.Seq)
	default:
		return before.Answer, nil
	}
	if len(r.known) >= mostRepeats && !r.forget(asked.Time) {
		p := problem.New("busy", "%d requests with an Idempotency-Key are remembered, which is all there is room for", mostRepeats)
		p.Limit, p.Retry = "keys", 60
		return &stored{}, p
	}
	asked.running = true
	r.known[asked.Key] = asked
	return nil, nil
}

// forget drops what is too old, and reports whether there was any.
func (r *repeats) forget(now time.Time) (some bool) {
	for key, one := range r.known {
		if now.Sub(one.Time) > keepRepeats {
			delete(r.known, key)
			some = true
		}
	}
	return some
}

// end keeps what became of a change; without an answer it has failed.
func (r *repeats) end(asked *repeat, answer *stored) {
	r.mu.Lock()
	defer r.mu.Unlock()
	asked.running = false
	if asked.Answer, asked.Failed = answer, answer == nil; asked.Failed {
		delete(r.known, asked.Key)
	}
	r.file.note(*asked, r.known)
}

// keyOf returns the Idempotency-Key of a request: a string of RFC 8941, whose
// quotes may be left out.
func keyOf(r *http.Request) (string, error) {
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
	if len(values) > 1 || key == "" || len(key) > maxKey || strings.ContainsFunc(key, bad) {
		return "", problem.New("bad-request", "Idempotency-Key is one string of 1 to %d ASCII characters", maxKey)
	}
	return key, nil
}
