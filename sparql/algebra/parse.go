package algebra

import (
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// Parse reads what String writes: Parse(String(op)) is op. Errors:
// *rdf.SyntaxError.
func Parse(text string) (Op, error) {
	r := formReader{text: text}
	f := r.form()
	if r.space() {
		r.fail(r.at, "found more behind the expression")
	}
	op := (*parser)(&r).op(f)
	if r.err != nil {
		return nil, r.err
	}
	return op, nil
}

// parser makes operators of forms. What it returns after an error has no
// meaning.
type parser formReader

func (p *parser) fail(f form, msg string) { (*formReader)(p).fail(f.at, msg) }

// args returns what stands behind the name of a list, of least to most forms;
// a most of -1 is no limit.
func (p *parser) args(f form, least, most int) []form {
	n := len(f.list) - 1
	if n < least || most >= 0 && n > most {
		p.fail(f, "has not as many parts as it must have")
		return make([]form, max(least, n, 0))
	}
	return f.list[1:]
}

// name returns the name that a list begins with.
func (p *parser) name(f form) string {
	if len(f.list) == 0 {
		p.fail(f, "found no list that begins with a name")
		return ""
	}
	return f.list[0].atom
}

func (p *parser) op(f form) Op {
	name := p.name(f)
	switch name {
	case "bgp":
		return &BGP{each(p.args(f, 0, -1), p.triple)}
	case "path":
		args := p.args(f, 3, 3)
		return &Path{p.node(args[0]), p.path(args[1]), p.node(args[2])}
	case "leftjoin":
		return p.leftJoin(p.args(f, 2, 3))
	case "table":
		return p.table(p.args(f, 1, -1))
	case "service":
		return p.service(f)
	case "group":
		args := p.args(f, 3, 3)
		return &Group{each(args[0].list, p.key), each(args[1].list, p.aggregate), p.op(args[2])}
	case "slice":
		args := p.args(f, 3, 3)
		return &Slice{p.integer(args[0]), p.limit(args[1]), p.op(args[2])}
	case "join", "union", "minus":
		args := p.args(f, 2, 2)
		return binary(name, p.op(args[0]), p.op(args[1]))
	case "distinct", "reduced":
		in := p.op(p.args(f, 1, 1)[0])
		if name == "distinct" {
			return &Distinct{in}
		}
		return &Reduced{in}
	}
	args := p.args(f, 2, 2)
	return p.unary(f, name, args[0], args[1])
}

func binary(name string, left, right Op) Op {
	switch name {
	case "join":
		return &Join{left, right}
	case "union":
		return &Union{left, right}
	}
	return &Minus{left, right}
}

// unary makes an operator of one input that has something before it.
func (p *parser) unary(f form, name string, with, input form) Op {
	switch name {
	case "filter":
		return &Filter{p.expr(with), p.op(input)}
	case "graph":
		return &Graph{p.node(with), p.op(input)}
	case "extend":
		if len(with.list) == 1 && len(with.list[0].list) == 2 {
			pair := with.list[0].list
			return &Extend{p.op(input), p.variable(pair[0]), p.expr(pair[1])}
		}
	case "order":
		return &OrderBy{each(with.list, p.condition), p.op(input)}
	case "project":
		return &Project{each(with.list, p.variable), p.op(input)}
	}
	p.fail(f, "is no operator")
	return nil
}

// each applies a function to all forms; it returns nil for none.
func each[T any](all []form, one func(form) T) (out []T) {
	for _, f := range all {
		out = append(out, one(f))
	}
	return out
}

func (p *parser) leftJoin(args []form) Op {
	out := &LeftJoin{Left: p.op(args[0]), Right: p.op(args[1])}
	if len(args) == 3 {
		out.Expr = p.expr(args[2])
	}
	return out
}

func (p *parser) table(args []form) Op {
	v := &Values{}
	if p.name(args[0]) == "vars" {
		v.Vars = each(args[0].list[1:], p.variable)
	}
	for _, f := range args[1:] {
		row := make([]rdf.Term, len(v.Vars))
		p.name(f)
		for _, cell := range p.args(f, 0, -1) {
			column := -1
			if len(cell.list) == 2 {
				column = indexOf(v.Vars, p.variable(cell.list[0]))
			}
			if column < 0 {
				p.fail(cell, "is no variable of the table with a term")
				break
			}
			row[column] = p.term(cell.list[1])
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func indexOf(all []string, name string) int {
	for i, s := range all {
		if s == name {
			return i
		}
	}
	return -1
}

func (p *parser) service(f form) Op {
	args := p.args(f, 3, 4)
	s := &Service{Silent: args[0].atom == "silent"}
	if s.Silent {
		args = args[1:]
	}
	if len(args) != 3 {
		p.fail(f, "has not as many parts as it must have")
		return s
	}
	s.Name, s.Text, s.Input = p.node(args[0]), p.term(args[1]).Value(), p.op(args[2])
	return s
}

func (p *parser) integer(f form) int64 {
	n, err := strconv.ParseInt(f.atom, 10, 64)
	if err != nil || n < 0 {
		p.fail(f, "is no number of solutions")
	}
	return n
}

func (p *parser) limit(f form) int64 {
	if f.atom == "_" {
		return -1
	}
	return p.integer(f)
}

func (p *parser) variable(f form) string {
	name, ok := strings.CutPrefix(f.atom, "?")
	if !ok || name == "" {
		p.fail(f, "is no variable")
	}
	return name
}

func (p *parser) term(f form) rdf.Term {
	t, err := syntax.ParseTerm(f.atom)
	if err != nil {
		p.fail(f, "is no term")
	}
	return t
}

func (p *parser) iri(f form) string {
	t := p.term(f)
	if !t.IsIRI() {
		p.fail(f, "is no IRI")
	}
	return t.Value()
}

func (p *parser) node(f form) Node {
	switch {
	case strings.HasPrefix(f.atom, "?"):
		return Node{Var: p.variable(f)}
	case f.atom == "":
		t := p.triple(f)
		return Node{Triple: &t}
	}
	return Node{Term: p.term(f)}
}

func (p *parser) triple(f form) TriplePattern {
	if name := p.name(f); name != "triple" && name != "qtriple" {
		p.fail(f, "is no triple pattern")
		return TriplePattern{}
	}
	args := p.args(f, 3, 3)
	return TriplePattern{p.node(args[0]), p.node(args[1]), p.node(args[2])}
}

func (p *parser) path(f form) PathExpr {
	if f.atom != "" {
		return Link{p.iri(f)}
	}
	switch name := p.name(f); name {
	case "reverse":
		return Inv{p.path(p.args(f, 1, 1)[0])}
	case "seq":
		args := p.args(f, 2, 2)
		return Seq{p.path(args[0]), p.path(args[1])}
	case "alt":
		args := p.args(f, 2, 2)
		return Alt{p.path(args[0]), p.path(args[1])}
	case "notoneof":
		return NPS{each(p.args(f, 0, -1), p.iri)}
	case "path?", "path*", "path+":
		return Repeat{p.path(p.args(f, 1, 1)[0]), name[len(name)-1]}
	}
	p.fail(f, "is no path")
	return nil
}
