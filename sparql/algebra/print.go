package algebra

import (
	"fmt"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// String returns a pattern as an S-expression, an operator on a line. Node
// names are those of the specification in lower case. Parse reads it.
func String(op Op) string {
	var p printer
	p.op(op)
	return p.String()
}

// printer writes S-expressions.
type printer struct {
	strings.Builder
	depth int
}

func (p *printer) open(head string) {
	p.WriteString("(" + head)
	p.depth++
}

func (p *printer) line() { p.WriteString("\n" + strings.Repeat("  ", p.depth)) }

func (p *printer) close() {
	p.depth--
	p.WriteByte(')')
}

func (p *printer) op(op Op) {
	p.open(head(op))
	switch o := op.(type) {
	case *BGP:
		for _, t := range o.Patterns {
			p.line()
			p.triple("triple", t)
		}
	case *Path:
		p.WriteString(" " + nodeText(o.S) + " " + pathText(o.Path) + " " + nodeText(o.O))
	case *Values:
		for _, row := range o.Rows {
			p.line()
			p.row(o.Vars, row)
		}
	}
	for _, in := range op.inputs() {
		p.line()
		p.op(in)
	}
	if o, ok := op.(*LeftJoin); ok && o.Expr != nil {
		p.line()
		p.WriteString(exprText(o.Expr))
	}
	p.close()
}

// head returns the name of an operator and what stands on its line.
func head(op Op) string {
	switch o := op.(type) {
	case *BGP:
		return "bgp"
	case *Path:
		return "path"
	case *Join:
		return "join"
	case *LeftJoin:
		return "leftjoin"
	case *Filter:
		return "filter " + exprText(o.Expr)
	case *Union:
		return "union"
	case *Graph:
		return "graph " + nodeText(o.Name)
	case *Extend:
		return "extend ((" + varText(o.Var) + " " + exprText(o.Expr) + "))"
	case *Minus:
		return "minus"
	case *Group:
		return "group " + keysText(o.Keys) + " " + aggregatesText(o.Aggregates)
	case *Values:
		return "table " + varsText("vars", o.Vars)
	case *Service:
		text := nodeText(o.Name) + " " + termText(rdf.String(o.Text))
		if o.Silent {
			return "service silent " + text
		}
		return "service " + text
	case *OrderBy:
		return "order " + conditionsText(o.Conditions)
	case *Project:
		return "project " + varsText("", o.Vars)
	case *Distinct:
		return "distinct"
	case *Reduced:
		return "reduced"
	}
	s := op.(*Slice)
	limit := "_"
	if s.Limit >= 0 {
		limit = strconv.FormatInt(s.Limit, 10)
	}
	return fmt.Sprintf("slice %d %s", s.Offset, limit)
}

func (p *printer) triple(name string, t TriplePattern) { p.WriteString(tripleText(name, t)) }

func tripleText(name string, t TriplePattern) string {
	return list(name, nodeText(t.S), nodeText(t.P), nodeText(t.O))
}

func (p *printer) row(vars []string, row []rdf.Term) {
	parts := []string{"row"}
	for i, t := range row {
		if !t.IsZero() {
			parts = append(parts, list(varText(vars[i]), termText(t)))
		}
	}
	p.WriteString(list(parts...))
}

func list(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return "(" + strings.Join(kept, " ") + ")"
}

func varText(name string) string { return "?" + name }

func varsText(name string, vars []string) string {
	parts := []string{name}
	for _, v := range vars {
		parts = append(parts, varText(v))
	}
	return list(parts...)
}

func termText(t rdf.Term) string { return string(nquads.AppendTerm(nil, t)) }

func nodeText(n Node) string {
	switch {
	case n.Var != "":
		return varText(n.Var)
	case n.Triple != nil:
		return tripleText("qtriple", *n.Triple)
	}
	return termText(n.Term)
}

func pathText(p PathExpr) string {
	switch p := p.(type) {
	case Inv:
		return list("reverse", pathText(p.Path))
	case Seq:
		return list("seq", pathText(p.First), pathText(p.Then))
	case Alt:
		return list("alt", pathText(p.Either), pathText(p.Or))
	case Repeat:
		return list(map[byte]string{'?': "path?", '*': "path*", '+': "path+"}[p.Mark], pathText(p.Path))
	case NPS:
		parts := []string{"notoneof"}
		for _, iri := range p.IRIs {
			parts = append(parts, termText(rdf.IRI(iri)))
		}
		return list(parts...)
	}
	return termText(rdf.IRI(p.(Link).IRI))
}

func exprText(e Expr) string {
	switch e := e.(type) {
	case Var:
		return varText(string(e))
	case Constant:
		return termText(e.Term)
	case *Exists:
		name := "exists"
		if e.Not {
			name = "notexists"
		}
		return list(name, String(e.Input))
	}
	call := e.(*Call)
	name := strings.ToLower(strings.ReplaceAll(call.Name, " ", ""))
	if call.Name == "" {
		name = termText(rdf.IRI(call.IRI))
	}
	parts := []string{name}
	for _, arg := range call.Args {
		parts = append(parts, exprText(arg))
	}
	return list(parts...)
}

func keysText(keys []Key) string {
	var parts []string
	for _, key := range keys {
		switch {
		case key.Expr == nil:
			parts = append(parts, varText(key.Var))
		case key.Var == "":
			parts = append(parts, list(exprText(key.Expr)))
		default:
			parts = append(parts, list(varText(key.Var), exprText(key.Expr)))
		}
	}
	return list(parts...)
}

func aggregatesText(all []Aggregate) string {
	var parts []string
	for _, a := range all {
		parts = append(parts, list(varText(a.Var), printAggregate(a)))
	}
	return list(parts...)
}

// printAggregate prints an aggregate without its variable.
func printAggregate(a Aggregate) string {
	name := strings.ToLower(a.Name)
	if strings.Contains(a.Name, ":") {
		name = termText(rdf.IRI(a.Name))
	}
	parts := []string{name}
	if a.Distinct {
		parts = append(parts, "distinct")
	}
	if a.Name == "GROUP_CONCAT" {
		parts = append(parts, list("separator", termText(rdf.String(a.Separator))))
	}
	if a.Arg != nil {
		parts = append(parts, exprText(a.Arg))
	}
	return list(parts...)
}

func conditionsText(all []Condition) string {
	var parts []string
	for _, c := range all {
		if c.Descending {
			parts = append(parts, list("desc", exprText(c.Expr)))
		} else {
			parts = append(parts, exprText(c.Expr))
		}
	}
	return list(parts...)
}

// ExprString returns an expression as an S-expression.
func ExprString(e Expr) string { return exprText(e) }

// PathString returns a path as an S-expression.
func PathString(p PathExpr) string { return pathText(p) }

// AggregateString returns an aggregate with its variable as an S-expression.
func AggregateString(a Aggregate) string { return list(varText(a.Var), printAggregate(a)) }
