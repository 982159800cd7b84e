package sparql_test

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

// largeEngines are ways that must agree where there is too much data for the
// oracle: what fills batches, is split among goroutines and goes to disk.
func largeEngines() []system {
	o := sparql.Options{Rows: 200_000, Timeout: 5 * time.Second}
	one, plain, short := o, o, o
	one.Workers = 1
	plain.Without = plan.Rules()
	short.QueryMemory = 1 << 20
	return []system{
		engineSystem("engine", o), engineSystem("on one goroutine", one),
		engineSystem("without rules", plain), engineSystem("short of memory", short),
	}
}

// TestDifferentialLarge has random queries over thousands of quads answered in
// several ways: a few, or as many as PLENARY_ROUNDS says, from PLENARY_SEED on.
func TestDifferentialLarge(t *testing.T) {
	all := largeEngines()
	seed := cmp.Or(numberOf("PLENARY_SEED", usualSeed), rand.IntN(1<<30))
	for i := range numberOf("PLENARY_ROUNDS", 3) {
		r := request{data: largeDataset(uint64(seed + i)), union: true}
		store, err := storeOf(r.data)
		if err != nil {
			t.Fatal(err)
		}
		r.state = store.Snapshot()
		for n := range 4 {
			r.text = rapid.Custom(drawLarge).Example(4*(seed+i) + n)
			compareWays(t, r, all)
		}
		if err := store.Close(); err != nil || t.Failed() {
			t.Fatalf("PLENARY_SEED=%d: error %v", seed+i, err)
		}
	}
}

// drawLarge draws a query without LIMIT in subqueries: the order of blank nodes is
// open.
func drawLarge(t *rapid.T) string {
	g := &generator{T: t, blanks: true}
	return namespaces + g.query() + "\n"
}

// numberOf returns the number that an environment variable has, or another.
// usualSeed is what random tests draw from, so that a change alone makes them fail.
// PLENARY_SEED is another, 0 a new one each time.
const usualSeed = 1

func TestMain(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed").Value; seed.String() == "0" {
		seed.Set(strconv.Itoa(numberOf("PLENARY_SEED", usualSeed)))
	}
	os.Exit(m.Run())
}

func numberOf(variable string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return otherwise
}

// largeDataset is triples of two hundred things, some of them in several graphs.
func largeDataset(seed uint64) *rdf.Dataset {
	random := rand.New(rand.NewPCG(seed, 1))
	iri := func(names ...string) rdf.Term { return rdf.IRI("http://example.org/" + names[random.IntN(len(names))]) }
	thing := func() rdf.Term {
		if random.IntN(20) == 0 {
			return iri(iris...)
		}
		return iri(fmt.Sprint("e", random.IntN(200)))
	}
	d := rdf.NewDataset()
	for range 500 + random.IntN(6000) {
		q := rdf.Quad{S: thing(), P: iri("p", "p", "p", "q", "r"), O: thing()}
		switch random.IntN(4) {
		case 0:
			q.O = literals[random.IntN(len(literals))]
		case 1:
			q.O = number(fmt.Sprint(random.IntN(1000)), "integer")
		}
		for range 1 + random.IntN(2) {
			q.G = []rdf.Term{{}, {}, iri("g1"), iri("g2")}[random.IntN(4)]
			d.Add(q)
		}
	}
	return d
}

// compareWays fails unless all answer as the first does. What one has not the
// means for, the others need not have either.
func compareWays(t *testing.T, r request, all []system) {
	q, err := syntax.ParseQuery(r.text, syntax.Options{})
	if err != nil {
		t.Errorf("%v\n%s", err, r.text)
		return
	}
	var want answer
	var known bool
	for _, system := range all {
		got, err := system.query(r)
		if errors.Is(err, exec.ErrBudget) || errors.Is(err, expr.ErrLimit) {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v\n%s", system.name, err, r.text)
			continue
		}
		if problem := unsorted(q, got); problem != "" {
			t.Errorf("%s %s\n%s", system.name, problem, r.text)
		}
		if q.Limit != nil || q.Offset != nil || q.Reduced {
			continue // open
		}
		if !known {
			want, known = got, true
		}
		if problem := sameLines(got, want); problem != "" {
			t.Errorf("%s %s\n%s", system.name, problem, r.text)
		}
	}
}

// sameLines explains how answers differ, blank nodes having the same labels.
func sameLines(got, want answer) string {
	if got.graph != nil {
		if n := len(want.graph.Quads()); len(got.graph.Quads()) != n {
			return fmt.Sprintf("has %d triples, want %d", len(got.graph.Quads()), n)
		}
		return ""
	}
	if got.boolean != want.boolean || len(got.rows) != len(want.rows) {
		return fmt.Sprintf("says %v in %d rows, want %v in %d", got.boolean, len(got.rows), want.boolean, len(want.rows))
	}
	lines, wanted := (matching{}).lines(got), (matching{}).lines(want)
	for i, line := range lines {
		if line != wanted[i] {
			return fmt.Sprintf("has %q, want %q", line, wanted[i])
		}
	}
	return ""
}
