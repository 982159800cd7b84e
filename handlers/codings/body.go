package codings

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"w3id.org/plenary/handlers/problem"
)

// MaxBody is how many bytes a body has at most where nothing else is said.
const MaxBody = 1 << 20

// ReadBody returns the body of a request, its content codings undone, of at most
// so many bytes then. Errors: *http.MaxBytesError, *Problem, those of reading.
//
// Memory: the body; a bomb costs no more than a body of that size.
func ReadBody(r *http.Request, most int64) ([]byte, error) {
	in, err := decoded(r)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	body, err := io.ReadAll(io.LimitReader(in, most+1))
	if int64(len(body)) > most {
		return nil, &http.MaxBytesError{Limit: most}
	}
	return body, unread(err)
}

// unread says of a body that cannot be read to its end that this is so: net/http
// has no names for what may be wrong with chunks.
func unread(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || problem.Of(err).Slug != "internal" {
		return err
	}
	p := problem.New("bad-request", "the body ends early, comes too slowly, or its chunks are not well-formed")
	p.Close = true
	return fmt.Errorf("%w: %w", p, err)
}

// decoded undoes the content coding of a body, of which there may be one.
func decoded(r *http.Request) (io.ReadCloser, error) {
	coding := strings.ToLower(strings.TrimSpace(strings.Join(r.Header.Values("Content-Encoding"), ",")))
	switch coding {
	case "", "identity":
		return r.Body, nil
	case "gzip", "x-gzip":
		in, err := gzip.NewReader(r.Body)
		if err != nil {
			return nil, notCoded(coding, err)
		}
		return codedBody{in, coding, func() { in.Close() }}, nil
	case "zstd":
		in, err := zstd.NewReader(r.Body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, notCoded(coding, err)
		}
		return codedBody{in, coding, in.Close}, nil
	}
	p := problem.New("media-type", "the content coding %.50q is not known; there are gzip and zstd, one at a time", coding)
	p.Codings = "gzip, zstd"
	return nil, p
}

// codedBody tells errors of the coding from those of the connection.
type codedBody struct {
	io.Reader
	coding string
	close  func()
}

func (b codedBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = notCoded(b.coding, err)
	}
	return n, err
}

func (b codedBody) Close() error {
	b.close()
	return nil
}

func notCoded(coding string, err error) error {
	if problem.Of(err).Slug != "internal" { // it is the body that is too long
		return err
	}
	return fmt.Errorf("%w", problem.New("bad-request", "the body is not %s, or ends early", coding))
}
