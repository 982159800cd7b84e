package graph

import (
	"fmt"
	"slices"
	"strconv"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
)

// Replaced says what Replace has done, in quads.
type Replaced struct{ Added, Removed, Unchanged int }

// Replace makes graphs hold what a document says, and nothing else, by adding and
// removing only what differs. names are the graphs, the zero Term the unnamed
// one; quads of the document in others are ErrInvalid. Blank nodes of the document
// are those of the graphs that they match best (canon.Match); others are new, and
// keep their labels where the store does not know them.
//
// Cost: the graphs and the document, in memory too. Errors: those of Add.
func (tx *Tx) Replace(names []rdf.Term, document *rdf.Dataset) (done Replaced, err error) {
	there := map[quad]bool{} // true: to be removed
	var withBlanks []rdf.Quad
	for _, name := range names {
		err := tx.scan(Pattern{G: name, Unnamed: name.IsZero()}, func(q *quad) bool {
			if there[*q] = true; slices.ContainsFunc(q[:], mayBeBlank) {
				withBlanks = append(withBlanks, tx.quadOf(q))
			}
			return true
		})
		if err != nil {
			return done, err
		}
	}
	rename := tx.renaming(document, withBlanks)
	replaced := map[rdf.Term]bool{}
	for _, name := range names {
		replaced[name] = true
	}
	for _, q := range document.Quads() {
		if !replaced[q.G] {
			return done, fmt.Errorf("%w for the graphs replaced: %v", ErrInvalid, q)
		}
		q = rdf.Quad{S: rename(q.S), P: q.P, O: rename(q.O), G: rename(q.G)}
		n, known := tx.numbers(q)
		if known && there[n] {
			delete(there, n)
			done.Unchanged++
			continue
		}
		added, err := tx.Add(q)
		if err != nil {
			return done, err
		}
		if added {
			done.Added++
		}
	}
	for q := range there {
		if _, err := tx.set(q, false); err != nil {
			return done, err
		}
		done.Removed++
	}
	return done, nil
}

// mayBeBlank reports whether a term is or may hold a blank node.
func mayBeBlank(id ID) bool {
	kind := id.Kind()
	return kind == rdf.BlankNodeKind || kind == rdf.TripleTermKind
}

// quadOf returns the terms of a quad of the transaction.
func (tx *Tx) quadOf(q *quad) rdf.Quad {
	return rdf.Quad{S: tx.term(q[0]), P: tx.term(q[1]), O: tx.term(q[2]), G: tx.term(q[3])}
}

// renaming returns what gives the blank nodes of a document the labels that they
// have in the store, or new ones.
func (tx *Tx) renaming(document *rdf.Dataset, there []rdf.Quad) func(rdf.Term) rdf.Term {
	to := canon.Match(document, rdf.NewDataset(there...), canon.DefaultWork)
	taken := map[rdf.Term]bool{}
	for _, q := range there {
		takeBlanks(q.S, taken)
		takeBlanks(q.O, taken)
		takeBlanks(q.G, taken)
	}
	var rename func(rdf.Term) rdf.Term
	rename = func(t rdf.Term) rdf.Term {
		if tr, ok := t.Triple(); ok {
			return rdf.TripleTerm(rdf.Triple{S: rename(tr.S), P: tr.P, O: rename(tr.O)})
		}
		if !t.IsBlank() {
			return t
		}
		if _, known := to[t]; !known {
			to[t] = tx.unknown(t, taken)
			taken[to[t]] = true
		}
		return to[t]
	}
	return rename
}

// takeBlanks adds the blank nodes of a term: those that stand in triple terms alone
// have no IDs by which they would be known.
func takeBlanks(t rdf.Term, taken map[rdf.Term]bool) {
	if tr, ok := t.Triple(); ok {
		takeBlanks(tr.S, taken)
		takeBlanks(tr.O, taken)
	} else if t.IsBlank() {
		taken[t] = true
	}
}

// unknown returns a blank node that neither the store has nor those taken: t
// itself if it can be.
func (tx *Tx) unknown(t rdf.Term, taken map[rdf.Term]bool) rdf.Term {
	for out, i := t, 1; ; i++ {
		if _, known := tx.id(out); !known && !taken[out] {
			return out
		}
		out = rdf.BlankNode(t.Value() + "r" + strconv.Itoa(i))
	}
}
