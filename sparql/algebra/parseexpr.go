package algebra

import "strings"

func (p *parser) expr(f form) Expr {
	switch {
	case strings.HasPrefix(f.atom, "?"):
		return Var(p.variable(f))
	case f.atom != "":
		return Constant{p.term(f)}
	}
	switch name := p.name(f); {
	case name == "exists" || name == "notexists":
		return &Exists{name == "notexists", p.op(p.args(f, 1, 1)[0])}
	case isIRI(name):
		return &Call{IRI: p.iri(f.list[0]), Args: each(p.args(f, 0, -1), p.expr)}
	default:
		return &Call{Name: callName(name), Args: each(p.args(f, 0, -1), p.expr)}
	}
}

// isIRI tells an IRI from the operators < and <=.
func isIRI(atom string) bool { return strings.HasPrefix(atom, "<") && strings.HasSuffix(atom, ">") }

// callName returns the name of a function from what is printed of it.
func callName(name string) string {
	switch name {
	case "notin":
		return "NOT IN"
	case "unary+", "unary-", "unary!":
		return "unary " + name[len("unary"):]
	}
	return strings.ToUpper(name)
}

// key reads a key of a group: a variable, an expression in parentheses, or both.
func (p *parser) key(f form) Key {
	switch len(f.list) {
	case 0:
		return Key{Var: p.variable(f)}
	case 1:
		return Key{Expr: p.expr(f.list[0])}
	}
	return Key{p.variable(f.list[0]), p.expr(f.list[1])}
}

// aggregate reads a variable and its aggregate.
func (p *parser) aggregate(f form) Aggregate {
	if len(f.list) != 2 {
		p.fail(f, "is no variable with its aggregate")
		return Aggregate{}
	}
	a := Aggregate{Var: p.variable(f.list[0])}
	f = f.list[1]
	if a.Name = strings.ToUpper(p.name(f)); isIRI(a.Name) {
		a.Name = p.iri(f.list[0])
	}
	for _, arg := range p.args(f, 0, 3) {
		switch {
		case arg.atom == "distinct":
			a.Distinct = true
		case len(arg.list) == 2 && arg.list[0].atom == "separator":
			a.Separator = p.term(arg.list[1]).Value()
		default:
			a.Arg = p.expr(arg)
		}
	}
	return a
}

func (p *parser) condition(f form) Condition {
	if len(f.list) == 2 && f.list[0].atom == "desc" {
		return Condition{p.expr(f.list[1]), true}
	}
	return Condition{Expr: p.expr(f)}
}
