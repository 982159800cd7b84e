package algebra

import (
	"math"
	"strconv"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// A Query is a query in terms of the algebra.
type Query struct {
	Form     syntax.Form
	Pattern  Op
	Vars     []string        // of SELECT, in their order
	Template []TriplePattern // of CONSTRUCT
	Describe []Node
	Dataset  []syntax.DatasetClause
}

// Translate returns the algebra of a query.
//
// Spec: SPARQL 1.1 Query §18.2.
func Translate(q *syntax.Query) *Query {
	var t translator
	out := &Query{Form: q.Form, Dataset: q.Dataset, Pattern: t.query(q)}
	switch q.Form {
	case syntax.Select:
		out.Vars = q.Visible()
	case syntax.Construct:
		out.Template = triples(q.Template)
	case syntax.Describe:
		for _, n := range q.Described {
			out.Describe = append(out.Describe, node(n))
		}
		if q.All {
			for _, name := range q.Where.Visible() {
				out.Describe = append(out.Describe, Node{Var: name})
			}
		}
	}
	return out
}

// Pattern returns the algebra of a group.
func Pattern(g *syntax.Group) Op {
	var t translator
	return t.group(g)
}

// Template returns the triples of a template and the name of their graph, the
// zero Node for the default one.
func Template(q syntax.Quads) (g Node, patterns []TriplePattern) {
	return node(q.Graph), triples(q.Triples)
}

// translator makes up variables.
type translator struct{ fresh int }

func (t *translator) variable() string {
	t.fresh++
	return "." + strconv.Itoa(t.fresh)
}

func node(n syntax.Node) Node {
	switch n.Kind {
	case syntax.VarNode:
		return Node{Var: n.Name}
	case syntax.BlankNode:
		return Node{Var: "_:" + n.Name}
	case syntax.TripleNode:
		p := triple(*n.Triple)
		return Node{Triple: &p}
	}
	return Node{Term: n.Term}
}

func triple(t syntax.Triple) TriplePattern { return TriplePattern{node(t.S), node(t.P), node(t.O)} }

func triples(all []syntax.Triple) (out []TriplePattern) {
	for _, t := range all {
		out = append(out, triple(t))
	}
	return out
}

// join leaves out what has the one empty solution, and keeps triple patterns
// together.
func join(left, right Op) Op {
	l, leftBGP := left.(*BGP)
	r, rightBGP := right.(*BGP)
	switch {
	case leftBGP && len(l.Patterns) == 0:
		return right
	case rightBGP && len(r.Patterns) == 0:
		return left
	case leftBGP && rightBGP:
		return &BGP{append(l.Patterns[:len(l.Patterns):len(l.Patterns)], r.Patterns...)}
	}
	return &Join{left, right}
}

// group translates a group graph pattern, §18.2.2.6, with its filters on top,
// §18.2.2.7.
func (t *translator) group(g *syntax.Group) Op {
	op, filters := t.elements(g)
	for _, f := range filters {
		op = &Filter{f, op}
	}
	return op
}

// elements translates a group without its filters, and returns those.
func (t *translator) elements(g *syntax.Group) (op Op, filters []Expr) {
	op = &BGP{}
	for _, e := range g.Elements {
		switch e := e.(type) {
		case *syntax.Filter:
			filters = append(filters, t.expr(e.Expr))
		case *syntax.Triples:
			op = t.triples(op, e.Patterns)
		case *syntax.Optional:
			op = t.optional(op, e.Group)
		case *syntax.Minus:
			op = &Minus{op, t.group(e.Group)}
		case *syntax.Bind:
			op = &Extend{op, e.Var, t.expr(e.Expr)}
		default:
			op = apart(op, t.element(e))
		}
	}
	return op, filters
}

// apart is join for what is not to be taken for the same basic graph pattern.
func apart(left, right Op) Op {
	if l, ok := left.(*BGP); ok && len(l.Patterns) == 0 {
		return right
	}
	return &Join{left, right}
}

// optional translates OPTIONAL: the filters of its group are the condition of
// the LeftJoin, those of groups further in are not.
func (t *translator) optional(left Op, g *syntax.Group) Op {
	right, filters := t.elements(g)
	out := &LeftJoin{Left: left, Right: right}
	for i, f := range filters {
		if i == 0 {
			out.Expr = f
		} else {
			out.Expr = &Call{Name: "&&", Args: []Expr{out.Expr, f}}
		}
	}
	return out
}

func (t *translator) element(e syntax.Element) Op {
	switch e := e.(type) {
	case *syntax.Group:
		return t.group(e)
	case *syntax.SubSelect:
		return t.query(e.Query)
	case *syntax.Union:
		op := t.group(e.Groups[0])
		for _, g := range e.Groups[1:] {
			op = &Union{op, t.group(g)}
		}
		return op
	case *syntax.GraphPattern:
		return &Graph{node(e.Name), t.group(e.Group)}
	case *syntax.Service:
		return &Service{e.Silent, node(e.Name), t.group(e.Group), e.Group.String()}
	}
	v := e.(*syntax.Values)
	return &Values{v.Vars, v.Rows}
}

// triples joins triple patterns and paths to what stands before them.
func (t *translator) triples(op Op, all []syntax.Triple) Op {
	for _, tr := range all {
		if tr.Path == nil {
			op = join(op, &BGP{[]TriplePattern{triple(tr)}})
		} else {
			op = t.path(op, node(tr.S), path(tr.Path), node(tr.O))
		}
	}
	return op
}

// path translates a path, §18.2.2.4: what triple patterns can say becomes
// those.
func (t *translator) path(op Op, s Node, p PathExpr, o Node) Op {
	switch p := p.(type) {
	case Link:
		return join(op, &BGP{[]TriplePattern{{s, Node{Term: rdf.IRI(p.IRI)}, o}}})
	case Inv:
		return t.path(op, o, p.Path, s)
	case Seq:
		middle := Node{Var: t.variable()}
		return t.path(t.path(op, s, p.First, middle), middle, p.Then, o)
	}
	return join(op, &Path{s, p, o})
}

// path translates the path itself, §18.2.2.3.
func path(p syntax.Path) PathExpr {
	switch p := p.(type) {
	case syntax.Inverse:
		return Inv{path(p.Path)}
	case syntax.Sequence:
		return fold(p.Paths, func(a, b PathExpr) PathExpr { return Seq{a, b} })
	case syntax.Alternative:
		return fold(p.Paths, func(a, b PathExpr) PathExpr { return Alt{a, b} })
	case syntax.Repeat:
		return Repeat{path(p.Path), p.Mark}
	case syntax.Negated:
		return negated(p)
	}
	return Link{p.(syntax.PathIRI).IRI}
}

func fold(paths []syntax.Path, two func(a, b PathExpr) PathExpr) PathExpr {
	out := path(paths[0])
	for _, p := range paths[1:] {
		out = two(out, path(p))
	}
	return out
}

func negated(n syntax.Negated) PathExpr {
	switch {
	case len(n.Backward) == 0:
		return NPS{n.Forward}
	case len(n.Forward) == 0:
		return Inv{NPS{n.Backward}}
	}
	return Alt{NPS{n.Forward}, Inv{NPS{n.Backward}}}
}

// query translates a query or subquery, §18.2.3 to §18.2.5.
func (t *translator) query(q *syntax.Query) Op {
	var op Op = &BGP{}
	if q.Where != nil {
		op = t.group(q.Where)
	}
	s := selection{translator: t}
	extends := s.projection(q)
	having, order := s.exprs(q.Having), s.conditions(q.OrderBy)
	if len(q.GroupBy) > 0 || len(s.aggregates) > 0 {
		op = t.grouped(op, q, s.aggregates)
	}
	for _, e := range having {
		op = &Filter{e, op}
	}
	if q.Values != nil {
		op = apart(op, &Values{q.Values.Vars, q.Values.Rows})
	}
	for _, e := range extends {
		op = &Extend{op, e.Var, e.Expr}
	}
	return modified(op, q, order)
}

func (t *translator) grouped(op Op, q *syntax.Query, aggregates []Aggregate) Op {
	g := &Group{Aggregates: aggregates, Input: op}
	for _, key := range q.GroupBy {
		if v, ok := key.Expr.(*syntax.Var); ok && key.Var == "" {
			g.Keys = append(g.Keys, Key{Var: v.Name})
		} else {
			g.Keys = append(g.Keys, Key{key.Var, t.expr(key.Expr)})
		}
	}
	return g
}

// modified puts the solution modifiers on top, §18.2.5.
func modified(op Op, q *syntax.Query, order []Condition) Op {
	if len(order) > 0 {
		op = &OrderBy{order, op}
	}
	if q.Form == syntax.Select {
		op = &Project{q.Visible(), op}
	}
	switch {
	case q.Distinct:
		op = &Distinct{op}
	case q.Reduced:
		op = &Reduced{op}
	}
	if q.Limit == nil && q.Offset == nil {
		return op
	}
	s := &Slice{Limit: -1, Input: op}
	if q.Limit != nil {
		s.Limit = clamp(*q.Limit)
	}
	if q.Offset != nil {
		s.Offset = clamp(*q.Offset)
	}
	return s
}

func clamp(n uint64) int64 { return int64(min(n, math.MaxInt64)) }
