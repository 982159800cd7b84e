// Package decisions reads what curators decide on published things, and carries it out:
// to withdraw one, to merge two, to revert a commit.
//
// A decision that names something unknown, or twice, changes nothing.
package decisions

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/curate"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
)

// A Decision is a route by which curators decide.
type Decision struct {
	Path   string // below the root
	Need   tokens.Role
	Takes  []string // parameters
	decide func(ctx context.Context, tx *graph.Tx, in decided, out *writing.Outcome) error
}

// All are the decisions there are.
var All = []Decision{
	{"api/withdraw", tokens.Curator, []string{"iri", "reason", "lang", "replaced_by", "message"}, withdraw},
	{"api/merge", tokens.Curator, []string{"iri", "into", "reason", "lang", "message"}, merge},
	{"api/revert", tokens.Admin, []string{"seq", "message"}, revert},
}

const formMedia = "application/x-www-form-urlencoded"

// decided is what a request says.
type decided struct {
	url.Values
	by   string
	site *site.Site
}

// Writer returns how a decision changes the store. Its parameters are in the query,
// in a form or in an object of JSON.
func (d Decision) Writer(store *writing.Store) writing.Writer {
	return writing.Writer{
		Need: d.Need, Message: d.name(),
		Read: func(r *http.Request) ([]byte, error) { return codings.ReadBody(r, codings.MaxBody) },
		Do: func(ctx context.Context, w writing.Work) (out writing.Outcome, err error) {
			in, err := read(w, d.Takes)
			if err != nil {
				return out, err
			}
			in.site = store.Site
			if said := in.Get("message"); said != "" {
				w.Message = said
			} else if w.Message == d.name() {
				w.Message += " " + in.Get("iri") + in.Get("seq")
			}
			out.Commit, err = store.Update(ctx, w.Change, func(tx *graph.Tx) error {
				if err := (writing.State{Whole: true}).Expected(w.Request, tx); err != nil {
					return err
				}
				if err := d.decide(ctx, tx, in, &out); err != nil {
					return err
				}
				out.Report, err = store.Pass(ctx, tx)
				return err
			})
			out.Tag = writing.StateTag(out.Seq)
			return out, err
		},
	}
}

func (d Decision) name() string { return strings.TrimPrefix(d.Path, "api/") }

// read reads the parameters of a decision.
func read(w writing.Work, takes []string) (in decided, err error) {
	in = decided{Values: w.Request.URL.Query(), by: w.Author}
	if len(w.Body) > 0 {
		if err := in.readBody(w); err != nil {
			return in, err
		}
	}
	for name, values := range in.Values {
		switch {
		case !slices.Contains(takes, name):
			return in, problem.BadParameter(name, "this resource takes no parameter %.50q; it takes %s", name, strings.Join(takes, ", "))
		case len(values) > 1:
			return in, problem.BadParameter(name, "%s is given %d times", name, len(values))
		case len(values[0]) > writing.MaxMessage:
			return in, problem.BadParameter(name, "%s has more than %d bytes", name, writing.MaxMessage)
		case !writing.IsText(values[0]):
			return in, problem.BadParameter(name, "control characters and what is not UTF-8 are not allowed")
		}
	}
	if lang := in.Get("lang"); lang != "" && !slices.Contains(explorer.Languages, lang) {
		return in, problem.BadParameter("lang", "%.50q is no language of this server; there are %s", lang, strings.Join(explorer.Languages, ", "))
	}
	return in, nil
}

func (in *decided) readBody(w writing.Work) error {
	contentType := w.Request.Header.Get("Content-Type")
	media, _, err := mime.ParseMediaType(contentType)
	switch {
	case err == nil && media == formMedia:
		form, err := url.ParseQuery(string(w.Body))
		if err != nil {
			return problem.New("bad-request", "the form is not well-formed: %v", err)
		}
		for name, values := range form {
			in.Values[name] = append(in.Values[name], values...)
		}
	case err == nil && media == negotiate.JSON.Media:
		var object map[string]string
		if err := json.Unmarshal(w.Body, &object); err != nil {
			return problem.New("bad-request", "the body is no JSON object of strings: %v", err)
		}
		for name, value := range object {
			in.Values[name] = append(in.Values[name], value)
		}
	default:
		return problem.New("media-type", "the body has the Content-Type %.100q; taken are %s and %s", contentType, formMedia, negotiate.JSON.Media)
	}
	return nil
}

// thing reads a parameter that names one.
func (in decided) thing(name string, needed bool) (rdf.Term, error) {
	text := in.Get(name)
	switch {
	case text == "" && needed:
		return rdf.Term{}, problem.BadParameter(name, "%s is missing", name)
	case text == "" && in.Has(name):
		return rdf.Term{}, problem.BadParameter(name, "%s is empty: give it a value or leave it out", name)
	case text == "":
		return rdf.Term{}, nil
	}
	t, err := in.site.Resolve(text)
	if err == nil {
		err = rdf.CheckIRI(t.Value())
	}
	if err != nil {
		return t, problem.BadParameter(name, "%.200q is no IRI", text)
	}
	return t, nil
}

// reason reads why something is decided, which must be said.
func (in decided) reason() (curate.Decision, error) {
	d := curate.Decision{Base: in.site.Base, Agent: in.by, Time: time.Now(), Reason: strings.TrimSpace(in.Get("reason")), Lang: in.Get("lang")}
	if d.Reason == "" {
		return d, problem.BadParameter("reason", "reason is missing: say why, for those who look for the thing")
	}
	return d, nil
}

func withdraw(_ context.Context, tx *graph.Tx, in decided, _ *writing.Outcome) error {
	thing, err := in.thing("iri", true)
	if err != nil {
		return err
	}
	replacement, err := in.thing("replaced_by", false)
	if err != nil {
		return err
	}
	why, err := in.reason()
	if err != nil {
		return err
	}
	return notDecided("iri", curate.Withdraw(tx, thing, replacement, why))
}

func merge(_ context.Context, tx *graph.Tx, in decided, _ *writing.Outcome) error {
	thing, err := in.thing("iri", true)
	if err != nil {
		return err
	}
	into, err := in.thing("into", true)
	if err != nil {
		return err
	}
	why, err := in.reason()
	if err != nil {
		return err
	}
	return notDecided("iri", curate.Merge(tx, thing, into, why))
}

func revert(ctx context.Context, tx *graph.Tx, in decided, out *writing.Outcome) error {
	seq, err := strconv.ParseUint(in.Get("seq"), 10, 64)
	if err != nil {
		return problem.BadParameter("seq", "%.50q is no number of a commit", in.Get("seq"))
	}
	done, err := curate.Revert(ctx, tx, seq)
	out.Undone = &done
	return notDecided("seq", err)
}

// notDecided says why a decision cannot be carried out.
func notDecided(name string, err error) error {
	for _, known := range []error{curate.ErrUnknown, curate.ErrGone, curate.ErrSame, graph.ErrNoCommit, graph.ErrForgotten} {
		if errors.Is(err, known) {
			_, why, _ := strings.Cut(err.Error(), ": ") // without the package
			p := problem.New("conflict", "%s", why)
			p.Parameter = name
			return p
		}
	}
	return err
}
