package syntax

import (
	"slices"

	"w3id.org/plenary/rdf"
)

// group reads [54] GroupGraphPattern.
func (p *parser) group() *Group {
	g := &Group{At: p.tok.at}
	defer p.leave()
	if !p.enter() {
		return g
	}
	p.want("{", "[54] GroupGraphPattern")
	p.labels.newScope()
	if p.is("SELECT") {
		g.Elements = append(g.Elements, &SubSelect{p.subSelect()})
	} else {
		p.elements(g)
	}
	p.want("}", "[54] GroupGraphPattern")
	p.labels.newScope()
	return g
}

// elements reads [55] GroupGraphPatternSub.
func (p *parser) elements(g *Group) {
	for p.ok() && !p.is("}") {
		if p.startsNode() {
			t := triples{parser: p}
			t.block()
			g.Elements = append(g.Elements, &Triples{t.patterns})
			if p.startsNode() {
				p.expected("[56] TriplesBlock", `"." or "}"`)
			}
			continue
		}
		e := p.element(g)
		if _, filter := e.(*Filter); !filter {
			p.labels.newScope()
		}
		g.Elements = append(g.Elements, e)
		p.take(".")
	}
}

// element reads [57] GraphPatternNotTriples in a group.
func (p *parser) element(g *Group) Element {
	switch {
	case p.is("{"):
		return p.union()
	case p.take("OPTIONAL"):
		return &Optional{p.group()}
	case p.take("MINUS"):
		return &Minus{p.group()}
	case p.take("GRAPH"):
		return &GraphPattern{p.varOrIRI(), p.group()}
	case p.take("SERVICE"):
		return &Service{p.take("SILENT"), p.varOrIRI(), p.group()}
	case p.take("FILTER"):
		return p.filter()
	case p.take("BIND"):
		return p.bind(g)
	case p.take("VALUES"):
		return p.values()
	}
	p.expected("[54] GroupGraphPattern", `a triple pattern, a keyword such as OPTIONAL or FILTER, or "}"`)
	return nil
}

// union reads [67] GroupOrUnionGraphPattern.
func (p *parser) union() Element {
	first := p.group()
	if !p.is("UNION") {
		return first
	}
	u := &Union{[]*Group{first}}
	for p.take("UNION") {
		u.Groups = append(u.Groups, p.group())
	}
	return u
}

func (p *parser) varOrIRI() Node {
	at := p.tok.at
	if p.tok.kind == varToken {
		return Node{Kind: VarNode, Name: p.next().text[1:], At: at}
	}
	return Node{Kind: TermNode, Term: rdf.IRI(p.iri("an IRI or a variable")), At: at}
}

// variable reads [108] Var.
func (p *parser) variable() string {
	if p.tok.kind != varToken {
		p.expected("[108] Var", "a variable")
		return ""
	}
	return p.next().text[1:]
}

// filter reads what follows FILTER.
func (p *parser) filter() Element {
	scope := p.labels.scope
	e := p.constraint("[69] Constraint")
	p.labels.scope = scope
	p.noAggregate(e)
	return &Filter{e}
}

// bind reads what follows BIND.
func (p *parser) bind(g *Group) Element {
	p.want("(", "[60] Bind")
	b := &Bind{Expr: p.expression()}
	p.noAggregate(b.Expr)
	p.want("AS", "[60] Bind")
	b.At = p.tok.at
	b.Var = p.variable()
	p.want(")", "[60] Bind")
	if p.ok() && slices.Contains(g.Visible(), b.Var) {
		p.failf(b.At, "§18.2.1", "", "BIND cannot give ?%s a value: what stands before in the group may bind it", b.Var)
	}
	return b
}

// values reads [62] DataBlock.
func (p *parser) values() *Values {
	v := &Values{}
	single := p.tok.kind == varToken
	if single {
		v.Vars = []string{p.variable()}
	} else {
		v.Vars = p.valueVars()
	}
	p.want("{", "[62] DataBlock")
	for p.ok() && !p.is("}") {
		if single {
			v.Rows = append(v.Rows, []rdf.Term{p.dataValue()})
			continue
		}
		v.Rows = append(v.Rows, p.valueRow(len(v.Vars)))
	}
	p.want("}", "[62] DataBlock")
	return v
}

func (p *parser) valueVars() (vars []string) {
	p.want("(", "[64] InlineDataFull")
	for p.ok() && !p.is(")") {
		at := p.tok.at
		name := p.variable()
		if slices.Contains(vars, name) {
			p.failf(at, "[64] InlineDataFull", "", "?%s stands twice among the variables of VALUES", name)
		}
		vars = append(vars, name)
	}
	p.want(")", "[64] InlineDataFull")
	return vars
}

func (p *parser) valueRow(width int) []rdf.Term {
	at := p.tok.at
	p.want("(", "[64] InlineDataFull")
	row := make([]rdf.Term, 0, width)
	for p.ok() && !p.is(")") {
		row = append(row, p.dataValue())
	}
	p.want(")", "[64] InlineDataFull")
	if p.ok() && len(row) != width {
		p.failf(at, "[64] InlineDataFull", "", "a row of VALUES has %d values for %d variables", len(row), width)
	}
	return row
}

// dataValue reads [65] DataBlockValue; UNDEF is the zero term.
func (p *parser) dataValue() rdf.Term {
	switch {
	case p.take("UNDEF"):
		return rdf.Term{}
	case p.isLiteral():
		return p.literal()
	case p.is("<<("):
		t := triples{parser: p, kind: inDeleteData} // neither variables nor blank nodes
		return t.tripleTerm().Term
	}
	return rdf.IRI(p.iri("an IRI, a literal or UNDEF"))
}
