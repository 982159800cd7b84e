package algebra

import "w3id.org/plenary/sparql/syntax"

// selection translates the expressions that may aggregate. Aggregates become
// variables, each aggregate one.
type selection struct {
	*translator
	aggregates []Aggregate
	prints     map[string]string // of aggregates: their variables
}

// projection returns the expressions of SELECT.
func (s *selection) projection(q *syntax.Query) (extends []Key) {
	for _, item := range q.Projection {
		if item.Expr != nil {
			extends = append(extends, Key{item.Var, s.expr(item.Expr)})
		}
	}
	return extends
}

func (s *selection) exprs(all []syntax.Expr) (out []Expr) {
	for _, e := range all {
		out = append(out, s.expr(e))
	}
	return out
}

func (s *selection) conditions(all []syntax.Condition) (out []Condition) {
	for _, c := range all {
		out = append(out, Condition{s.expr(c.Expr), c.Descending})
	}
	return out
}

func (s *selection) expr(e syntax.Expr) Expr { return s.translator.exprWith(e, s.aggregate) }

// aggregate returns the variable of an aggregate.
func (s *selection) aggregate(a *syntax.Aggregate) Expr {
	out := Aggregate{Name: a.Name, Distinct: a.Distinct}
	if a.Name == "GROUP_CONCAT" {
		out.Separator = a.Separator
	}
	if a.Arg != nil {
		out.Arg = s.translator.expr(a.Arg)
	}
	text := printAggregate(out)
	if known, ok := s.prints[text]; ok {
		return Var(known)
	}
	out.Var = s.variable()
	if s.prints == nil {
		s.prints = map[string]string{}
	}
	s.prints[text] = out.Var
	s.aggregates = append(s.aggregates, out)
	return Var(out.Var)
}

// expr translates an expression without aggregates.
func (t *translator) expr(e syntax.Expr) Expr { return t.exprWith(e, nil) }

func (t *translator) exprWith(e syntax.Expr, aggregate func(*syntax.Aggregate) Expr) Expr {
	switch e := e.(type) {
	case *syntax.Var:
		return Var(e.Name)
	case *syntax.Constant:
		return Constant{e.Term}
	case *syntax.Exists:
		return &Exists{e.Not, t.group(e.Group)}
	case *syntax.Aggregate:
		return aggregate(e)
	}
	call := e.(*syntax.Call)
	out := &Call{Name: call.Name, IRI: call.IRI}
	for _, arg := range call.Args {
		out.Args = append(out.Args, t.exprWith(arg, aggregate))
	}
	return out
}
