// Package manifest reads the test manifests of W3C suites that are in Turtle:
// lists of entries with types, actions and results. It maps the IRIs of a
// suite to files and fetches nothing.
package manifest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

const (
	rdfNS  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfsNS = "http://www.w3.org/2000/01/rdf-schema#"

	// Namespace is that of the manifest vocabulary.
	Namespace = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
)

// A Suite is a folder whose files are known by IRIs with a common prefix.
type Suite struct {
	Prefix string // "https://w3c.github.io/rdf-tests/"
	Dir    string
}

// Path returns the file of an IRI, without fragment; ok is false when the IRI
// is not one of the suite.
func (s Suite) Path(iri string) (path string, ok bool) {
	iri, _, _ = strings.Cut(iri, "#")
	rest, ok := strings.CutPrefix(iri, s.Prefix)
	return filepath.Join(s.Dir, filepath.FromSlash(rest)), ok && filepath.IsLocal(filepath.FromSlash(rest))
}

// An Entry is one test.
type Entry struct {
	Manifest *Manifest
	Node     rdf.Term
	Name     string // mf:name, else the end of the IRI
	Type     string // IRI of its first type
	Action   rdf.Term
	Result   rdf.Term // zero without mf:result
}

// ID returns the fragment of the entry's IRI, which names it in its manifest.
func (e Entry) ID() string {
	return e.Node.Value()[strings.LastIndexAny(e.Node.Value(), "#/")+1:]
}

// A Manifest is one manifest file.
type Manifest struct {
	IRI      string // of the file
	Base     string // mf:assumedTestBase, "" without one
	Includes []string
	Entries  []Entry
	of       map[key][]rdf.Term
}

type key struct{ s, p rdf.Term }

// Objects returns the objects of a subject and a predicate in the manifest, in
// the order written.
func (m *Manifest) Objects(s rdf.Term, predicate string) []rdf.Term {
	return m.of[key{s, rdf.IRI(predicate)}]
}

// Object returns the first of Objects, the zero Term without one.
func (m *Manifest) Object(s rdf.Term, predicate string) rdf.Term {
	if all := m.Objects(s, predicate); len(all) > 0 {
		return all[0]
	}
	return rdf.Term{}
}

// List returns the items of a list in the manifest.
func (m *Manifest) List(head rdf.Term) (items []rdf.Term) {
	seen := make(map[rdf.Term]bool)
	for !head.IsZero() && head != rdf.IRI(rdfNS+"nil") && !seen[head] {
		seen[head] = true
		items = append(items, m.Object(head, rdfNS+"first"))
		head = m.Object(head, rdfNS+"rest")
	}
	return items
}

// Read reads the manifest of an IRI, without those that it includes.
func (s Suite) Read(iri string) (*Manifest, error) {
	path, ok := s.Path(iri)
	if !ok {
		return nil, fmt.Errorf("manifest: <%s> is not in the suite %s", iri, s.Prefix)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	m := &Manifest{IRI: iri, of: make(map[key][]rdf.Term)}
	for q, err := range turtle.Decode(f, rdf.DecodeOptions{Source: path, Base: iri}) {
		if err != nil {
			return nil, fmt.Errorf("manifest: %w", err)
		}
		k := key{q.S, q.P}
		m.of[k] = append(m.of[k], q.O)
	}
	m.fill()
	return m, nil
}

// fill finds the manifest node and its lists.
func (m *Manifest) fill() {
	for k, objects := range m.of {
		switch k.p.Value() {
		case Namespace + "assumedTestBase":
			m.Base = objects[0].Value()
		case Namespace + "include":
			for _, t := range m.included(objects) {
				m.Includes = append(m.Includes, t.Value())
			}
		case Namespace + "entries":
			for _, t := range m.List(objects[0]) {
				m.Entries = append(m.Entries, m.entry(t))
			}
		}
	}
	slices.Sort(m.Includes)
}

// included returns what a manifest includes: the members of a list or, in suites of
// SHACL, each object itself.
func (m *Manifest) included(objects []rdf.Term) []rdf.Term {
	if m.Object(objects[0], rdfNS+"first").IsZero() {
		return objects
	}
	return m.List(objects[0])
}

func (m *Manifest) entry(t rdf.Term) Entry {
	e := Entry{
		Manifest: m, Node: t,
		Name:   m.Object(t, Namespace+"name").Value(),
		Type:   m.Object(t, rdfNS+"type").Value(),
		Action: m.Object(t, Namespace+"action"),
		Result: m.Object(t, Namespace+"result"),
	}
	if e.Name == "" {
		e.Name = m.Object(t, rdfsNS+"label").Value()
	}
	if e.Name == "" {
		e.Name = e.ID()
	}
	return e
}

// Entries returns the tests of a manifest and of all that it includes, each
// manifest once.
func (s Suite) Entries(iri string) ([]Entry, error) {
	var out []Entry
	seen := map[string]bool{iri: true}
	for todo := []string{iri}; len(todo) > 0; todo = todo[1:] {
		m, err := s.Read(todo[0])
		if err != nil {
			return nil, err
		}
		out = append(out, m.Entries...)
		for _, more := range m.Includes {
			if !seen[more] {
				seen[more] = true
				todo = append(todo, more)
			}
		}
	}
	return out, nil
}
