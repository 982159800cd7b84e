package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Errors of servers that may go away.
var (
	errSilent  = errors.New("the server was silent for too long")
	errUnready = errors.New("the server cannot answer now")
)

// mirrorClient asks a server for a copy.
type mirrorClient struct {
	root     *url.URL
	patience time.Duration // between two bytes
}

// get asks for an address; the answer may be any. wait is how long the server is
// asked to wait for one.
func (c *mirrorClient) get(ctx context.Context, address string, wait time.Duration, header http.Header) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(c.patience+wait, func() { cancel(errSilent) })
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.Header = header
	request.Header.Set("User-Agent", "plenary/"+version())
	request.Header.Set("Accept-Encoding", "identity") // what is sent is hashed
	if wait > 0 {
		request.Header.Set("Prefer", "wait="+strconv.Itoa(int(wait/time.Second)))
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		err = cmp.Or(context.Cause(ctx), err)
		cancel(nil)
		return nil, err
	}
	answer.Body = &watched{answer.Body, ctx, timer, c.patience, cancel}
	return answer, nil
}

// watched is a body that must not be silent for long.
type watched struct {
	io.ReadCloser
	ctx      context.Context // of the request, which says why it ended: a Reader is not given one
	timer    *time.Timer
	patience time.Duration
	cancel   context.CancelCauseFunc
}

func (w *watched) Read(p []byte) (int, error) {
	w.timer.Reset(w.patience)
	n, err := w.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = cmp.Or(context.Cause(w.ctx), err)
	}
	return n, err
}

func (w *watched) Close() error {
	w.timer.Stop()
	w.cancel(nil)
	return w.ReadCloser.Close()
}

// expect says what is wrong with an answer that is not of a media type.
func (c *mirrorClient) expect(answer *http.Response, media string) error {
	switch got, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type")); {
	case answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("%w: %w", errUnready, complaint(answer))
	case answer.StatusCode != http.StatusOK:
		return complaint(answer)
	case got != media:
		return fmt.Errorf("%s has sent %q where %s was asked for", answer.Request.URL, got, media)
	}
	return nil
}

// mostJSON is how long a JSON answer may be, in bytes.
const mostJSON = 64 << 20

func fetchJSON[T any](ctx context.Context, c *mirrorClient, path string) (v T, err error) {
	answer, err := c.get(ctx, c.root.String()+path, 0, http.Header{"Accept": {"application/json"}})
	if err != nil {
		return v, err
	}
	defer answer.Body.Close()
	if err := c.expect(answer, "application/json"); err != nil {
		return v, err
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, mostJSON+1))
	if err == nil && len(text) > mostJSON {
		err = fmt.Errorf("the answer has more than %d bytes", mostJSON)
	}
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", answer.Request.URL, err)
	}
	return v, err
}

// unpacked reads what is packed in a file.
func unpacked(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	body, err := gzip.NewReader(file)
	return struct {
		io.Reader
		io.Closer
	}{body, file}, err
}

// download fetches a file of known size and hash. What is there of it is taken as
// its beginning.
func (c *mirrorClient) download(ctx context.Context, address, path string, size int64, hash string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	have, err := io.Copy(sum, file)
	if err != nil {
		return err
	}
	if have < size {
		answer, err := c.rest(ctx, address, have)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		n, err := io.Copy(io.MultiWriter(file, sum), io.LimitReader(answer.Body, size-have+1))
		if have += n; err != nil {
			return fmt.Errorf("%s: %d of %d bytes: %w", address, have, size, err)
		}
		if have < size {
			return fmt.Errorf("%s: %d of %d bytes: %w", address, have, size, io.ErrUnexpectedEOF)
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)); have != size || got != hash {
		_ = os.Remove(path)
		return fmt.Errorf("%s has %d bytes with SHA-256 %s, and should have %d with %s", address, have, got, size, hash)
	}
	return nil
}

// rest asks for a file from a position on.
func (c *mirrorClient) rest(ctx context.Context, address string, from int64) (*http.Response, error) {
	header := http.Header{}
	if from > 0 {
		header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	answer, err := c.get(ctx, address, 0, header)
	if err != nil {
		return nil, err
	}
	if from > 0 && answer.StatusCode == http.StatusOK { // the whole: pass over what is there
		if _, err = io.CopyN(io.Discard, answer.Body, from); err == nil {
			return answer, nil
		}
	} else if answer.StatusCode == http.StatusOK || from > 0 && answer.StatusCode == http.StatusPartialContent {
		return answer, nil
	} else {
		err = c.expect(answer, "application/gzip")
	}
	answer.Body.Close()
	return nil, cmp.Or(err, fmt.Errorf("%s: %s", address, answer.Status))
}
