package handlers

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/negotiate"
)

const (
	// holdBytes are held back before a stream begins: what fails until then still
	// gets a status.
	holdBytes = 64 << 10
	// patience is how long a client may take to read a part of a stream.
	patience = time.Minute
)

// A stream is an answer of any length that is written as it is made. The caller
// calls end in any case.
type stream struct {
	c      *gin.Context
	answer answer
	tag    string // entity tag; "" for none
	held   bytes.Buffer
	to     io.Writer // nil until the headers are sent
	coder  io.WriteCloser
}

// Write holds back or sends.
func (s *stream) Write(p []byte) (int, error) {
	if s.to == nil {
		if s.held.Len()+len(p) <= holdBytes {
			return s.held.Write(p)
		}
		if err := s.begin(-1); err != nil {
			return 0, err
		}
	}
	return s.to.Write(p)
}

// begin sends the headers, with the length of the whole body unless that is -1,
// and what is held.
func (s *stream) begin(length int) error {
	size := length
	if length < 0 {
		size = holdBytes
	}
	h := s.c.Writer.Header()
	coding, err := negotiate.Coding(s.c.Request, size)
	if err != nil {
		return err
	}
	s.answer.setHeaders(h, s.tag)
	if s.tag == "" {
		h.Del("ETag")
	}
	h.Set("Content-Type", s.answer.media)
	s.to = &unhurried{s.c.Writer, http.NewResponseController(s.c.Writer)}
	if coding != "" {
		h.Set("Content-Encoding", coding)
		if s.coder, err = codings.NewWriter(s.to, coding); err != nil {
			return err
		}
		s.to = s.coder
	} else if length >= 0 {
		h.Set("Content-Length", strconv.Itoa(length))
	}
	s.c.Status(http.StatusOK)
	s.c.Writer.WriteHeaderNow()
	_, err = s.to.Write(s.held.Bytes())
	return err
}

// end ends the answer. After an error nothing is sent if nothing has been, and
// the error is returned; else the connection is broken off, so that the client
// does not take what it has for the whole.
func (s *stream) end(err error) error {
	if err == nil && s.to == nil {
		err = s.begin(s.held.Len())
	} else if err != nil && s.to == nil {
		return err
	}
	if err == nil && s.coder != nil {
		err = s.coder.Close()
	}
	if err != nil {
		_ = s.c.Error(err) // for the log
		panic(http.ErrAbortHandler)
	}
	return nil
}

// unhurried gives each write the same time.
type unhurried struct {
	to      io.Writer
	control *http.ResponseController
}

func (u *unhurried) Write(p []byte) (int, error) {
	_ = u.control.SetWriteDeadline(time.Now().Add(patience)) // where there is a connection
	return u.to.Write(p)
}
