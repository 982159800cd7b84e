package answer

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"time"

	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/negotiate"
)

const (
	// HoldBytes are held back before a stream begins: what fails until then still
	// gets a status.
	HoldBytes = 64 << 10
	// patience is how long a client may take to read a part of a stream.
	patience = time.Minute
)

// A Stream is an answer of any length that is written as it is made. The caller
// calls end in any case.
type Stream struct {
	Writer  http.ResponseWriter
	Request *http.Request
	Answer  Answer
	Tag     string      // entity tag; "" for none
	Broken  func(error) // is told why the connection is broken off
	held    bytes.Buffer
	to      io.Writer // nil until the headers are sent
	coder   io.WriteCloser
}

// Write holds back or sends.
func (s *Stream) Write(p []byte) (int, error) {
	if s.to == nil {
		if s.held.Len()+len(p) <= HoldBytes {
			return s.held.Write(p)
		}
		if err := s.begin(-1); err != nil {
			return 0, err
		}
	}
	return s.to.Write(p)
}

// Head sends the headers alone, as HEAD has them.
func (s *Stream) Head() error { return s.begin(-1) }

// All returns what was written, when nothing has been sent yet.
func (s *Stream) All() (body []byte, whole bool) { return s.held.Bytes(), s.to == nil }

// begin sends the headers, with the length of the whole body unless that is -1,
// and what is held.
func (s *Stream) begin(length int) error {
	size := length
	if length < 0 {
		size = HoldBytes
	}
	h := s.Writer.Header()
	coding, err := negotiate.Coding(s.Request, size)
	if err != nil {
		return err
	}
	s.Answer.SetHeaders(h, s.Tag)
	if s.Tag == "" {
		h.Del("ETag")
	}
	h.Set("Content-Type", s.Answer.Media)
	s.to = &unhurried{s.Writer, http.NewResponseController(s.Writer)}
	if coding != "" {
		h.Set("Content-Encoding", coding)
		if s.coder, err = codings.NewWriter(s.to, coding); err != nil {
			return err
		}
		s.to = s.coder
	} else if length >= 0 {
		h.Set("Content-Length", strconv.Itoa(length))
	}
	s.Writer.WriteHeader(http.StatusOK)
	_, err = s.to.Write(s.held.Bytes())
	return err
}

// End ends the answer. After an error nothing is sent if nothing has been, and
// the error is returned; else the connection is broken off, so that the client
// does not take what it has for the whole.
func (s *Stream) End(err error) error {
	if err == nil && s.to == nil {
		err = s.begin(s.held.Len())
	} else if err != nil && s.to == nil {
		return err
	}
	if err == nil && s.coder != nil {
		err = s.coder.Close()
	}
	if err != nil {
		s.Broken(err)
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
