package handlers

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/contract"
	"w3id.org/plenary/handlers/negotiate"
)

// leastFree is how much room the disk must have for the server to be ready.
const leastFree = 64 << 20 // bytes

// Drain tells the server that it will be shut down: /readyz fails from now on, and
// requests that wait for something to happen end. It may be called again.
func (s *Server) Drain() { s.drainOnce.Do(func() { close(s.draining) }) }

// state is how the store fares. A disk that does not answer has no room.
func (s *Server) state() graph.Status {
	st, err := s.store.Status()
	if err != nil {
		st.Free = 0
	}
	return st
}

// readiness looks at everything that an answer or a commit needs. Causes go to
// the log and not to the client.
func (s *Server) readiness() contract.Readiness {
	st := s.state()
	r := contract.Readiness{Status: "ready", Seq: s.store.Snapshot().Seq(), Version: s.Version}
	add := func(is bool, to *[]string, text string) {
		if is {
			*to = append(*to, text)
		}
	}
	select {
	case <-s.draining:
		add(true, &r.Reasons, "the server is shutting down")
	default:
	}
	closed := errors.Is(st.Failed, graph.ErrClosed)
	add(closed, &r.Reasons, "the store is closed")
	add(st.Failed != nil && !closed, &r.Reasons, "the log could not be written; no commit is taken until the server is started again")
	add(st.Damage != nil, &r.Reasons, "a file of the store is damaged: `plenary check` says which")
	add(st.Free < leastFree, &r.Reasons, fmt.Sprintf("the disk is nearly full: less than %d MB are left", leastFree>>20))
	add(st.Trouble != nil, &r.Notes, "changes could not be written to files; commits stand by the log")
	add(st.Merging, &r.Notes, "changes are being written to files")
	if !r.Ready() {
		r.Status = "not ready"
	}
	return r
}

// getReady answers /readyz: whether the server should be sent requests.
func (s *Server) getReady(c *gin.Context) error {
	r := s.readiness()
	if r.Ready() {
		return s.sendState(c, http.StatusOK, r)
	}
	s.log.Warn("not ready", "reasons", r.Reasons)
	c.Header("Retry-After", "5")
	return s.sendState(c, http.StatusServiceUnavailable, r)
}

// getHealth answers /healthz: the process runs and answers.
func (s *Server) getHealth(c *gin.Context) error {
	return s.sendState(c, http.StatusOK, gin.H{"status": "ok", "seq": s.store.Snapshot().Seq(), "version": s.Version})
}

// sendState answers with what is true now and must not be kept.
func (s *Server) sendState(c *gin.Context, status int, state any) error {
	body, err := answer.JSON(state)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Type", negotiate.JSON.Media)
	c.Status(status)
	c.Writer.WriteHeaderNow()
	if c.Request.Method != http.MethodHead {
		_, _ = c.Writer.Write(body) // the client is gone: nobody to tell
	}
	return nil
}
