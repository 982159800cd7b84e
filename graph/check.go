package graph

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"reflect"
	"slices"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/termkey"
)

// Check reads all files of the store: checksums, the order of terms and rows,
// that all orders hold the same triples and all graphs the rows that the triples
// have, and every record of the log. Errors: those that wrap ErrCorrupt and say
// which file and where; those of ctx.
//
// Cost: that of reading everything once.
func (s *Store) Check(ctx context.Context) error {
	now := s.Snapshot()
	if err := cmp.Or(now.Err(), now.base.check(ctx)); err != nil {
		return err
	}
	for _, l := range now.delta.below {
		if r, ok := l.(*run); ok {
			if err := r.check(ctx); err != nil {
				return err
			}
		}
	}
	for _, name := range now.loads {
		f, err := now.past.loadFile(name)
		if err == nil {
			err = f.check(ctx)
		}
		if err != nil {
			return fmt.Errorf("file %s: %w", name, err)
		}
	}
	var d termkey.Decoder
	for entry, err := range s.log.Records(now.Oldest()) {
		var r record
		if err = cmp.Or(err, ctx.Err()); err == nil {
			r, err = parseRecord(entry.Payload)
		}
		if err == nil {
			_, err = r.decode(&d)
		}
		if err != nil {
			return fmt.Errorf("record %d of the log: %w", entry.Number, err)
		}
	}
	return nil
}

// A verifier is a file that can check itself.
type verifier interface {
	Verify(ctx context.Context) error
}

func (b *base) check(ctx context.Context) error {
	b.files.inOrder()
	files := map[string]verifier{
		termsFile: b.terms, valuesFile: b.values, setsFile: b.sets, membersFile: b.members, graphsFile: b.graphs, sizesFile: b.sizes, historyFile: b.history,
	}
	for o, t := range b.orders {
		files[orderNames[o]] = t
	}
	for name, file := range files {
		if err := file.Verify(ctx); err != nil {
			return fmt.Errorf("file %s/%s: %w", b.folder, name, err)
		}
	}
	if err := b.checkTerms(); err != nil {
		return fmt.Errorf("file %s/%s: %w", b.folder, termsFile, err)
	}
	return cmp.Or(b.checkOrders(ctx), b.checkStats(ctx), b.checkGraphs(ctx), b.checkSizes(ctx))
}

// checkStats counts anew what was counted when the base was written.
func (b *base) checkStats(ctx context.Context) error {
	counted := newBaseStats(len(b.predicates))
	for o := range order(tripleOrders) {
		rows := func(yield func([3]uint32, error) bool) {
			for row, err := range rowsOf(ctx, b.orders[o]) {
				if !yield([3]uint32(row[:3]), err) {
					return
				}
			}
		}
		for _, err := range counted.counted(o, rows) {
			if err != nil {
				return err
			}
		}
	}
	if !reflect.DeepEqual(*counted, b.stats) {
		return corrupt.Errorf("file %s/%s has other figures than the triples", b.folder, statsFile)
	}
	return nil
}

// checkTerms holds keys to be terms, those of a section to be of its kind.
func (d *dictionary) checkTerms() error {
	c := d.terms.From(0)
	for rank := 0; ; rank++ {
		key, ok, err := c.Next()
		if err != nil || !ok {
			return err
		}
		t, err := d.decoder.Term(string(key))
		if err != nil {
			return fmt.Errorf("key %d of %s: %w", rank, termsFile, err)
		}
		if id, err := d.id(d.codeOfRank(rank)); err != nil || id.Kind() != t.Kind() {
			return corrupt.Errorf("key %d of %s is a %v in the section of another kind", rank, termsFile, t.Kind())
		}
	}
}

// check reads all of a load file.
func (f *loadFile) check(ctx context.Context) error {
	err := cmp.Or(f.terms.Verify(ctx), f.values.Verify(ctx), f.quads.Verify(ctx))
	if err == nil {
		err = f.checkTerms()
	}
	if err != nil {
		return err
	}
	for row, err := range rowsOf(ctx, f.quads) {
		if err != nil {
			return err
		}
		if highest := f.firsts[len(sections)]; row[0] == 0 || row[1] == 0 || row[2] == 0 || slices.Max(row[:]) >= highest {
			return corrupt.Errorf("a row has the codes %v, of %d terms", row, highest-1)
		}
	}
	return nil
}

// checkOrders compares the triples of all orders, and their codes with those
// that there are.
func (b *base) checkOrders(ctx context.Context) error {
	seed := maphash.MakeSeed()
	var sums [tripleOrders]uint64
	for o := range order(tripleOrders) {
		for row, err := range rowsOf(ctx, b.orders[o]) {
			if err != nil {
				return err
			}
			var q [3]uint32
			for i, position := range positions[o] {
				q[position] = row[i]
			}
			if highest := b.firsts[len(sections)]; q[0] == 0 || q[2] == 0 || q[0] >= highest || q[2] >= highest || int(q[1]) >= len(b.predicates) {
				return corrupt.Errorf("file %s/%s: a row has the codes %v, of %d terms", b.folder, orderNames[o], q, highest-1)
			}
			sums[o] += maphash.Comparable(seed, q)
		}
		if sums[o] != sums[0] || b.orders[o].Len() != b.orders[spo].Len() {
			return corrupt.Errorf("files %s/%s and %s hold other triples", b.folder, orderNames[o], orderNames[spo])
		}
	}
	return nil
}

// checkGraphs compares the graphs that the triples have with the triples that
// the graphs have.
func (b *base) checkGraphs(ctx context.Context) error {
	if b.sets.Len() != b.orders[spo].Len() {
		return corrupt.Errorf("file %s/%s has %d rows, %s %d", b.folder, setsFile, b.sets.Len(), orderNames[spo], b.orders[spo].Len())
	}
	seed := maphash.MakeSeed()
	var sum uint64
	members := map[uint32][]uint32{}
	for row, err := range rowsOf(ctx, b.members) {
		if err != nil {
			return err
		}
		members[row[0]] = append(members[row[0]], row[1])
	}
	for row := range b.sets.Len() {
		set, err := b.sets.At(row)
		if err != nil {
			return err
		}
		if len(members[set]) == 0 {
			return corrupt.Errorf("file %s/%s: row %d has a set without graphs", b.folder, setsFile, row)
		}
		for _, graph := range members[set] {
			sum += maphash.Comparable(seed, [2]uint32{graph, uint32(row)})
		}
	}
	for row, err := range rowsOf(ctx, b.graphs) {
		if err != nil {
			return err
		}
		sum -= maphash.Comparable(seed, [2]uint32(row[:2]))
	}
	if sum != 0 {
		return corrupt.Errorf("files %s/%s and %s do not agree", b.folder, graphsFile, setsFile)
	}
	return nil
}

// checkSizes counts the triples of each graph anew.
func (b *base) checkSizes(ctx context.Context) error {
	var counted graphSizes
	rows := func(yield func([]uint32, error) bool) {
		for row, err := range rowsOf(ctx, b.graphs) {
			if !yield(row[:2], err) {
				return
			}
		}
	}
	for _, err := range counted.counted(rows) {
		if err != nil {
			return err
		}
	}
	for row, err := range rowsOf(ctx, b.sizes) {
		if err != nil {
			return err
		}
		if len(counted) == 0 || !slices.Equal(counted[0], row[:2]) {
			return corrupt.Errorf("file %s/%s does not agree with %s", b.folder, sizesFile, graphsFile)
		}
		counted = counted[1:]
	}
	if len(counted) > 0 {
		return corrupt.Errorf("file %s/%s lacks graphs that %s has", b.folder, sizesFile, graphsFile)
	}
	return nil
}
