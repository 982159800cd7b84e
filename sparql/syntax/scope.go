package syntax

import "slices"

// Visible returns the variables in scope at the end of a group, in the order of
// their appearance.
//
// Spec: SPARQL 1.1 Query §18.2.1 Variable Scope.
func (g *Group) Visible() []string {
	var s scope
	s.group(g)
	return s.names
}

// Visible returns the variables that a query projects.
func (q *Query) Visible() (names []string) {
	if q.All {
		return q.inScope()
	}
	for _, item := range q.Projection {
		names = append(names, item.Var)
	}
	return names
}

// inScope returns the variables of the pattern and of VALUES behind it.
func (q *Query) inScope() []string {
	var s scope
	s.group(q.Where)
	if q.Values != nil {
		s.add(q.Values.Vars...)
	}
	return s.names
}

// keys returns the variables that are in scope behind GROUP BY, those of VALUES
// too.
func (q *Query) keys() (names []string) {
	for _, key := range q.GroupBy {
		if v, ok := key.Expr.(*Var); ok {
			names = append(names, v.Name)
		}
		names = append(names, key.Var)
	}
	if q.Values != nil {
		names = append(names, q.Values.Vars...)
	}
	return names
}

// scope collects names.
type scope struct {
	names []string
	known map[string]bool
}

func (s *scope) add(names ...string) {
	if s.known == nil {
		s.known = map[string]bool{}
	}
	for _, name := range names {
		if !s.known[name] {
			s.known[name] = true
			s.names = append(s.names, name)
		}
	}
}

func (s *scope) node(n Node) {
	switch n.Kind {
	case VarNode:
		s.add(n.Name)
	case TripleNode:
		s.triple(*n.Triple)
	}
}

func (s *scope) triple(t Triple) {
	s.node(t.S)
	s.node(t.P)
	s.node(t.O)
}

func (s *scope) group(g *Group) {
	if g == nil {
		return
	}
	for _, e := range g.Elements {
		s.element(e)
	}
}

func (s *scope) element(e Element) {
	switch e := e.(type) {
	case *Triples:
		for _, t := range e.Patterns {
			s.triple(t)
		}
	case *Group:
		s.group(e)
	case *SubSelect:
		s.add(e.Query.Visible()...)
	case *Optional:
		s.group(e.Group)
	case *Union:
		for _, g := range e.Groups {
			s.group(g)
		}
	case *GraphPattern:
		s.node(e.Name)
		s.group(e.Group)
	case *Service:
		s.node(e.Name)
		s.group(e.Group)
	case *Bind:
		s.add(e.Var)
	case *Values:
		s.add(e.Vars...)
	}
}

// uses returns the variables that stand in an expression outside aggregates.
func uses(e Expr, visit func(*Var)) {
	switch e := e.(type) {
	case *Var:
		visit(e)
	case *Call:
		for _, arg := range e.Args {
			uses(arg, visit)
		}
	}
}

// grouped checks what SELECT and HAVING say of groups: variables that are no
// keys stand inside aggregates alone, SPARQL 1.1 Query §18.2.4.1.
func (p *parser) grouped(q *Query) {
	keys := map[string]bool{}
	for _, name := range q.keys() {
		keys[name] = true
	}
	check := func(v *Var) {
		if !keys[v.Name] {
			p.failf(v.At, "§11.1", "make it a key of GROUP BY, or take SAMPLE(?"+v.Name+")", "?%s is neither a key of the groups nor inside an aggregate", v.Name)
		}
	}
	for _, item := range q.Projection {
		if item.Expr == nil {
			check(&Var{item.Var, item.At})
		} else {
			uses(item.Expr, check)
		}
		keys[item.Var] = true
	}
}

// projects checks that expressions are given names that are free.
func (p *parser) projects(q *Query, aggregated bool) {
	taken := q.inScope()
	if aggregated {
		taken = q.keys()
	}
	for i, item := range q.Projection {
		if item.Expr == nil {
			continue
		}
		if slices.Contains(taken, item.Var) || slices.ContainsFunc(q.Projection[:i], func(b Projection) bool { return b.Var == item.Var }) {
			p.failf(item.At, "§18.2.1", "choose another name", "?%s has a value already", item.Var)
		}
	}
}
