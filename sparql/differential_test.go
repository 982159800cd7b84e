package sparql_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/internal/oracle"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/results"
	"w3id.org/plenary/sparql/syntax"
)

// engines are the ways in which the engine may come to an answer: as it is, with
// each rule of its planner left out, with none of them, on one goroutine, and
// with memory so short that it goes to disk or gives up.
func engines() []system {
	out := []system{
		engineSystem("engine", sparql.Options{}),
		engineSystem("without rules", sparql.Options{Without: plan.Rules()}),
		engineSystem("on one goroutine", sparql.Options{Workers: 1}),
		engineSystem("short of memory", sparql.Options{QueryMemory: 128 << 10}),
	}
	for _, rule := range plan.Rules() {
		out = append(out, engineSystem("without "+rule, sparql.Options{Without: []string{rule}}))
	}
	return out
}

func drawQuery(t *rapid.T) request {
	g := newGenerator(t)
	d := g.dataset(31)
	return request{text: namespaces + g.query() + "\n", data: d, union: g.one(3)}
}

// drawPlain draws a query without what engines are known to differ in.
func drawPlain(t *rapid.T) request {
	g := &generator{T: t, plain: true}
	return request{data: g.dataset(31), text: namespaces + g.query() + "\n"}
}

// TestDifferential has random queries answered by the engine in each of its ways
// and by the oracle. make differential does it for long.
func TestDifferential(t *testing.T) {
	all := engines()
	var drawn tally
	rapid.Check(t, func(t *rapid.T) { drawn.add(compareAnswers(t, drawQuery(t), all)) })
	drawn.check(t)
}

// A tally counts draws, and those that were too much for the oracle.
type tally struct{ all, tooMuch int }

func (n *tally) add(compared bool) {
	n.all++
	if !compared {
		n.tooMuch++
	}
}

// check fails where so few draws were compared that faults could hide in the others.
func (n *tally) check(t *testing.T) {
	t.Helper()
	if n.tooMuch > n.all/100 {
		t.Errorf("%d of %d draws were too much for the oracle", n.tooMuch, n.all)
	}
}

// compareAnswers holds each way of the engine against the oracle, and reports whether
// that had an answer.
func compareAnswers(t *rapid.T, r request, all []system) (compared bool) {
	want, m, err := expected(r)
	if errors.Is(err, oracle.ErrSteps) {
		return false
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, r)
	}
	store, err := storeOf(r.data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	r.state = store.Snapshot()
	for _, system := range all {
		got, err := system.query(r)
		if errors.Is(err, exec.ErrBudget) && system.name == "short of memory" {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", system.name, err, r)
		}
		if problem := m(got, want); problem != "" {
			t.Fatalf("%s %s\n%s", system.name, problem, r)
		}
	}
	return true
}

func (r request) String() string {
	return fmt.Sprintf("%sunion default graph: %v\n%s", r.text, r.union, quadsText(r.data))
}

// expected returns the answer of the oracle, and what compares another with it.
// ORDER BY leaves open how blank nodes, equal values and strings that differ in
// their language are ordered; with LIMIT or OFFSET, an answer is then any part of all rows that is sorted.
func expected(r request) (want answer, differs func(got, want answer) string, err error) {
	q, err := syntax.ParseQuery(r.text, syntax.Options{})
	if err != nil {
		return want, nil, err
	}
	if want, err = oracleQuery(r); err != nil {
		return want, nil, err
	}
	if q.Limit == nil && q.Offset == nil {
		return want, func(got, want answer) string {
			return cmp.Or(matching{lax: q.Reduced}.differs(got, want), unsorted(q, got))
		}, nil
	}
	n := len(want.rows)
	q.Limit, q.Offset = nil, nil
	r.text = q.String()
	whole, err := oracleQuery(r)
	if len(q.OrderBy) > 0 && !hasTies(q, whole) {
		return want, matching{ordered: true}.differs, err
	}
	return whole, func(got, want answer) string { return cmp.Or(isPart(got, want, n), unsorted(q, got)) }, err
}

// unsorted explains why the rows of a table are not in the order of a query.
func unsorted(q *syntax.Query, a answer) string {
	for i := range len(a.rows) - 1 {
		if compareRows(q, a, i) > 0 {
			return fmt.Sprintf("has a row %v before %v", a.rows[i], a.rows[i+1])
		}
	}
	return ""
}

// hasTies reports whether ORDER BY leaves open how rows that differ are ordered.
func hasTies(q *syntax.Query, a answer) bool {
	for i := range len(a.rows) - 1 {
		if compareRows(q, a, i) == 0 && !slices.Equal(a.rows[i], a.rows[i+1]) {
			return true
		}
	}
	return false
}

// compareRows compares a row with the next as ORDER BY must, 0 where it leaves
// the order open; the conditions are variables that are projected.
func compareRows(q *syntax.Query, a answer, i int) (c int) {
	for _, condition := range q.OrderBy {
		column := slices.Index(a.vars, condition.Expr.(*syntax.Var).Name)
		x, y := a.rows[i][column], a.rows[i+1][column]
		if x != y && (x.IsBlank() && y.IsBlank() || isString(x) && isString(y) && x.Value() == y.Value()) {
			return 0
		}
		c = orderOf(x, y)
		if condition.Descending {
			c = -c
		}
		if c != 0 {
			break
		}
	}
	return c
}

// orderOf is expr.Order, but for terms whose values are equal.
func orderOf(s, t rdf.Term) int {
	x, y := expr.Of(s), expr.Of(t)
	if c, ok := expr.Compare(x, y); ok && c == 0 {
		return 0
	}
	return expr.Order(x, y)
}

func isString(t rdf.Term) bool { return t.Lang() != "" || t.Datatype() == rdf.XSDString }

// isPart explains why a table is not of n rows of another.
func isPart(got, whole answer, n int) string {
	if len(got.rows) != n {
		return fmt.Sprintf("has %d rows, want %d", len(got.rows), n)
	}
	rest := matching{}.lines(whole)
	for _, line := range (matching{}).lines(got) {
		i := slices.Index(rest, line)
		if i < 0 {
			return fmt.Sprintf("has a row that it should not have: %s", line)
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return ""
}

// TestDifferentialUpdates has random updates carried out by the engine on a
// store and by the oracle on a dataset.
func TestDifferentialUpdates(t *testing.T) {
	all := engines()[:2]
	var drawn tally
	rapid.Check(t, func(t *rapid.T) {
		g := newGenerator(t)
		d := g.dataset(20)
		r := request{text: namespaces + g.update() + "\n", data: d, union: g.one(3)}
		want, failure := oracleUpdate(r)
		tooMuch := errors.Is(failure, oracle.ErrSteps)
		if drawn.add(!tooMuch); tooMuch {
			return
		}
		for _, system := range all {
			got, err := system.update(r)
			if (err != nil) != (failure != nil) {
				t.Fatalf("%s: error %v, want %v\n%s", system.name, err, failure, r)
			}
			if err != nil {
				continue
			}
			if problem := canon.Diff(got, want); problem != "" {
				t.Fatalf("%s %s\n%s", system.name, problem, r)
			}
		}
	})
	drawn.check(t)
}

// TestRandomTexts has random queries print as texts that read as the same query,
// and their algebra likewise.
func TestRandomTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawQuery(t)
		q, err := syntax.ParseQuery(r.text, syntax.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, r.text)
		}
		again, err := syntax.ParseQuery(q.String(), syntax.Options{})
		if err != nil || again.String() != q.String() {
			t.Fatalf("%s\nprints as %s\nand reads as %s, error %v", r.text, q, again, err)
		}
		pattern := algebra.Translate(q).Pattern
		op, err := algebra.Parse(algebra.String(pattern))
		if err != nil || !reflect.DeepEqual(op, pattern) {
			t.Fatalf("%s reads as another, error %v", algebra.String(pattern), err)
		}
	})
}

// TestWriteCases writes random cases for docs/checks/sparql.py into the folder that
// PLENARY_CASES names, or a few into one that goes away: data, query and the answer
// of the oracle.
func TestWriteCases(t *testing.T) {
	dir := cmp.Or(os.Getenv("PLENARY_CASES"), t.TempDir())
	for seed := range numberOf("PLENARY_ROUNDS", 20) {
		r := rapid.Custom(drawPlain).Example(seed)
		a, err := oracleQuery(r)
		if err != nil {
			continue
		}
		name := filepath.Join(dir, fmt.Sprintf("%05d", seed))
		suffix, result := a.file(t)
		for file, text := range map[string][]byte{name + ".nq": quadsText(r.data), name + ".rq": []byte(r.text), name + suffix: result} {
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// file returns an answer as a file with its suffix.
func (a answer) file(t *testing.T) (suffix string, text []byte) {
	t.Helper()
	if a.graph != nil {
		return ".nt", quadsText(a.graph)
	}
	var out bytes.Buffer
	f, _ := results.FormatOf("srj")
	if err := a.write(&out, f); err != nil {
		t.Fatal(err)
	}
	return ".srj", out.Bytes()
}

func quadsText(d *rdf.Dataset) (text []byte) {
	for _, q := range d.Quads() {
		text = nquads.AppendQuad(text, q)
	}
	return text
}
