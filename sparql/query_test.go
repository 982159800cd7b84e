package sparql_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/turtle"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/results"
)

var prefixes = []rdf.Prefix{{Name: "", IRI: "http://example.org/"}, {Name: "rdfs", IRI: "http://www.w3.org/2000/01/rdf-schema#"}}

// trig returns a store with a dataset.
func trig(t testing.TB, text string) *graph.Store {
	t.Helper()
	d, err := rdf.ReadDataset(turtle.DecodeTriG(strings.NewReader("@prefix : <http://example.org/> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"+text), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	s, err := storeOf(d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const people = `
:ann a :Person ; rdfs:label "Ann"@en ; :knows :bob , [ rdfs:label "someone" ; :likes [ rdfs:label "tea" ] ] .
:bob a :Person ; rdfs:label "Bob" .
:g { :ann :knows :bob . :ann :age 42 }
`

func ask(t testing.TB, s *graph.Store, text string, o sparql.QueryOptions) *sparql.Result {
	t.Helper()
	o.Prefixes = prefixes
	r, err := sparql.New(sparql.Options{}).Query(t.Context(), s.Snapshot(), text, o)
	if err != nil {
		t.Fatalf("Query(%q): %v", text, err)
	}
	return r
}

func TestDatasets(t *testing.T) {
	s := trig(t, people)
	tests := []struct {
		name, query string
		options     sparql.QueryOptions
		want        bool
	}{
		{"the union is the default graph", "ASK { :ann :age 42 ; a :Person }", sparql.QueryOptions{}, true},
		{"the unnamed graph alone", "ASK { :ann :age 42 }", sparql.QueryOptions{Separate: true}, false},
		{"named graphs beside it", "ASK { GRAPH :g { :ann :age 42 } }", sparql.QueryOptions{Separate: true}, true},
		{"the unnamed graph has no name", "ASK { GRAPH ?g { :ann a :Person } }", sparql.QueryOptions{}, false},
		{"FROM", "ASK FROM :g { :ann :age 42 }", sparql.QueryOptions{}, true},
		{"FROM leaves out others", "ASK FROM :g { :ann a :Person }", sparql.QueryOptions{}, false},
		{"a union of the unnamed graph and another", "ASK { :ann :age 42 ; :knows :bob }", sparql.QueryOptions{DefaultUnion: []rdf.Term{{}, rdf.IRI("http://example.org/g")}}, true},
		{"a union before FROM", "ASK FROM :g { :ann :age 42 }", sparql.QueryOptions{DefaultUnion: []rdf.Term{{}}}, false},
		{"a union of none", "ASK { ?s ?p ?o }", sparql.QueryOptions{DefaultUnion: []rdf.Term{}}, false},
		{"the protocol before FROM", "ASK FROM :g { :ann :age 42 }", sparql.QueryOptions{DefaultGraphs: []string{"http://example.org/other"}}, false},
		{"a graph of the protocol", "ASK { GRAPH ?g { :ann :age 42 } }", sparql.QueryOptions{NamedGraphs: []string{"http://example.org/g"}}, true},
		{"named graphs of the protocol leave the default one empty", "ASK { ?s ?p ?o }", sparql.QueryOptions{NamedGraphs: []string{"http://example.org/g"}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r := ask(t, s, tt.query, tt.options); r.Boolean != tt.want {
				t.Errorf("%s = %v, want %v", tt.query, r.Boolean, tt.want)
			}
		})
	}
}

// Write writes what Rows yields, whatever is kept from one batch to the next.
func TestWrite(t *testing.T) {
	s := graph.New(graph.Options{})
	_, err := s.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range 5000 {
			q := rdf.Quad{S: rdf.IRI(fmt.Sprintf("http://example.org/%d", i)), P: rdf.IRI(fmt.Sprintf("http://example.org/p%d", i%3)), O: rdf.LangString(fmt.Sprintf("a \"text\", number %d", i%700), "en")}
			if i%5 == 0 {
				q.O = rdf.String(strings.Repeat("long", i%1000))
			}
			if !yield(q, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range results.Formats {
		t.Run(f.Token, func(t *testing.T) {
			const query = "SELECT ?o ?none ?p ?s { ?s ?p ?o }"
			var got, want bytes.Buffer
			if err := ask(t, s, query, sparql.QueryOptions{}).Write(&got, f); err != nil {
				t.Fatal(err)
			}
			w := results.NewWriter(&want, f, []string{"o", "none", "p", "s"})
			for row, err := range ask(t, s, query, sparql.QueryOptions{}).Rows() {
				if err == nil {
					err = w.Row(row)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("Write differs from Rows: %d bytes, want %d", got.Len(), want.Len())
			}
		})
	}
}

func TestWriteWithoutVariables(t *testing.T) {
	csv, _ := results.FormatOf("csv")
	var b strings.Builder
	if err := ask(t, trig(t, people), "SELECT * { :ann :age 42 }", sparql.QueryOptions{}).Write(&b, csv); err != nil || b.String() != "\r\n\r\n" {
		t.Errorf("Write = %q, %v", b.String(), err)
	}
}

// lines returns a graph as sorted N-Triples.
func lines(t testing.TB, r *sparql.Result) string {
	t.Helper()
	var b bytes.Buffer
	format, _ := rdf.FormatOf("ntriples")
	if err := r.WriteGraph(&b, func(w io.Writer) rdf.Encoder {
		return codec.NewEncoder(format, w, rdf.EncodeOptions{}, codec.Options{})
	}); err != nil {
		t.Fatal(err)
	}
	all := strings.Split(strings.TrimSpace(strings.ReplaceAll(b.String(), "http://example.org/", "")), "\n")
	slices.Sort(all)
	return strings.Join(all, "\n")
}

func TestGraphs(t *testing.T) {
	const label = "<http://www.w3.org/2000/01/rdf-schema#label>"
	tests := []struct {
		name, query, want string
		options           sparql.QueryOptions
	}{
		{"each triple once", "CONSTRUCT { ?p :is :known } WHERE { ?s :knows ?p FILTER(isIRI(?p)) }", "<bob> <is> <known> .", sparql.QueryOptions{}},
		{"what RDF does not allow is left out", "CONSTRUCT { ?a :of ?s . ?s ?a :x . ?s :is ?none . ?s :age ?a } WHERE { ?s :age ?a }",
			`<ann> <age> "42"^^<http://www.w3.org/2001/XMLSchema#integer> .`, sparql.QueryOptions{}},
		{"a triple term", "CONSTRUCT { :x :says <<( ?s :knows :bob )>> } WHERE { ?s :age ?a }", "<x> <says> <<( <ann> <knows> <bob> )>> .", sparql.QueryOptions{}},
		{"nothing", "CONSTRUCT { ?s :is :x } WHERE { ?s :none ?o }", "", sparql.QueryOptions{}},
		{"a description", "DESCRIBE :bob", "<bob> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <Person> .\n<bob> " + label + ` "Bob" .`, sparql.QueryOptions{}},
		{"a description of what has no triples", "DESCRIBE :nobody", "", sparql.QueryOptions{}},
		{"a symmetric description", "DESCRIBE :Person", "<ann> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <Person> .\n<bob> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <Person> .", sparql.QueryOptions{Symmetric: true}},
		{"a description in a graph", "DESCRIBE ?who FROM :g { ?who :age 42 }",
			`<ann> <age> "42"^^<http://www.w3.org/2001/XMLSchema#integer> .` + "\n<ann> <knows> <bob> .", sparql.QueryOptions{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := lines(t, ask(t, trig(t, people), tt.query, tt.options)); got != tt.want {
				t.Errorf("%s gives\n%s\nwant\n%s", tt.query, got, tt.want)
			}
		})
	}
}

// Blank nodes lead on, those of templates are new for each solution.
func TestGraphsWithBlankNodes(t *testing.T) {
	s := trig(t, people)
	if got := strings.Count(lines(t, ask(t, s, "DESCRIBE :ann", sparql.QueryOptions{})), "\n") + 1; got != 8 {
		t.Errorf("DESCRIBE :ann has %d triples, want 8", got)
	}
	made := map[rdf.Term]bool{}
	triples := 0
	for tr, err := range ask(t, s, "CONSTRUCT { [] :of ?s ; :is _:b . _:b :of ?s } WHERE { ?s a :Person }", sparql.QueryOptions{}).Triples() {
		if err != nil {
			t.Fatal(err)
		}
		triples++
		made[tr.S] = true
	}
	if triples != 6 || len(made) != 4 {
		t.Errorf("%d triples with %d blank nodes, want 6 with 4", triples, len(made))
	}
}

func TestWarnings(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"all known", "SELECT * { ?s a :Person ; rdfs:label ?l }", ""},
		{"a letter wrong", "SELECT * { ?s a :Persom }", "no statement has the class <http://example.org/Persom>; did you mean <http://example.org/Person>?"},
		{"another case", "SELECT * {\n ?s rdfs:Label ?l }", "no statement has the property <http://www.w3.org/2000/01/rdf-schema#Label>; did you mean <http://www.w3.org/2000/01/rdf-schema#label>?"},
		{"another namespace", "SELECT * { ?s :label ?l }", "no statement has the property <http://example.org/label>; did you mean <http://www.w3.org/2000/01/rdf-schema#label>?"},
		{"in a path", "SELECT * { ?s (:knows/:konws)* ?l }", "no statement has the property <http://example.org/konws>; did you mean <http://example.org/knows>?"},
		{"nothing near", "SELECT * { OPTIONAL { ?s :populationDensity ?l } }", "no statement has the property <http://example.org/populationDensity>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q, err := sparql.Parse(tt.query, sparql.QueryOptions{Prefixes: prefixes})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, w := range q.Warnings(trig(t, people).Snapshot()) {
				got = append(got, w.String())
			}
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("Warnings(%q) = %q, want %q", tt.query, got, tt.want)
			}
		})
	}
}

func TestStatements(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"patterns with the values", `SELECT ?who ?name { ?who a :Person ; rdfs:label ?name . FILTER(?name = "Bob") }`, "bob type Person, bob label Bob"},
		{"a variable that is not selected", `SELECT ?name { ?who a :Person ; :age ?a ; rdfs:label ?name }`, "ann type Person, ann age 42, ann label Ann"},
		{"what is excluded is no support", `SELECT ?who { ?who a :Person MINUS { ?who :age ?a } }`, "bob type Person"},
		{"the branch that it is of", `SELECT ?who { { ?who :age ?x } UNION { ?who :weight ?x } }`, "ann age 42"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := ask(t, trig(t, people), tt.query, sparql.QueryOptions{})
			var rows [][]rdf.Term
			for row, err := range r.Rows() {
				if err != nil {
					t.Fatal(err)
				}
				rows = append(rows, slices.Clone(row))
			}
			if len(rows) != 1 {
				t.Fatalf("%d rows, want 1", len(rows))
			}
			found, err := r.Statements(t.Context(), rows[0], 100)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.Split(tt.want, ", ")
			var got []string
			for _, tr := range found {
				local := func(t rdf.Term) string { return t.Value()[strings.LastIndexAny(t.Value(), "/#")+1:] }
				got = append(got, local(tr.S)+" "+local(tr.P)+" "+local(tr.O))
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("Statements = %q, want %q", got, want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	s := graph.New(graph.Options{})
	_, err := s.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range 3000 {
			if !yield(rdf.Quad{S: rdf.IRI(fmt.Sprintf("http://example.org/%d", i)), P: rdf.IRI("http://example.org/p"), O: rdf.IRI(fmt.Sprintf("http://example.org/%d", i+1))}, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	const product = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
	csv, _ := results.FormatOf("csv")
	tests := []struct {
		name, query, limit string
		engine             sparql.Options
		options            sparql.QueryOptions
	}{
		{"rows", product, "rows", sparql.Options{Rows: 10_000}, sparql.QueryOptions{}},
		{"hopelessly many rows", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "rows", sparql.Options{}, sparql.QueryOptions{}},
		{"time", product, "time", sparql.Options{}, sparql.QueryOptions{Timeout: 50 * time.Millisecond}},
		{"most time", product, "time", sparql.Options{MaxTimeout: 50 * time.Millisecond}, sparql.QueryOptions{Timeout: time.Hour}},
		{"columns", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY " + strings.Repeat("(STR(?s)) ", 5000), "columns", sparql.Options{}, sparql.QueryOptions{}},
		{"memory", "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }", "memory", sparql.Options{QueryMemory: 1 << 20}, sparql.QueryOptions{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := sparql.New(tt.engine).Query(t.Context(), s.Snapshot(), tt.query, tt.options)
			if err == nil && strings.HasPrefix(tt.query, "SELECT") {
				err = r.Write(io.Discard, csv)
			} else if err == nil {
				for _, err = range r.Triples() {
					if err != nil {
						break
					}
				}
			}
			var limit *exec.LimitError
			if !errors.As(err, &limit) || limit.Limit != tt.limit || !errors.Is(err, exec.ErrBudget) {
				t.Errorf("error %v, want the limit of %s", err, tt.limit)
			}
		})
	}
}

// A query whose client goes away ends soon.
func TestCancelled(t *testing.T) {
	s := meetings()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := sparql.New(sparql.Options{Rows: 1 << 40}).Query(ctx, s, "SELECT * { ?a ?b ?c . ?d ?e ?f }", sparql.QueryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(100*time.Millisecond, cancel)
	csv, _ := results.FormatOf("csv")
	if err := r.Write(io.Discard, csv); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want that it was cancelled", err)
	}
}

// A query whose time is up ends, also while it counts rows that nobody sees.
func TestTimeIsUp(t *testing.T) {
	s := meetings()
	for _, tt := range []struct{ name, query string }{
		{"join", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"},
		{"left join", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f } OPTIONAL { ?g ?h ?i } }"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := sparql.New(sparql.Options{Rows: 1 << 60, Timeout: 300 * time.Millisecond})
			_, err := e.Query(t.Context(), s, tt.query, sparql.QueryOptions{})
			if !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, exec.ErrBudget) {
				t.Fatalf("error %v, want that the time was up", err)
			}
		})
	}
}

// stuck is a reader that does not read.
type stuck struct{ begun, end chan struct{} }

func (s stuck) Write(p []byte) (int, error) {
	s.begun <- struct{}{}
	<-s.end
	return 0, io.ErrClosedPipe
}

// A slow reader holds up nobody; long queries beyond the queue are refused, and
// short ones never.
func TestQueue(t *testing.T) {
	s := meetings()
	e := sparql.New(sparql.Options{Heavy: 1, Queue: 1, Rows: 1 << 40, AnswerBytes: -1})
	csv, _ := results.FormatOf("csv")
	const heavy, light = "SELECT * { ?a ?b ?c . ?d ?e ?f }", "ASK { <https://data.example.org/id/meeting/1> ?p ?o }"
	reader := stuck{make(chan struct{}), make(chan struct{})}
	first, err := e.Query(t.Context(), s, heavy, sparql.QueryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- first.Write(reader, csv) }()
	<-reader.begun
	second, err := e.Query(t.Context(), s, heavy, sparql.QueryOptions{}) // has the slot now
	if err != nil {
		t.Fatal(err)
	}
	waits, stop := context.WithCancel(t.Context())
	waited := make(chan error, 2)
	for range 2 { // one in the queue, one beyond it
		go func() { _, err := e.Query(waits, s, heavy, sparql.QueryOptions{}); waited <- err }()
	}
	if err := <-waited; !errors.Is(err, sparql.ErrBusy) {
		t.Errorf("a query beyond the queue: %v, want ErrBusy", err)
	}
	if _, err := e.Query(t.Context(), s, light, sparql.QueryOptions{}); err != nil {
		t.Errorf("a short query: %v", err)
	}
	stop()
	if err := <-waited; !errors.Is(err, context.Canceled) {
		t.Errorf("the query that waited: %v", err)
	}
	second.Close()
	close(reader.end)
	if err := <-done; !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("the first query: %v", err)
	}
	last, err := e.Query(t.Context(), s, heavy, sparql.QueryOptions{}) // the slot is free
	if err != nil {
		t.Fatal(err)
	}
	last.Close()
}

func TestExplain(t *testing.T) {
	x, err := ask(t, trig(t, people), "SELECT ?who { ?who a :Person ; rdfs:label ?name }", sparql.QueryOptions{Measure: true}).Explain()
	if err != nil {
		t.Fatal(err)
	}
	if x.Rows != 2 || x.Plan.Rows == nil || *x.Plan.Rows != 2 || x.Plan.Does == "" {
		t.Errorf("Explain = %+v", x)
	}
	for _, want := range []string{"query\n", "algebra\n", "plan\n", "rows=2", "2 rows in"} {
		if !strings.Contains(x.String(), want) {
			t.Errorf("%q is not in\n%s", want, x)
		}
	}
}

// other is an endpoint with a store of its own.
type other struct{ store *graph.Store }

func (o other) Call(ctx context.Context, _, query string) (*results.Reader, func(), error) {
	r, err := sparql.New(sparql.Options{}).Query(ctx, o.store.Snapshot(), query, sparql.QueryOptions{})
	if err != nil {
		return nil, nil, err
	}
	var text bytes.Buffer
	if err := r.Write(&text, results.Formats[0]); err != nil {
		return nil, nil, err
	}
	answer, err := results.Read(&text, results.Formats[0], results.Options{})
	return answer, func() {}, err
}

func TestService(t *testing.T) {
	s := trig(t, people)
	const query = `SELECT ?name ?hobby { ?who rdfs:label ?name SERVICE <http://example.org/sparql> { ?who :hobby ?hobby } } ORDER BY ?hobby`
	options := sparql.QueryOptions{Prefixes: prefixes}
	engine := sparql.New(sparql.Options{Services: other{trig(t, `:ann :hobby "chess", "tennis" . :zoe :hobby "swimming" .`)}})
	r, err := engine.Query(t.Context(), s.Snapshot(), query, options)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for row, err := range r.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row[0].Value()+" "+row[1].Value())
	}
	if want := []string{"Ann chess", "Ann tennis"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	_, err = sparql.New(sparql.Options{}).Query(t.Context(), s.Snapshot(), query, options)
	if !errors.Is(err, sparql.ErrDenied) {
		t.Errorf("without Services: error %v, want ErrDenied", err)
	}
}

// TestExistsKeepsFew asks for one of 1.7 million walks in a memory that holds where they
// begin, not all of them.
func TestExistsKeepsFew(t *testing.T) {
	var data strings.Builder
	for a := range 6 {
		for b := range 6 {
			fmt.Fprintf(&data, ":n%d :p :n%d .\n", a, b)
		}
	}
	s := trig(t, data.String())
	engine := sparql.New(sparql.Options{Memory: 16 << 20})
	r, err := engine.Query(t.Context(), s.Snapshot(), "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a :p ?x FILTER EXISTS { ?a :p/:p/:p/:p/:p/:p/:p ?b } }", sparql.QueryOptions{Prefixes: prefixes})
	if err != nil {
		t.Fatal(err)
	}
	for row, err := range r.Rows() {
		if err != nil || row[0].Value() != "6" {
			t.Errorf("%v, %v", row, err)
		}
	}
}
