package egress

import (
	"context"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/remote"
	"w3id.org/plenary/sparql/results"
)

// Call sends a query of SERVICE to an endpoint, as exec.Caller does. Errors:
// sparql.ErrDenied, ErrRemote.
func (c *Client) Call(ctx context.Context, endpoint, query string) (*results.Reader, func(), error) {
	var accept []string
	for _, f := range results.Formats {
		if f.Boolean { // CSV and TSV tell less
			accept = append(accept, f.MediaType)
		}
	}
	body := strings.NewReader(url.Values{"query": {query}}.Encode())
	answer, done, err := c.send(ctx, c.http, http.MethodPost, endpoint, strings.Join(accept, ", "), body, "application/x-www-form-urlencoded")
	if err != nil {
		return nil, nil, err
	}
	f, known := results.FormatOf(answer.Header.Get("Content-Type"))
	if !known {
		done()
		return nil, nil, fmt.Errorf("%w: it answers with %.100q", ErrRemote, answer.Header.Get("Content-Type"))
	}
	in, err := results.Read(answer.Body, f, results.Options{Source: endpoint})
	if err != nil {
		done()
		return nil, nil, err
	}
	return in, done, nil
}

// Load yields the quads of the document of LOAD. Errors: sparql.ErrDenied,
// ErrRemote, a *rdf.SyntaxError whose source is the address.
func (c *Client) Load(ctx context.Context, iri string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		var accept []string
		for _, f := range rdf.Formats {
			accept = append(accept, f.MediaType)
		}
		address, _, _ := strings.Cut(iri, "#")
		answer, done, err := c.send(ctx, c.http, http.MethodGet, address, strings.Join(accept, ", "), nil, "")
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		defer done()
		f, known := rdf.FormatOf(answer.Header.Get("Content-Type"))
		if media, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type")); err != nil || !strings.Contains(media, "/") || !known {
			yield(rdf.Quad{}, fmt.Errorf("%w: it answers with %.100q", ErrRemote, answer.Header.Get("Content-Type")))
			return
		}
		source := answer.Request.URL.String()
		codec.Decode(f, answer.Body, rdf.DecodeOptions{Source: source, Base: source}, codec.Options{JSONLD: jsonld.Options{Loader: c.Contexts()}})(yield)
	}
}

// Contexts loads the contexts and frames of JSON-LD that documents and requests refer
// to, of a megabyte at most.
func (c *Client) Contexts() *remote.Loader {
	return &remote.Loader{MaxHops: maxHops, JSON: ojson.Options{MaxBytes: contextBytes, MaxDepth: contextDepth}, Fetch: c.fetch, Allow: func(iri string) bool {
		u, err := url.Parse(iri)
		return err == nil && c.Allowed(u) == nil
	}}
}

// Limits on a context.
const (
	contextBytes = 1 << 20
	contextDepth = 64
)

// fetch asks once; redirects are the loader's, who asks whether they are allowed.
func (c *Client) fetch(ctx context.Context, iri, accept string) (*remote.Response, error) {
	answer, done, err := c.send(ctx, c.hop, http.MethodGet, iri, accept, nil, "")
	if err != nil {
		return nil, err
	}
	h := answer.Header
	return &remote.Response{
		Status: answer.StatusCode, ContentType: h.Get("Content-Type"), Location: h.Get("Location"), Links: h.Values("Link"),
		Body: &closing{answer.Body, done},
	}, nil
}

// closing is a body whose end frees what the request holds.
type closing struct {
	io.Reader
	done func()
}

// Close ends the request.
func (c *closing) Close() error {
	c.done()
	return nil
}
