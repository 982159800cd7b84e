package sparql

import (
	"fmt"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/syntax"
)

// load carries out LOAD. The document is read whole before a quad is added, so
// that one with an error leaves nothing behind. Quads that name a graph keep it,
// unless INTO names another.
//
// Spec: SPARQL 1.1 Update §3.1.4.
func (u *updater) load(l *syntax.Load) error {
	if u.engine.options.Load == nil {
		return fmt.Errorf("%w: LOAD <%s>: this server reads no documents from elsewhere", ErrDenied, l.Source)
	}
	s, err := u.tx.Snapshot()
	if err != nil {
		return err
	}
	budget := exec.NewBudget(&u.engine.pool, u.engine.options.QueryMemory, 0)
	defer budget.Close()
	prefix := u.labels(s)
	var quads []rdf.Quad
	for q, err := range u.engine.options.Load(u.ctx(), l.Source) {
		if err == nil {
			err = budget.Take(int64(4*termBytes + len(q.S.Value()) + len(q.P.Value()) + len(q.O.Value())))
		}
		if err != nil {
			return fmt.Errorf("sparql: LOAD <%s>: %w", l.Source, err)
		}
		if l.Into.Target == syntax.NamedGraph || q.G.IsZero() {
			q.G = nameOf(l.Into)
		}
		quads = append(quads, rdf.Quad{S: relabelled(q.S, prefix), P: q.P, O: relabelled(q.O, prefix), G: relabelled(q.G, prefix)})
	}
	for _, q := range quads {
		if _, err := u.tx.Add(q); err != nil {
			return err
		}
	}
	return nil
}

const termBytes = 24

// relabelled returns a term whose blank nodes have labels with a prefix.
func relabelled(t rdf.Term, prefix string) rdf.Term {
	if t.IsBlank() {
		return rdf.BlankNode(prefix + t.Value())
	}
	if triple, ok := t.Triple(); ok {
		return rdf.TripleTerm(rdf.Triple{S: relabelled(triple.S, prefix), P: triple.P, O: relabelled(triple.O, prefix)})
	}
	return t
}
