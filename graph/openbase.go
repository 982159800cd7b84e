package graph

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/rdf"
)

// An opener opens files.
type opener interface {
	Open(name string) ([]byte, error)
}

// openBase opens what writeBase has written.
//
// Cost: independent of the number of quads.
func openBase(from opener) (*base, error) {
	b := new(base)
	tables := map[string]**table.Table{membersFile: &b.members, graphsFile: &b.graphs, historyFile: &b.history}
	for o := range order(tripleOrders) {
		tables[orderNames[o]] = &b.orders[o]
	}
	for name, to := range tables {
		if err := open(from, name, table.Open, to); err != nil {
			return nil, err
		}
	}
	err := cmp.Or(
		open(from, termsFile, lexicon.Open, &b.terms),
		open(from, valuesFile, table.OpenUint64s, &b.values),
		open(from, setsFile, table.OpenVector, &b.sets),
	)
	if err == nil {
		err = cmp.Or(b.openSections(from), b.openPredicates(from))
	}
	if err != nil {
		return nil, err
	}
	b.stats = sync.OnceValues(b.countStats)
	b.byCode = newCache[uint32, rdf.Term](b.terms.Len(), itself)
	b.byTerm = newCache[rdf.Term, ID](b.terms.Len(), hashOf[rdf.Term]())
	b.bySet = newCache[uint32, []ID](b.members.Len(), itself)
	return b, nil
}

// open opens one file.
func open[T any](from opener, name string, as func([]byte) (T, error), to *T) error {
	bytes, err := from.Open(name)
	if err == nil {
		*to, err = as(bytes)
	}
	if err != nil {
		return fmt.Errorf("graph: file %s: %w", name, err)
	}
	return nil
}

func (b *base) openSections(from opener) error {
	var v *table.Vector
	if err := open(from, sectionsFile, table.OpenVector, &v); err != nil {
		return err
	}
	if v.Len() != len(b.firsts) {
		return corrupt.Errorf("file %s has %d numbers, not %d", sectionsFile, v.Len(), len(b.firsts))
	}
	if err := v.Read(0, b.firsts[:]); err != nil {
		return err
	}
	f := &b.firsts
	if !slices.IsSorted(f[:]) || f[0] != 1 || int(f[literalSection]-f[valueSection]) != b.values.Len() ||
		int(f[len(sections)])-1 != b.terms.Len()+b.values.Len() {
		return corrupt.Errorf("file %s does not agree with %s and %s", sectionsFile, termsFile, valuesFile)
	}
	return nil
}

func (b *base) openPredicates(from opener) error {
	var t *table.Table
	if err := open(from, predicatesFile, table.Open, &t); err != nil {
		return err
	}
	b.predicates = make([]uint32, t.Len())
	for i := range b.predicates {
		if err := t.Row(i, b.predicates[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}
