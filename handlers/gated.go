package handlers

import (
	"context"
	"errors"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

const (
	// gateTimeout is how long a change may be validated, while others wait.
	gateTimeout = time.Minute
	// mostResults is how many results of validation an answer in JSON tells.
	mostResults = 100
)

// A report is a validation report in JSON, by the names of SHACL.
type report struct {
	Conforms bool           `json:"conforms"`
	Total    int            `json:"total"` // results, of which the first are told
	Results  []reportResult `json:"results"`
}

type reportResult struct {
	FocusNode  string   `json:"focusNode"`
	ResultPath string   `json:"resultPath,omitempty"`
	Value      string   `json:"value,omitempty"`
	Severity   string   `json:"resultSeverity"`
	Component  string   `json:"sourceConstraintComponent"`
	Shape      string   `json:"sourceShape"`
	Root       string   `json:"rootShape"` // the one with the target that it is nested in, or itself
	Messages   []string `json:"resultMessage"`
}

// reportOf returns a report for JSON, nil when there is nothing to tell.
func reportOf(found *shacl.Report) *report {
	if found == nil || found.Conforms() {
		return nil
	}
	out := &report{Total: len(found.Results)}
	for _, r := range found.Results[:min(len(found.Results), mostResults)] {
		one := reportResult{FocusNode: named(r.Focus), Value: named(r.Value), Severity: named(r.Severity), Component: named(r.Component), Shape: named(r.Shape), Root: named(r.Root)}
		if r.Path != nil {
			one.ResultPath = r.Path.String()
		}
		for _, m := range r.Messages {
			one.Messages = append(one.Messages, m.Value())
		}
		out.Results = append(out.Results, one)
	}
	return out
}

// named writes a term for JSON: blank nodes with their underscore, all others as
// they are.
func named(t rdf.Term) string {
	if t.IsBlank() {
		return "_:" + t.Value()
	}
	if _, ok := t.Triple(); ok {
		return string(nquads.AppendTerm(nil, t))
	}
	return t.Value()
}

// pass has a transaction go through the gate, when it has made its changes.
// Violations are an error, whose problem carries the report; what is found beside
// them is returned.
func (s *Server) pass(ctx context.Context, tx *graph.Tx) (*report, error) {
	ctx, stop := context.WithTimeout(ctx, gateTimeout)
	defer stop()
	found, err := s.gate.Check(ctx, tx)
	if errors.Is(err, context.DeadlineExceeded) {
		p := problem("budget", "the change could not be validated within %v", gateTimeout)
		p.Limit = "time"
		return nil, p
	}
	if err != nil {
		return nil, err
	}
	violations := found.Violations()
	if len(violations) == 0 {
		return reportOf(found), nil
	}
	first := violations[0]
	p := problem("invalid", "the change violates the shapes of the data in %d places; the first: %.300s", len(violations), named(first.Focus))
	if len(first.Messages) > 0 {
		p.Detail += ": " + first.Messages[0].Value()
	}
	p.Report, p.shacl = reportOf(found), found
	return nil, p
}
