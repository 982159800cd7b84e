package shacl

import (
	"fmt"
	"slices"

	"w3id.org/plenary/sparql/syntax"
)

// A preBinding holds a query to what SHACL asks of queries whose variables are
// bound before they are evaluated.
//
// Spec: SHACL §5.3.1, Appendix A Pre-binding of Variables.
type preBinding struct {
	bound    []string // variables that the query must not bind
	selected []string // variables that subqueries must select
	err      error
}

// check returns what a query must not have.
func (p *preBinding) check(q *syntax.Query) error {
	p.query(q)
	return p.err
}

func (p *preBinding) refuse(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

func (p *preBinding) query(q *syntax.Query) {
	if q.Values != nil {
		p.refuse("VALUES is not allowed where variables are bound before")
	}
	for _, item := range slices.Concat(q.Projection, q.GroupBy) {
		p.expr(item.Expr)
		if item.Expr != nil {
			p.binds(item.Var)
		}
	}
	for _, e := range q.Having {
		p.expr(e)
	}
	for _, c := range q.OrderBy {
		p.expr(c.Expr)
	}
	p.group(q.Where)
}

func (p *preBinding) binds(name string) {
	if slices.Contains(p.bound, name) {
		p.refuse("?%s is bound before: the query must not bind it", name)
	}
}

func (p *preBinding) group(g *syntax.Group) {
	if g == nil {
		return
	}
	for _, e := range g.Elements {
		p.element(e)
	}
}

func (p *preBinding) element(e syntax.Element) {
	switch e := e.(type) {
	case *syntax.Group:
		p.group(e)
	case *syntax.Optional:
		p.group(e.Group)
	case *syntax.GraphPattern:
		p.group(e.Group)
	case *syntax.Union:
		for _, g := range e.Groups {
			p.group(g)
		}
	case *syntax.Filter:
		p.expr(e.Expr)
	case *syntax.Bind:
		p.expr(e.Expr)
		p.binds(e.Var)
	case *syntax.SubSelect:
		p.subquery(e.Query)
	case *syntax.Minus:
		p.refuse("MINUS is not allowed where variables are bound before")
	case *syntax.Values:
		p.refuse("VALUES is not allowed where variables are bound before")
	case *syntax.Service:
		p.refuse("SERVICE is not allowed where variables are bound before")
	}
}

func (p *preBinding) subquery(q *syntax.Query) {
	for _, name := range p.selected {
		if !slices.Contains(q.Visible(), name) {
			p.refuse("a subquery must select ?%s, which is bound before", name)
		}
	}
	p.query(q)
}

func (p *preBinding) expr(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Call:
		for _, arg := range e.Args {
			p.expr(arg)
		}
	case *syntax.Aggregate:
		p.expr(e.Arg)
	case *syntax.Exists:
		p.group(e.Group)
	}
}
