package sparql

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

// modify carries out DELETE and INSERT: all quads are made of the solutions
// before one is removed or added.
//
// Spec: SPARQL 1.1 Update §3.1.
func (u *updater) modify(m *syntax.Modify) error {
	s, err := u.tx.Snapshot()
	if err != nil {
		return err
	}
	w := &modification{updater: u, terms: plan.NewTerms(s)}
	if !m.Data {
		if w.rows, err = u.engine.evaluate(u.ctx(), s, u.where(m), u.whereOptions(m)); err != nil {
			return err
		}
		defer w.rows.close()
		w.terms = w.rows.terms
	}
	w.remove, w.add = w.template(m.With, m.Delete), w.template(m.With, m.Insert)
	if err := w.collect(); err != nil {
		return err
	}
	return w.apply()
}

// where returns the pattern of an operation as a query for what its templates
// use.
func (u *updater) where(m *syntax.Modify) *algebra.Query {
	q := &algebra.Query{Form: syntax.Select, Pattern: algebra.Pattern(m.Where), Dataset: m.Using}
	for _, quads := range slices.Concat(m.Delete, m.Insert) {
		g, triples := algebra.Template(quads)
		if g.Var != "" {
			q.Vars = append(q.Vars, g.Var)
		}
		q.Vars = append(q.Vars, patternVars(triples)...)
	}
	visible := m.Where.Visible()
	slices.Sort(q.Vars)
	q.Vars = slices.DeleteFunc(slices.Compact(q.Vars), func(v string) bool { return !slices.Contains(visible, v) })
	return q
}

// whereOptions returns the dataset of the pattern: that of the protocol, of
// USING, or the graph of WITH and all named ones.
func (u *updater) whereOptions(m *syntax.Modify) QueryOptions {
	o := u.options
	q := QueryOptions{Base: o.Base, Separate: o.Separate, DefaultGraphs: o.DefaultGraphs, NamedGraphs: o.NamedGraphs, Timeout: o.Timeout, urgent: true}
	if len(m.Using) == 0 {
		q.with = m.With
	}
	return q
}

// modification is an operation under way.
type modification struct {
	*updater
	rows        *rows // nil for data, which is one solution
	terms       *plan.Terms
	remove, add *template
	removed     []quad
	added       []quad
}

// template returns the template of quads, of which those without a graph are of
// the one of WITH.
func (w *modification) template(with string, quads []syntax.Quads) *template {
	var vars []string
	if w.rows != nil {
		vars = w.rows.plan.Root.About().Vars
	}
	t := newTemplate(w.terms, vars, w.labels(w.terms.Snapshot()))
	for _, q := range quads {
		g, triples := algebra.Template(q)
		if q.Graph.Kind == syntax.NoNode && with != "" {
			g.Term = rdf.IRI(with)
		}
		t.add(g, triples)
	}
	return t
}

const quadBytes = 32

// collect makes the quads of all solutions.
func (w *modification) collect() error {
	if w.rows == nil {
		w.solution(exec.Batch{Len: 1}, 0)
		return nil
	}
	for {
		b, err := w.rows.next()
		if err != nil || b.Len == 0 {
			return err
		}
		before := cap(w.removed) + cap(w.added)
		for i := range b.Len {
			w.solution(b, i)
		}
		if err := w.rows.budget.Take(quadBytes * int64(cap(w.removed)+cap(w.added)-before)); err != nil {
			return err
		}
	}
}

func (w *modification) solution(b exec.Batch, row int) {
	w.removed = w.remove.append(w.removed, b, row)
	w.added = w.add.append(w.added, b, row)
}

// apply removes and then adds.
func (w *modification) apply() error {
	var unnamed []quad
	err := w.each(w.removed, w.remove, func(ids quad, q rdf.Quad) error {
		if ids[3] == 0 {
			unnamed = append(unnamed, ids)
		}
		_, err := w.tx.Remove(q)
		return err
	})
	if err == nil {
		err = w.each(w.added, w.add, func(_ quad, q rdf.Quad) error {
			_, err := w.tx.Add(q)
			return err
		})
	}
	if err != nil || len(unnamed) == 0 {
		return err
	}
	return w.count(unnamed)
}

// count counts the triples that named graphs still hold.
func (w *modification) count(unnamed []quad) error {
	s, err := w.tx.Snapshot()
	if err != nil {
		return err
	}
	slices.SortFunc(unnamed, func(a, b quad) int { return slices.Compare(a[:], b[:]) })
	for _, q := range slices.Compact(unnamed) {
		if s.CountIDs(graph.IDPattern{S: q[0], P: q[1], O: q[2]}) > s.CountIDs(graph.IDPattern{S: q[0], P: q[1], O: q[2], Unnamed: true}) {
			w.elsewhere++
		}
	}
	return s.Err()
}

// each calls do with quads and their terms.
func (w *modification) each(quads []quad, t *template, do func(quad, rdf.Quad) error) error {
	m := materials{template: t, reader: newTermReader(w.terms)}
	for part := range slices.Chunk(quads, exec.BatchRows) {
		if err := w.ctx().Err(); err != nil {
			return err
		}
		m.begin()
		for _, q := range part {
			m.want(q[:]...)
		}
		if err := m.read(); err != nil {
			return err
		}
		for _, q := range part {
			if err := do(q, rdf.Quad{S: m.term(q[0]), P: m.term(q[1]), O: m.term(q[2]), G: m.term(q[3])}); err != nil {
				return err
			}
		}
	}
	return nil
}
