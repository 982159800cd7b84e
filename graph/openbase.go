package graph

import (
	"cmp"
	"fmt"

	"w3id.org/plenary/graph/internal/table"
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
	tables := map[string]**table.Table{membersFile: &b.members, graphsFile: &b.graphs, sizesFile: &b.sizes, historyFile: &b.history}
	for o := range order(tripleOrders) {
		tables[orderNames[o]] = &b.orders[o]
	}
	for name, to := range tables {
		if err := open(from, name, table.Open, to); err != nil {
			return nil, err
		}
	}
	err := cmp.Or(b.dictionary.open(from), open(from, setsFile, table.OpenVector, &b.sets), b.openPredicates(from), b.openStats(from))
	if err != nil {
		return nil, err
	}
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
