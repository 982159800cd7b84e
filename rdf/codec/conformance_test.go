package codec_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/rdf/manifest/suitetest"
)

const w3c = "https://w3c.github.io/rdf-tests/"

// suites lists the manifests, the format of their actions, and how many tests
// each has: a suite that shrinks is a mistake.
var suites = []struct {
	manifest, format string
	tests            int
}{
	{"rdf/rdf11/rdf-n-triples/manifest.ttl", "ntriples", 70},
	{"rdf/rdf11/rdf-n-quads/manifest.ttl", "nquads", 87},
	{"rdf/rdf11/rdf-turtle/manifest.ttl", "turtle", 313},
	{"rdf/rdf11/rdf-trig/manifest.ttl", "trig", 356},
	{"rdf/rdf11/rdf-xml/manifest.ttl", "rdfxml", 166},
	{"rdf/rdf12/rdf-n-triples/syntax/manifest.ttl", "ntriples", 29},
	{"rdf/rdf12/rdf-n-triples/c14n/manifest.ttl", "ntriples", 41},
	{"rdf/rdf12/rdf-n-quads/syntax/manifest.ttl", "nquads", 27},
	{"rdf/rdf12/rdf-n-quads/c14n/manifest.ttl", "nquads", 41},
	{"rdf/rdf12/rdf-turtle/syntax/manifest.ttl", "turtle", 74},
	{"rdf/rdf12/rdf-turtle/eval/manifest.ttl", "turtle", 29},
	{"rdf/rdf12/rdf-trig/syntax/manifest.ttl", "trig", 35},
	{"rdf/rdf12/rdf-trig/eval/manifest.ttl", "trig", 25},
	{"rdf/rdf12/rdf-xml/eval/manifest.ttl", "rdfxml", 31},
}

func TestConformance(t *testing.T) {
	s := manifest.Suite{Prefix: w3c, Dir: suitetest.Dir(t, "rdf-tests")}
	known := suitetest.ReadKnown(t)
	for _, suite := range suites {
		m, err := s.Read(w3c + suite.manifest)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(strings.TrimPrefix(suite.manifest, "rdf/"), "/manifest.ttl")
		t.Run(name, func(t *testing.T) {
			if len(m.Entries) != suite.tests {
				t.Errorf("%d tests, want %d", len(m.Entries), suite.tests)
			}
			f, _ := rdf.FormatOf(suite.format)
			passed := 0
			for _, e := range m.Entries {
				t.Run(e.ID(), func(t *testing.T) {
					c := conformanceCase{s, f, e}
					if known.Judge(t, name+"#"+e.ID(), c.run()) {
						passed++
					}
				})
			}
			t.Logf("%d of %d pass", passed, len(m.Entries))
		})
	}
	if !t.Failed() {
		known.Rest(t)
	}
}

type conformanceCase struct {
	suite  manifest.Suite
	format rdf.Format
	entry  manifest.Entry
}

// run returns what is wrong, or "".
func (c conformanceCase) run() string {
	got, err := c.read(c.format, c.entry.Action)
	kind := c.entry.Type[strings.LastIndexByte(c.entry.Type, '#')+1:]
	switch {
	case strings.Contains(kind, "Negative"):
		if err == nil {
			return "is read without an error"
		}
		return ""
	case err != nil:
		return err.Error()
	case strings.HasSuffix(kind, "C14N"):
		return c.compareBytes()
	case c.entry.Result.IsZero():
		return ""
	}
	format := "ntriples"
	if strings.HasSuffix(c.entry.Result.Value(), ".nq") {
		format = "nquads"
	}
	f, _ := rdf.FormatOf(format)
	want, err := c.read(f, c.entry.Result)
	if err != nil {
		return err.Error()
	}
	return canon.Diff(got, want)
}

// base returns the IRI that a file of the test is read under.
func (c conformanceCase) base(file rdf.Term) string {
	if b := c.entry.Manifest.Base; b != "" {
		dir := c.entry.Manifest.IRI[:strings.LastIndexByte(c.entry.Manifest.IRI, '/')+1]
		return b + strings.TrimPrefix(file.Value(), dir)
	}
	return file.Value()
}

func (c conformanceCase) read(f rdf.Format, file rdf.Term) (*rdf.Dataset, error) {
	path, _ := c.suite.Path(file.Value())
	r, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return rdf.ReadDataset(codec.Decode(f, r, rdf.DecodeOptions{Source: path, Base: c.base(file)}, codec.Options{}))
}

// compareBytes writes the action in its order and compares with the result.
func (c conformanceCase) compareBytes() string {
	path, _ := c.suite.Path(c.entry.Result.Value())
	want, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	var got bytes.Buffer
	action, _ := c.suite.Path(c.entry.Action.Value())
	r, err := os.Open(action)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = r.Close() }()
	quads := codec.Decode(c.format, r, rdf.DecodeOptions{}, codec.Options{})
	if err := rdf.WriteAll(codec.NewEncoder(c.format, &got, rdf.EncodeOptions{}, codec.Options{}), quads); err != nil {
		return err.Error()
	}
	if !bytes.Equal(got.Bytes(), want) {
		return "canonical form is " + got.String() + "want " + string(want)
	}
	return ""
}
