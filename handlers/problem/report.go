package problem

import (
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// mostResults is how many results of validation an answer in JSON tells.
const mostResults = 100

// A Report is a validation report in JSON, by the names of SHACL.
type Report struct {
	Conforms bool           `json:"conforms"`
	Total    int            `json:"total"` // results, of which the first are told
	Results  []ReportResult `json:"results"`
}

// A ReportResult is one result of validation: where it is, and which constraint of
// which shape says so.
type ReportResult struct {
	FocusNode  string   `json:"focusNode"`
	ResultPath string   `json:"resultPath,omitempty"`
	Value      string   `json:"value,omitempty"`
	Severity   string   `json:"resultSeverity"`
	Component  string   `json:"sourceConstraintComponent"`
	Shape      string   `json:"sourceShape"`
	Root       string   `json:"rootShape"` // the one with the target that it is nested in, or itself
	Messages   []string `json:"resultMessage"`
}

// ReportOf returns a report for JSON, nil when there is nothing to tell.
func ReportOf(found *shacl.Report) *Report {
	if found == nil || found.Conforms() {
		return nil
	}
	out := &Report{Total: len(found.Results)}
	for _, r := range found.Results[:min(len(found.Results), mostResults)] {
		one := ReportResult{FocusNode: named(r.Focus), Value: named(r.Value), Severity: named(r.Severity), Component: named(r.Component), Shape: named(r.Shape), Root: named(r.Root)}
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

// Invalid is the problem of a change that violates shapes; found has at least one
// violation.
func Invalid(found *shacl.Report) *Problem {
	violations := found.Violations()
	first := violations[0]
	p := New("invalid", "the change violates the shapes of the data in %d places; the first: %.300s", len(violations), named(first.Focus))
	if len(first.Messages) > 0 {
		p.Detail += ": " + first.Messages[0].Value()
	}
	p.Report, p.shacl = ReportOf(found), found
	return p
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

// reportQuads say the validation report of a problem.
func (p *Problem) reportQuads(s rdf.Term, ns string) (quads []rdf.Quad) {
	if p.shacl == nil {
		return nil
	}
	for q := range p.shacl.Quads() { // never fails
		if quads = append(quads, q); q.O == rdf.IRI(shacl.Namespace+"ValidationReport") {
			quads = append(quads, rdf.Quad{S: s, P: rdf.IRI(ns + "report"), O: q.S})
		}
	}
	return quads
}
