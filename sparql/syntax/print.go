package syntax

import (
	"fmt"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// String returns a text that reads as the same query, IRIs in full.
func (q *Query) String() string {
	var p printer
	p.version(q.Version)
	p.query(q)
	return p.String()
}

// String returns a text that reads as the same request, IRIs in full.
func (u *Update) String() string {
	var p printer
	p.version(u.Version)
	for i, o := range u.Operations {
		if i > 0 {
			p.WriteString(" ;")
			p.line()
		}
		p.operation(o)
	}
	return p.String()
}

// String returns the group with its braces.
func (g *Group) String() string {
	var p printer
	p.group(g)
	return p.String()
}

// printer writes a tree, a pattern on a line.
type printer struct {
	strings.Builder
	depth int
}

func (p *printer) line() {
	p.WriteByte('\n')
	for range p.depth {
		p.WriteString("  ")
	}
}

func (p *printer) printf(format string, args ...any) { fmt.Fprintf(&p.Builder, format, args...) }

func (p *printer) version(v string) {
	if v != "" {
		p.printf("VERSION %q", v)
		p.line()
	}
}

func (p *printer) term(t rdf.Term) {
	if t.IsZero() {
		p.WriteString("UNDEF")
		return
	}
	p.Write(nquads.AppendTerm(nil, t))
}

func (p *printer) iri(iri string) { p.term(rdf.IRI(iri)) }

func (p *printer) node(n Node) {
	switch n.Kind {
	case TermNode:
		p.term(n.Term)
	case VarNode:
		p.WriteString("?" + n.Name)
	case BlankNode:
		p.WriteString("_:" + n.Name)
	case TripleNode:
		p.WriteString("<<( ")
		p.triple(*n.Triple)
		p.WriteString(" )>>")
	}
}

func (p *printer) triple(t Triple) {
	p.node(t.S)
	p.WriteByte(' ')
	if t.Path != nil {
		p.path(t.Path)
	} else {
		p.node(t.P)
	}
	p.WriteByte(' ')
	p.node(t.O)
}

func (p *printer) path(path Path) {
	switch path := path.(type) {
	case PathIRI:
		p.iri(path.IRI)
	case Inverse:
		p.WriteString("(^")
		p.path(path.Path)
		p.WriteByte(')')
	case Sequence:
		p.paths(path.Paths, "/")
	case Alternative:
		p.paths(path.Paths, "|")
	case Repeat:
		p.paths([]Path{path.Path}, "")
		p.WriteByte(path.Mark)
	case Negated:
		p.negated(path)
	}
}

func (p *printer) paths(paths []Path, between string) {
	p.WriteByte('(')
	for i, path := range paths {
		if i > 0 {
			p.WriteString(between)
		}
		p.path(path)
	}
	p.WriteByte(')')
}

func (p *printer) negated(n Negated) {
	p.WriteString("!(")
	for i, iri := range n.Forward {
		if i > 0 {
			p.WriteByte('|')
		}
		p.iri(iri)
	}
	for i, iri := range n.Backward {
		if i+len(n.Forward) > 0 {
			p.WriteByte('|')
		}
		p.WriteByte('^')
		p.iri(iri)
	}
	p.WriteByte(')')
}

func (p *printer) triples(all []Triple) {
	for _, t := range all {
		p.line()
		p.triple(t)
		p.WriteString(" .")
	}
}

// braces writes lines between braces.
func (p *printer) braces(lines func()) {
	p.WriteByte('{')
	p.depth++
	lines()
	p.depth--
	p.line()
	p.WriteByte('}')
}

func (p *printer) query(q *Query) {
	p.WriteString(q.Form.String())
	switch q.Form {
	case Select:
		p.selected(q)
	case Construct:
		p.WriteByte(' ')
		p.braces(func() { p.triples(q.Template) })
	case Describe:
		for _, n := range q.Described {
			p.WriteByte(' ')
			p.node(n)
		}
		if q.All {
			p.WriteString(" *")
		}
	}
	p.dataset("FROM", q.Dataset)
	if q.Where != nil {
		p.WriteString(" WHERE ")
		p.group(q.Where)
	}
	p.modifiers(q)
	if q.Values != nil {
		p.line()
		p.values(q.Values)
	}
}

func (p *printer) selected(q *Query) {
	switch {
	case q.Distinct:
		p.WriteString(" DISTINCT")
	case q.Reduced:
		p.WriteString(" REDUCED")
	}
	if q.All {
		p.WriteString(" *")
	}
	for _, item := range q.Projection {
		p.WriteByte(' ')
		p.projection(item)
	}
}

func (p *printer) projection(item Projection) {
	if item.Expr == nil {
		p.WriteString("?" + item.Var)
		return
	}
	p.WriteByte('(')
	p.expr(item.Expr)
	if item.Var != "" {
		p.WriteString(" AS ?" + item.Var)
	}
	p.WriteByte(')')
}

func (p *printer) dataset(word string, clauses []DatasetClause) {
	for _, c := range clauses {
		p.WriteString(" " + word + " ")
		if c.Named {
			p.WriteString("NAMED ")
		}
		p.iri(c.IRI)
	}
}

func (p *printer) modifiers(q *Query) {
	if len(q.GroupBy) > 0 {
		p.line()
		p.WriteString("GROUP BY")
		for _, key := range q.GroupBy {
			p.WriteByte(' ')
			if v, ok := key.Expr.(*Var); ok && key.Var == "" {
				p.expr(v)
			} else {
				p.projection(key)
			}
		}
	}
	for i, e := range q.Having {
		if i == 0 {
			p.line()
			p.WriteString("HAVING")
		}
		p.WriteString(" (")
		p.expr(e)
		p.WriteByte(')')
	}
	for i, c := range q.OrderBy {
		if i == 0 {
			p.line()
			p.WriteString("ORDER BY")
		}
		p.WriteString(map[bool]string{false: " ASC(", true: " DESC("}[c.Descending])
		p.expr(c.Expr)
		p.WriteByte(')')
	}
	if q.Limit != nil {
		p.printf(" LIMIT %d", *q.Limit)
	}
	if q.Offset != nil {
		p.printf(" OFFSET %d", *q.Offset)
	}
}

func (p *printer) group(g *Group) {
	p.braces(func() {
		for _, e := range g.Elements {
			if t, ok := e.(*Triples); ok {
				p.triples(t.Patterns)
				continue
			}
			p.line()
			p.element(e)
		}
	})
}

func (p *printer) element(e Element) {
	switch e := e.(type) {
	case *Group:
		p.group(e)
	case *SubSelect:
		p.query(e.Query)
	case *Optional:
		p.WriteString("OPTIONAL ")
		p.group(e.Group)
	case *Union:
		for i, g := range e.Groups {
			if i > 0 {
				p.WriteString(" UNION ")
			}
			p.group(g)
		}
	case *Minus:
		p.WriteString("MINUS ")
		p.group(e.Group)
	case *GraphPattern:
		p.named("GRAPH ", e.Name, e.Group)
	case *Service:
		word := "SERVICE "
		if e.Silent {
			word = "SERVICE SILENT "
		}
		p.named(word, e.Name, e.Group)
	case *Filter:
		p.WriteString("FILTER (")
		p.expr(e.Expr)
		p.WriteByte(')')
	case *Bind:
		p.WriteString("BIND ")
		p.projection(Projection{Expr: e.Expr, Var: e.Var})
	case *Values:
		p.values(e)
	}
}

func (p *printer) named(word string, name Node, g *Group) {
	p.WriteString(word)
	p.node(name)
	p.WriteByte(' ')
	p.group(g)
}

func (p *printer) values(v *Values) {
	p.WriteString("VALUES (")
	for _, name := range v.Vars {
		p.WriteString(" ?" + name)
	}
	p.WriteString(" ) ")
	p.braces(func() {
		for _, row := range v.Rows {
			p.line()
			p.WriteByte('(')
			for _, t := range row {
				p.WriteByte(' ')
				p.term(t)
			}
			p.WriteString(" )")
		}
	})
}

func (p *printer) expr(e Expr) {
	switch e := e.(type) {
	case *Var:
		p.WriteString("?" + e.Name)
	case *Constant:
		p.constant(e.Term)
	case *Call:
		p.call(e)
	case *Exists:
		if e.Not {
			p.WriteString("NOT ")
		}
		p.WriteString("EXISTS ")
		p.group(e.Group)
	case *Aggregate:
		p.aggregate(e)
	}
}

// constant writes a term as it can stand in an expression, a number that has a
// short form with it.
func (p *printer) constant(t rdf.Term) {
	if triple, ok := t.Triple(); ok {
		p.call(&Call{Name: "TRIPLE", Args: []Expr{&Constant{Term: triple.S}, &Constant{Term: triple.P}, &Constant{Term: triple.O}}})
		return
	}
	p.term(t)
}

func (p *printer) call(e *Call) {
	switch name := e.Name; {
	case name == "":
		p.iri(e.IRI)
		p.list(e.Args)
	case name == "IN" || name == "NOT IN":
		p.WriteByte('(')
		p.expr(e.Args[0])
		p.WriteString(" " + name + " ")
		p.list(e.Args[1:])
		p.WriteByte(')')
	case name == "!" || strings.HasPrefix(name, "unary "):
		p.WriteString("(" + strings.TrimPrefix(name, "unary ") + " ")
		p.expr(e.Args[0])
		p.WriteByte(')')
	case isLetter(name[0]):
		p.WriteString(name)
		p.list(e.Args)
	default:
		p.WriteByte('(')
		p.expr(e.Args[0])
		p.WriteString(" " + name + " ")
		p.expr(e.Args[1])
		p.WriteByte(')')
	}
}

func (p *printer) list(args []Expr) {
	p.WriteByte('(')
	for i, arg := range args {
		if i > 0 {
			p.WriteString(", ")
		}
		p.expr(arg)
	}
	p.WriteByte(')')
}

func (p *printer) aggregate(e *Aggregate) {
	if setFunctions[e.Name] {
		p.WriteString(e.Name)
	} else {
		p.iri(e.Name)
	}
	p.WriteByte('(')
	if e.Distinct {
		p.WriteString("DISTINCT ")
	}
	if e.Arg == nil {
		p.WriteByte('*')
	} else {
		p.expr(e.Arg)
	}
	if e.Name == "GROUP_CONCAT" {
		p.WriteString("; SEPARATOR = ")
		p.term(rdf.String(e.Separator))
	}
	p.WriteByte(')')
}

func (p *printer) operation(o Operation) {
	switch o := o.(type) {
	case *Modify:
		p.modify(o)
	case *Load:
		p.word("LOAD", o.Silent)
		p.iri(o.Source)
		if o.Into.Target == NamedGraph {
			p.WriteString(" INTO ")
			p.graphRef(o.Into)
		}
	case *Manage:
		p.word(o.Name, o.Silent)
		p.graphRef(o.From)
		if o.Name == "ADD" || o.Name == "MOVE" || o.Name == "COPY" {
			p.WriteString(" TO ")
			p.graphRef(o.To)
		}
	}
}

func (p *printer) word(name string, silent bool) {
	p.WriteString(name + " ")
	if silent {
		p.WriteString("SILENT ")
	}
}

func (p *printer) graphRef(g GraphRef) {
	switch g.Target {
	case DefaultGraph:
		p.WriteString("DEFAULT")
	case AllNamed:
		p.WriteString("NAMED")
	case AllGraphs:
		p.WriteString("ALL")
	case NamedGraph:
		p.WriteString("GRAPH ")
		p.iri(g.IRI)
	}
}

func (p *printer) modify(m *Modify) {
	data := ""
	if m.Data {
		data = "DATA "
	}
	if m.With != "" {
		p.WriteString("WITH ")
		p.iri(m.With)
		p.WriteByte(' ')
	}
	if m.Delete != nil {
		p.WriteString("DELETE " + data)
		p.quads(m.Delete)
		p.WriteByte(' ')
	}
	if m.Insert != nil {
		p.WriteString("INSERT " + data)
		p.quads(m.Insert)
	}
	p.dataset("USING", m.Using)
	if m.Where != nil {
		p.WriteString(" WHERE ")
		p.group(m.Where)
	}
}

func (p *printer) quads(all []Quads) {
	p.braces(func() {
		for _, q := range all {
			if q.Graph.Kind == NoNode {
				p.triples(q.Triples)
				continue
			}
			p.line()
			p.WriteString("GRAPH ")
			p.node(q.Graph)
			p.WriteByte(' ')
			p.braces(func() { p.triples(q.Triples) })
		}
	})
}
