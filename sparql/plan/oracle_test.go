package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/internal/oracle"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

// TestRules evaluates random queries over random data as the specification says,
// with all rules and without each: all have the same solutions.
func TestRules(t *testing.T) {
	rounds := 250
	if testing.Short() {
		rounds = 50
	}
	for seed := range uint64(rounds) {
		checkRandom(t, seed)
		if t.Failed() {
			return
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { checkRandom(t, seed) })
}

func checkRandom(t *testing.T, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	data, snapshot := randomData(t, r)
	w := writer{Rand: r}
	text := w.query()
	tree, err := syntax.ParseQuery("PREFIX : <"+prefix+">\n"+text, syntax.Options{})
	if err != nil {
		t.Fatalf("seed %d: %s: %v", seed, text, err)
	}
	dataset, kind := oracle.Plain(data), plan.Unnamed
	if r.IntN(3) == 0 {
		dataset, kind = oracle.Union(data), plan.AnyGraph
	}
	want, err := oracle.Query(tree, dataset, oracle.Options{Steps: 2_000_000})
	if err != nil {
		return
	}
	rows := oracleRows(tree.Form == syntax.Ask, want)
	if !w.ordered {
		slices.Sort(rows)
	}
	for _, without := range slices.Concat([]string{""}, plan.Rules()) {
		o := plan.Options{Dataset: plan.Dataset{Default: plan.Graphs{Kind: kind}}, Without: []string{without}}
		got, p, err := run(t, algebra.Translate(tree), snapshot, o)
		if err != nil {
			t.Fatalf("seed %d without %q: %v\n%s\n%s", seed, without, err, text, p)
		}
		if !w.ordered {
			slices.Sort(got)
		}
		if tree.Form == syntax.Ask {
			got = []string{fmt.Sprint(len(got) > 0)}
		}
		if !slices.Equal(got, rows) {
			t.Fatalf("seed %d without %q:\n%s\nhas %d rows\n%s\nwant %d\n%s\nalgebra %s\nplan\n%s\ndata\n%s", seed, without, text,
				len(got), strings.Join(got, "\n"), len(rows), strings.Join(rows, "\n"), algebra.String(algebra.Translate(tree).Pattern), p, dump(data))
		}
	}
}

func dump(d *rdf.Dataset) string {
	var lines []string
	for _, q := range d.Quads() {
		lines = append(lines, strings.Join([]string{name(q.S), name(q.P), name(q.O), name(q.G)}, " "))
	}
	return strings.Join(lines, "\n")
}

// oracleRows returns solutions as text.
func oracleRows(ask bool, r oracle.Result) (rows []string) {
	if ask {
		return []string{fmt.Sprint(r.Yes)}
	}
	for _, mu := range r.Rows {
		var row []string
		for _, v := range r.Vars {
			row = append(row, name(mu[v]))
		}
		rows = append(rows, strings.Join(row, " | "))
	}
	return rows
}

// run plans and evaluates a query, and returns its solutions likewise.
func run(t *testing.T, q *algebra.Query, s *graph.Snapshot, o plan.Options) (rows []string, text string, err error) {
	terms := plan.NewTerms(s)
	p, err := plan.New(t.Context(), q, terms, o)
	if err != nil {
		return nil, "", err
	}
	if err := plan.Check(p.Root); err != nil {
		return nil, p.String(), err
	}
	op, err := exec.Build(p.Root, &exec.Run{Terms: terms, Budget: exec.NewBudget(nil, 0, 0), Now: time.Now()})
	if err != nil {
		return nil, p.String(), err
	}
	defer op.Close()
	for {
		b, err := op.Next(t.Context())
		if err != nil || b.Len == 0 {
			return rows, p.String(), err
		}
		for i := range b.Len {
			var row []string
			for _, column := range b.Cols {
				row = append(row, name(terms.Term(column[i])))
			}
			rows = append(rows, strings.Join(row, " | "))
		}
	}
}

// randomData returns few quads of few terms, in a dataset and in a store.
func randomData(t *testing.T, r *rand.Rand) (*rdf.Dataset, *graph.Snapshot) {
	w := writer{Rand: r}
	d := rdf.NewDataset()
	s := graph.New(graph.Options{})
	t.Cleanup(func() { s.Close() })
	if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		for range 4 + r.IntN(40) {
			q := rdf.Quad{S: rdf.IRI(prefix + w.one("a", "b", "c", "d")), P: rdf.IRI(prefix + w.one("p", "q", "r")), O: w.object()}
			if r.IntN(2) == 0 {
				q.G = rdf.IRI(prefix + w.one("g", "h", "a"))
			}
			d.Add(q)
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return d, s.Snapshot()
}

// writer writes random queries.
type writer struct {
	*rand.Rand
	bound   int // variables that BIND has made
	ordered bool
}

func (w *writer) one(all ...string) string { return all[w.IntN(len(all))] }

func (w *writer) object() rdf.Term {
	switch w.IntN(5) {
	case 0:
		return rdf.Literal(w.one("1", "2", "3"), xsd.Namespace+"integer")
	case 1:
		return rdf.Literal(w.one("1", "2.5", "3.0"), xsd.Namespace+w.one("decimal", "double", "int"))
	case 2:
		return rdf.String(w.one("x", "xy", "y"))
	}
	return rdf.IRI(prefix + w.one("a", "b", "c", "d"))
}

func (w *writer) variable() string { return w.one("?x", "?y", "?z", "?v") }

func (w *writer) node() string {
	if w.IntN(4) == 0 {
		return w.one(":a", ":b", ":c", ":none")
	}
	return w.variable()
}

func (w *writer) constant() string {
	return w.one("1", "2", "2.5", "3e0", `"x"`, `"y"`, ":a", ":b", ":none")
}

func (w *writer) query() string {
	switch w.IntN(8) {
	case 0:
		return "ASK " + w.group(2)
	case 1:
		return "SELECT DISTINCT " + w.variable() + " " + w.group(2)
	case 2:
		return "SELECT " + w.variable() + " ?none " + w.group(2)
	case 3:
		return w.aggregation(2)
	case 4:
		return w.sorted()
	}
	return "SELECT * " + w.group(2)
}

// sorted returns a query whose solutions have one order: by texts, since numbers
// may be equal in value.
func (w *writer) sorted() string {
	w.ordered = true
	text := "SELECT " + w.one("", "DISTINCT ") + "?x ?y ?z (STRLEN(STR(?x)) AS ?l) " + w.group(2) + " ORDER BY " + w.one("", "DESC(?l) ")
	for _, v := range []string{"?x", "?y", "?z"} {
		text += w.one("DESC", "") + "(STR(" + v + ")) STR(DATATYPE(" + v + ")) "
	}
	return text + w.one("", "LIMIT 3", "LIMIT 4 OFFSET 2")
}

func (w *writer) aggregation(depth int) string {
	key := w.variable()
	count := w.one("COUNT(*)", "COUNT("+w.variable()+")", "COUNT(DISTINCT "+w.variable()+")", "SUM("+w.variable()+")", "COUNT(DISTINCT *)", "MAX("+w.variable()+")")
	w.bound++
	switch w.IntN(3) {
	case 0:
		return fmt.Sprintf("SELECT (%s AS ?n%d) %s", count, w.bound, w.group(depth))
	case 1:
		return fmt.Sprintf("SELECT %s (%s AS ?n%d) %s GROUP BY %s HAVING (COUNT(*) > 1)", key, count, w.bound, w.group(depth), key)
	}
	return fmt.Sprintf("SELECT %s (%s AS ?n%d) %s GROUP BY %s", key, count, w.bound, w.group(depth), key)
}

func (w *writer) group(depth int) string {
	var text strings.Builder
	text.WriteString("{ ")
	for range 1 + w.IntN(3) {
		text.WriteString(w.element(depth) + " ")
	}
	text.WriteString("}")
	return text.String()
}

func (w *writer) triple() string {
	return w.node() + " " + w.one(":p", ":q", ":r", ":p", ":none", "?p") + " " + w.one(w.variable(), w.variable(), w.node(), w.constant()) + " . "
}

func (w *writer) element(depth int) string {
	n := w.IntN(16)
	if depth == 0 {
		n = w.IntN(7)
	}
	switch n {
	case 4:
		return "FILTER(" + w.expr(depth) + ")"
	case 5:
		return w.node() + " " + w.one(":p*", ":p+", ":q?", ":p|:q", "(:p/:q)+", "^:p", "!:p", ":p/^:q*") + " " + w.node() + " . "
	case 6:
		return w.values()
	case 7, 8:
		return "OPTIONAL " + w.group(depth-1)
	case 9:
		return w.group(depth-1) + " UNION " + w.group(depth-1)
	case 10:
		return "MINUS " + w.group(depth-1)
	case 11:
		return "FILTER " + w.one("", "NOT ") + "EXISTS " + w.group(depth-1)
	case 12:
		w.bound++
		return fmt.Sprintf("BIND(%s AS ?b%d)", w.expr(depth-1), w.bound)
	case 13:
		return "GRAPH " + w.one(":g", ":h", ":none", "?g", "?x") + " " + w.group(depth-1)
	case 14:
		return w.one("{ SELECT "+w.variable()+" "+w.group(depth-1)+" }", "{ SELECT DISTINCT "+w.variable()+" "+w.group(depth-1)+" }", "{ "+w.aggregation(depth-1)+" }")
	case 15:
		return w.group(depth - 1)
	}
	return strings.Repeat(w.triple(), 1+w.IntN(2))
}

func (w *writer) values() string {
	switch w.IntN(3) {
	case 0:
		return "VALUES " + w.variable() + " { " + w.constant() + " }"
	case 1:
		return "VALUES (?x ?y) { (" + w.constant() + " UNDEF) (" + w.constant() + " " + w.constant() + ") }"
	}
	return "VALUES " + w.variable() + " { " + w.constant() + " " + w.constant() + " }"
}

func (w *writer) expr(depth int) string {
	v := w.one(w.variable(), w.variable(), w.variable(), "?g")
	switch w.IntN(13) {
	case 12:
		return w.constant() + w.one(" < ", " = ", " != ") + w.constant()
	case 0:
		return "BOUND(" + v + ")"
	case 1:
		return "!BOUND(" + v + ")"
	case 2:
		return "ISIRI(" + v + ")"
	case 3:
		return v + " IN (" + w.constant() + ", " + w.constant() + ")"
	case 4:
		if depth > 0 {
			return w.one("", "NOT ") + "EXISTS " + w.group(depth-1) + w.one("", " || "+w.expr(0))
		}
	case 5:
		return "COALESCE(" + v + ", " + w.constant() + ") = " + w.constant()
	case 6:
		return w.one("STRSTARTS(STR("+v+"), \"http://example.org/a\")", "STRSTARTS("+v+", \"x\")", "REGEX("+v+", \"^x\")")
	case 7:
		return v + " = " + w.variable()
	}
	return v + w.one(" < ", " > ", " = ", " = ", " != ", " >= ") + w.constant() + w.one("", "", " && "+w.variable()+" != "+w.constant(), " || "+w.variable()+" = "+w.constant())
}

func name(t rdf.Term) string {
	if t.IsZero() {
		return "-"
	}
	return string(nquads.AppendTerm(nil, t))
}
