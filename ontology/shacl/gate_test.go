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

// TestGateAtFirst: in an empty store all focus nodes are looked at, those too that no
// triple of the first transaction speaks of; later those that one does.
func TestGateAtFirst(t *testing.T) {
	gate := &shacl.Gate{Rules: []shacl.Rule{{Shapes: compile(t, `:s sh:targetNode :a ; sh:property [ sh:path :p ; sh:minCount 1 ] .`)}}}
	store := graph.New(graph.Options{})
	if r := gated(t, store, gate, `:b :p 1 .`, ""); len(r.Results) != 1 {
		t.Errorf("first %v", r.Results)
	}
	load(t, store, parse(t, `:b :p 1 .`))
	if r := gated(t, store, gate, `:b :p 2 .`, ""); len(r.Results) != 0 {
		t.Errorf("later %v", r.Results)
	}
	if r := gated(t, store, gate, `:a :q 1 .`, `:b :p 1 .`); len(r.Results) != 0 {
		t.Errorf("later %v", r.Results)
	}
}

// TestGateKnowsClasses: subclasses that the shapes tell of are targets and values,
// also together with what the data tells of; for validation they are not, unless asked.
func TestGateKnowsClasses(t *testing.T) {
	shapes := compile(t, personShapes+`:Minister rdfs:subClassOf :Person . :Member rdfs:subClassOf :Politician .`)
	gate := &shacl.Gate{Rules: []shacl.Rule{{Shapes: shapes}}}
	store := graph.New(graph.Options{})
	for _, c := range []struct {
		name, add, remove string
		violations        int
	}{
		{"without a name", `:a a :Minister .`, "", 1},
		{"with a name", `:a a :Minister ; :name "A" .`, "", 0},
		{"knows one", `:b a :Person ; :name "B" ; :knows :a .`, "", 0},
		{"no name any more", "", `:a :name "A" .`, 1},
		{"a member", `:c a :Member .`, "", 0},
		{"politicians are persons", `:Politician rdfs:subClassOf :Person .`, "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := gated(t, store, gate, c.add, c.remove); len(r.Results) != c.violations {
				t.Errorf("%d violations, want %d: %v", len(r.Results), c.violations, r.Results)
			}
		})
	}
	other := graph.New(graph.Options{})
	load(t, other, parse(t, `:d a :Minister .`))
	for _, asked := range []bool{false, true} {
		r, err := shapes.Validate(context.Background(), other.Snapshot(), shacl.Options{ShapeClasses: asked})
		if err != nil || r.Conforms() == asked {
			t.Errorf("asked = %v: %v, %v", asked, r.Results, err)
		}
	}
}

// TestGateAsksSeveralGraphs: queries see the set union of graphs, the unnamed one and
// one of a blank node among them, and none beside.
func TestGateAsksSeveralGraphs(t *testing.T) {
	shapes := compile(t, `:s sh:targetSubjectsOf :p ; sh:sparql [ sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this <http://example.org/q> ?x } }" ] .`)
	one := rdf.IRI(example + "one")
	for _, c := range []struct {
		name, add  string
		graphs     []rdf.Term
		violations int
	}{
		{"in two", `:a :p 1 . :one { :a :q 1 }`, []rdf.Term{{}, one}, 0},
		{"in another", `:a :p 1 . :two { :a :q 1 }`, []rdf.Term{{}, one}, 1},
		{"in the unnamed one", `:one { :a :p 1 } :a :q 1 .`, []rdf.Term{one, {}}, 0},
		{"in that of a blank node", `:one { :a :p 1 } _:g { :a :q 1 }`, []rdf.Term{one, rdf.BlankNode("g")}, 0},
		{"in none", `:a :p 1 ; :q 1 .`, []rdf.Term{}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			gate := &shacl.Gate{Rules: []shacl.Rule{{Shapes: shapes, Graphs: c.graphs}}}
			if r := gated(t, graph.New(graph.Options{}), gate, c.add, ""); len(r.Results) != c.violations {
				t.Errorf("%d violations, want %d", len(r.Results), c.violations)
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
