package exec

import (
	"math"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
)

// sums is SUM or AVG. Numbers that are their own IDs are added as such; a group
// with any other goes on with an accumulator.
type sums struct {
	states[sum]
	run     *Run
	others  map[uint32]expr.Accumulator
	objects claim          // of others
	counts  *states[int64] // of AVG
	divide  expr.Func      // of AVG: total by count
	pair    pair
}

// sum is what was added: an exact number, a double or something else.
type sum struct {
	whole int64
	part  int64 // millionths, or the bits of a double
	kind  sumKind
}

type sumKind uint8

const (
	integerSum sumKind = iota
	decimalSum
	doubleSum
	noSum    // an error
	otherSum // in others
)

func newSums(average bool, run *Run) (*sums, error) {
	s := &sums{states: newStates(run, sum{}), run: run, others: map[uint32]expr.Accumulator{}, objects: claim{budget: run.Budget}}
	if !average {
		return s, nil
	}
	counts := newStates(run, int64(0))
	s.counts = &counts
	slot := func(name string) (int, bool) { return int(name[0] - '0'), true }
	var err error
	s.divide, err = expr.Compile(&algebra.Call{Name: "/", Args: []algebra.Expr{algebra.Var("0"), algebra.Var("1")}}, slot, expr.Options{})
	return s, err
}

// pair is a row of two values.
type pair [2]expr.Value

// Value returns one of them.
func (p *pair) Value(slot int) expr.Value { return p[slot] }

func (s *sums) grow(groups int, take func(*claim, int64) error) error {
	if s.counts != nil {
		if err := s.counts.grow(groups, take); err != nil {
			return err
		}
	}
	return s.states.grow(groups, take)
}

func (s *sums) keep(group int) {
	s.states.keep(group)
	if s.counts != nil {
		s.counts.keep(group)
	}
	other := s.others[uint32(group)]
	clear(s.others)
	if other != nil {
		s.others[0] = other
	}
}

func (s *sums) release() {
	s.states.release()
	s.objects.release()
	if s.counts != nil {
		s.counts.release()
	}
	clear(s.others)
}

func (s *sums) add(groups []uint32, args operands) error {
	for i, id := range args.ids {
		n, ok := id.Int64()
		at := &s.of[groups[i]]
		if whole := at.whole + n; ok && at.kind <= decimalSum && (whole >= at.whole) == (n >= 0) {
			at.whole = whole
		} else {
			s.addOne(groups[i], id)
		}
	}
	if s.counts != nil {
		for _, g := range groups {
			s.counts.of[g]++
		}
	}
	return s.objects.hold(int64(len(s.others)) * otherBytes)
}

// otherBytes is about what an accumulator of a number takes.
const otherBytes = 256

// addOne adds what is not a small integer to exact ones.
func (s *sums) addOne(group uint32, id graph.ID) {
	at := &s.of[group]
	kind := id.Inline()
	switch {
	case at.kind == noSum:
	case at.kind == otherSum:
		s.others[group].Add(valueOf(s.run.Terms, id))
	case id == 0 || kind == graph.Boolean || kind >= graph.Date:
		at.kind = noSum
	case kind == graph.Decimal && at.kind <= decimalSum && at.fits(id.Millionths()):
		at.kind = decimalSum
	case kind == graph.Double || at.kind == doubleSum && kind != graph.NotInline:
		at.toDouble()
		at.part = int64(math.Float64bits(math.Float64frombits(uint64(at.part)) + float(id)))
	default:
		acc, _ := expr.NewAccumulator("SUM", false, "")
		acc.Add(s.total(group))
		acc.Add(valueOf(s.run.Terms, id))
		s.others[group] = acc
		at.kind = otherSum
	}
}

// million millionths are one.
const million = 1_000_000

// fits adds millionths unless that is too much.
func (s *sum) fits(millionths int64) bool {
	part := s.part + millionths%million
	whole := s.whole + millionths/million + part/million
	if s.whole > math.MaxInt64/2 || s.whole < math.MinInt64/2 {
		return false
	}
	s.whole, s.part = whole, part%million
	return true
}

// exact returns an exact sum.
func (s *sum) exact() xsd.Decimal {
	d, _ := xsd.Int(s.whole).Add(xsd.Scaled(s.part, 6))
	return d
}

func (s *sum) toDouble() {
	if s.kind != doubleSum {
		f := float64(s.whole)
		if s.kind == decimalSum {
			f = s.exact().Float64()
		}
		s.part, s.kind = int64(math.Float64bits(f)), doubleSum
	}
}

// float returns a number as the nearest double.
func float(id graph.ID) float64 {
	if n, ok := id.Int64(); ok {
		return float64(n)
	}
	n := id.Millionths()
	if n < 1<<53 && n > -1<<53 {
		return float64(n) / million // both are exact, so this is the nearest
	}
	return xsd.Scaled(n, 6).Float64()
}

// total returns what was added.
func (s *sums) total(group uint32) expr.Value {
	switch at := &s.of[group]; at.kind {
	case integerSum:
		return expr.Int(at.whole)
	case decimalSum:
		return expr.Decimal(at.exact())
	case doubleSum:
		return expr.Double(math.Float64frombits(uint64(at.part)))
	case otherSum:
		return s.others[group].Result()
	}
	return expr.Value{}
}

func (s *sums) results(from int, to []graph.ID) {
	for i := range to {
		group := uint32(from + i)
		v := s.total(group)
		if s.counts != nil && s.counts.of[group] > 0 {
			s.pair = pair{v, expr.Int(s.counts.of[group])}
			v = s.divide(&expr.Env{Row: &s.pair})
		}
		to[i] = idOf(s.run.Terms, v)
	}
}
