package exec

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/internal/oracle"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/results"
	"w3id.org/plenary/sparql/syntax"
)

// endpoints are a Caller: what each answers is by definition.
type endpoints struct {
	data  map[string]oracle.Dataset
	calls int
	open  int // answers that are not done
}

var errDown = errors.New("there is nobody at home")

func (e *endpoints) Call(_ context.Context, endpoint, query string) (*results.Reader, func(), error) {
	e.calls++
	data, ok := e.data[endpoint]
	if !ok {
		return nil, nil, errDown
	}
	q, err := syntax.ParseQuery(query, syntax.Options{})
	if err != nil {
		return nil, nil, err
	}
	result, err := oracle.Query(q, data, oracle.Options{})
	if err != nil {
		return nil, nil, err
	}
	var text bytes.Buffer
	w := results.NewWriter(&text, results.Formats[0], result.Vars)
	for _, mu := range result.Rows {
		row := make([]rdf.Term, len(result.Vars))
		for i, name := range result.Vars {
			row[i] = mu[name]
		}
		err = errors.Join(err, w.Row(row))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, nil, err
	}
	r, err := results.Read(&text, results.Formats[0], results.Options{})
	e.open++
	return r, func() { e.open-- }, err
}

// serviceOf returns the service of a query that is one.
func serviceOf(t *testing.T, text string) *algebra.Service {
	t.Helper()
	q, err := syntax.ParseQuery("SELECT * { "+text+" }", syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return algebra.Translate(q).Pattern.(*algebra.Project).Input.(*algebra.Service)
}

const (
	home = "http://example.org/home"
	away = "http://example.org/away"
)

// newEndpoints returns two with a few triples, blank nodes among them.
func newEndpoints() *endpoints {
	e := &endpoints{data: map[string]oracle.Dataset{}}
	for i, name := range []string{home, away} {
		var d oracle.Dataset
		for n := range 300 {
			d.Default = append(d.Default, rdf.Triple{S: numbered(n), P: rdf.IRI("http://example.org/p"), O: numbered(n/2 + i)})
		}
		d.Default = append(d.Default, rdf.Triple{S: rdf.BlankNode("x"), P: rdf.IRI("http://example.org/p"), O: numbered(1)})
		e.data[name] = d
	}
	return e
}

func TestService(t *testing.T) {
	const pattern = "{ ?a <http://example.org/p> ?b FILTER(?a != <http://example.org/3>) }"
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 4))
		name := []string{"<" + home + ">", "<" + away + ">", "?e"}[r.IntN(3)]
		run, caller := newRun(t, nil, 0, false), newEndpoints()
		run.Caller = caller
		in := []string{"n", "a", "b", "e"}
		n := &plan.Service{Info: plan.Info{Vars: []string{"e", "a", "b", "n"}}, Input: &plan.Table{Info: plan.Info{Vars: in}}, Call: serviceOf(t, "SERVICE "+name+" "+pattern), Shared: []string{"a", "b"}}
		var rows [][]graph.ID
		for i := range 400 {
			row := []graph.ID{graph.ID(i + 1), 0, 0, run.Terms.ID(rdf.IRI([]string{home, away}[r.IntN(2)]))}
			switch r.IntN(4) {
			case 0:
				row[1] = run.Terms.ID(rdf.BlankNode("x"))
			case 1:
				row[2] = run.Terms.ID(numbered(r.IntN(300)))
			default:
				row[1] = run.Terms.ID(numbered(r.IntN(300)))
			}
			rows = append(rows, row)
		}
		want := served(run, caller, name, rows)
		got, err := rowsOf(t, newService(n, &feed{rows: rows, width: 4, sizes: r}, run), run)
		if err != nil {
			t.Fatal(err)
		}
		forget(run, got)
		forget(run, want)
		sameRows(t, got, want, false)
		if caller.open != 0 || caller.calls > 100 {
			t.Errorf("%d calls, %d open", caller.calls, caller.open)
		}
	}
}

// served returns the rows with the triples that are compatible with them.
func served(run *Run, e *endpoints, name string, rows [][]graph.ID) (out [][]graph.ID) {
	for _, row := range rows {
		endpoint := strings.Trim(name, "<>")
		if name == "?e" {
			endpoint = run.Terms.Term(row[3]).Value()
		}
		for _, triple := range e.data[endpoint].Default {
			a, b := run.Terms.ID(relabelled(triple.S, "remote-")), run.Terms.ID(triple.O)
			if triple.S != numbered(3) && (row[1] == 0 || row[1] == a) && (row[2] == 0 || row[2] == b) {
				out = append(out, []graph.ID{row[3], a, b, row[0]})
			}
		}
	}
	return out
}

// forget makes the blank nodes of answers the same.
func forget(run *Run, rows [][]graph.ID) {
	for _, row := range rows {
		if t := run.Terms.Term(row[1]); t.IsBlank() && t != rdf.BlankNode("x") {
			row[1] = 1
		}
	}
}

func TestServiceFails(t *testing.T) {
	const nobody = "http://example.org/nobody"
	one := [][]graph.ID{{7}}
	tests := []struct {
		name, query string
		caller      Caller
		want        int // rows
		err         error
		bytes       int64
	}{
		{"nothing in common", "SERVICE <" + home + "> { ?s ?p ?o }", newEndpoints(), 301, nil, 0},
		{"nobody", "SERVICE <" + nobody + "> { ?s ?p ?o }", newEndpoints(), 0, errDown, 0},
		{"nobody, in silence", "SERVICE SILENT <" + nobody + "> { ?s ?p ?o }", newEndpoints(), 1, nil, 0},
		{"no caller", "SERVICE <" + home + "> { ?s ?p ?o }", nil, 0, errNoCaller, 0},
		{"no caller, in silence", "SERVICE SILENT <" + home + "> { ?s ?p ?o }", nil, 1, nil, 0},
		{"too much, in silence", "SERVICE SILENT <" + home + "> { ?s ?p ?o }", newEndpoints(), 0, ErrBudget, 1 << 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := newRun(t, nil, tt.bytes, false)
			if run.Caller = tt.caller; tt.caller == (*endpoints)(nil) {
				run.Caller = nil
			}
			n := &plan.Service{Info: plan.Info{Vars: []string{"x", "s", "p", "o"}}, Input: &plan.Table{Info: plan.Info{Vars: []string{"x"}}}, Call: serviceOf(t, tt.query)}
			got, err := rowsOf(t, newService(n, &feed{rows: slices.Clone(one), width: 1}, run), run)
			if len(got) != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("%d rows, error %v; want %d, %v", len(got), err, tt.want, tt.err)
			}
		})
	}
}

// TestServiceLies has an endpoint that answers something else.
func TestServiceLies(t *testing.T) {
	run := newRun(t, nil, 0, false)
	run.Caller = liar{}
	n := &plan.Service{Info: plan.Info{Vars: []string{"a"}}, Input: &plan.Table{Info: plan.Info{Vars: []string{"a"}}}, Call: serviceOf(t, "SERVICE <"+home+"> { ?a ?p ?o }"), Shared: []string{"a"}}
	_, err := rowsOf(t, newService(n, &feed{rows: [][]graph.ID{{1}}, width: 1}, run), run)
	if !errors.Is(err, errNoNumber) {
		t.Errorf("error %v", err)
	}
}

type liar struct{}

func (liar) Call(context.Context, string, string) (*results.Reader, func(), error) {
	r, err := results.Read(strings.NewReader(`{"head":{"vars":["a"]},"results":{"bindings":[{}]}}`), results.Formats[0], results.Options{})
	return r, func() {}, err
}
