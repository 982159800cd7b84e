// Package proposals takes documents in: what they claim waits for review.
//
// A text that is known is not proposed again, unless that is asked for.
package proposals

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/desk"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/review"
)

// Path is where curators send documents for review.
const Path = desk.APIPath + "/documents"

// mostReadings is how many documents are read at once: each takes a processor, for a
// second or so at worst.
const mostReadings = 2

// Types are the media types of documents, each with the suffix of its files.
var Types = map[string]string{"text/plain": ".txt", "text/html": ".html", "application/xhtml+xml": ".xhtml"}

// Fields are what may be said of a document beside its text.
var Fields = []string{"title", "publisher", "date", "language", "address"}

// An Intake takes documents in.
type Intake struct {
	site     *site.Site
	review   *review.Desk
	readings chan struct{} // holds one for each document that is read
}

// New returns what takes documents of a desk in.
func New(at *site.Site, desk *review.Desk) *Intake {
	return &Intake{at, desk, make(chan struct{}, mostReadings)}
}

// Writer returns how a document is proposed.
func (n *Intake) Writer() writing.Writer {
	return writing.Writer{
		Need: tokens.Curator,
		Read: func(r *http.Request) ([]byte, error) { return codings.ReadBody(r, ingest.MaxBytes) },
		Do: func(ctx context.Context, w writing.Work) (out writing.Outcome, err error) {
			document, again, err := documentOf(w)
			if err != nil {
				return out, err
			}
			select {
			case n.readings <- struct{}{}:
				defer func() { <-n.readings }()
			case <-ctx.Done():
				return out, ctx.Err()
			}
			return n.propose(ctx, w, document, again)
		},
	}
}

func (n *Intake) propose(ctx context.Context, w writing.Work, document *ingest.Document, again bool) (out writing.Outcome, err error) {
	extractor, err := n.review.Extractor()
	if err != nil {
		return out, err
	}
	how := review.Proposing{Author: w.Author, Message: w.Message, Again: again, If: func(seq uint64) error { return expectedQuarantine(w.Request, seq) }}
	done, err := n.review.Propose(ctx, extractor, document, how)
	if err != nil {
		return out, err
	}
	out.Commit, out.Proposed = done.Commit, proposed(document, &done)
	out.Tag = quarantineTag(done.Commit.Seq)
	out.Created = !done.IsKnown
	out.Location = n.site.Base + "review/claims?" + url.Values{"document": {out.Proposed.Document[strings.LastIndexByte(out.Proposed.Document, '/')+1:]}}.Encode()
	return out, nil
}

func proposed(d *ingest.Document, p *review.Proposed) *writing.Proposed {
	out := &writing.Proposed{Document: p.Source.Value(), Hash: d.Hash, Known: p.IsKnown, Claims: p.Claims, Waiting: p.Waiting, Standing: p.Standing,
		Remembered: p.Remembered, Dropped: p.Dropped, Unusable: p.Unusable, Moved: p.Moved}
	if !p.RevisionOf.IsZero() {
		out.RevisionOf = p.RevisionOf.Value()
	}
	for _, passage := range p.Lost {
		out.Lost = append(out.Lost, passage.Value())
	}
	return out
}

// documentOf reads the document of a request.
func documentOf(w writing.Work) (d *ingest.Document, again bool, err error) {
	media, _, err := mime.ParseMediaType(w.Request.Header.Get("Content-Type"))
	suffix, known := Types[media]
	if err != nil || !known {
		return nil, false, problem.New("media-type", "the body has the Content-Type %.100q; taken are text/plain, text/html and application/xhtml+xml", w.Request.Header.Get("Content-Type"))
	}
	m, again, err := metaOf(w.Request.URL.Query())
	if err != nil {
		return nil, false, err
	}
	d, err = ingest.Read(strings.NewReader(string(w.Body)), ingest.ReadOptions{Name: "body" + suffix, Meta: m})
	if errors.Is(err, ingest.ErrEmpty) || errors.Is(err, ingest.ErrBinary) {
		err = problem.New("bad-request", "%s", strings.TrimPrefix(err.Error(), "ingest: "))
	}
	return d, again, err
}

// longestField is how many bytes a parameter may have.
const longestField = 2000

// metaOf reads what parameters say of a document.
func metaOf(q url.Values) (m ingest.Meta, again bool, err error) {
	takes := append(slices.Clone(Fields), "again", "message", "lang")
	for name, values := range q {
		switch {
		case !slices.Contains(takes, name):
			return m, false, problem.BadParameter(name, "this resource takes no parameter %.50q; it takes %s", name, strings.Join(takes, ", "))
		case len(values) > 1:
			return m, false, problem.BadParameter(name, "%s is given %d times", name, len(values))
		case len(values[0]) > longestField:
			return m, false, problem.BadParameter(name, "%s has %d bytes, of %d at most", name, len(values[0]), longestField)
		case values[0] == "":
			return m, false, problem.BadParameter(name, "%s is empty: give it a value or leave it out", name)
		}
	}
	if text := q.Get("again"); q.Has("again") {
		if again, err = strconv.ParseBool(text); err != nil {
			return m, false, problem.BadParameter("again", "again is true or false, not %.50q", text)
		}
	}
	m = ingest.Meta{Title: q.Get("title"), Publisher: q.Get("publisher"), Date: q.Get("date"), Language: q.Get("language"), Address: q.Get("address")}
	if err := m.Check(); err != nil {
		name, why, _ := strings.Cut(err.Error(), ": ")
		return m, false, problem.BadParameter(name, "%s", why)
	}
	return m, again, nil
}

// quarantineTag is the entity tag of what waits for review.
func quarantineTag(seq uint64) string { return `"q` + strconv.FormatUint(seq, 10) + `"` }

// expectedQuarantine evaluates the conditions of a request on what waits for review.
func expectedQuarantine(r *http.Request, seq uint64) error {
	tag := quarantineTag(seq)
	lists := func(name string) bool {
		listed := negotiate.SplitList(strings.Join(r.Header.Values(name), ","))
		return slices.Contains(listed, tag) || slices.Contains(listed, "*")
	}
	match, none := len(r.Header.Values("If-Match")) > 0, len(r.Header.Values("If-None-Match")) > 0
	if match && !lists("If-Match") || none && lists("If-None-Match") {
		return problem.New("precondition-failed", "the current tag of what waits for review is %s", tag)
	}
	return nil
}
