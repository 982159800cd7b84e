package sparql

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/plan"
)

// materials are the terms of a batch of triples or quads.
type materials struct {
	template *template
	reader   *termReader
	ids      []graph.ID // ascending, once they are read
	terms    []rdf.Term
}

// begin forgets what was wanted.
func (m *materials) begin() { m.ids = m.ids[:0] }

func (m *materials) want(ids ...graph.ID) { m.ids = append(m.ids, ids...) }

// read reads the terms that are wanted.
func (m *materials) read() (err error) {
	slices.Sort(m.ids)
	m.ids = slices.Compact(m.ids)
	known, _ := slices.BinarySearch(m.ids, firstFresh)
	m.terms, err = m.reader.append(m.terms[:0], m.ids[:known])
	for _, id := range m.ids[known:] {
		m.terms = append(m.terms, m.template.term(id))
	}
	return err
}

// term returns a term that was wanted.
func (m *materials) term(id graph.ID) rdf.Term {
	i, _ := slices.BinarySearch(m.ids, id)
	return m.terms[i]
}

// termReader reads terms of a snapshot and of a query.
type termReader struct {
	terms    *plan.Terms
	snapshot *graph.TermReader
}

func newTermReader(t *plan.Terms) *termReader {
	return &termReader{t, t.Snapshot().TermReader()}
}

// append appends the terms of ascending IDs.
func (r *termReader) append(dst []rdf.Term, ids []graph.ID) ([]rdf.Term, error) {
	own, _ := slices.BinarySearch(ids, graph.FirstLocal)
	dst, err := r.snapshot.Append(dst, ids[:own]...)
	for _, id := range ids[own:] {
		dst = append(dst, r.terms.Term(id))
	}
	return dst, err
}
