package sparql_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/sparql/results"
	"w3id.org/plenary/sparql/syntax"
)

const (
	w3c       = "https://w3c.github.io/rdf-tests/"
	queryNS   = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
	updateNS  = "http://www.w3.org/2009/sparql/tests/test-update#"
	resultSet = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
	rdfsLabel = "http://www.w3.org/2000/01/rdf-schema#label"
)

// A suiteCase is a test of evaluation of the W3C suites.
type suiteCase struct {
	suite manifest.Suite
	entry manifest.Entry
}

// part returns what a property of the action has.
func (c suiteCase) part(property string) rdf.Term {
	return c.entry.Manifest.Object(c.entry.Action, property)
}

// text returns the query or update and its IRI, which is its base.
func (c suiteCase) text(property string) (text, iri string, err error) {
	iri = c.part(property).Value()
	path, _ := c.suite.Path(iri)
	b, err := os.ReadFile(path)
	return string(b), iri, err
}

// data returns the dataset of a query: what the manifest names, or the graphs
// of the suite that the query asks for, each under its name.
func (c suiteCase) data(q *syntax.Query) (*rdf.Dataset, error) {
	out := rdf.NewDataset()
	for _, file := range c.entry.Manifest.Objects(c.entry.Action, queryNS+"data") {
		if err := c.load(out, file.Value(), rdf.Term{}); err != nil {
			return nil, err
		}
	}
	named := c.entry.Manifest.Objects(c.entry.Action, queryNS+"graphData")
	for _, clause := range q.Dataset {
		if _, ok := c.suite.Path(clause.IRI); ok {
			named = append(named, rdf.IRI(clause.IRI))
		}
	}
	for _, file := range named {
		if err := c.load(out, file.Value(), file); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// load adds a file to a graph of a dataset.
func (c suiteCase) load(to *rdf.Dataset, iri string, graph rdf.Term) error {
	quads, err := c.read(iri)
	if err != nil {
		return err
	}
	for _, q := range quads.Quads() {
		if !graph.IsZero() {
			q.G = graph
		}
		to.Add(q)
	}
	return nil
}

// read reads an RDF document; its blank nodes are its own.
func (c suiteCase) read(iri string) (*rdf.Dataset, error) {
	path, _ := c.suite.Path(iri)
	f, ok := rdf.FormatOfFile(path)
	if !ok {
		return nil, fmt.Errorf("no format for %s", path)
	}
	r, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	prefix := strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == '_' {
			return -1
		}
		return r
	}, filepath.Base(path))
	return rdf.ReadDataset(codec.Decode(f, r, rdf.DecodeOptions{Source: path, Base: iri, BlankPrefix: prefix}, codec.Options{}))
}

// state returns the dataset before or after an update.
func (c suiteCase) state(node rdf.Term) (*rdf.Dataset, error) {
	out := rdf.NewDataset()
	m := c.entry.Manifest
	for _, file := range m.Objects(node, updateNS+"data") {
		if err := c.load(out, file.Value(), rdf.Term{}); err != nil {
			return nil, err
		}
	}
	for _, g := range m.Objects(node, updateNS+"graphData") {
		if err := c.load(out, m.Object(g, updateNS+"graph").Value(), rdf.IRI(m.Object(g, rdfsLabel).Value())); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// want returns the expected answer to a query, and how to compare.
func (c suiteCase) want(q *syntax.Query) (answer, matching, error) {
	m := matching{ordered: len(q.OrderBy) > 0}
	if t := c.entry.Manifest.Object(c.entry.Node, manifest.Namespace+"resultCardinality"); !t.IsZero() {
		m.lax = true
	}
	iri := c.entry.Result.Value()
	if f, ok := results.FormatOf(filepath.Ext(iri)); ok {
		path, _ := c.suite.Path(iri)
		r, err := os.Open(path)
		if err != nil {
			return answer{}, m, err
		}
		defer func() { _ = r.Close() }()
		a, err := readAnswer(r, f, path)
		return a, m, err
	}
	graph, err := c.read(iri)
	if err != nil || q.Form == syntax.Construct || q.Form == syntax.Describe {
		return answer{graph: graph}, m, err
	}
	a, ordered := readResultSet(graph)
	m.ordered = ordered
	return a, m, nil
}

func readAnswer(r io.Reader, f results.Format, source string) (a answer, err error) {
	table, err := results.Read(r, f, results.Options{Source: source})
	if err != nil {
		return a, err
	}
	a.isBoolean, a.boolean, a.vars = table.IsBoolean, table.Boolean, table.Vars
	for row, err := range table.Rows() {
		if err != nil {
			return a, err
		}
		a.rows = append(a.rows, slices.Clone(row))
	}
	return a, nil
}

// readResultSet reads a table or truth value that is in the vocabulary of the
// first suite, and tells whether its rows are in an order.
func readResultSet(d *rdf.Dataset) (a answer, ordered bool) {
	objects := map[[2]rdf.Term][]rdf.Term{}
	for _, q := range d.Quads() {
		k := [2]rdf.Term{q.S, q.P}
		objects[k] = append(objects[k], q.O)
	}
	of := func(s rdf.Term, p string) []rdf.Term { return objects[[2]rdf.Term{s, rdf.IRI(resultSet + p)}] }
	type numbered struct {
		at  int
		row []rdf.Term
	}
	var rows []numbered
	for _, q := range d.Quads() {
		if b := of(q.S, "boolean"); len(b) > 0 {
			return answer{isBoolean: true, boolean: b[0].Value() == "true"}, false
		}
		if q.O != rdf.IRI(resultSet+"ResultSet") {
			continue
		}
		for _, v := range of(q.S, "resultVariable") {
			a.vars = append(a.vars, v.Value())
		}
		for _, s := range of(q.S, "solution") {
			n := numbered{row: make([]rdf.Term, len(a.vars))}
			for _, b := range of(s, "binding") {
				n.row[slices.Index(a.vars, of(b, "variable")[0].Value())] = of(b, "value")[0]
			}
			if index := of(s, "index"); len(index) > 0 {
				ordered = true
				n.at, _ = strconv.Atoi(index[0].Value())
			}
			rows = append(rows, n)
		}
	}
	slices.SortStableFunc(rows, func(x, y numbered) int { return x.at - y.at })
	for _, n := range rows {
		a.rows = append(a.rows, n.row)
	}
	return a, ordered
}
