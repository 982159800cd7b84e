package sparql_test

import (
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/sparql/results"
	"w3id.org/plenary/sparql/syntax"
)

// suites lists the manifests, and how many tests of evaluation each has: a suite
// that shrinks is a mistake.
var suites = []struct {
	manifest string
	tests    int
}{
	{"sparql/sparql10/manifest.ttl", 283},
	{"sparql/sparql11/manifest-all.ttl", 336},
	{"sparql/sparql12/manifest.ttl", 66},
}

func TestConformance(t *testing.T) {
	s := manifest.Suite{Prefix: w3c, Dir: suitetest.Dir(t, "rdf-tests")}
	for _, system := range systems {
		known := suitetest.ReadKnown(t)
		t.Run(system.name, func(t *testing.T) {
			for _, suite := range suites {
				entries, err := s.Entries(w3c + suite.manifest)
				if err != nil {
					t.Fatal(err)
				}
				name := strings.Split(suite.manifest, "/")[1]
				t.Run(name, func(t *testing.T) {
					tests, passed := 0, 0
					for _, e := range entries {
						c := suiteCase{s, e}
						group := strings.TrimPrefix(filepath.Dir(e.Manifest.IRI), filepath.Dir(w3c+suite.manifest)+"/")
						if group == "entailment" || !c.isEvaluation() {
							continue
						}
						tests++
						t.Run(group+"#"+e.ID(), func(t *testing.T) {
							if known.Judge(t, name+"/"+group+"#"+e.ID(), c.problem(system)) {
								passed++
							}
						})
					}
					if tests != suite.tests {
						t.Errorf("%d tests, want %d", tests, suite.tests)
					}
					t.Logf("%d of %d pass", passed, tests)
				})
			}
		})
		if !t.Failed() {
			known.Rest(t)
		}
	}
}

// TestEntailment runs the cases of entailment regimes, of which there is none
// here but simple entailment: those that it answers.
func TestEntailment(t *testing.T) {
	s := manifest.Suite{Prefix: w3c, Dir: suitetest.Dir(t, "rdf-tests")}
	m, err := s.Read(w3c + "sparql/sparql11/entailment/manifest.ttl")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Entries) != 70 {
		t.Errorf("%d tests, want 70", len(m.Entries))
	}
	for _, system := range systems {
		needs := suitetest.ReadList(t, "entailment.txt")
		t.Run(system.name, func(t *testing.T) {
			passed := 0
			for _, e := range m.Entries {
				t.Run(e.ID(), func(t *testing.T) {
					if needs.Judge(t, e.ID(), suiteCase{s, e}.problem(system)) {
						passed++
					}
				})
			}
			t.Logf("%d of %d pass", passed, len(m.Entries))
		})
		if !t.Failed() {
			needs.Rest(t)
		}
	}
}

func (c suiteCase) isEvaluation() bool {
	return strings.HasSuffix(c.entry.Type, "EvaluationTest") || strings.HasSuffix(c.entry.Type, "#CSVResultFormatTest")
}

// problem returns what is wrong, or "".
func (c suiteCase) problem(s system) string {
	problem, err := "", error(nil)
	if strings.HasSuffix(c.entry.Type, "#UpdateEvaluationTest") {
		problem, err = c.updates(s)
	} else {
		problem, err = c.answers(s)
	}
	if err != nil {
		return err.Error()
	}
	return problem
}

func (c suiteCase) answers(s system) (problem string, err error) {
	var r request
	if r.text, r.base, err = c.text(queryNS + "query"); err != nil {
		return "", err
	}
	q, err := syntax.ParseQuery(r.text, syntax.Options{Base: r.base})
	if err != nil {
		return "", err
	}
	want, m, err := c.want(q)
	if err != nil {
		return "", err
	}
	if r.data, err = c.data(q); err != nil {
		return "", err
	}
	if r.services, err = c.services(); err != nil {
		return "", err
	}
	got, err := s.query(r)
	if err != nil {
		return "", err
	}
	if f, ok := results.FormatOf(filepath.Ext(c.entry.Result.Value())); ok {
		if got, err = got.through(f); err != nil {
			return "", err
		}
	}
	return m.differs(got, want), nil
}

// services returns the data of the endpoints that a test plays.
func (c suiteCase) services() (map[string]*rdf.Dataset, error) {
	out := map[string]*rdf.Dataset{}
	for _, node := range c.entry.Manifest.Objects(c.entry.Action, queryNS+"serviceData") {
		d, err := c.read(c.entry.Manifest.Object(node, queryNS+"data").Value())
		if err != nil {
			return nil, err
		}
		out[c.entry.Manifest.Object(node, queryNS+"endpoint").Value()] = d
	}
	return out, nil
}

func (c suiteCase) updates(s system) (problem string, err error) {
	var r request
	if r.text, r.base, err = c.text(updateNS + "request"); err != nil {
		return "", err
	}
	if r.data, err = c.state(c.entry.Action); err != nil {
		return "", err
	}
	want, err := c.state(c.entry.Result)
	if err != nil {
		return "", err
	}
	got, err := s.update(r)
	if err != nil {
		return "", err
	}
	return canon.Diff(got, want), nil
}
