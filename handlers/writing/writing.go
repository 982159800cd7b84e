// Package writing carries out requests that change a store: inside one transaction,
// if the conditions of the request hold, through the gate, once for each
// Idempotency-Key.
//
// A request that fails has changed nothing.
package writing

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/curate"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/handlers/idempotency"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/tokens"
)

// A Store is one that requests change.
type Store struct {
	*graph.Store
	Site    *site.Site
	Gate    gate.Checker
	Repeats *idempotency.Requests
}

// A Writer is how a kind of request changes the store.
type Writer struct {
	Need    tokens.Role
	Message string                              // for the history, unless the client says another
	Said    string                              // the parameter message, wherever it stood
	Read    func(*http.Request) ([]byte, error) // what the request says, once it may
	Do      func(context.Context, Work) (Outcome, error)
}

// Work is a change as a writer does it.
type Work struct {
	graph.Change
	Request *http.Request
	Body    []byte
}

// An Outcome is what a request has changed. Seq is the last commit, which is not
// a new one when nothing was added or removed.
type Outcome struct {
	graph.Commit
	Change    string          `json:"change,omitempty"`    // where what was added and removed is read
	Graph     string          `json:"graph,omitempty"`     // the one that was written, when there is one
	Elsewhere int             `json:"elsewhere,omitempty"` // triples taken from the unnamed graph that named ones still hold
	Report    *problem.Report `json:"report,omitempty"`    // what the gate found that is no violation

	*curate.Undone           // of a revert
	Proposed       *Proposed `json:"proposed,omitempty"` // of a document; the commit is then one of what waits

	Created  bool   `json:"-"` // the status is 201
	Location string `json:"-"` // of what was created
	Tag      string `json:"-"` // entity tag of what was written
}

// A Proposed is what became of a document.
type Proposed struct {
	Document   string   `json:"document"` // its IRI
	Hash       string   `json:"hash"`     // SHA-256 of its text
	Known      bool     `json:"known"`    // the text was here before
	RevisionOf string   `json:"revision_of,omitempty"`
	Claims     int      `json:"claims"`               // that are proposed now
	Waiting    int      `json:"waiting,omitempty"`    // proposed before, and waiting still
	Standing   int      `json:"standing,omitempty"`   // decided before, and still in the text
	Remembered int      `json:"remembered,omitempty"` // not proposed: rejected before
	Dropped    int      `json:"dropped,omitempty"`    // no longer in the text, and waiting no more
	Unusable   int      `json:"unusable,omitempty"`   // no statements of RDF
	Moved      int      `json:"moved,omitempty"`      // published passages that were found in it
	Lost       []string `json:"lost,omitempty"`       // IRIs of published passages that were not
}

// Write has a writer do what a request of somebody says, unless it was done before.
// counted is told what was added and removed when it is done now.
func (s *Store) Write(r *http.Request, by tokens.Token, w Writer, counted func(graph.Commit)) (done idempotency.Answer, err error) {
	message, err := messageOf(r, w)
	if err != nil {
		return done, err
	}
	body, err := w.Read(r)
	if err != nil {
		return done, err
	}
	do := func() (idempotency.Answer, error) {
		done, err := w.Do(r.Context(), Work{graph.Change{Author: by.Name, Message: message}, r, body})
		if err != nil {
			return idempotency.Answer{}, err
		}
		counted(done.Commit)
		return s.answer(done)
	}
	key, err := idempotency.KeyOf(r)
	if err != nil {
		return done, err
	}
	if key == "" {
		return do()
	}
	return s.Repeats.Once(idempotency.Request{Key: by.ID + " " + key, Author: by.Name, Fingerprint: idempotency.Fingerprint(r, body), Seq: s.Snapshot().Seq()}, do)
}

func (s *Store) answer(done Outcome) (idempotency.Answer, error) {
	if done.Added == 0 && done.Removed == 0 { // the commit is another's
		done.Author, done.Message = "", ""
	} else if done.Proposed == nil {
		done.Change = s.Site.Base + site.Changes + "?limit=1&since=" + strconv.FormatUint(done.Seq-1, 10)
	}
	body, err := answer.JSON(done)
	a := idempotency.Answer{Status: http.StatusOK, Location: done.Change, Tag: done.Tag, Body: string(body)}
	if done.Created {
		a.Status, a.Location = http.StatusCreated, done.Location
	}
	return a, err
}

// Settle waits until the state that a condition failed against can be read: who is
// refused reads it next.
func (s *Store) Settle(ctx context.Context, err error) {
	if problem.Of(err).Slug == "precondition-failed" {
		_, _ = s.Update(ctx, graph.Change{}, func(*graph.Tx) error { return nil }) // the refusal stands in any case
	}
}

// gateTimeout is how long a change may be validated, while others wait.
const gateTimeout = time.Minute

// Pass has a transaction go through the gate, when it has made its changes.
// Violations are an error, whose problem carries the report; what is found beside
// them is returned.
func (s *Store) Pass(ctx context.Context, tx *graph.Tx) (*problem.Report, error) {
	ctx, stop := context.WithTimeout(ctx, gateTimeout)
	defer stop()
	found, err := s.Gate.Check(ctx, tx)
	if errors.Is(err, context.DeadlineExceeded) {
		p := problem.New("budget", "the change could not be validated within %v", gateTimeout)
		p.Limit = "time"
		return nil, p
	}
	if err != nil {
		return nil, err
	}
	if len(found.Violations()) > 0 {
		return nil, problem.Invalid(found)
	}
	return problem.ReportOf(found), nil
}
