package expr

// not is logical-not.
func not(v Value) Value {
	b, ok := v.EBV()
	return known(!b, ok)
}

// known returns a boolean, or no value.
func known(b, ok bool) Value {
	if !ok {
		return Value{}
	}
	return Bool(b)
}

// or is logical-or: true makes up for an error.
//
// Spec: SPARQL 1.2 Query §17.2 Expression Evaluation.
func or(_ *compiler, args []node) Func { return connective(args, true) }

// and is logical-and: false makes up for an error.
func and(_ *compiler, args []node) Func { return connective(args, false) }

// connective is decided by the first argument that is as decisive says.
func connective(args []node, decisive bool) Func {
	left, right := args[0].eval, args[1].eval
	return func(env *Env) Value {
		a, okA := left(env).EBV()
		if okA && a == decisive {
			return Bool(decisive)
		}
		b, okB := right(env).EBV()
		if okB && b == decisive {
			return Bool(decisive)
		}
		return known(!decisive, okA && okB)
	}
}

func equal(a, b Value) Value {
	eq, ok := Equal(a, b)
	return known(eq, ok)
}

func unequal(a, b Value) Value {
	eq, ok := Equal(a, b)
	return known(!eq, ok)
}

func less(a, b Value) Value {
	c, ok := Compare(a, b)
	return known(c == -1, ok)
}

func greater(a, b Value) Value {
	c, ok := Compare(a, b)
	return known(c == 1, ok)
}

func atMost(a, b Value) Value {
	c, ok := Compare(a, b)
	return known(c <= 0, ok)
}

func atLeast(a, b Value) Value {
	c, ok := Compare(a, b)
	return known(c == 0 || c == 1, ok)
}

func sameTerm(a, b Value) Value {
	same, ok := SameTerm(a, b)
	return known(same, ok)
}

func sameValue(a, b Value) Value {
	same, ok := SameValue(a, b)
	return known(same, ok)
}

// in is IN, §17.4.1.9.
func in(_ *compiler, args []node) Func { return member(args, true) }

// notIn is NOT IN, §17.4.1.10.
func notIn(_ *compiler, args []node) Func { return member(args, false) }

// member looks for the first argument among the others.
func member(args []node, found bool) Func {
	sought, list := args[0].eval, args[1:]
	return func(env *Env) Value {
		v := sought(env).decoded()
		all := true
		for _, n := range list {
			eq, ok := Equal(v, n.eval(env))
			if ok && eq {
				return Bool(found)
			}
			all = all && ok
		}
		return known(!found, all)
	}
}

func bound(_ *compiler, args []node) Func {
	arg := args[0].eval
	return func(env *Env) Value { return Bool(!arg(env).IsError()) }
}

func ifForm(_ *compiler, args []node) Func {
	condition, then, otherwise := args[0].eval, args[1].eval, args[2].eval
	return func(env *Env) Value {
		switch b, ok := condition(env).EBV(); {
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
