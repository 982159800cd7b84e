package sparql_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/results"
)

// An answer is what a query gives: a graph, a truth value or a table.
type answer struct {
	graph     *rdf.Dataset // of CONSTRUCT and DESCRIBE
	isBoolean bool
	boolean   bool
	vars      []string
	rows      [][]rdf.Term // a term for each of vars, zero where unbound
}

// matching says how far two answers must agree beyond the names of blank nodes.
type matching struct {
	ordered bool // rows are in one order
	lax     bool // of a row there may be fewer, but one
}

// differs explains how an answer is not the one that is wanted, "" if it is.
func (m matching) differs(got, want answer) string {
	switch {
	case want.graph != nil:
		if got.graph == nil {
			return "is no graph"
		}
		return canon.Diff(got.graph, want.graph)
	case want.isBoolean:
		if !got.isBoolean || got.boolean != want.boolean {
			return fmt.Sprintf("is not %v", want.boolean)
		}
		return ""
	case got.graph != nil || got.isBoolean:
		return "is no table"
	}
	if slices.Equal(got.vars, want.vars) && slices.Equal(m.lines(got), m.lines(want)) {
		return "" // as most are: the same blank nodes have the same labels
	}
	problem := m.tables(got, want)
	if problem != "" && m.tables(got.canonical(), want.canonical()) == "" {
		return ""
	}
	return problem
}

// lines returns the rows as text, sorted unless their order counts.
func (m matching) lines(a answer) (lines []string) {
	for _, row := range a.rows {
		var line strings.Builder
		for _, t := range row {
			line.WriteString(text(t) + " ")
		}
		lines = append(lines, line.String())
	}
	if !m.ordered {
		slices.Sort(lines)
	}
	return lines
}

func (m matching) tables(got, want answer) string {
	vars := slices.Sorted(slices.Values(got.vars))
	if wanted := slices.Sorted(slices.Values(want.vars)); !slices.Equal(vars, wanted) {
		return fmt.Sprintf("has the variables %q, want %q", vars, wanted)
	}
	if !m.lax && len(got.rows) != len(want.rows) {
		return fmt.Sprintf("has %d rows, want %d: %s", len(got.rows), len(want.rows), canon.Diff(m.table(got), m.table(want)))
	}
	return canon.Diff(m.table(got), m.table(want))
}

// canonical returns a table whose numbers are in canonical form, since no
// specification says which form an operator gives its result.
func (a answer) canonical() answer {
	rows := make([][]rdf.Term, len(a.rows))
	for i, row := range a.rows {
		for _, t := range row {
			rows[i] = append(rows[i], canonicalNumber(t))
		}
	}
	a.rows = rows
	return a
}

func canonicalNumber(t rdf.Term) rdf.Term {
	switch t.Datatype() {
	case xsd.Namespace + "decimal":
		if d, ok := xsd.ParseDecimal(t.Value()); ok {
			return t.WithLexical(d.String())
		}
	case xsd.Namespace + "double":
		if f, ok := xsd.ParseDouble(t.Value()); ok {
			return t.WithLexical(xsd.FormatDouble(f))
		}
	case xsd.Namespace + "float":
		if f, ok := xsd.ParseFloat(t.Value()); ok {
			return t.WithLexical(xsd.FormatFloat(f))
		}
	}
	return t
}

// table returns a table as a graph: isomorphic graphs are equal tables. Equal
// rows are one node with their number.
func (m matching) table(a answer) *rdf.Dataset {
	out := rdf.NewDataset()
	counts := map[string]int{}
	nodes := map[string]rdf.Term{}
	for i, row := range a.rows {
		key := fmt.Sprint(row)
		if m.ordered {
			key = fmt.Sprint(i, row)
		}
		if counts[key]++; counts[key] > 1 {
			continue
		}
		node := rdf.BlankNode("row" + strconv.Itoa(i))
		nodes[key] = node
		out.Add(rdf.Quad{S: node, P: rdf.IRI("row:is"), O: rdf.IRI("row:row")})
		for column, t := range row {
			if !t.IsZero() {
				out.Add(rdf.Quad{S: node, P: rdf.IRI("row:?" + a.vars[column]), O: t})
			}
		}
		if m.ordered {
			out.Add(rdf.Quad{S: node, P: rdf.IRI("row:at"), O: rdf.String(strconv.Itoa(i))})
		}
	}
	for key, n := range counts {
		if !m.lax {
			out.Add(rdf.Quad{S: nodes[key], P: rdf.IRI("row:count"), O: rdf.String(strconv.Itoa(n))})
		}
	}
	return out
}

// through writes a table or truth value in a format and reads it again: what a
// client of the format gets.
func (a answer) through(f results.Format) (answer, error) {
	var text bytes.Buffer
	if err := a.write(&text, f); err != nil {
		return a, err
	}
	return readAnswer(&text, f, "")
}

// write writes a table or truth value in a format.
func (a answer) write(to io.Writer, f results.Format) error {
	if a.isBoolean {
		return results.WriteBoolean(to, f, a.boolean)
	}
	w := results.NewWriter(to, f, a.vars)
	for _, row := range a.rows {
		if err := w.Row(row); err != nil {
			return err
		}
	}
	return w.Close()
}

// termText returns a term as queries have it.
func termText(t rdf.Term) string { return string(nquads.AppendTerm(nil, t)) }
