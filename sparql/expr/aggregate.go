package expr

import (
	"fmt"
	"strings"
	"unsafe"

	"w3id.org/plenary/rdf"
)

// An Accumulator is a set function at work on one group. It is not safe for
// concurrent use.
//
// Spec: SPARQL 1.2 Query §18.6.1.1 Set Functions.
type Accumulator interface {
	// Add takes the value of the argument for one solution, an error included. It
	// keeps the strings of some values; see rdf.Term.Clone.
	Add(v Value)
	// Result returns the value for what was added so far.
	Result() Value
	// Size returns how many bytes it holds, itself included.
	Size() int
	// Err returns what must stop the query: ErrLimit when GROUP_CONCAT makes a text
	// that is too long.
	Err() error
}

// unstopped is what no accumulator but GROUP_CONCAT says of itself.
type unstopped struct{}

func (unstopped) Err() error { return nil }

// NewAccumulator returns that of a set function, named in capitals. For COUNT(*)
// add any value for each solution.
//
// Errors: SUM and AVG are errors when one was added. It is before all other
// values in the order for MIN and MAX, so MIN is an error then too; MAX and
// SAMPLE are only when nothing else was added. COUNT counts what is no error.
// Of nothing COUNT, SUM and AVG are 0, GROUP_CONCAT is empty, others errors.
//
// GROUP_CONCAT takes the texts of IRIs and of all literals, where the
// specification has an error for what is no string.
//
// With distinct it takes each term once, and remembers them all: a caller that
// knows duplicates by other means does better without.
func NewAccumulator(name string, distinct bool, separator string) (Accumulator, error) {
	var a Accumulator
	switch name {
	case "COUNT":
		a = new(count)
	case "SUM":
		a = &sum{total: Int(0)}
	case "AVG":
		a = &average{sum: sum{total: Int(0)}}
	case "MIN":
		a = &extreme{sign: -1}
	case "MAX":
		a = &extreme{sign: 1}
	case "SAMPLE":
		a = new(sample)
	case "GROUP_CONCAT":
		a = &groupConcat{separator: separator}
	default:
		return nil, fmt.Errorf("expr: there is no aggregate %s", name)
	}
	if distinct {
		a = &unrepeated{of: a, seen: map[rdf.Term]struct{}{}}
	}
	return a, nil
}

// count is COUNT.
type count int64

func (c *count) Add(v Value) {
	if !v.IsError() {
		*c++
	}
}

func (c *count) Result() Value { return Int(int64(*c)) }
func (c *count) Size() int     { return int(unsafe.Sizeof(*c)) }
func (c *count) Err() error    { return nil }

// sum is SUM: it adds as the operator + does to numbers.
type sum struct {
	unstopped
	total Value
}

func (s *sum) Add(v Value) {
	if s.total.kind() != none {
		s.total = adding.numbers(s.total, v.decoded())
	}
}

func (s *sum) Result() Value { return s.total }
func (s *sum) Size() int     { return int(unsafe.Sizeof(*s)) + s.total.size() }

// average is AVG.
type average struct {
	sum
	n int64
}

func (a *average) Add(v Value) {
	a.sum.Add(v)
	a.n++
}

func (a *average) Result() Value {
	if a.n == 0 {
		return Int(0)
	}
	return dividing.numbers(a.total, Int(a.n))
}

// extreme is MIN or MAX, by Order.
type extreme struct {
	unstopped
	value Value
	any   bool
	sign  int // of Order when a value replaces the one before
}

func (e *extreme) Add(v Value) {
	if !e.any || Order(v, e.value) == e.sign {
		e.value, e.any = v.decoded(), true
	}
}

func (e *extreme) Result() Value { return e.value }
func (e *extreme) Size() int     { return int(unsafe.Sizeof(*e)) + e.value.size() }

// sample is SAMPLE: the first value.
type sample struct {
	unstopped
	value Value
}

func (s *sample) Add(v Value) {
	if s.value.IsError() {
		s.value = v
	}
}

func (s *sample) Result() Value { return s.value }
func (s *sample) Size() int     { return int(unsafe.Sizeof(*s)) + s.value.size() }

// groupConcat is GROUP_CONCAT.
type groupConcat struct {
	text      strings.Builder
	separator string
	any, bad  bool
	err       error
}

func (g *groupConcat) Add(v Value) {
	s := str(v)
	if g.bad = g.bad || s.IsError(); g.bad {
		return
	}
	if g.text.Len()+len(g.separator)+len(s.text()) > maxText {
		g.bad, g.err = true, errLongConcat
		return
	}
	if g.any {
		g.text.WriteString(g.separator)
	}
	g.any = true
	g.text.WriteString(s.text())
}

func (g *groupConcat) Result() Value {
	if g.bad {
		return Value{}
	}
	return String(g.text.String())
}

func (g *groupConcat) Size() int  { return int(unsafe.Sizeof(*g)) + g.text.Cap() }
func (g *groupConcat) Err() error { return g.err }

var errLongConcat = fmt.Errorf("%w: GROUP_CONCAT makes a text of more than %d bytes", ErrLimit, maxText)

// unrepeated passes each term on once, and one error.
type unrepeated struct {
	of    Accumulator
	seen  map[rdf.Term]struct{}
	bytes int
}

func (u *unrepeated) Add(v Value) {
	t, _ := v.Term()
	if _, known := u.seen[t]; known {
		return
	}
	u.seen[t] = struct{}{}
	u.bytes += 2*int(unsafe.Sizeof(t)) + len(t.Value()) // a table is half full at least
	u.of.Add(v)
}

func (u *unrepeated) Result() Value { return u.of.Result() }
func (u *unrepeated) Size() int     { return int(unsafe.Sizeof(*u)) + u.bytes + u.of.Size() }
func (u *unrepeated) Err() error    { return u.of.Err() }

// size returns the bytes that a value refers to, but for its terms in a triple
// term, which are interned.
func (v Value) size() int {
	n := len(v.text())
	if w := v.wide(); w != nil {
		n += int(unsafe.Sizeof(*w)) + len(w.decimal.String())/2
	}
	return n
}
