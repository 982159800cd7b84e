package exec

import (
	"cmp"
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// A keyMaker makes numbers of the IDs of a column that are in the order of
// orderIDs, and the same for equal ones.
type keyMaker struct {
	terms *plan.Terms
	claim claim
}

// keyShape is what all IDs of a column have in common.
type keyShape uint8

const (
	anyKeys    keyShape = iota
	inlineKeys          // unbound, or literals of one datatype that are their own IDs
	orderKeys           // IDs that are in order themselves
	numberKeys          // numbers that are their own IDs, not large
)

// exactMillionths is a bound of numbers that as doubles do not fall together.
const exactMillionths = 1 << 51

// shapeOf looks at all IDs.
func (m *keyMaker) shapeOf(ids []graph.ID) keyShape {
	kind, datatypes, ordered, numbers := graph.NotInline, 0, true, true
	for _, id := range ids {
		if id == 0 {
			continue
		}
		k := id.Inline()
		if k != kind || datatypes == 0 {
			kind = k
			datatypes++
		}
		numbers = numbers && isSmallNumber(id)
		ordered = ordered && k == graph.NotInline && inOrder(m.terms, id)
		if !numbers && !ordered && datatypes > 1 {
			return anyKeys
		}
	}
	switch {
	case ordered:
		return orderKeys
	case datatypes == 1 && kind != graph.NotInline:
		return inlineKeys
	case numbers:
		return numberKeys
	}
	return anyKeys
}

func isSmallNumber(id graph.ID) bool {
	switch id.Inline() {
	case graph.Integer:
		n, _ := id.Int64()
		return n < exactMillionths/million && n > -exactMillionths/million
	case graph.Decimal, graph.Double:
		n := id.Millionths()
		return n < exactMillionths && n > -exactMillionths
	}
	return false
}

// make writes the keys.
func (m *keyMaker) make(ctx context.Context, ids []graph.ID, to []keyed) error {
	switch m.shapeOf(ids) {
	case orderKeys:
		for i, id := range ids {
			to[i].key = uint64(id)
		}
	case inlineKeys:
		for i, id := range ids {
			if to[i].key = 0; id != 0 {
				to[i].key = id.InlineOrder() + 1
			}
		}
	case numberKeys:
		for i, id := range ids {
			to[i].key = numberKey(id)
		}
	default:
		return m.rank(ctx, ids, to)
	}
	return ctx.Err()
}

func numberKey(id graph.ID) uint64 {
	if id == 0 {
		return 0
	}
	n, ok := id.Int64()
	if n *= million; !ok {
		n = id.Millionths()
	}
	return uint64(n) + 1<<63
}

// rank makes keys of anything: it sorts the distinct terms.
func (m *keyMaker) rank(ctx context.Context, ids []graph.ID, to []keyed) error {
	set := newRowSet(1, m.claim.budget)
	defer set.release()
	numbers := make([]uint32, BatchRows)
	for from := 0; from < len(ids); from += BatchRows {
		part := ids[from:min(from+BatchRows, len(ids))]
		if err := set.reserve(len(part), set.claim.hold); err != nil {
			return err
		}
		set.add([][]graph.ID{part}, len(part), numbers)
		for i := range part {
			to[from+i].key = uint64(numbers[i])
		}
		if from%checkRadix == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	ranks, err := m.ranks(ctx, set.rows[0][:set.len])
	if err != nil {
		return err
	}
	for i := range ids {
		to[i].key = uint64(ranks[to[i].key])
	}
	return nil
}

// checkCompares is after how many terms that are read or compared a sort looks at
// the context.
const checkCompares = 4096

// valueBytes is about what a term takes that is sorted by its value.
const valueBytes = 160

// ranks returns for each of some IDs its place in the order.
func (m *keyMaker) ranks(ctx context.Context, ids []graph.ID) ([]uint32, error) {
	work := claim{budget: m.claim.budget}
	defer work.release()
	if err := work.hold(int64(len(ids)) * valueBytes); err != nil {
		return nil, err
	}
	type numbered struct {
		value  expr.Value
		id     graph.ID
		number uint32
	}
	all := make([]numbered, len(ids))
	for i, id := range ids {
		if i%checkCompares == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		all[i] = numbered{valueOf(m.terms, id).Decoded(), id, uint32(i)}
	}
	compares := 0
	slices.SortFunc(all, func(a, b numbered) int {
		if compares++; compares%checkCompares == 0 && ctx.Err() != nil {
			compares-- // what is left need not be in order
			return 0
		}
		return orderPair(a.id, b.id, a.value, b.value)
	})
	ranks, rank := make([]uint32, len(ids)), uint32(0)
	for i, one := range all {
		if i > 0 && orderPair(all[i-1].id, one.id, all[i-1].value, one.value) != 0 {
			rank++
		}
		ranks[one.number] = rank
	}
	return ranks, ctx.Err()
}

// orderPair is orderIDs where the values are known.
func orderPair(a, b graph.ID, x, y expr.Value) int {
	if kind := a.Inline(); kind != graph.NotInline && kind == b.Inline() {
		return cmp.Compare(a.InlineOrder(), b.InlineOrder())
	}
	return orderValues(x, y)
}
