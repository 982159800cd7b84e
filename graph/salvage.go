package graph

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/rdf"
)

// A salvage is a base of which some files are damaged: what is nil cannot be
// read.
type salvage struct {
	*base
	words   bool     // terms, values, sections and predicates can be read
	damaged []string // names of files
}

// newSalvage opens the files of a base, each as if there were no others, and
// reads all of them.
func newSalvage(ctx context.Context, from *files) *salvage {
	s := &salvage{base: &base{folder: from.folder, files: from}}
	try := func(name string, verify func() error) bool {
		err := verify()
		if err != nil {
			s.damaged = append(s.damaged, name)
		}
		return err == nil
	}
	for o := range order(tripleOrders) {
		try(orderNames[o], func() error { return openWhole(ctx, from, orderNames[o], table.Open, &s.orders[o]) })
	}
	try(setsFile, func() error { return openWhole(ctx, from, setsFile, table.OpenVector, &s.sets) })
	for name, to := range map[string]**table.Table{membersFile: &s.members, graphsFile: &s.graphs, sizesFile: &s.sizes, historyFile: &s.history} {
		try(name, func() error { return openWhole(ctx, from, name, table.Open, to) })
	}
	try(statsFile, func() error { var t *table.Table; return openWhole(ctx, from, statsFile, table.Open, &t) })
	terms := try(termsFile, func() error { return openWhole(ctx, from, termsFile, lexicon.Open, &s.terms) })
	values := try(valuesFile, func() error { return openWhole(ctx, from, valuesFile, table.OpenUint64s, &s.values) })
	sections := try(sectionsFile, func() error { var v *table.Vector; return openWhole(ctx, from, sectionsFile, table.OpenVector, &v) })
	predicates := try(predicatesFile, func() error { return s.openPredicates(from) })
	s.words = terms && values && sections && predicates && s.dictionary.open(from) == nil
	slices.Sort(s.damaged)
	return s
}

// openWhole opens a file and reads all of it; to stays nil when it is damaged.
func openWhole[T verifier](ctx context.Context, from opener, name string, as func([]byte) (T, error), to *T) error {
	var opened T
	err := open(from, name, as, &opened)
	if err == nil {
		err = opened.Verify(ctx)
	}
	if err == nil {
		*to = opened
	}
	return err
}

// lost says in words what is in no file that can be read; "" when all is.
func (s *salvage) lost() string {
	switch {
	case !s.words:
		return "the terms"
	case s.intact() == nil:
		return "the triples"
	case s.graphs == nil && (s.sets == nil || s.members == nil):
		return "which graphs the triples are in"
	}
	return ""
}

// intact returns the orders of the triples that can be read.
func (s *salvage) intact() (orders []order) {
	for o := range order(tripleOrders) {
		if s.orders[o] != nil {
			orders = append(orders, o)
		}
	}
	return orders
}

// source returns all that the base was written from, but for a history that is
// damaged.
func (s *salvage) source(ctx context.Context) (source, error) {
	triples, err := s.triples(ctx)
	if err != nil {
		return source{}, err
	}
	graphs := s.graphsBySet
	if s.sets == nil || s.members == nil {
		if graphs, err = s.graphsByRow(ctx, len(triples.spo)); err != nil {
			return source{}, err
		}
	}
	return source{
		keys: func(yield func([]byte, error) bool) {
			for key, err := range s.dictionary.all(1) {
				if !yield(key, err) {
					return
				}
			}
		},
		predicates: func() []uint32 { return s.predicates }, triples: triples.triples, graphs: graphs, history: s.entities,
	}, nil
}

// triples reads the triples in an order that is intact and sorts them.
func (s *salvage) triples(ctx context.Context) (*sorted, error) {
	from := s.intact()[0]
	rows := make([][4]uint32, 0, s.orders[from].Len())
	for r, err := range rowsOf(ctx, s.orders[from]) {
		if err != nil {
			return nil, err
		}
		var q row
		for i, position := range positions[from][:3] {
			q[position] = r[i]
		}
		q[1] = s.predicates[q[1]]
		rows = append(rows, q)
	}
	highest := s.firsts[len(sections)]
	if from != spo {
		next := make([][4]uint32, len(rows))
		for _, position := range []int{2, 1, 0} {
			sortBy(next, rows, position, highest)
			rows, next = next, rows
		}
	}
	return newSorted(rows, s.predicates, highest), nil
}

// graphsBySet yields the graphs of each triple by the set that it names.
func (s *salvage) graphsBySet(yield func([]uint32, error) bool) {
	members := map[uint32][]uint32{}
	for r, err := range rowsOf(context.Background(), s.members) {
		if err != nil {
			yield(nil, err)
			return
		}
		members[r[0]] = append(members[r[0]], r[1])
	}
	for i := range s.sets.Len() {
		set, err := s.sets.At(i)
		if !yield(members[set], err) || err != nil {
			return
		}
	}
}

// graphsByRow yields the graphs of each triple by the triples of each graph.
func (s *salvage) graphsByRow(ctx context.Context, triples int) (iter.Seq2[[]uint32, error], error) {
	ends := make([]int, triples+1)
	for r, err := range rowsOf(ctx, s.graphs) {
		if err != nil {
			return nil, err
		}
		ends[r[1]+1]++
	}
	for i := range triples {
		ends[i+1] += ends[i]
	}
	all := make([]uint32, ends[triples])
	for r, err := range rowsOf(ctx, s.graphs) { // graphs ascend, so those of each triple do
		if err != nil {
			return nil, err
		}
		all[ends[r[1]]] = r[0]
		ends[r[1]]++
	}
	return func(yield func([]uint32, error) bool) {
		from := 0
		for i := range triples {
			if !yield(all[from:ends[i]], nil) {
				return
			}
			from = ends[i]
		}
	}, nil
}

// entities yields the history if it can be read.
func (s *salvage) entities(yield func([2]uint32, error) bool) {
	if s.history == nil {
		return
	}
	for r, err := range s.touched() {
		if !yield([2]uint32(r[:2]), err) || err != nil {
			return
		}
	}
}

// historyOf returns the rows of a history that commits have made, in the codes of
// a base that knows all of their terms.
func historyOf(b *base, commits iter.Seq2[Transaction, error]) ([][2]uint32, error) {
	var rows [][2]uint32
	touch := func(t rdf.Term, seq uint64) error {
		if !t.IsZero() && !t.IsIRI() && !t.IsBlank() {
			return nil
		}
		code := uint32(0)
		if !t.IsZero() {
			id, known, err := b.find(t)
			if err != nil || !known {
				return cmp.Or(err, fmt.Errorf("graph: the dictionary does not have %v, which commit %d names", t, seq))
			}
			code = uint32(id)
		}
		rows = append(rows, [2]uint32{code, uint32(seq)})
		return nil
	}
	for t, err := range commits {
		if err != nil {
			return nil, err
		}
		for _, quads := range [...]iter.Seq2[rdf.Quad, error]{t.AddedQuads, t.RemovedQuads} {
			for q, err := range quads {
				if err = cmp.Or(err, touch(q.S, t.Seq), touch(q.O, t.Seq), touch(q.G, t.Seq)); err != nil {
					return nil, err
				}
			}
		}
	}
	slices.SortFunc(rows, func(a, b [2]uint32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(rows), nil
}
