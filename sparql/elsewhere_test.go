package sparql_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/syntax"
)

// TestElsewhere runs tests as other engines have them: our own, and those of the
// manifests that PLENARY_MANIFESTS lists, files in Turtle, separated as in PATH.
func TestElsewhere(t *testing.T) {
	own, err := filepath.Abs(filepath.Join("testdata", "elsewhere", "manifest.ttl"))
	if err != nil {
		t.Fatal(err)
	}
	engine := engineSystem("engine", sparql.Options{})
	for _, file := range append(filepath.SplitList(os.Getenv("PLENARY_MANIFESTS")), own) {
		s := manifest.Suite{Prefix: "file:///", Dir: "/"}
		entries, err := s.Entries("file://" + filepath.ToSlash(file))
		if err != nil || len(entries) == 0 {
			t.Fatalf("%d tests in %s: %v", len(entries), file, err)
		}
		passed := 0
		for _, e := range entries {
			group := filepath.Base(filepath.Dir(e.Manifest.IRI))
			t.Run(group+"/"+e.Name, func(t *testing.T) {
				if problem := (suiteCase{s, e}).elsewhere(engine); problem != "" {
					t.Error(problem)
					return
				}
				passed++
			})
		}
		t.Logf("%s: %d of %d pass", file, passed, len(entries))
	}
}

// elsewhere returns what is wrong with a test whose type may be unknown: one whose
// action is a text alone is of syntax.
func (c suiteCase) elsewhere(s system) string {
	if !c.entry.Action.IsIRI() && !c.entry.Result.IsZero() {
		return c.problem(s)
	}
	text := c.entry.Action
	for _, property := range []string{queryNS + "query", updateNS + "request"} {
		if t := c.part(property); !t.IsZero() {
			text = t
		}
	}
	path, _ := c.suite.Path(text.Value())
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	err = parseText(string(b), syntax.Options{Base: text.Value()}, strings.HasSuffix(path, "ru"))
	switch negative := strings.Contains(c.entry.Type, "Negative"); {
	case err == nil && negative:
		return "is read without an error"
	case err != nil && !negative:
		return err.Error()
	}
	return ""
}

// parseText reads a query or update, what it prints, and that again.
func parseText(text string, o syntax.Options, update bool) error {
	if update {
		u, err := syntax.ParseUpdate(text, o)
		if err == nil {
			_, err = syntax.ParseUpdate(u.String(), o)
		}
		return err
	}
	q, err := syntax.ParseQuery(text, o)
	if err == nil {
		_, err = syntax.ParseQuery(q.String(), o)
	}
	return err
}
