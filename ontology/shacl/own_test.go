package shacl_test

import (
	"context"
	"slices"
	"testing"

	"w3id.org/plenary/data"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
)

// TestOwnShapes: the embedded data conforms to the embedded shapes, which find what
// is wrong with it.
func TestOwnShapes(t *testing.T) {
	store := graph.New(graph.Options{})
	if _, err := store.Load(context.Background(), graph.Change{}, data.Quads(example)); err != nil {
		t.Fatal(err)
	}
	shapes, err := shacl.Compile(ontology.Shapes())
	if err != nil {
		t.Fatal(err)
	}
	report, err := shapes.Validate(context.Background(), store.Snapshot(), shacl.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range report.Results {
		t.Errorf("%v %v: %v", r.Severity, r.Focus, r.Messages)
	}
	gate := &shacl.Gate{Rules: []shacl.Rule{{Shapes: shapes}}}
	for _, c := range []struct {
		name, add string
		severity  rdf.Term // of the result with the message; zero for no results
		message   string
	}{
		{"a label more", `<id/meeting/2025-ism-ottawa> rdfs:label "Ottawa"@de .`, rdf.Term{}, ""},
		{"a meeting without anything", `<id/meeting/x> a pl:Meeting .`, shacl.Violation, "Meeting: label has at least one value of the right kind"},
		{"a tenure of another time", `<id/meeting/2025-ism-ottawa> pl:hasParticipation <p> . <p> a pl:Participation ; pl:inCapacity <t> . <t> pl:earliest "2030-01-01"^^xsd:date .`,
			shacl.Warning, "The tenure does not cover the meeting"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := gated(t, store, gate, "@base <"+example+"> . @prefix pl: <"+ontology.Namespace+"> . "+c.add, "")
			found := slices.ContainsFunc(r.Results, func(one shacl.Result) bool {
				return one.Severity == c.severity && slices.Contains(one.Messages, rdf.LangString(c.message, "en"))
			})
			if found != !c.severity.IsZero() || !found && len(r.Results) > 0 {
				t.Errorf("results %v", r.Results)
			}
		})
	}
}
