package expr

import (
	"errors"
	"fmt"

	"w3id.org/plenary/sparql/algebra"
)

// A Func evaluates an expression. It may be called by many goroutines at once,
// each with an Env of its own.
type Func func(env *Env) Value

// A Test evaluates an expression to its effective boolean value; ok is false
// where it has none. It may be called by many goroutines, as a Func.
type Test func(env *Env) (value, ok bool)

// Options are what Compile is to know of a query.
type Options struct {
	// Base is the IRI against which the function IRI resolves; "" leaves relative
	// ones as errors.
	Base string
	// Functions are extension functions by IRI.
	Functions map[string]Extension
}

// An Extension is a function that a service adds to those of SPARQL.
//
// Spec: SPARQL 1.2 Query §17.6 Extensible Value Testing.
type Extension struct {
	Least, Most int // how many arguments it takes, both inclusive
	// Call is given no errors. It must depend on nothing but its arguments.
	Call func(args []Value) Value
}

// Compile prepares an expression. slot tells which slot of a row a variable has;
// false where no solution binds it.
//
// Errors: a function that is unknown or gets the wrong number of arguments, an
// *algebra.Exists, and what Env.Fail was given for a part that is constant.
func Compile(e algebra.Expr, slot func(name string) (int, bool), o Options) (Func, error) {
	c := compiler{slot: slot, options: o}
	n := c.expr(e)
	return n.eval, c.err
}

// CompileTest prepares a condition, as Compile does an expression.
func CompileTest(e algebra.Expr, slot func(name string) (int, bool), o Options) (Test, error) {
	c := compiler{slot: slot, options: o}
	n := c.expr(e)
	return n.test, c.err
}

type compiler struct {
	slot    func(name string) (int, bool)
	options Options
	err     error // the first
}

// A node is a compiled expression, which may have been evaluated already.
type node struct {
	eval     Func
	test     Test
	constant bool
	value    Value // of a constant
}

func constant(v Value) node {
	v = v.prepared()
	value, ok := v.EBV()
	return node{func(*Env) Value { return v }, func(*Env) (bool, bool) { return value, ok }, true, v}
}

// evaluated tests what an expression evaluates to.
func evaluated(f Func) node {
	return node{eval: f, test: func(env *Env) (bool, bool) { return f(env).EBV() }}
}

func (c *compiler) expr(e algebra.Expr) node {
	switch e := e.(type) {
	case algebra.Var:
		slot, ok := c.slot(string(e))
		if !ok {
			return constant(Value{})
		}
		return evaluated(func(env *Env) Value { return env.Row.Value(slot) })
	case algebra.Constant:
		return constant(Of(e.Term))
	case *algebra.Call:
		return c.call(e)
	}
	return c.fail(errors.New("expr: EXISTS is not evaluated as an expression"))
}

func (c *compiler) fail(err error) node {
	if c.err == nil {
		c.err = err
	}
	return constant(Value{})
}

func (c *compiler) call(e *algebra.Call) node {
	f, name, err := c.function(e)
	switch n := len(e.Args); {
	case err != nil:
		return c.fail(err)
	case n < f.least || n > f.most:
		return c.fail(fmt.Errorf("expr: %s takes %s, not %d", name, f.arity(), n))
	}
	args := make([]node, len(e.Args))
	pure := f.pure
	for i, arg := range e.Args {
		args[i] = c.expr(arg)
		pure = pure && args[i].constant
	}
	out := f.build(c, args)
	if !pure {
		return out
	}
	var env Env
	v := out.eval(&env)
	if env.Err != nil {
		return c.fail(env.Err)
	}
	return constant(v)
}

// function looks up what is called, and how to name it in a message.
func (c *compiler) function(e *algebra.Call) (f function, name string, err error) {
	if e.IRI == "" {
		f, ok := functions[e.Name]
		if !ok {
			return f, e.Name, fmt.Errorf("expr: there is no function %s", e.Name)
		}
		return f, e.Name, nil
	}
	name = "<" + e.IRI + ">"
	if x, ok := c.options.Functions[e.IRI]; ok {
		return function{x.Least, x.Most, true, extension(x.Call)}, name, nil
	}
	if d, ok := datatypes[e.IRI]; ok && d.kind != langString {
		return function{1, 1, true, unary(d.caster(e.IRI))}, name, nil
	}
	return f, name, fmt.Errorf("expr: there is no function %s", name)
}
