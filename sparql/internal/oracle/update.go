package oracle

import (
	"errors"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// What makes an update fail.
var (
	ErrGraph = errors.New("oracle: the graph exists already, or there is none")
	ErrLoad  = errors.New("oracle: nothing is loaded")
)

// Update returns the dataset that an update request makes of d, which stays as it
// is. patterns says what the patterns of an operation are matched with: Plain or
// Union. Graphs without triples do not exist. Errors: those of Query, ErrGraph,
// ErrLoad.
//
// Spec: SPARQL 1.1 Update §2.2, §3, §4.
func Update(u *syntax.Update, d *rdf.Dataset, patterns func(*rdf.Dataset) Dataset, o Options) (out *rdf.Dataset, err error) {
	defer recovered(&err)
	w := writer{newRun(u.Prologue, o), patterns, rdf.NewDataset(d.Quads()...)}
	for _, operation := range u.Operations {
		switch x := operation.(type) {
		case *syntax.Modify:
			w.modify(x)
		case *syntax.Load:
			if !x.Silent {
				w.stop(ErrLoad)
			}
		case *syntax.Manage:
			if !w.manage(x) && !x.Silent {
				w.stop(ErrGraph)
			}
		}
	}
	return w.store, nil
}

// writer is a Graph Store as the operations so far have left it.
type writer struct {
	*run
	patterns func(*rdf.Dataset) Dataset
	store    *rdf.Dataset
}

// remove leaves out the quads for which drop is true.
func (w *writer) remove(drop func(rdf.Quad) bool) {
	kept := rdf.NewDataset()
	for _, q := range w.store.Quads() {
		if !drop(q) {
			kept.Add(q)
		}
	}
	w.store = kept
}

// modify is DELETE/INSERT, of which the others are forms: what to delete and to
// insert is known before either happens.
//
// Spec: SPARQL 1.1 Update §3.1.3, §4.3.
func (w *writer) modify(m *syntax.Modify) {
	all := []Solution{{}}
	if m.Where != nil {
		all = w.over(w.matched(m)).group(m.Where)
	}
	deleted := rdf.NewDataset(w.quads(m.Delete, m.With, all)...)
	inserted := w.quads(m.Insert, m.With, all)
	w.remove(deleted.Has)
	for _, q := range inserted {
		w.store.Add(q)
	}
}

// matched returns what the pattern is matched with.
func (w *writer) matched(m *syntax.Modify) Dataset {
	d := w.patterns(w.store)
	switch {
	case len(m.Using) > 0:
		return d.clauses(m.Using)
	case m.With != "":
		d.Default = d.Named[rdf.IRI(m.With)]
	}
	return d
}

// quads are the instances of a template; each solution has blank nodes of its
// own.
//
// Spec: SPARQL 1.1 Update §4.2.
func (w *writer) quads(template []syntax.Quads, with string, all []Solution) (out []rdf.Quad) {
	for _, mu := range all {
		label := w.blankNodes()
		for _, part := range template {
			name, ok := graphName(part.Graph, with, mu)
			for _, pattern := range part.Triples {
				if t, valid := instanceTriple(pattern, mu, label); ok && valid {
					out = append(out, t.In(name))
				}
			}
		}
	}
	return out
}

func graphName(n syntax.Node, with string, mu Solution) (name rdf.Term, ok bool) {
	switch {
	case n.Kind != syntax.NoNode:
		name, ok = instance(n, mu, nil)
		return name, ok && (name.IsIRI() || name.IsBlank())
	case with != "":
		return rdf.IRI(with), true
	}
	return name, true
}
