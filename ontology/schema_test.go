package ontology_test

import (
	"encoding/json"
	"strings"
	"testing"

	"w3id.org/plenary/ontology"
)

// Rules of schema.csv name terms that there are, and classes that have a type.
func TestSchemaOrg(t *testing.T) {
	rules, err := ontology.SchemaOrg()
	if err != nil {
		t.Fatal(err)
	}
	typed := map[string]bool{"": true, ontology.ClassParty: true} // parties are countries or organizations
	for _, r := range rules {
		if r.Property == ontology.RDFType {
			typed[r.Class] = true
		}
	}
	seen := map[string]bool{}
	for _, r := range rules {
		named := []string{r.Class}
		for _, step := range r.Path {
			named = append(named, step.Property)
		}
		for _, iri := range named {
			if _, known := ontology.Lookup(iri); strings.HasPrefix(iri, ontology.Namespace) && !known {
				t.Errorf("%v: the vocabulary has no %s", r, iri)
			}
		}
		if !strings.HasPrefix(r.Property, "http://schema.org/") && !strings.HasPrefix(r.Type, "http://schema.org/") {
			t.Errorf("%v is not of schema.org", r)
		}
		if !typed[r.Class] {
			t.Errorf("%v: the class has no type in schema.org", r)
		}
		key, _ := json.Marshal(r)
		if seen[string(key)] {
			t.Errorf("%v stands twice", r)
		}
		seen[string(key)] = true
	}
}

// Frames name terms that there are.
func TestFrames(t *testing.T) {
	for _, name := range ontology.Frames() {
		text, _ := ontology.Frame(name)
		var frame map[string]any
		if err := json.Unmarshal(text, &frame); err != nil {
			t.Errorf("frame %s: %v", name, err)
			continue
		}
		if frame["@context"] != "../context.jsonld" {
			t.Errorf("frame %s has the context %v", name, frame["@context"])
		}
		checkNames(t, name, frame)
	}
}

func checkNames(t *testing.T, frame string, v any) {
	object, _ := v.(map[string]any)
	for key, value := range object {
		names := []string{key}
		if kind, ok := value.(string); ok && key == "@type" {
			names = append(names, kind)
		}
		for _, name := range names {
			local, own := strings.CutPrefix(name, "pl:")
			if _, known := ontology.Lookup(ontology.Namespace + local); own && !known {
				t.Errorf("frame %s: the vocabulary has no %s", frame, name)
			}
		}
		checkNames(t, frame, value)
	}
}
