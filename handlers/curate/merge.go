package curate

import (
	"strings"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Merge joins a thing with another that was found to be the same: all that is said
// about it, its parts and by it is said of the other, in the same graphs. Its name
// becomes another name where the other has one in the language. The address of the
// thing then leads to the other. Errors: those of Withdraw.
func Merge(tx *graph.Tx, thing, into rdf.Term, d Decision) error {
	if err := check(tx, thing, into); err != nil {
		return err
	}
	m := merger{tx: tx, thing: thing, into: into}
	quads, err := m.concerned()
	if err != nil {
		return err
	}
	for _, q := range quads {
		if err := m.move(q); err != nil {
			return err
		}
	}
	return d.state(tx, feeds.Tombstone{Thing: thing, Merged: true, Replacement: into})
}

type merger struct {
	tx          *graph.Tx
	thing, into rdf.Term
}

// concerned returns the quads that the thing or a part of it is in.
func (m *merger) concerned() (all []rdf.Quad, err error) {
	seen := map[rdf.Quad]bool{}
	nodes := map[rdf.Term]bool{m.thing: true}
	for q, err := range graph.Describe(m.tx.Before(), m.thing) {
		if err != nil {
			return nil, err
		}
		if q.S.IsIRI() {
			nodes[q.S] = true
		}
	}
	for node := range nodes {
		for _, p := range []graph.Pattern{{S: node}, {O: node}, {G: node}} {
			for q, err := range m.tx.Before().Quads(p) {
				if err != nil {
					return nil, err
				}
				if !seen[q] {
					seen[q] = true
					all = append(all, q)
				}
			}
		}
	}
	return all, nil
}

func (m *merger) move(q rdf.Quad) error {
	if _, err := m.tx.Remove(q); err != nil {
		return err
	}
	moved := rdf.Quad{S: m.rename(q.S), P: q.P, O: m.rename(q.O), G: m.rename(q.G)}
	if moved.S == m.into && moved.O == m.into { // that they are the same is said once
		return nil
	}
	if q.S == m.thing && m.isSecondName(moved) {
		moved.P = rdf.IRI(ontology.SKOSAltLabel)
	}
	_, err := m.tx.Add(moved)
	return err
}

// rename returns the term that takes the place of the thing or of a part of it.
func (m *merger) rename(t rdf.Term) rdf.Term {
	if !t.IsIRI() {
		return t
	}
	part, ok := strings.CutPrefix(t.Value(), m.thing.Value())
	if !ok || part != "" && part[0] != '#' {
		return t
	}
	return rdf.IRI(m.into.Value() + part)
}

// isSecondName reports whether a quad is a name of what has one in the language.
func (m *merger) isSecondName(q rdf.Quad) bool {
	if p := q.P.Value(); p != ontology.RDFSLabel && p != ontology.SKOSPrefLabel {
		return false
	}
	for t := range m.tx.Before().Triples(graph.Pattern{S: m.into, P: q.P}) {
		if t.O.Lang() == q.O.Lang() && t.O != q.O {
			return true
		}
	}
	return false
}
