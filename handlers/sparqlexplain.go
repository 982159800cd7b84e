package handlers

import (
	"slices"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/syntax"
)

// Bounds of explain=provenance.
const (
	mostExplained  = 100 // solutions
	mostStatements = 200 // of one
)

// explainQuery answers with how an answer comes about, instead of the answer.
func (s *Server) explainQuery(c *gin.Context, in protocol.Request) error {
	o := in.Options(s.Site)
	o.Measure = in.Get("explain") != "provenance"
	snap, err := s.snapshotFor(c)
	if err != nil {
		return err
	}
	r, err := s.engine.Query(c.Request.Context(), snap, in.Get("query"), o)
	if err != nil {
		return err
	}
	defer r.Close()
	var body any
	switch in.Get("explain") {
	case "text", "json", "":
		x, err := r.Explain()
		if err != nil {
			return err
		}
		if in.Get("explain") == "text" {
			return s.send(c, answer.Answer{Media: "text/plain; charset=utf-8", Body: []byte(x.String()), Cache: "no-store"})
		}
		body = x
	case "provenance":
		if body, err = s.provenance(c, r); err != nil {
			return err
		}
	default:
		return problem.BadParameter("explain", "%.50q is none of text, json, provenance", in.Get("explain"))
	}
	text, err := answer.JSON(body)
	if err != nil {
		return err
	}
	return s.send(c, answer.Answer{Media: negotiate.JSON.Media, Body: text, Cache: "no-store"})
}

// provenance is the solutions of a query with what stands behind each.
type provenance struct {
	Vars      []string   `json:"vars"`
	Solutions []supports `json:"solutions"`
	Truncated bool       `json:"truncated"` // there are more solutions
}

// supports is a solution, the statements that it rests on, and for each of them
// the claims that state it with their passages.
type supports struct {
	Binding    map[string]words.Value `json:"binding"`
	Statements []backed               `json:"statements"`
}

type backed struct {
	words.Statement
	Evidence []evidence.Support `json:"evidence"`
}

func (s *Server) provenance(c *gin.Context, r *sparql.Result) (*provenance, error) {
	if r.Form != syntax.Select {
		return nil, problem.BadParameter("explain", "explain=provenance is for SELECT")
	}
	w := words.Words{Snap: r.Snapshot(), Lang: negotiate.Language(c.Request)}
	out := &provenance{Vars: r.Vars, Solutions: []supports{}}
	var rows [][]rdf.Term
	for row, err := range r.Rows() {
		if err != nil {
			return nil, err
		}
		if out.Truncated = len(rows) == mostExplained; out.Truncated {
			break
		}
		rows = append(rows, slices.Clone(row))
	}
	for _, row := range rows {
		one, err := s.supportsOf(c, r, w, row)
		if err != nil {
			return nil, err
		}
		out.Solutions = append(out.Solutions, one)
	}
	return out, nil
}

func (s *Server) supportsOf(c *gin.Context, r *sparql.Result, w words.Words, row []rdf.Term) (supports, error) {
	one := supports{Binding: map[string]words.Value{}, Statements: []backed{}}
	for i, v := range r.Vars {
		if !row[i].IsZero() {
			one.Binding[v] = w.Value(row[i])
		}
	}
	statements, err := r.Statements(c.Request.Context(), row, mostStatements)
	for _, t := range statements {
		found := (evidence.Finder{Words: w, Trust: evidence.Trust{Snap: w.Snap}, Documents: s.documents}).Support(t)
		if found == nil {
			found = []evidence.Support{}
		}
		one.Statements = append(one.Statements, backed{w.Statement(t), found})
	}
	return one, err
}
