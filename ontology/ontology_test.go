package ontology_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

func quads(t *testing.T, seq func(func(rdf.Quad, error) bool)) (all []rdf.Quad) {
	t.Helper()
	for q, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
	return all
}

// TestEveryTermIsExplained: label and definition in both languages, and the
// vocabulary that defines it.
func TestEveryTermIsExplained(t *testing.T) {
	defined := map[string]bool{}
	for _, q := range quads(t, ontology.Quads()) {
		if q.P.Value() == ontology.RDFSIsDefinedBy && q.O.Value() == ontology.IRI {
			defined[q.S.Value()] = true
		}
	}
	terms := ontology.Terms()
	if len(terms) < 100 {
		t.Fatalf("only %d terms", len(terms))
	}
	for _, term := range terms {
		for _, lang := range []string{"en", "fr"} {
			if !hasText(term.Labels, lang) || !hasText(term.Definitions, lang) {
				t.Errorf("%s lacks a label or definition in %q", term.IRI, lang)
			}
		}
		if !defined[term.IRI] {
			t.Errorf("%s does not say rdfs:isDefinedBy", term.IRI)
		}
	}
}

func hasText(texts []rdf.Term, lang string) bool {
	return slices.ContainsFunc(texts, func(t rdf.Term) bool { return t.Lang() == lang && t.Value() != "" })
}

// TestEveryClassHasShapeAndExample, which parses.
func TestEveryClassHasShapeAndExample(t *testing.T) {
	targets := map[string]bool{}
	for _, q := range quads(t, ontology.Shapes()) {
		if q.P.Value() == "http://www.w3.org/ns/shacl#targetClass" {
			targets[q.O.Value()] = true
		}
	}
	for _, term := range ontology.Terms() {
		if term.Kind != ontology.OWLClass {
			continue
		}
		if !targets[term.IRI] {
			t.Errorf("%s has no shape", term.IRI)
		}
		if len(term.Examples) == 0 {
			t.Errorf("%s has no example", term.IRI)
		}
		for _, example := range term.Examples {
			parseExample(t, term.IRI, example)
		}
	}
}

// TestShapesNameKnownTerms catches a property that was renamed in one file only.
func TestShapesNameKnownTerms(t *testing.T) {
	for _, q := range quads(t, ontology.Shapes()) {
		if iri := q.O.Value(); q.O.IsIRI() && strings.HasPrefix(iri, ontology.Namespace) {
			if _, known := ontology.Lookup(iri); !known {
				t.Errorf("shapes.ttl names %s, which plenary.ttl does not define", iri)
			}
		}
	}
}

func TestMappingsUseKnownNamespaces(t *testing.T) {
	for _, term := range ontology.Terms() {
		for _, iri := range slices.Concat(term.Super, term.Close, term.Domain, term.Range) {
			if !slices.ContainsFunc(ontology.Prefixes, func(p rdf.Prefix) bool { return strings.HasPrefix(iri, p.IRI) }) {
				t.Errorf("%s refers to %s, of no known namespace", term.IRI, iri)
			}
			if _, known := ontology.Lookup(iri); strings.HasPrefix(iri, ontology.Namespace) && !known {
				t.Errorf("%s refers to %s, which is not defined", term.IRI, iri)
			}
		}
	}
}

func TestChains(t *testing.T) {
	want := ontology.Chain{Property: ontology.HeldOffice, Steps: [2]ontology.Step{{Property: ontology.TenureOf, Inverse: true}, {Property: ontology.OfOffice}}}
	if !slices.Contains(ontology.Chains, want) || len(ontology.Chains) != 5 {
		t.Errorf("Chains = %v, want 5 with %v", ontology.Chains, want)
	}
}

// TestContextCoversEveryTerm: each has a key of its own name.
func TestContextCoversEveryTerm(t *testing.T) {
	var document struct {
		Context map[string]any `json:"@context"`
	}
	if err := json.Unmarshal(ontology.Context, &document); err != nil {
		t.Fatal(err)
	}
	for _, term := range ontology.Terms() {
		if _, ok := document.Context[strings.TrimPrefix(term.IRI, ontology.Namespace)]; !ok {
			t.Errorf("context.jsonld has no key for %s", term.IRI)
		}
	}
}

func TestClassPathsAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, c := range ontology.Classes {
		if other, twice := seen[c.Path]; twice && c.Path != "" {
			t.Errorf("path %q is that of %s and %s", c.Path, other, c.IRI)
		}
		seen[c.Path] = c.IRI
		if c.LabelEN == "" || c.LabelFR == "" || c.PluralEN == "" || c.PluralFR == "" {
			t.Errorf("%s %q lacks a label", c.IRI, c.Path)
		}
	}
	if c, ok := ontology.ClassOf("meeting"); !ok || c.IRI != ontology.ClassMeeting {
		t.Errorf("ClassOf(meeting) = %v, %v", c, ok)
	}
	if _, ok := ontology.ClassOf(""); ok {
		t.Error("the empty path has a class")
	}
}

// TestGeneratedFilesAreFresh runs the generator on a copy.
func TestGeneratedFilesAreFresh(t *testing.T) {
	out, err := exec.Command("go", "run", "./gen", "-check").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
