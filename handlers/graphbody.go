package handlers

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/patch"
)

const multipartMedia = "multipart/form-data"

// readGraph reads the document of a request, or those of its form, with the
// quads in the graph that the request is about. Relative IRIs are relative to it.
// Labels of blank nodes begin with a prefix. Errors: *rdf.SyntaxError, *Problem.
func (s *Server) readGraph(w work, target state, blank string) (*rdf.Dataset, error) {
	media, params, err := mime.ParseMediaType(w.request.Header.Get("Content-Type"))
	if err == nil && media == multipartMedia {
		return s.readForm(w, params["boundary"], target, blank)
	}
	return rdf.ReadDataset(s.quadsIn(bytes.NewReader(w.body), w.request.Header.Get("Content-Type"), target, blank))
}

var errForm = problem.New("bad-request", "the form is not well-formed, or ends early")

// readForm reads a document from each part of a form.
func (s *Server) readForm(w work, boundary string, target state, blank string) (*rdf.Dataset, error) {
	parts := multipart.NewReader(bytes.NewReader(w.body), boundary)
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
func (s *Server) quadsIn(r io.Reader, contentType string, target state, blank string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		f, err := syntaxOf(contentType)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		base := s.Base
		if target.graph.IsIRI() {
			base = target.graph.Value()
		}
		for q, err := range codec.Decode(f, r, rdf.DecodeOptions{Base: base, BlankPrefix: blank}, codec.Options{JSONLD: jsonld.Options{Loader: s.contexts}}) {
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
