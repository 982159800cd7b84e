package handlers

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/curate"
	"w3id.org/plenary/handlers/idempotency"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/tokens"
)

// A writer is how a kind of request changes the store.
type writer struct {
	need    tokens.Role
	message string                              // for the history, unless the client says another
	said    string                              // the parameter message, wherever it stood
	read    func(*http.Request) ([]byte, error) // what the request says, once it may
	do      func(context.Context, work) (outcome, error)
}

// work is a change as a writer does it.
type work struct {
	graph.Change
	request *http.Request
	body    []byte
}

// An outcome is what a request has changed. Seq is the last commit, which is not
// a new one when nothing was added or removed.
type outcome struct {
	graph.Commit
	Change    string          `json:"change,omitempty"`    // where what was added and removed is read
	Graph     string          `json:"graph,omitempty"`     // the one that was written, when there is one
	Elsewhere int             `json:"elsewhere,omitempty"` // triples taken from the unnamed graph that named ones still hold
	Report    *problem.Report `json:"report,omitempty"`    // what the gate found that is no violation

	*curate.Undone           // of a revert
	Proposed       *Proposed `json:"proposed,omitempty"` // of a document; the commit is then one of what waits

	created  bool
	location string
	tag      string
}

// write lets those who may change the store, and answers with what has changed.
// The same request with the same Idempotency-Key changes nothing more.
func (s *Server) write(c *gin.Context, w writer) error {
	by, err := s.authorize(c.Request, w.need)
	if err == nil {
		err = s.writeAs(c, by, w)
	}
	if err != nil {
		s.figures.writes.Add(1, problem.Of(err).Slug)
		s.logRefused(c, by, err)
		s.settle(c.Request.Context(), err)
		return err
	}
	s.figures.writes.Add(1, "done")
	return nil
}

// settle waits until the state that a condition failed against can be read: who
// is refused reads it next.
func (s *Server) settle(ctx context.Context, err error) {
	if problem.Of(err).Slug == "precondition-failed" {
		_, _ = s.store.Update(ctx, graph.Change{}, func(*graph.Tx) error { return nil }) // the refusal stands in any case
	}
}

func (s *Server) writeAs(c *gin.Context, by tokens.Token, w writer) error {
	message, err := messageOf(c.Request, w)
	if err != nil {
		return err
	}
	body, err := w.read(c.Request)
	if err != nil {
		return err
	}
	do := func() (idempotency.Answer, error) {
		done, err := w.do(c.Request.Context(), work{graph.Change{Author: by.Name, Message: message}, c.Request, body})
		if err != nil {
			return idempotency.Answer{}, err
		}
		s.figures.changes.Add(int64(done.Added), "added")
		s.figures.changes.Add(int64(done.Removed), "removed")
		return s.stored(done)
	}
	key, err := idempotency.KeyOf(c.Request)
	if err != nil {
		return err
	}
	var done idempotency.Answer
	if key == "" {
		done, err = do()
	} else {
		done, err = s.repeats.Once(idempotency.Request{Key: by.ID + " " + key, Author: by.Name, Fingerprint: idempotency.Fingerprint(c.Request, body), Seq: s.store.Snapshot().Seq()}, do)
	}
	if err != nil {
		return err
	}
	done.Send(c.Writer, c.Request)
	return nil
}

// maxMessage is how many characters a message has at most.
const maxMessage = 2000

// messageOf returns what a client says about its change: in the header
// Change-Message, or in the parameter message.
func messageOf(r *http.Request, w writer) (string, error) {
	said := r.Header.Get("Change-Message")
	if said == "" {
		said = w.said
	}
	if said == "" {
		said = r.URL.Query().Get("message")
	}
	if said == "" {
		return w.message, nil
	}
	control := func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }
	if !utf8.ValidString(said) || strings.ContainsFunc(said, control) || utf8.RuneCountInString(said) > maxMessage {
		return "", problem.BadParameter("message", "the message of a change is UTF-8, without control characters, of at most %d characters", maxMessage)
	}
	return said, nil
}

func (s *Server) stored(done outcome) (idempotency.Answer, error) {
	if done.Added == 0 && done.Removed == 0 { // the commit is another's
		done.Author, done.Message = "", ""
	} else if done.Proposed == nil {
		done.Change = s.Base + changesPath + "?limit=1&since=" + strconv.FormatUint(done.Seq-1, 10)
	}
	body, err := marshalJSON(done)
	answer := idempotency.Answer{Status: http.StatusOK, Location: done.Change, Tag: done.tag, Body: string(body)}
	if done.created {
		answer.Status, answer.Location = http.StatusCreated, done.location
	}
	return answer, err
}
