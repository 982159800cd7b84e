package exec

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/results"
)

// A Caller sends queries to other endpoints. It may be used by several goroutines.
type Caller interface {
	// Call sends a SELECT query and reads the answer up to its rows. The rows are
	// read, or not, before done is called, which is not nil unless err is.
	Call(ctx context.Context, endpoint, query string) (answer *results.Reader, done func(), err error)
}

// errNoCaller says that a Run has no Caller.
var errNoCaller = errors.New("exec: no other endpoint may be called")

// errNoNumber says that an answer is none to what was asked.
var errNoNumber = errors.New("the answer does not say which values a solution is for")

// callRows is how many different rows a request has.
const callRows = 256

// service is plan.Service. A request has the values of many rows, each with a
// number that its solutions come back with. What fails in silence has one solution
// that binds nothing.
//
// Spec: SPARQL 1.1 Federated Query §2, §4.
type service struct {
	run      *Run
	input    Operator
	call     *algebra.Service
	vars     []string // of output
	shared   []string
	columns  []int // of input, of shared
	endpoint int   // the column of input with the endpoint, -1 for a term
	number   string
	copied   []int // for each column of output: that of input, -1 for none
	out      *rowWriter
	row      []graph.ID
	claim    claim
	bytes    int64              // of answers
	known    map[string]*answer // by endpoint and values, of the batch; without values of all
}

// answer is the solutions for a row of a request: values of the output's
// variables, 0 for those that are not bound.
type answer struct{ rows [][]graph.ID }

func newService(n *plan.Service, input Operator, run *Run) Operator {
	in := n.Input.About().Vars
	s := &service{
		run: run, input: input, call: n.Call, vars: n.Vars, shared: n.Shared, columns: indexes(in, n.Shared), endpoint: -1,
		number: "row", copied: indexes(in, n.Vars), row: make([]graph.ID, len(n.Vars)), claim: claim{budget: run.Budget}, known: map[string]*answer{},
	}
	if n.Call.Name.Var != "" {
		s.endpoint = slices.Index(in, n.Call.Name.Var)
	}
	for strings.Contains(n.Call.Text, "?"+s.number) {
		s.number += "_"
	}
	run.open()
	return newGenerator(len(n.Vars), s.make, s.close)
}

func (s *service) close() {
	s.input.Close()
	s.claim.release()
}

func (s *service) make(ctx context.Context, out *rowWriter) error {
	for s.out = out; ; {
		b, err := s.input.Next(ctx)
		if err != nil || b.Len == 0 {
			return err
		}
		answers, err := s.answers(ctx, b)
		if err != nil {
			return err
		}
		for row, a := range answers {
			if err := s.join(b, row, a); err != nil {
				return err
			}
		}
		if len(s.shared) > 0 {
			clear(s.known)
			s.claim.release()
			s.bytes = 0
		}
	}
}

// join writes a row of the input with each compatible solution.
func (s *service) join(b Batch, row int, a *answer) error {
	for _, solution := range a.rows {
		ok := true
		for i, c := range s.copied {
			s.row[i] = solution[i]
			if c >= 0 && b.Cols[c][row] != 0 {
				s.row[i] = b.Cols[c][row]
				ok = ok && (solution[i] == 0 || solution[i] == s.row[i])
			}
		}
		if ok {
			if err := s.out.add(s.row...); err != nil {
				return err
			}
		}
	}
	return nil
}

// answers returns the answer for each row of a batch.
func (s *service) answers(ctx context.Context, b Batch) ([]*answer, error) {
	out := make([]*answer, b.Len)
	requests := map[string]*request{} // that are not full, by endpoint
	var pending []*request
	for row := range out {
		endpoint, err := s.endpointOf(b, row)
		if err != nil {
			return nil, err
		}
		values := make([]graph.ID, len(s.columns))
		for i, c := range s.columns {
			values[i] = b.Cols[c][row]
		}
		key := endpoint + fmt.Sprint(values)
		if s.known[key] == nil {
			s.known[key] = new(answer)
			r := requests[endpoint]
			if r == nil || len(r.answers) == callRows {
				r = &request{endpoint: endpoint}
				requests[endpoint], pending = r, append(pending, r)
			}
			r.values, r.answers = append(r.values, values), append(r.answers, s.known[key])
		}
		out[row] = s.known[key]
	}
	for _, r := range pending {
		if err := s.ask(ctx, r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// endpointOf returns the IRI of the endpoint for a row.
func (s *service) endpointOf(b Batch, row int) (string, error) {
	term := s.call.Name.Term
	if s.endpoint >= 0 {
		term = s.run.Terms.Term(b.Cols[s.endpoint][row])
	}
	if !term.IsIRI() && !s.call.Silent {
		return "", fmt.Errorf("exec: SERVICE ?%s is no IRI", s.call.Name.Var)
	}
	return term.Value(), nil
}

// request is rows that are asked for together.
type request struct {
	endpoint string
	values   [][]graph.ID
	answers  []*answer
}

// ask sends a request and collects the answers.
func (s *service) ask(ctx context.Context, r *request) error {
	err := s.send(ctx, r)
	switch {
	case err == nil || ctx.Err() != nil || errors.Is(err, ErrBudget):
		return err
	case !s.call.Silent:
		return fmt.Errorf("exec: SERVICE <%s>: %w", r.endpoint, err)
	}
	for _, a := range r.answers {
		a.rows = [][]graph.ID{make([]graph.ID, len(s.vars))}
	}
	return nil
}

func (s *service) send(ctx context.Context, r *request) error {
	if s.run.Caller == nil {
		return errNoCaller
	}
	in, done, err := s.run.Caller.Call(ctx, r.endpoint, s.query(r))
	if err != nil {
		return err
	}
	defer done()
	columns := make([]int, len(in.Vars))
	for i, name := range in.Vars {
		columns[i] = slices.Index(s.vars, name)
	}
	number := slices.Index(in.Vars, s.number)
	prefix := fmt.Sprintf("s%x%xc%d-", s.run.shared.seed[0], s.run.shared.seed[1], s.run.shared.blocks.Add(1))
	n := 0
	for row, err := range in.Rows() {
		if n++; n%checkRows == 0 && err == nil {
			err = cmp.Or(ctx.Err(), s.run.pay())
		}
		if err == nil {
			err = s.take(r, row, columns, number, prefix)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// query returns the text of a request.
func (s *service) query(r *request) string {
	if len(s.shared) == 0 {
		return "SELECT * " + s.call.Text
	}
	text := []byte("SELECT * { VALUES (?" + s.number)
	for _, name := range s.shared {
		text = append(append(text, " ?"...), name...)
	}
	text = append(text, ") {"...)
	for i, row := range r.values {
		text = strconv.AppendInt(append(text, " ("...), int64(i), 10)
		for _, id := range row {
			text = append(text, ' ')
			if term := s.run.Terms.Term(id); term.IsZero() || hasBlank(term) {
				text = append(text, "UNDEF"...) // join looks at it
			} else {
				text = nquads.AppendTerm(text, term)
			}
		}
		text = append(text, ')')
	}
	return string(text) + " } " + s.call.Text + " }"
}

// take adds a row of the answer to that of its number.
func (s *service) take(r *request, row []rdf.Term, columns []int, number int, prefix string) error {
	at := 0
	if len(s.shared) > 0 {
		var err error
		if number >= 0 {
			at, err = strconv.Atoi(row[number].Value())
		}
		if number < 0 || err != nil || at < 0 || at >= len(r.answers) {
			return errNoNumber
		}
	}
	s.bytes += int64(8*len(s.vars)) + 24
	if err := s.claim.hold(s.bytes); err != nil {
		return err
	}
	solution := make([]graph.ID, len(s.vars))
	for i, c := range columns {
		if c >= 0 {
			solution[c] = s.run.Terms.ID(relabelled(row[i], prefix))
		}
	}
	r.answers[at].rows = append(r.answers[at].rows, solution)
	return nil
}

func hasBlank(t rdf.Term) bool {
	if tr, ok := t.Triple(); ok {
		return hasBlank(tr.S) || hasBlank(tr.O)
	}
	return t.IsBlank()
}

// relabelled returns a term whose blank nodes are those of one answer alone.
func relabelled(t rdf.Term, prefix string) rdf.Term {
	if tr, ok := t.Triple(); ok {
		return rdf.TripleTerm(rdf.Triple{S: relabelled(tr.S, prefix), P: tr.P, O: relabelled(tr.O, prefix)})
	}
	if t.IsBlank() {
		return rdf.BlankNode(prefix + t.Value())
	}
	return t
}
