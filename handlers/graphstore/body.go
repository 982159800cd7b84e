package graphstore

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/patch"
)

const multipartMedia = "multipart/form-data"

// read reads the document of a request, or those of its form, with the
// quads in the graph that the request is about. Relative IRIs are relative to it.
// Labels of blank nodes begin with a prefix. Errors: *rdf.SyntaxError, *Problem.
func (s *Store) read(w writing.Work, target writing.State, blank string) (*rdf.Dataset, error) {
	media, params, err := mime.ParseMediaType(w.Request.Header.Get("Content-Type"))
	if err == nil && media == multipartMedia {
		return s.readForm(w, params["boundary"], target, blank)
	}
	return rdf.ReadDataset(s.quadsIn(bytes.NewReader(w.Body), w.Request.Header.Get("Content-Type"), target, blank))
}

var errForm = problem.New("bad-request", "the form is not well-formed, or ends early")

// readForm reads a document from each part of a form.
func (s *Store) readForm(w writing.Work, boundary string, target writing.State, blank string) (*rdf.Dataset, error) {
	parts := multipart.NewReader(bytes.NewReader(w.Body), boundary)
	return rdf.ReadDataset(func(yield func(rdf.Quad, error) bool) {
		for n := 1; ; n++ {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(rdf.Quad{}, errForm)
				return
			}
			for q, err := range s.quadsIn(part, part.Header.Get("Content-Type"), target, blank+"f"+strconv.Itoa(n)) {
				if errors.Is(err, io.ErrUnexpectedEOF) {
					err = errForm
				}
				if !yield(q, err) || err != nil {
					return
				}
			}
		}
	})
}

// quadsIn yields the quads of a document in a syntax by its media type.
func (s *Store) quadsIn(r io.Reader, contentType string, target writing.State, blank string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		f, err := syntaxOf(contentType)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		base := s.Site.Base
		if target.Graph.IsIRI() {
			base = target.Graph.Value()
		}
		for q, err := range codec.Decode(f, r, rdf.DecodeOptions{Base: base, BlankPrefix: blank}, codec.Options{JSONLD: jsonld.Options{Loader: s.Contexts}}) {
			if err == nil {
				err = inGraph(&q, target)
			}
			if !yield(q, err) || err != nil {
				return
			}
		}
	}
}

// syntaxOf returns the syntax of a body, which is UTF-8.
func syntaxOf(contentType string) (rdf.Format, error) {
	media, params, err := mime.ParseMediaType(contentType)
	f, known := rdf.FormatOf(media)
	if err == nil && known && f.Reads && strings.Contains(media, "/") && (params["charset"] == "" || strings.EqualFold(params["charset"], "utf-8")) {
		return f, nil
	}
	var taken []string
	for _, f := range rdf.Formats {
		taken = append(taken, f.MediaType)
	}
	return f, problem.New("media-type", "the body has the Content-Type %.100q; taken are %s, in UTF-8, and %s of them", contentType, strings.Join(taken, ", "), multipartMedia)
}

// isPatch reports whether a Content-Type is that of RDF Patch.
func isPatch(contentType string) bool {
	media, params, err := mime.ParseMediaType(contentType)
	return err == nil && media == patch.MediaType && (params["charset"] == "" || strings.EqualFold(params["charset"], "utf-8"))
}

// inGraph gives quads of a document the graph that they are written to. One that
// names another is an error.
func inGraph(q *rdf.Quad, target writing.State) error {
	if target.Whole {
		return nil
	}
	if !q.G.IsZero() && q.G != target.Graph {
		return fmt.Errorf("%w", problem.New("bad-request", "the body has a statement in the graph %.200s, and the request is about %v", q.G.Value(), target))
	}
	q.G = target.Graph
	return nil
}
