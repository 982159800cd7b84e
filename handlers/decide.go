package handlers

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

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/curate"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
)

// A decision is a route by which curators decide.
type decision struct {
	path   string
	need   tokens.Role
	takes  []string // parameters
	decide func(s *Server, ctx context.Context, tx *graph.Tx, in decided, out *writing.Outcome) error
}

var decisions = []decision{
	{"api/withdraw", tokens.Curator, []string{"iri", "reason", "lang", "replaced_by", "message"}, withdraw},
	{"api/merge", tokens.Curator, []string{"iri", "into", "reason", "lang", "message"}, mergeThings},
	{"api/revert", tokens.Admin, []string{"seq", "message"}, revert},
}

// isDecision reports whether a request is to a route of decisions.
func (s *Server) isDecision(r *http.Request) bool {
	return slices.ContainsFunc(decisions, func(d decision) bool { return r.URL.Path == s.Root+d.path })
}

// decided is what a request says.
type decided struct {
	url.Values
	by string
}

// decide answers POST of a decision. Its parameters are in the query, in a form or
// in an object of JSON.
func (s *Server) decide(d decision) func(*gin.Context) error {
	return func(c *gin.Context) error {
		return s.write(c, writing.Writer{
			Need: d.need, Message: strings.TrimPrefix(d.path, "api/"),
			Read: func(r *http.Request) ([]byte, error) { return codings.ReadBody(r, codings.MaxBody) },
			Do: func(ctx context.Context, w writing.Work) (out writing.Outcome, err error) {
				in, err := decisionOf(w, d.takes)
				if err != nil {
					return out, err
				}
				if said := in.Get("message"); said != "" {
					w.Message = said
				} else if what := in.Get("iri") + in.Get("seq"); w.Message == strings.TrimPrefix(d.path, "api/") {
					w.Message += " " + what
				}
				out.Commit, err = s.store.Update(ctx, w.Change, func(tx *graph.Tx) error {
					if err := (writing.State{Whole: true}).Expected(w.Request, tx); err != nil {
						return err
					}
					if err := d.decide(s, ctx, tx, in, &out); err != nil {
						return err
					}
					out.Report, err = s.changes.Pass(ctx, tx)
					return err
				})
				out.Tag = writing.StateTag(out.Seq)
				return out, err
			},
		})
	}
}

// decisionOf reads the parameters of a decision.
func decisionOf(w writing.Work, takes []string) (in decided, err error) {
	in = decided{w.Request.URL.Query(), w.Author}
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
		case hasControl(strings.NewReplacer("\n", "", "\t", "").Replace(values[0])):
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
	case err == nil && media == protocol.FormMedia:
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
		return problem.New("media-type", "the body has the Content-Type %.100q; taken are %s and %s", contentType, protocol.FormMedia, negotiate.JSON.Media)
	}
	return nil
}

// thing reads a parameter that names one.
func (in decided) thing(s *Server, name string, needed bool) (rdf.Term, error) {
	text := in.Get(name)
	switch {
	case text == "" && needed:
		return rdf.Term{}, problem.BadParameter(name, "%s is missing", name)
	case text == "":
		return rdf.Term{}, nil
	}
	t, err := s.Resolve(text)
	if err == nil {
		err = rdf.CheckIRI(t.Value())
	}
	if err != nil {
		return t, problem.BadParameter(name, "%.200q is no IRI", text)
	}
	return t, nil
}

// reason reads why something is decided, which must be said.
func (in decided) reason(s *Server) (curate.Decision, error) {
	d := curate.Decision{Base: s.Base, Agent: in.by, Time: time.Now(), Reason: strings.TrimSpace(in.Get("reason")), Lang: in.Get("lang")}
	if d.Reason == "" {
		return d, problem.BadParameter("reason", "reason is missing: say why, for those who look for the thing")
	}
	return d, nil
}

func withdraw(s *Server, _ context.Context, tx *graph.Tx, in decided, _ *writing.Outcome) error {
	thing, err := in.thing(s, "iri", true)
	if err != nil {
		return err
	}
	replacement, err := in.thing(s, "replaced_by", false)
	if err != nil {
		return err
	}
	why, err := in.reason(s)
	if err != nil {
		return err
	}
	return notDecided("iri", curate.Withdraw(tx, thing, replacement, why))
}

func mergeThings(s *Server, _ context.Context, tx *graph.Tx, in decided, _ *writing.Outcome) error {
	thing, err := in.thing(s, "iri", true)
	if err != nil {
		return err
	}
	into, err := in.thing(s, "into", true)
	if err != nil {
		return err
	}
	why, err := in.reason(s)
	if err != nil {
		return err
	}
	return notDecided("iri", curate.Merge(tx, thing, into, why))
}

func revert(_ *Server, ctx context.Context, tx *graph.Tx, in decided, out *writing.Outcome) error {
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
