package problem

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/egress"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/results"
)

// Of turns any error into a problem; the first match wins. What is not
// listed is internal: its text goes to the log and not to the client.
func Of(err error) *Problem {
	var p *Problem
	var syntax *rdf.SyntaxError
	var tooLarge *http.MaxBytesError
	var limit *exec.LimitError
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, egress.ErrRemote):
		p = New("remote", "%v", err)
	case errors.As(err, &syntax) && strings.Contains(syntax.Source, "://"): // what another has sent
		p = New("remote", "%v", syntax)
	case errors.As(err, &syntax):
		p = New("syntax", "%s", syntax.Msg)
		if p.Limit = syntax.Limit; p.Limit == "bytes" {
			p.Status = http.StatusRequestEntityTooLarge
		}
		p.At(syntax)
	case errors.As(err, &tooLarge):
		p = New("too-large", "the body has more than %d bytes", tooLarge.Limit)
		p.Limit = "bytes"
	case errors.As(err, &limit):
		p = New("budget", "the query needs more %s than one request may use: %d %s", limit.Limit, limit.Max, limit.Unit())
		p.Limit = limit.Limit
	case errors.Is(err, graph.ErrForgotten):
		p = New("forgotten", "%s", strings.TrimPrefix(err.Error(), "graph: "))
		p.Hint = "take the latest dump and follow the changes behind it"
	case errors.Is(err, graph.ErrLimit), errors.Is(err, context.DeadlineExceeded):
		p = New("budget", "the walk looked at as many edges as one request may")
		p.Limit = "edges"
	case errors.Is(err, expr.ErrLimit):
		p = New("budget", "%v", err)
		p.Limit = "text"
	case errors.Is(err, sparql.ErrBusy):
		p = New("busy", "too many long queries are waiting")
		p.Limit, p.Retry = "queue", 5
	case errors.Is(err, graph.ErrReadOnly):
		p = New("read-only", "this server takes no changes")
		p.Hint = "its operator makes a token for a data folder: plenary token create"
	case errors.Is(err, plan.ErrFind):
		p = New("syntax", "pl:matches: %v", err)
	case errors.Is(err, sparql.ErrDenied):
		p = New("denied", "%s", plain(err))
	case errors.Is(err, sparql.ErrState):
		p = New("conflict", "%s", plain(err))
	case errors.Is(err, shacl.ErrResults):
		p = New("too-large", "the change leads to more validation results than are told")
		p.Limit = "results"
	case errors.Is(err, graph.ErrTooLarge):
		p = New("too-large", "%v", err)
	case errors.Is(err, results.ErrNotWritable):
		p = New("not-acceptable", "%v", err)
	case ofReview(err) != nil:
		p = ofReview(err)
	default:
		p = New("internal", "the request could not be answered")
	}
	return p
}

// plain is the text of an error of the engine without the packages that it went
// through.
func plain(err error) string {
	return strings.NewReplacer("exec: ", "", "sparql: ", "").Replace(err.Error())
}

// OfParameter names the parameter that an error is about.
func OfParameter(name string, err error) error {
	p := *Of(err)
	if p.Status >= http.StatusInternalServerError { // it is not at fault
		return err
	}
	p.Parameter = name
	return &p
}

// At tells where a text is wrong, and what was expected there.
func (p *Problem) At(e *rdf.SyntaxError) {
	p.Rule, p.Hint, p.Expected = e.Rule, e.Hint, e.Expected()
	if e.Line > 0 {
		offset := e.Offset
		p.Line, p.Column, p.Offset = e.Line, e.Column, &offset
	}
}
