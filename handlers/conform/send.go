package conform

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// An exchange is a request and its answer.
type exchange struct {
	runner   *runner
	step     Step
	vars     map[string]string
	url      string
	response *http.Response
	body     []byte
	broken   error // why the body ends before it is whole; nil when it is whole
}

// send makes the request of a step.
func (r *runner) send(ctx context.Context, step Step) (*exchange, error) {
	request, err := r.request(ctx, step)
	if err != nil {
		return nil, err
	}
	do := r.client.Do
	if step.Header.Get("Content-Length") == noLength {
		do = r.doWithoutLength
	}
	response, err := do(request)
	if err != nil {
		return nil, fmt.Errorf("no answer: %w", err)
	}
	defer response.Body.Close()
	x := &exchange{runner: r, step: step, vars: r.vars, url: request.URL.String(), response: response}
	x.body, x.broken = io.ReadAll(io.LimitReader(response.Body, maxBody))
	if x.broken == nil {
		x.body, err = decoded(x.body, response.Header.Get("Content-Encoding"))
	}
	return x, err
}

// maxBody is how many bytes of an answer are read.
const maxBody = 64 << 20

func (r *runner) request(ctx context.Context, step Step) (*http.Request, error) {
	address, err := r.address(fill(step.Path, r.vars))
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, step.Method, address, strings.NewReader(fill(step.Body, r.vars)))
	if err != nil {
		return nil, err
	}
	if step.Body == "" {
		request.Body, request.ContentLength = http.NoBody, 0
	}
	request.Header.Set("User-Agent", "plenary-conform")
	request.Header.Set("Accept-Encoding", "identity") // else the client asks for gzip on its own
	for name, values := range step.Header {
		request.Header[http.CanonicalHeaderKey(name)] = nil
		for _, v := range values {
			request.Header.Add(name, fill(v, r.vars))
		}
	}
	return request, nil
}

// address returns the absolute address of a path under the base. What the server
// itself says of its addresses leads to where it is asked.
func (r *runner) address(path string) (string, error) {
	if iris := r.target.Vars["base"]; iris != "" && strings.HasPrefix(path, iris) {
		path = r.target.Base + strings.TrimPrefix(path, iris)
	}
	base, err := url.Parse(r.target.Base)
	if err != nil {
		return "", err
	}
	relative, err := url.Parse(path)
	if err != nil {
		return "", err
	}
	return base.ResolveReference(relative).String(), nil
}

// decoded undoes a content coding.
func decoded(body []byte, coding string) ([]byte, error) {
	if len(body) == 0 {
		return body, nil
	}
	var r io.Reader = bytes.NewReader(body)
	var err error
	switch coding {
	case "", "identity":
		return body, nil
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		r, err = gzip.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r, zstd.WithDecoderConcurrency(1))
	default:
		return nil, fmt.Errorf("the content coding is %q", coding)
	}
	if err != nil {
		return nil, fmt.Errorf("content coding %s: %w", coding, err)
	}
	return io.ReadAll(io.LimitReader(r, maxBody))
}

// problems are how an answer falls short.
func (x *exchange) problems(ctx context.Context) (all []string) {
	s := x.step
	if len(s.Status) > 0 && !slices.Contains(s.Status, x.response.StatusCode) || len(s.Status) == 0 && x.response.StatusCode/100 != 2 {
		all = append(all, fmt.Sprintf("%s %s: status %d, want %v: %.300s", s.Method, s.Path, x.response.StatusCode, s.Status, x.body))
	}
	breaks := slices.ContainsFunc(s.Bodies, func(c BodyCheck) bool { return c.Op == "broken" })
	switch {
	case breaks && x.broken == nil:
		all = append(all, fmt.Sprintf("the %d bytes of the answer look whole", len(x.body)))
	case !breaks && x.broken != nil:
		all = append(all, fmt.Sprintf("the answer breaks off: %v", x.broken))
	}
	for _, c := range s.Headers {
		if f := c.failure(x.response.Header, x.vars); f != "" {
			all = append(all, f)
		}
	}
	for _, c := range s.Bodies {
		if f := x.failure(ctx, c); f != "" {
			all = append(all, f)
		}
	}
	return all
}
