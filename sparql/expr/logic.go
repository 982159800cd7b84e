package expr

import "cmp"

// tested makes a function of a test.
func tested(build func(args []node) Test) func(*compiler, []node) node {
	return func(_ *compiler, args []node) node {
		t := build(args)
		return node{test: t, eval: func(env *Env) Value { return known(t(env)) }}
	}
}

// not is logical-not.
func not(args []node) Test {
	arg := args[0].test
	return func(env *Env) (bool, bool) {
		b, ok := arg(env)
		return !b, ok
	}
}

// A comparison says which results of Compare it holds for, as bits: less, equal,
// greater and unordered.
type comparison uint8

const (
	lessThan       comparison = 0b0001
	equalTo        comparison = 0b0010
	greaterThan    comparison = 0b0100
	notEqualTo                = lessThan | greaterThan | 0b1000
	lessOrEqual               = lessThan | equalTo
	greaterOrEqual            = greaterThan | equalTo
)

func (c comparison) holds(result int) bool { return c>>(result+1)&1 != 0 }

// values compares two values.
func (c comparison) values(a, b Value) (value, ok bool) {
	if c == equalTo || c == notEqualTo {
		eq, ok := Equal(a, b)
		return eq == (c == equalTo), ok
	}
	result, ok := Compare(a, b)
	return c.holds(result), ok
}

// build has paths of its own for integers, the most frequent operands.
func (c comparison) build(args []node) Test {
	left, right := args[0].eval, args[1].eval
	if b := args[1].value; b.isSmall() {
		n := b.num
		return func(env *Env) (bool, bool) {
			a := left(env)
			if a.isSmall() {
				return c.holds(cmp.Compare(a.num, n)), true
			}
			return c.values(a, b)
		}
	}
	return func(env *Env) (bool, bool) {
		a, b := left(env), right(env)
		if a.isSmall() && b.isSmall() {
			return c.holds(cmp.Compare(a.num, b.num)), true
		}
		return c.values(a, b)
	}
}

// known returns a boolean, or no value.
func known(b, ok bool) Value {
	if !ok {
		return Value{}
	}
	return Bool(b)
}

// connective is logical-or or logical-and: true or false, as decisive says, makes
// up for an error on the other side.
//
// Spec: SPARQL 1.2 Query §17.2 Expression Evaluation.
func connective(decisive bool) func([]node) Test {
	return func(args []node) Test {
		left, right := args[0].test, args[1].test
		return func(env *Env) (bool, bool) {
			a, okA := left(env)
			if okA && a == decisive {
				return decisive, true
			}
			b, okB := right(env)
			if okB && b == decisive {
				return decisive, true
			}
			return !decisive, okA && okB
		}
	}
}

// pairTest is a test of two values that are no errors.
func pairTest(f func(a, b Value) (value, ok bool)) func([]node) Test {
	return func(args []node) Test {
		left, right := args[0].eval, args[1].eval
		return func(env *Env) (bool, bool) {
			a, b := left(env), right(env)
			if a.kind() == none || b.kind() == none {
				return false, false
			}
			return f(a, b)
		}
	}
}

// predicate is a test of one value that is no error.
func predicate(f func(Value) bool) func([]node) Test {
	return func(args []node) Test {
		arg := args[0].eval
		return func(env *Env) (bool, bool) {
			v := arg(env)
			return v.kind() != none && f(v), v.kind() != none
		}
	}
}

// member is IN or NOT IN: it looks for the first argument among the others.
//
// Spec: SPARQL 1.2 Query §17.4.1.9 IN, §17.4.1.10 NOT IN.
func member(found bool) func([]node) Test {
	return func(args []node) Test {
		sought, list := args[0].eval, args[1:]
		return func(env *Env) (bool, bool) {
			v := sought(env).decoded()
			all := v.kind() != none
			for _, n := range list {
				eq, ok := Equal(v, n.eval(env))
				if ok && eq {
					return found, true
				}
				all = all && ok
			}
			return !found, all
		}
	}
}

func isBound(args []node) Test {
	arg := args[0].eval
	return func(env *Env) (bool, bool) { return arg(env).kind() != none, true }
}

func ifForm(_ *compiler, args []node) Func {
	condition, then, otherwise := args[0].test, args[1].eval, args[2].eval
	return func(env *Env) Value {
		switch b, ok := condition(env); {
		case !ok:
			return Value{}
		case b:
			return then(env)
		}
		return otherwise(env)
	}
}

func coalesce(_ *compiler, args []node) Func {
	return func(env *Env) Value {
		for _, arg := range args {
			if v := arg.eval(env); !v.IsError() {
				return v
			}
		}
		return Value{}
	}
}
