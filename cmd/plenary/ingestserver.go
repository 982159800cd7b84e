package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// send has a server propose what files claim. Each is read and decoded there.
func (i *Ingest) send(ctx context.Context, size int64, std streams) error {
	return interruptedOr(ctx, eachDocument(ctx, std, i.Files, func(file string) (string, review.Proposed, error) {
		r, err := i.request(file, size, std.in)
		if err != nil {
			return "", review.Proposed{}, err
		}
		answer, err := i.ask(ctx, r)
		if err != nil {
			return "", review.Proposed{}, err
		}
		defer answer.Body.Close()
		var said struct{ Proposed writing.Proposed }
		if err := json.NewDecoder(answer.Body).Decode(&said); err != nil {
			return "", review.Proposed{}, fmt.Errorf("the answer is no JSON: %w", err)
		}
		base, _, _ := strings.Cut(said.Proposed.Document, "id/source/")
		return base, proposedBy(&said.Proposed), nil
	}))
}

// request is what sends a file, with what is known of it.
func (i *Ingest) request(file string, size int64, stdin io.Reader) (r request, err error) {
	m, text := ingest.Meta{}, []byte(nil)
	if isStandard(file) {
		text, err = io.ReadAll(io.LimitReader(stdin, size+1))
	} else if m, err = sidecar(file); err == nil {
		text, err = os.ReadFile(file)
	}
	if err != nil {
		return r, err
	}
	if int64(len(text)) > size {
		return r, fmt.Errorf("%w: more than %d bytes", ingest.ErrTooLarge, size)
	}
	m = i.meta(m)
	if err := m.Check(); err != nil {
		return r, err
	}
	r = request{method: http.MethodPost, path: "review/api/documents", media: mediaOf(file), body: bytes.NewReader(text), params: url.Values{}}
	for name, value := range map[string]string{"title": m.Title, "publisher": m.Publisher, "date": m.Date, "language": m.Language, "address": m.Address} {
		if value != "" {
			r.params.Set(name, value)
		}
	}
	if i.Again {
		r.params.Set("again", strconv.FormatBool(true))
	}
	return r, nil
}

// mediaOf is the media type of a document by the suffix of its file.
func mediaOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".html", ".htm", ".xhtml":
		return "text/html"
	}
	return "text/plain"
}

// proposedBy is what a server says became of a document.
func proposedBy(said *writing.Proposed) review.Proposed {
	p := review.Proposed{Source: rdf.IRI(said.Document), IsKnown: said.Known, Claims: said.Claims, Waiting: said.Waiting, Standing: said.Standing,
		Remembered: said.Remembered, Dropped: said.Dropped, Unusable: said.Unusable, Moved: said.Moved}
	if said.RevisionOf != "" {
		p.RevisionOf = rdf.IRI(said.RevisionOf)
	}
	for _, passage := range said.Lost {
		p.Lost = append(p.Lost, rdf.IRI(passage))
	}
	return p
}
