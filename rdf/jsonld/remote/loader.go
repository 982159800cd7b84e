package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// Accept is what requests say they accept.
const Accept = "application/ld+json, application/json;q=0.9, application/*+json;q=0.8, text/html;q=0.5, application/xhtml+xml;q=0.5"

// A Response is one HTTP response, redirects not followed. Its body is closed by
// the Loader.
type Response struct {
	Status      int
	ContentType string
	Location    string
	Links       []string // values of Link fields
	Body        io.ReadCloser
}

// A Loader loads what it is allowed to. It is a processor.Loader. The zero
// value refuses everything.
type Loader struct {
	// Allow reports whether an IRI may be asked for, that of a redirect too;
	// nil allows none.
	Allow func(iri string) bool
	// Fetch asks for an IRI, which has no fragment.
	Fetch func(ctx context.Context, iri, accept string) (*Response, error)
	// JSON has the limits of documents.
	JSON ojson.Options
	// AllScripts takes all JSON-LD scripts of an HTML document as one array; else
	// the first one counts.
	AllScripts bool
	// MaxHops bounds redirects and alternates on the way to a document; 0 means
	// 10.
	MaxHops int
}

const defaultHops = 10

// Allows reports whether an IRI may be asked for.
func (l *Loader) Allows(iri string) bool {
	address, _, _ := strings.Cut(iri, "#")
	return l.Allow != nil && l.Allow(address)
}

// Load returns the document of an IRI. The fragment of an IRI names a script
// in HTML.
//
// Errors: *processor.Error.
func (l *Loader) Load(ctx context.Context, iri, profile string) (*processor.Document, error) {
	hops := l.MaxHops
	if hops == 0 {
		hops = defaultHops
	}
	for range hops + 1 {
		doc, next, err := l.hop(ctx, iri, profile)
		if err != nil {
			var known *processor.Error
			if errors.As(err, &known) {
				return nil, err
			}
			return nil, failed(iri, err)
		}
		if doc != nil {
			return doc, nil
		}
		if iri, err = rdf.ResolveIRI(iri, next); err != nil {
			return nil, failed(next, err)
		}
	}
	return nil, failed(iri, fmt.Errorf("more than %d redirects", hops))
}

func failed(iri string, err error) error {
	return &processor.Error{Code: processor.LoadingDocumentFailed, Msg: fmt.Sprintf("<%s>: %v", iri, err), Cause: err}
}

// hop asks once: for a document, or where to look next.
func (l *Loader) hop(ctx context.Context, iri, profile string) (doc *processor.Document, next string, err error) {
	address, fragment, _ := strings.Cut(iri, "#")
	if l.Fetch == nil || !l.Allows(iri) {
		return nil, "", errors.New("not on the list of what may be loaded")
	}
	r, err := l.Fetch(ctx, address, Accept)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = r.Body.Close() }() // only read
	switch {
	case r.Status/100 == 3 && r.Location != "":
		return nil, r.Location, nil
	case r.Status/100 != 2:
		return nil, "", fmt.Errorf("status %d", r.Status)
	}
	media, _, err := mime.ParseMediaType(r.ContentType)
	if err != nil && media == "" {
		return nil, "", fmt.Errorf("media type %q: %w", r.ContentType, err)
	}
	links := parseLinks(r.Links)
	isJSON := media == "application/json" || strings.HasSuffix(media, "+json")
	if alternate := links.alternate(); alternate != "" && !isJSON {
		return nil, alternate, nil
	}
	switch {
	case isJSON:
		doc, err = l.json(address, media, links, r.Body)
	case media == "text/html" || media == "application/xhtml+xml":
		doc, err = l.html(address, fragment, profile, r.Body)
	default:
		err = fmt.Errorf("media type %s is not that of JSON-LD", media)
	}
	return doc, "", err
}

func (l *Loader) json(address, media string, links links, body io.Reader) (*processor.Document, error) {
	doc := &processor.Document{URL: address}
	if media != "application/ld+json" {
		contexts := links.of(processor.ContextProfile)
		if len(contexts) > 1 {
			return nil, &processor.Error{Code: processor.MultipleContextLinkHeaders, Msg: fmt.Sprintf("<%s> links to %d contexts", address, len(contexts))}
		}
		if len(contexts) == 1 {
			iri, err := rdf.ResolveIRI(address, contexts[0])
			if err != nil {
				return nil, err
			}
			doc.ContextURL = iri
		}
	}
	o := l.JSON
	o.Source = address
	var err error
	doc.Value, err = ojson.Parse(body, o)
	return doc, err
}

func (l *Loader) html(address, fragment, profile string, body io.Reader) (*processor.Document, error) {
	p, err := Parse(body, address)
	if err != nil {
		return nil, err
	}
	v, err := p.Value(Selection{Fragment: fragment, Profile: profile, All: l.AllScripts, JSON: l.JSON})
	if err != nil {
		return nil, err
	}
	return &processor.Document{Value: v, URL: address, BaseRef: p.Base}, nil
}
