package conform

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// A Target is a server to be asked.
type Target struct {
	Base   string // absolute, ends with a slash
	Client *http.Client
	// Vars are what {name} in rows stands for: paths relative to the base, IRIs. A
	// row with a variable that is not here is skipped.
	Vars map[string]string
	// Capabilities are what the server promises; a row that needs others is skipped.
	Capabilities []string
}

// A Result is what came of one row.
type Result struct {
	Row      Row
	Skipped  string   // why the row was not tried
	Failures []string // none when the promise is kept
	Elapsed  time.Duration
}

// Run tries rows in their order. The error is one of the connection, and is in the
// failures of the row too.
func Run(ctx context.Context, t Target, rows []Row) iter.Seq[Result] {
	client := *t.Client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r := &runner{&client, t}
	return func(yield func(Result) bool) {
		for _, row := range rows {
			if !yield(r.row(ctx, row)) {
				return
			}
		}
	}
}

type runner struct {
	client *http.Client
	target Target
}

// row tries one row.
func (r *runner) row(ctx context.Context, row Row) (result Result) {
	result.Row = row
	for _, need := range row.Needs {
		if !slices.Contains(r.target.Capabilities, need) {
			result.Skipped = "needs " + need
			return result
		}
	}
	began := time.Now()
	defer func() { result.Elapsed = time.Since(began) }()
	vars := map[string]string{}
	for name, value := range r.target.Vars {
		vars[name] = value
	}
	if err := r.remember(ctx, row, vars); err != nil {
		result.Failures = []string{err.Error()}
		return result
	}
	if missing := missingVariable(row, vars); missing != "" {
		result.Skipped = "there is no {" + missing + "}"
		return result
	}
	x, err := r.send(ctx, row, vars)
	if err != nil {
		result.Failures = []string{err.Error()}
		return result
	}
	result.Failures = x.problems(ctx, row)
	return result
}

// remembered are variables from the answer to the same request without what uses
// them: validators for conditional requests.
var remembered = map[string]string{"etag": "ETag", "modified": "Last-Modified"}

func (r *runner) remember(ctx context.Context, row Row, vars map[string]string) error {
	uses := false
	plain := row
	plain.Header = row.Header.Clone()
	for name, values := range row.Header {
		for variable := range remembered {
			if strings.Contains(strings.Join(values, ","), "{"+variable+"}") {
				uses = true
				plain.Header.Del(name)
			}
		}
	}
	if !uses {
		return nil
	}
	if plain.Method == http.MethodHead {
		plain.Method = http.MethodGet
	}
	x, err := r.send(ctx, plain, vars)
	if err != nil {
		return err
	}
	for variable, header := range remembered {
		if value := x.response.Header.Get(header); value != "" {
			vars[variable] = value
		}
	}
	return nil
}

var variable = regexp.MustCompile(`\{([a-z]+)\}`)

func fill(text string, vars map[string]string) string {
	return variable.ReplaceAllStringFunc(text, func(name string) string {
		if value, ok := vars[name[1:len(name)-1]]; ok {
			return value
		}
		return name
	})
}

// missingVariable returns a variable of the request that has no value.
func missingVariable(row Row, vars map[string]string) string {
	texts := []string{row.Path, row.Body}
	for _, values := range row.Header {
		texts = append(texts, values...)
	}
	for _, text := range texts {
		for _, m := range variable.FindAllStringSubmatch(text, -1) {
			if _, ok := vars[m[1]]; !ok {
				return m[1]
			}
		}
	}
	return ""
}

// An exchange is a request and its answer.
type exchange struct {
	runner   *runner
	row      Row
	vars     map[string]string
	url      string
	response *http.Response
	body     []byte
}

func (x *exchange) fill(text string) string { return fill(text, x.vars) }

// send makes the request of a row.
func (r *runner) send(ctx context.Context, row Row, vars map[string]string) (*exchange, error) {
	address, err := r.address(fill(row.Path, vars))
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, row.Method, address, strings.NewReader(fill(row.Body, vars)))
	if err != nil {
		return nil, err
	}
	if row.Body == "" {
		request.Body = http.NoBody
		request.ContentLength = 0
	}
	request.Header.Set("User-Agent", "plenary-conform")
	request.Header.Set("Accept-Encoding", "identity") // else the client asks for gzip on its own
	for name, values := range row.Header {
		request.Header[http.CanonicalHeaderKey(name)] = nil
		for _, v := range values {
			request.Header.Add(name, fill(v, vars))
		}
	}
	response, err := r.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("no answer: %w", err)
	}
	defer response.Body.Close()
	coded, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	if err != nil {
		return nil, fmt.Errorf("the answer breaks off: %w", err)
	}
	body, err := decoded(coded, response.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	return &exchange{r, row, vars, address, response, body}, nil
}

// maxBody is how many bytes of an answer are read.
const maxBody = 64 << 20

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

// address returns the absolute address of a path under the base.
func (r *runner) address(path string) (string, error) {
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

// compare asks for what the answer is to be compared with.
func (x *exchange) compare(ctx context.Context, c BodyCheck) string {
	other := Row{Method: http.MethodGet, Path: c.Arg, Header: http.Header{}}
	if c.Op == "as" {
		other = x.row
		other.Method, other.Path, _ = strings.Cut(c.Arg, " ")
	}
	y, err := x.runner.send(ctx, other, x.vars)
	if err != nil {
		return err.Error()
	}
	if c.Op == "as" {
		if !bytes.Equal(x.body, y.body) {
			return fmt.Sprintf("the %d bytes are not those of %s, which has %d", len(x.body), c.Arg, len(y.body))
		}
		return ""
	}
	got, err := x.triples(ctx)
	if err != nil {
		return err.Error()
	}
	want, err := y.triples(ctx)
	if err != nil {
		return c.Arg + ": " + err.Error()
	}
	if !canon.Isomorphic(got, want) {
		return fmt.Sprintf("the %d triples are not the %d of %s", got.Len(), want.Len(), c.Arg)
	}
	return ""
}

// A contextLoader gets contexts from the server that is asked, and no other.
type contextLoader struct{ runner *runner }

func (l contextLoader) Load(ctx context.Context, iri, _ string) (*processor.Document, error) {
	if !strings.HasPrefix(iri, l.runner.target.Base) && !strings.HasPrefix(iri, l.runner.target.Vars["base"]) {
		return nil, fmt.Errorf("the context <%s> is not of this server", iri)
	}
	x, err := l.runner.send(ctx, Row{Method: http.MethodGet, Path: iri, Header: http.Header{"Accept": {"application/ld+json, application/json;q=0.9"}}}, nil)
	if err != nil {
		return nil, err
	}
	value, err := ojson.Parse(bytes.NewReader(x.body), ojson.Options{Source: iri})
	return &processor.Document{Value: value, URL: iri}, err
}
