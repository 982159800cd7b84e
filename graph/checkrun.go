package graph

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"hash/maphash"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/termkey"
)

// check reads all of a run: checksums, terms and their numbers, and that all
// orders hold the same rows.
func (r *run) check(ctx context.Context) error {
	files := map[string]verifier{termsFile: r.terms, idsFile: r.ids, byRankFile: r.byRank, ranksFile: r.ranks}
	for s := range r.rows {
		for o, t := range r.rows[s] {
			files[orderNames[o]+signNames[s]] = t
		}
	}
	for name, file := range files {
		if err := file.Verify(ctx); err != nil {
			return fmt.Errorf("file %s, %s: %w", r.File, name, err)
		}
	}
	err := r.checkTerms()
	for s := range r.rows {
		err = cmp.Or(err, r.checkOrders(ctx, sign(s), spo, tripleOrders), r.checkOrders(ctx, sign(s), spog, int(history)))
	}
	return cmp.Or(err, r.checkOrders(ctx, plus, history, int(history)+1))
}

func (r *run) checkTerms() error {
	for n := range uint32(r.terms.Len()) {
		t, err := r.read(n)
		if err != nil {
			return fmt.Errorf("file %s, term %d: %w", r.File, n, err)
		}
		rank, err := r.ranks.At(int(n))
		if err != nil {
			return err
		}
		if back, err := r.byRank.At(int(rank)); err != nil || back != n {
			return corrupt.Errorf("file %s: %s and %s do not agree on term %d", r.File, ranksFile, byRankFile, n)
		}
		key, err := r.terms.Append(nil, int(rank))
		if err != nil || !bytes.Equal(key, termkey.Append(nil, t)) {
			return corrupt.Errorf("file %s: term %d is not what its key says", r.File, n)
		}
	}
	return nil
}

// checkOrders compares the rows of the orders from the first to, not including,
// end, and holds their codes to be those of IDs.
func (r *run) checkOrders(ctx context.Context, s sign, first order, end int) error {
	seed := maphash.MakeSeed()
	var sums [rowOrders + 1]uint64
	for o := first; int(o) < end; o++ {
		t := r.rows[s][o]
		if t.Columns() != width(o) || t.Len() != r.rows[s][first].Len() {
			return corrupt.Errorf("file %s: %s%s has %d columns and %d rows", r.File, orderNames[o], signNames[s], t.Columns(), t.Len())
		}
		sum, err := r.sum(ctx, o, t, seed)
		if err != nil {
			return fmt.Errorf("file %s, %s%s: %w", r.File, orderNames[o], signNames[s], err)
		}
		if sums[o] = sum; sum != sums[first] {
			return corrupt.Errorf("file %s: %s%s and %s%s hold other rows", r.File, orderNames[first], signNames[s], orderNames[o], signNames[s])
		}
	}
	return nil
}

// sum returns a number of the rows of a table that does not depend on their
// order.
func (r *run) sum(ctx context.Context, o order, t *table.Table, seed maphash.Seed) (sum uint64, err error) {
	for row, err := range rowsOf(ctx, t) {
		if err != nil {
			return 0, err
		}
		var q [4]uint32
		for i := range width(o) {
			isCode := o != history || i == 0
			if isCode && int(row[i]) >= r.ids.Len() {
				return 0, corrupt.Errorf("a row has code %d of %d", row[i], r.ids.Len())
			}
			if o == history {
				q[i] = row[i]
			} else {
				q[positions[o][i]] = row[i]
			}
		}
		sum += maphash.Comparable(seed, q)
	}
	return sum, nil
}
