package shacl_test

import (
	"context"
	"errors"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
)

var errRefused = errors.New("refused")

// gated carries out a transaction behind a gate and returns what the gate says.
func gated(t *testing.T, store *graph.Store, gate *shacl.Gate, add, remove string) *shacl.Report {
	t.Helper()
	var report *shacl.Report
	_, err := store.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error {
		for _, q := range parse(t, remove) {
			if _, err := tx.Remove(q); err != nil {
				return err
			}
		}
		for _, q := range parse(t, add) {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		var err error
		if report, err = gate.Check(context.Background(), tx); err == nil && len(report.Violations()) > 0 {
			err = errRefused
		}
		return err
	})
	if err != nil && !errors.Is(err, errRefused) {
		t.Fatal(err)
	}
	return report
}

func compile(t testing.TB, text string) *shacl.Shapes {
	t.Helper()
	shapes, err := shacl.Compile(sequence(parse(t, text)))
	if err != nil {
		t.Fatal(err)
	}
	return shapes
}

const personShapes = `
:Person sh:targetClass :Person ; sh:property [ sh:path :name ; sh:minCount 1 ] , [ sh:path :knows ; sh:class :Person ] .
:Named sh:targetClass :Person ; sh:property [ sh:path :name ; sh:maxCount 1 ; sh:severity sh:Warning ] .`

// TestGate: each transaction follows those before it that were not refused.
func TestGate(t *testing.T) {
	gate := &shacl.Gate{Rules: []shacl.Rule{{Shapes: compile(t, personShapes)}}}
	store := graph.New(graph.Options{})
	for _, c := range []struct {
		name, add, remove    string
		violations, warnings int
	}{
		{"nothing is a person", `:a :name "A" .`, "", 0, 0},
		{"a person without a name", `:b a :Person .`, "", 1, 0},
		{"a person", `:b a :Person ; :name "B" .`, "", 0, 0},
		{"a second name", `:b :name "Bee" .`, "", 0, 1},
		{"knows a nobody", `:b :knows :c .`, "", 1, 0},
		{"knows a somebody", `:b :knows :c . :c a :Person ; :name "C" .`, "", 0, 0},
		{"nobody any more", "", `:c a :Person ; :name "C" .`, 1, 0},
		{"of a subclass", `:c a :Minister . :Minister rdfs:subClassOf :Person .`, `:c a :Person .`, 0, 0},
		{"no subclass any more", "", `:Minister rdfs:subClassOf :Person .`, 1, 0},
		{"in another graph", `:g { :b :name "Bea" }`, `:b :name "Bee" .`, 0, 1},
		{"one name", "", `:g { :b :name "Bea" }`, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			seq := store.Snapshot().Seq()
			r := gated(t, store, gate, c.add, c.remove)
			if got := len(r.Violations()); got != c.violations || len(r.Results)-got != c.warnings {
				t.Errorf("%d violations and %d warnings, want %d and %d: %v", got, len(r.Results)-got, c.violations, c.warnings, r.Results)
			}
			if refused := store.Snapshot().Seq() == seq; refused != (c.violations > 0) {
				t.Errorf("refused = %v", refused)
			}
		})
	}
}

// TestGateByGraph: what is complete together is not in each of two graphs.
func TestGateByGraph(t *testing.T) {
	shapes, one := compile(t, personShapes), []rdf.Term{rdf.IRI(example + "one")}
	for _, c := range []struct {
		name       string
		rule       shacl.Rule
		violations int
	}{
		{"all together", shacl.Rule{Shapes: shapes}, 0},
		{"one graph", shacl.Rule{Shapes: shapes, Graphs: one}, 1},
		{"the unnamed graph", shacl.Rule{Shapes: shapes, Graphs: []rdf.Term{{}}}, 0},
		{"each graph", shacl.Rule{Shapes: shapes, Each: true}, 1},
		{"each of one", shacl.Rule{Shapes: shapes, Each: true, Graphs: one}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := graph.New(graph.Options{})
			r := gated(t, store, &shacl.Gate{Rules: []shacl.Rule{c.rule}}, `:one { :a a :Person } :two { :a :name "A" }`, "")
			if len(r.Results) != c.violations {
				t.Errorf("%d violations, want %d", len(r.Results), c.violations)
			}
		})
	}
}
