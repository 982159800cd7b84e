package representation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/sparql"
)

// Limits on what the context or the frame of a client may cost.
const (
	shapeTime  = 5 * time.Second
	shapeNodes = 50_000 // that a frame embeds
	shapeTerms = 1 << 20
	shapeDepth = 256
)

// A shaped is JSON-LD by the context or the frame of a client: the whole document is
// written expanded, and the processor does what that says.
type shaped struct {
	rdf.Encoder // expanded, to text
	text        *bytes.Buffer
	to          io.Writer
	by          string
	root        rdf.Term // what the document is about; zero for no one thing
	form        jsonld.Form
	loader      processor.Loader
}

func (v Variant) shaped(w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	text := new(bytes.Buffer)
	return &shaped{codec.NewEncoder(v.Format, text, o, codec.Options{JSONLD: jsonld.Options{Form: jsonld.Expanded}}), text, w, v.By, v.Root, v.Form, v.Shapes}
}

// Close writes the document. Errors: *problem.Problem, those of the loader and of
// writing.
func (s *shaped) Close() error {
	if err := s.Encoder.Close(); err != nil {
		return err
	}
	expanded, err := ojson.Parse(s.text, ojson.Options{})
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.Background(), shapeTime)
	defer stop()
	made, err := s.made(ctx, expanded)
	if err != nil {
		return notShaped(s.by, err)
	}
	return s.write(made)
}

// write writes the document as people read it.
func (s *shaped) write(made any) error {
	var out bytes.Buffer
	if err := json.Indent(&out, ojson.Append(nil, made), "", " "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := out.WriteTo(s.to)
	return err
}

// made is the document in its form.
func (s *shaped) made(ctx context.Context, expanded any) (any, error) {
	o := processor.Options{Loader: s.loader, MaxOutput: shapeNodes, MaxWork: shapeTerms, MaxDepth: shapeDepth}
	switch s.form {
	case jsonld.Framed:
		frame, err := s.loader.Load(ctx, s.by, processor.FrameProfile)
		if err != nil {
			return nil, err
		}
		if frame, err = s.frame(frame); err != nil {
			return nil, err
		}
		return processor.Frame(ctx, expanded, frame, o)
	case jsonld.Flattened:
		return processor.Flatten(ctx, expanded, ojson.NewObject("@context", s.by), o)
	}
	return processor.Compact(ctx, expanded, ojson.NewObject("@context", s.by), o)
}

// frame is a frame of a client as it is used: of what the document is about, unless it
// says itself which things it is of, and with a context that refers to others by whole
// IRIs, since the document, which has it too, is at another address.
func (s *shaped) frame(given *processor.Document) (*processor.Document, error) {
	o, ok := given.Value.(*ojson.Object)
	if !ok {
		return nil, problem.BadParameter("profile", "<%.200s> is no frame: it is not an object", s.by)
	}
	value := new(ojson.Object)
	if !s.root.IsZero() && !o.Has("@id") && !o.Has("id") && !o.Has("@graph") {
		value.Set("@id", s.root.Value())
	}
	for key, v := range o.All() {
		if key == "@context" {
			v = resolved(v, given.URL)
		}
		value.Set(key, v)
	}
	return &processor.Document{Value: value, URL: given.URL}, nil
}

// resolved resolves the references in a context.
func resolved(context any, base string) any {
	switch c := context.(type) {
	case string:
		if iri, err := rdf.ResolveIRI(base, c); err == nil {
			return iri
		}
	case []any:
		all := make([]any, len(c))
		for i, one := range c {
			all[i] = resolved(one, base)
		}
		return all
	case *ojson.Object:
		out := c.Clone()
		for key, value := range c.All() {
			if term, ok := value.(*ojson.Object); ok && term.Has("@context") {
				scoped := term.Clone()
				scoped.Set("@context", resolved(term.Get("@context"), base))
				out.Set(key, scoped)
			}
		}
		if ref, ok := c.Get("@import").(string); ok {
			out.Set("@import", resolved(ref, base))
		}
		return out
	}
	return context
}

// notShaped says what is wrong with a context or frame: that it is not had, that it
// costs too much, or that it is none.
func notShaped(by string, err error) error {
	var wrong *processor.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		p := problem.New("budget", "the context or frame <%.200s> takes more than %v", by, shapeTime)
		p.Limit, p.Parameter = "time", "profile"
		return p
	case !errors.As(err, &wrong):
		return err
	}
	for errors.As(wrong.Cause, &wrong) { // the innermost says what it is about
	}
	switch {
	case errors.Is(err, sparql.ErrDenied):
		return problem.New("denied", "%s", strings.Replace(wrong.Msg, "sparql: ", "", 1))
	case wrong.Code == processor.LoadingDocumentFailed, wrong.Code == processor.LoadingRemoteContextFailed:
		return problem.New("remote", "%s", wrong.Msg)
	case wrong.Code == processor.LimitExceeded:
		p := problem.New("budget", "the context or frame <%.200s> asks for too much: %v", by, wrong)
		p.Limit, p.Parameter = wrong.Limit, "profile"
		return p
	}
	return problem.BadParameter("profile", "<%.200s> is no context or frame that JSON-LD can be made with: %v", by, wrong)
}
