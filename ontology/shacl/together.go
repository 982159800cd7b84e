package shacl

import (
	"maps"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/syntax"
)

// together returns a query for many values of $this at once, which stand first
// wherever the query begins: so it has for each value the solutions that it would
// have with the value in the place of the variable. ok is false where that cannot be
// said.
func together(op algebra.Op, vars []string, values *algebra.Values) (out algebra.Op, ok bool) {
	once := false
	for inner := true; inner; {
		switch o := op.(type) {
		case *algebra.Project:
			op = o.Input
		case *algebra.Distinct:
			op, once = o.Input, true
		case *algebra.OrderBy:
			op = o.Input
		default:
			inner = false
		}
	}
	if op, ok = begin(op, values); !ok {
		return nil, false
	}
	out = &algebra.Project{Vars: vars, Input: op}
	if once {
		out = &algebra.Distinct{Input: out}
	}
	return out, true
}

// begin puts values where a pattern begins.
func begin(op algebra.Op, values *algebra.Values) (out algebra.Op, ok bool) {
	switch o := op.(type) {
	case *algebra.BGP, *algebra.Path:
		return &algebra.Join{Left: values, Right: op}, true
	case *algebra.Filter:
		out, ok = begin(o.Input, values)
		return &algebra.Filter{Expr: o.Expr, Input: out}, ok
	case *algebra.Extend:
		out, ok = begin(o.Input, values)
		return &algebra.Extend{Input: out, Var: o.Var, Expr: o.Expr}, ok
	case *algebra.Join:
		out, ok = begin(o.Left, values)
		return &algebra.Join{Left: out, Right: o.Right}, ok && !regard(o.Right).needs
	case *algebra.LeftJoin:
		out, ok = begin(o.Left, values)
		return &algebra.LeftJoin{Left: out, Right: o.Right, Expr: o.Expr}, ok && !regard(o.Right).needs
	case *algebra.Union:
		left, okLeft := begin(o.Left, values)
		right, okRight := begin(o.Right, values)
		return &algebra.Union{Left: left, Right: right}, okLeft && okRight
	}
	return op, false
}

// A regarding says what $this is for a pattern.
type regarding struct {
	has   bool // it occurs
	binds bool // each solution binds it
	needs bool // the solutions are not those that a join with the values would leave
}

// regard tells what $this is for a pattern that does not begin with its values.
func regard(op algebra.Op) (r regarding) {
	switch o := op.(type) {
	case *algebra.BGP:
		for _, t := range o.Patterns {
			r.has = r.has || t.S.Var == "this" || t.P.Var == "this" || t.O.Var == "this" || t.S.Triple != nil || t.O.Triple != nil
			r.needs = r.needs || t.S.Triple != nil || t.O.Triple != nil
		}
		r.binds = r.has
	case *algebra.Path:
		r.has = o.S.Var == "this" || o.O.Var == "this"
		r.binds = r.has
	case *algebra.Join:
		left, right := regard(o.Left), regard(o.Right)
		r = regarding{left.has || right.has, left.binds || right.binds, left.needs || right.needs}
	case *algebra.Union:
		left, right := regard(o.Left), regard(o.Right)
		r = regarding{left.has || right.has, left.binds && right.binds, left.needs || right.needs}
	case *algebra.LeftJoin:
		left, right := regard(o.Left), regard(o.Right)
		r = regarding{left.has || right.has || uses(o.Expr), left.binds, left.needs || right.needs}
		r.needs = r.needs || (right.has || uses(o.Expr)) && !left.binds
	case *algebra.Filter:
		r = regard(o.Input).with(o.Expr)
	case *algebra.Extend:
		r = regard(o.Input).with(o.Expr)
	default:
		r = regarding{has: true, needs: true}
	}
	return r
}

// with adds an expression over the solutions.
func (r regarding) with(e algebra.Expr) regarding {
	r.has = r.has || uses(e)
	r.needs = r.needs || uses(e) && !r.binds
	return r
}

// uses reports whether $this occurs in an expression.
func uses(e algebra.Expr) bool {
	switch e := e.(type) {
	case algebra.Var:
		return e == "this"
	case *algebra.Call:
		return slices.ContainsFunc(e.Args, uses)
	case *algebra.Exists:
		return regard(e.Input).has
	}
	return false
}

// least is from how many focus nodes on a query is asked for all at once.
const least = 16

// maxAnswers is how many solutions of a query are kept for a task.
const maxAnswers = 1 << 18

// answers are the solutions of a query by focus node.
type answers struct {
	bound map[string]rdf.Term // before the query, beside $this
	vars  []string
	rows  map[graph.ID][][]rdf.Term
}

// askTogether asks the queries of a shape about all focus nodes of a task, where
// these are many.
func (e *evaluation) askTogether(t task) error {
	e.asked, e.answers = t.nodes, map[*query]answers{}
	if len(t.nodes) < least {
		return nil
	}
	for _, s := range append([]*shape{t.shape}, atFocus(t.shape)...) {
		for _, c := range s.constraints {
			k, ok := c.(sparqlConstraint)
			if !ok || s.deactivated {
				continue
			}
			if err := e.ask(k.query, s, t.nodes); err != nil {
				return err
			}
		}
	}
	return nil
}

// answered returns the solutions of a query for a focus node, known being false
// where it must be asked.
func (e *evaluation) answered(q *query, focus graph.ID) (solutions []map[string]rdf.Term, known bool) {
	all, known := e.answers[q]
	if known {
		_, known = slices.BinarySearch(e.asked, focus)
	}
	if !known {
		return nil, false
	}
	for _, row := range all.rows[focus] {
		solution := maps.Clone(all.bound)
		for i, name := range all.vars {
			if !row[i].IsZero() {
				solution[name] = row[i]
			}
		}
		solutions = append(solutions, solution)
	}
	return solutions, true
}

// atFocus returns the property shapes whose focus nodes are those of a shape.
func atFocus(s *shape) (all []*shape) {
	if s.path != nil {
		return nil
	}
	for _, c := range s.constraints {
		if p, ok := c.(property); ok {
			all = append(all, p.shape)
		}
	}
	return all
}

// ask finds the solutions of a query for focus nodes, if it can be asked about them
// together and has not too many.
func (e *evaluation) ask(q *query, s *shape, nodes []graph.ID) error {
	values := &algebra.Values{Vars: []string{"this"}}
	for _, node := range nodes {
		values.Rows = append(values.Rows, []rdf.Term{e.term(node)})
	}
	bound, err := e.bindings(q, site{shape: s, focus: nodes[0]}, nil)
	if err != nil {
		return err
	}
	delete(bound, "this")
	vars := q.algebra.Vars
	if !slices.Contains(vars, "this") {
		vars = append([]string{"this"}, vars...)
	}
	pattern, ok := together(algebra.Substitution{Terms: bound}.Pattern(q.algebra.Pattern), vars, values)
	if !ok {
		return nil
	}
	result, err := e.run(q, &algebra.Query{Form: syntax.Select, Vars: vars, Pattern: pattern})
	if err != nil {
		return err
	}
	defer result.Close()
	this, n := slices.Index(vars, "this"), 0
	found := answers{bound, vars, map[graph.ID][][]rdf.Term{}}
	for row, err := range result.Rows() {
		if n++; err != nil || n > maxAnswers {
			return err
		}
		kept := make([]rdf.Term, len(row))
		for i, t := range row {
			kept[i] = t.Clone()
		}
		node := e.id(kept[this])
		found.rows[node] = append(found.rows[node], kept)
	}
	e.answers[q] = found
	return nil
}
