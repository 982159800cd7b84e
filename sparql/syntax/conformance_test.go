package syntax_test

import (
	"os"
	"strings"
	"testing"

	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/sparql/syntax"
)

const (
	w3c    = "https://w3c.github.io/rdf-tests/"
	query  = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#query"
	update = "http://www.w3.org/2009/sparql/tests/test-update#request"
)

// suites lists the manifests, and how many texts each has: a suite that
// shrinks is a mistake.
var suites = []struct {
	manifest string
	texts    int
}{
	{"sparql/sparql10/manifest.ttl", 482},
	{"sparql/sparql11/manifest-all.ttl", 575},
	{"sparql/sparql12/manifest.ttl", 269},
}

// TestConformance reads the queries and updates of all tests, those of
// evaluation too.
func TestConformance(t *testing.T) {
	s := manifest.Suite{Prefix: w3c, Dir: suitetest.Dir(t, "rdf-tests")}
	known := suitetest.ReadKnown(t)
	for _, suite := range suites {
		entries, err := s.Entries(w3c + suite.manifest)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.Split(suite.manifest, "/")[1]
		t.Run(name, func(t *testing.T) {
			texts, passed := 0, 0
			for _, e := range entries {
				iri, isUpdate := textOf(e)
				if iri == "" {
					continue
				}
				texts++
				group := strings.TrimSuffix(strings.TrimPrefix(e.Manifest.IRI, w3c+"sparql/"+name+"/"), "/manifest.ttl")
				t.Run(group+"#"+e.ID(), func(t *testing.T) {
					if known.Judge(t, name+"/"+group+"#"+e.ID(), read(t, s, e, iri, isUpdate)) {
						passed++
					}
				})
			}
			if texts != suite.texts {
				t.Errorf("%d texts, want %d", texts, suite.texts)
			}
			t.Logf("%d of %d pass", passed, texts)
		})
	}
	if !t.Failed() {
		known.Rest(t)
	}
}

// textOf returns the IRI of the query or update of a test, "" for none.
func textOf(e manifest.Entry) (iri string, isUpdate bool) {
	if e.Action.IsIRI() {
		iri = e.Action.Value()
	} else if t := e.Manifest.Object(e.Action, query); !t.IsZero() {
		iri = t.Value()
	} else {
		iri = e.Manifest.Object(e.Action, update).Value()
	}
	return iri, strings.HasSuffix(iri, ".ru")
}

// read returns what is wrong, or "".
func read(t *testing.T, s manifest.Suite, e manifest.Entry, iri string, isUpdate bool) string {
	path, _ := s.Path(iri)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	o := syntax.Options{Base: iri, Source: path}
	if err = parse(string(text), o, isUpdate); strings.Contains(e.Type, "Negative") {
		if err == nil {
			return "is read without an error"
		}
		return ""
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func parse(text string, o syntax.Options, isUpdate bool) (err error) {
	if isUpdate {
		_, err = syntax.ParseUpdate(text, o)
	} else {
		_, err = syntax.ParseQuery(text, o)
	}
	return err
}
