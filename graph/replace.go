package graph

import (
	"cmp"
	"fmt"
	"maps"
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
// Cost: the graphs and the document, in memory too; with new blank nodes also the
// terms since the base, and the first time on a base its triple terms. Errors: those
// of Add.
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
		for _, t := range []*rdf.Term{&q.S, &q.O, &q.G} {
			if *t, err = rename(*t); err != nil {
				return done, err
			}
		}
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
func (tx *Tx) renaming(document *rdf.Dataset, there []rdf.Quad) func(rdf.Term) (rdf.Term, error) {
	to := canon.Match(document, rdf.NewDataset(there...), canon.DefaultWork)
	var taken map[rdf.Term]bool
	var rename func(rdf.Term) (rdf.Term, error)
	rename = func(t rdf.Term) (_ rdf.Term, err error) {
		if tr, ok := t.Triple(); ok {
			s, errS := rename(tr.S)
			o, errO := rename(tr.O)
			return rdf.TripleTerm(rdf.Triple{S: s, P: tr.P, O: o}), cmp.Or(errS, errO)
		}
		if !t.IsBlank() {
			return t, nil
		}
		if _, known := to[t]; !known {
			if taken == nil {
				taken, err = tx.quoted()
			}
			to[t] = tx.unknown(t, taken)
			taken[to[t]] = true
		}
		return to[t], err
	}
	return rename
}

// quoted returns the blank nodes that stand in triple terms: those that stand
// nowhere else have no IDs by which they would be known.
func (tx *Tx) quoted() (map[rdf.Term]bool, error) {
	of, err := tx.from.base.quoted()
	blanks := make(map[rdf.Term]bool, len(of))
	maps.Copy(blanks, of)
	for n := range tx.from.delta.last() {
		takeBlanks(tx.from.delta.term(n+1), blanks)
	}
	for _, t := range tx.terms {
		takeBlanks(t, blanks)
	}
	return blanks, err
}

// findQuoted returns the blank nodes that stand in triple terms.
func (d *dictionary) findQuoted() (map[rdf.Term]bool, error) {
	blanks, in := map[rdf.Term]bool{}, termFinder{dictionary: d}
	for code := d.firsts[tripleSection]; code < d.firsts[len(sections)]; code++ {
		t, err := in.term(ID(code))
		if err != nil {
			return nil, err
		}
		takeBlanks(t, blanks)
	}
	return blanks, nil
}

// takeBlanks adds the blank nodes of a term.
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
