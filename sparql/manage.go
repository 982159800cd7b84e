package sparql

import (
	"fmt"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// manage carries out CLEAR, DROP, CREATE, ADD, MOVE and COPY.
//
// Spec: SPARQL 1.1 Update §3.1.3 and §3.2.
func (u *updater) manage(m *syntax.Manage) error {
	switch m.Name {
	case "CLEAR", "DROP":
		return u.clear(m.From)
	case "CREATE":
		if !m.Silent && u.exists(m.From) {
			return fmt.Errorf("%w: CREATE: the graph <%s> is there already", ErrState, m.From.IRI)
		}
		return nil
	}
	if m.From == m.To {
		return nil
	}
	if m.From.Target == syntax.NamedGraph && !u.exists(m.From) {
		if m.Silent {
			return nil
		}
		return fmt.Errorf("%w: %s: there is no graph <%s>", ErrState, m.Name, m.From.IRI)
	}
	return u.transfer(m)
}

// transfer carries out ADD, MOVE and COPY between different graphs.
func (u *updater) transfer(m *syntax.Manage) error {
	s, err := u.tx.Snapshot()
	if err == nil && m.Name != "ADD" {
		err = u.clear(m.To)
	}
	if err != nil {
		return err
	}
	to := nameOf(m.To)
	for q, err := range s.Quads(patternOf(m.From)) {
		if err == nil {
			q.G = to
			_, err = u.tx.Add(q)
		}
		if err != nil {
			return err
		}
	}
	if m.Name == "MOVE" {
		return u.clear(m.From)
	}
	return nil
}

func (u *updater) exists(g syntax.GraphRef) bool {
	s, err := u.tx.Snapshot()
	return err == nil && s.Has(patternOf(g))
}

func (u *updater) clear(g syntax.GraphRef) error {
	if g.Target != syntax.AllNamed {
		_, err := u.tx.RemoveMatching(patternOf(g))
		return err
	}
	s, err := u.tx.Snapshot()
	if err != nil {
		return err
	}
	for _, name := range s.GraphNames() {
		if _, err := u.tx.RemoveMatching(graph.Pattern{G: name}); err != nil {
			return err
		}
	}
	return s.Err()
}

// patternOf returns the pattern of the quads of a graph, or of all.
func patternOf(g syntax.GraphRef) graph.Pattern {
	switch g.Target {
	case syntax.DefaultGraph:
		return graph.Pattern{Unnamed: true}
	case syntax.NamedGraph:
		return graph.Pattern{G: rdf.IRI(g.IRI)}
	}
	return graph.Pattern{}
}

// nameOf returns the name of a graph, the zero Term for the default one.
func nameOf(g syntax.GraphRef) rdf.Term {
	if g.Target == syntax.NamedGraph {
		return rdf.IRI(g.IRI)
	}
	return rdf.Term{}
}
