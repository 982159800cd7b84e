package conform

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"

	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// compare asks for what the answer is to be compared with.
func (x *exchange) compare(ctx context.Context, c BodyCheck) string {
	other := Step{Method: http.MethodGet, Path: c.Arg, Header: http.Header{}}
	if c.Op == "as" {
		other.Header = x.step.Header
		other.Method, other.Path, _ = strings.Cut(c.Arg, " ")
	}
	y, err := x.runner.send(ctx, other)
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
	x, err := l.runner.send(ctx, Step{Method: http.MethodGet, Path: iri, Header: http.Header{"Accept": {"application/ld+json, application/json;q=0.9"}}})
	if err != nil {
		return nil, err
	}
	value, err := ojson.Parse(bytes.NewReader(x.body), ojson.Options{Source: iri})
	return &processor.Document{Value: value, URL: iri}, err
}
