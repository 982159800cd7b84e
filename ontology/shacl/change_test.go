package shacl_test

import (
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
)

// TestChangeIsWhole has random transactions validated by what they affect, and as a
// whole: results that came with a transaction are found, and none that the whole
// does not have.
func TestChangeIsWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := generator{rt, rapid.SampledFrom([]int{6, 40}).Draw(rt, "nodes")}
		text := g.shapes()
		for range g.n(3) {
			text += g.class() + " rdfs:subClassOf " + g.class() + " .\n"
		}
		shapes, err := shacl.Compile(sequence(parse(t, text)))
		if err != nil {
			rt.Fatalf("%v\n%s", err, text)
		}
		o := shacl.Options{Workers: 1 + g.n(2), ShapeClasses: g.n(2) == 0}
		if g.n(4) == 0 {
			g1, g2 := rdf.IRI(example+"g1"), rdf.IRI(example+"g2")
			o.Graphs = [][]rdf.Term{{{}}, {g1}, {g1, g2}, {g2, {}}}[g.n(4)]
		}
		store := graph.New(graph.Options{})
		if g.nodes > 6 { // so that queries are asked about many focus nodes at once
			load(t, store, g.quads(rapid.Uint64().Draw(rt, "seed"), 3*g.nodes))
		}
		for range 4 {
			if _, err := store.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error { return transact(g, tx, shapes, o) }); err != nil {
				rt.Fatalf("%v\nshapes:\n%s\noptions: %v", err, text, o.Graphs)
			}
		}
	})
}

func transact(g generator, tx *graph.Tx, shapes *shacl.Shapes, o shacl.Options) error {
	ctx := context.Background()
	for range 1 + g.n(8) {
		change := tx.Add
		if g.n(3) == 0 {
			change = tx.Remove
		}
		if _, err := change(g.quad()); err != nil {
			return err
		}
	}
	after, err := tx.Snapshot()
	if err != nil {
		return err
	}
	part, err := shapes.ValidateChange(ctx, tx.Before(), after, tx.Changes(), o)
	if err != nil {
		return err
	}
	old, err := shapes.Validate(ctx, tx.Before(), o)
	if err != nil {
		return err
	}
	whole, err := shapes.Validate(ctx, after, o)
	if err != nil {
		return err
	}
	before, now, found := counted(old), counted(whole), counted(part)
	for one, n := range now {
		if found[one] < n-before[one] { // a nested result is there for each focus node that leads to it
			return fmt.Errorf("a result is missed: %s is there %d times, before %d, found %d", one, n, before[one], found[one])
		}
	}
	for one, n := range found {
		if n > now[one] {
			return fmt.Errorf("a result too many: %s is there %d times, found %d", one, now[one], n)
		}
	}
	return nil
}

func counted(r *shacl.Report) map[string]int {
	count := map[string]int{}
	for _, one := range r.Results {
		path := ""
		if one.Path != nil {
			path = one.Path.String()
		}
		count[fmt.Sprint(one.Focus, path, one.Value, one.Component, one.Shape, one.Constraint, one.Messages, one.Severity)]++
	}
	return count
}
