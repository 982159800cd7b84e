package syntax

import (
	"strconv"
)

// query reads [2] Query.
func (p *parser) query() *Query {
	p.prologue()
	q := &Query{At: p.tok.at}
	switch {
	case p.take("SELECT"):
		p.selectClause(q)
		p.datasetClauses(q)
		p.where(q, true)
	case p.take("CONSTRUCT"):
		q.Form = Construct
		p.construct(q)
	case p.take("DESCRIBE"):
		q.Form = Describe
		p.described(q)
		p.datasetClauses(q)
		if p.is("WHERE") || p.is("{") {
			p.where(q, true)
		}
	case p.take("ASK"):
		q.Form = Ask
		p.datasetClauses(q)
		p.where(q, true)
	default:
		p.expected("[2] Query", "SELECT, CONSTRUCT, DESCRIBE or ASK")
	}
	p.modifiers(q)
	p.trailingValues(q)
	q.Prologue = p.declared
	return q
}

// subSelect reads [9] SubSelect.
func (p *parser) subSelect() *Query {
	q := &Query{At: p.tok.at}
	outer := p.aggregates
	p.aggregates = aggregates{}
	p.want("SELECT", "[9] SubSelect")
	p.selectClause(q)
	p.where(q, true)
	p.modifiers(q)
	p.trailingValues(q)
	p.aggregates = outer
	return q
}

// selectClause reads [10] SelectClause behind its keyword.
func (p *parser) selectClause(q *Query) {
	if q.Distinct = p.take("DISTINCT"); !q.Distinct {
		q.Reduced = p.take("REDUCED")
	}
	if q.All = p.take("*"); q.All {
		return
	}
	for p.ok() && (p.tok.kind == varToken || p.is("(")) {
		q.Projection = append(q.Projection, p.projection())
	}
	if len(q.Projection) == 0 {
		p.expected("[10] SelectClause", `a variable, an expression in parentheses or "*"`)
	}
}

func (p *parser) projection() Projection {
	at := p.tok.at
	if p.tok.kind == varToken {
		return Projection{Var: p.variable(), At: at}
	}
	p.want("(", "[10] SelectClause")
	item := Projection{Expr: p.aggregating(), At: at}
	p.want("AS", "[10] SelectClause")
	item.Var = p.variable()
	p.want(")", "[10] SelectClause")
	return item
}

// construct reads [11] ConstructQuery behind its keyword.
func (p *parser) construct(q *Query) {
	short := !p.is("{")
	if !short {
		q.Template = p.template(inTemplate)
	}
	p.datasetClauses(q)
	p.where(q, !short)
	if !short || !p.ok() {
		return
	}
	for _, e := range q.Where.Elements {
		triples, plain := e.(*Triples)
		if !plain {
			p.failf(q.Where.At, "[11] ConstructQuery", "write the triples to construct between CONSTRUCT and WHERE", "CONSTRUCT WHERE takes plain triple patterns alone")
			return
		}
		for _, t := range triples.Patterns {
			if t.Path != nil {
				p.failf(q.Where.At, "[11] ConstructQuery", "", "CONSTRUCT WHERE takes no property paths")
			}
		}
		q.Template = append(q.Template, triples.Patterns...)
	}
}

// template reads triples between braces.
func (p *parser) template(kind triplesKind) []Triple {
	p.want("{", "[77] ConstructTemplate")
	defer p.labels.in(kind)()
	t := triples{parser: p, kind: kind}
	t.block()
	p.want("}", "[77] ConstructTemplate")
	return t.patterns
}

// described reads what follows DESCRIBE.
func (p *parser) described(q *Query) {
	if q.All = p.take("*"); q.All {
		return
	}
	for p.ok() && (p.tok.kind == varToken || p.isIRI()) {
		q.Described = append(q.Described, p.varOrIRI())
	}
	if len(q.Described) == 0 {
		p.expected("[12] DescribeQuery", `an IRI, a variable or "*"`)
	}
}

// datasetClauses reads [14] DatasetClause.
func (p *parser) datasetClauses(q *Query) {
	for p.take("FROM") {
		q.Dataset = append(q.Dataset, DatasetClause{p.take("NAMED"), p.iri("the IRI of a graph")})
	}
}

// where reads [18] WhereClause; the keyword may be missing.
func (p *parser) where(q *Query, optional bool) {
	if !p.take("WHERE") && (!optional || !p.is("{")) {
		p.expected("[18] WhereClause", `WHERE or "{"`)
	}
	q.Where = p.group()
}

// modifiers reads [19] SolutionModifier and checks what it means for SELECT.
func (p *parser) modifiers(q *Query) {
	if p.take("GROUP") {
		p.groupBy(q)
	}
	if p.take("HAVING") {
		for q.Having = append(q.Having, p.aggregating1()); p.startsConstraint(); {
			q.Having = append(q.Having, p.aggregating1())
		}
	}
	if p.take("ORDER") {
		p.orderBy(q)
	}
	p.slice(q)
}

// aggregating1 reads a constraint that may aggregate.
func (p *parser) aggregating1() Expr {
	e := p.constraint("[23] HavingCondition")
	p.aggregates.found = p.aggregates.found || hasAggregate(e)
	return e
}

// groupBy reads [20] GroupClause behind its first word.
func (p *parser) groupBy(q *Query) {
	p.want("BY", "[20] GroupClause")
	for p.ok() && (p.tok.kind == varToken || p.is("(") || p.startsConstraint()) {
		q.GroupBy = append(q.GroupBy, p.groupKey())
	}
	if len(q.GroupBy) == 0 {
		p.expected("[20] GroupClause", "a variable or an expression")
	}
}

func (p *parser) groupKey() Projection {
	at := p.tok.at
	if p.tok.kind == varToken {
		return Projection{Expr: &Var{p.variable(), at}, At: at}
	}
	if !p.is("(") {
		e := p.constraint("[21] GroupCondition")
		p.noAggregate(e)
		return Projection{Expr: e, At: at}
	}
	p.next()
	key := Projection{Expr: p.expression(), At: at}
	p.noAggregate(key.Expr)
	if p.take("AS") {
		key.Var = p.variable()
	}
	p.want(")", "[21] GroupCondition")
	return key
}

// orderBy reads [24] OrderClause behind its first word.
func (p *parser) orderBy(q *Query) {
	p.want("BY", "[24] OrderClause")
	for p.ok() {
		c := Condition{Descending: p.is("DESC")}
		switch {
		case p.take("ASC") || p.take("DESC"):
			c.Expr = p.bracketed()
		case p.tok.kind == varToken:
			at := p.tok.at
			c.Expr = &Var{p.variable(), at}
		case p.startsConstraint():
			c.Expr = p.constraint("[25] OrderCondition")
		default:
			if len(q.OrderBy) == 0 {
				p.expected("[24] OrderClause", "a variable or an expression")
			}
			return
		}
		p.aggregates.found = p.aggregates.found || hasAggregate(c.Expr)
		q.OrderBy = append(q.OrderBy, c)
	}
}

// slice reads [26] LimitOffsetClauses.
func (p *parser) slice(q *Query) {
	for p.ok() {
		switch {
		case q.Limit == nil && p.take("LIMIT"):
			q.Limit = p.number()
		case q.Offset == nil && p.take("OFFSET"):
			q.Offset = p.number()
		default:
			return
		}
	}
}

func (p *parser) number() *uint64 {
	if p.tok.kind != integerToken {
		p.expected("[26] LimitOffsetClauses", "a whole number")
		return nil
	}
	tok := p.next()
	n, err := strconv.ParseUint(tok.text, 10, 64)
	if err != nil {
		p.failf(tok.at, "[26] LimitOffsetClauses", "", "%s is too large a number", tok.text)
	}
	return &n
}

// trailingValues reads [28] ValuesClause, and checks the whole query.
func (p *parser) trailingValues(q *Query) {
	if p.take("VALUES") {
		q.Values = p.values()
	}
	if !p.ok() {
		return
	}
	aggregated := len(q.GroupBy) > 0 || p.aggregates.found
	if q.Form == Select && q.All && aggregated {
		p.failf(q.At, "§18.2.4.1", "name the variables", "SELECT * does not go with groups")
	}
	if q.Form == Select && !q.All {
		if aggregated {
			p.grouped(q)
		}
		p.projects(q, aggregated)
	}
	p.groupNames(q)
}

// groupNames checks that keys of groups are given names that are free.
func (p *parser) groupNames(q *Query) {
	var taken scope
	taken.group(q.Where)
	for _, key := range q.GroupBy {
		if key.Var != "" && taken.known[key.Var] {
			p.failf(key.At, "§18.2.1", "choose another name", "?%s has a value already", key.Var)
		}
		taken.add(key.Var)
	}
}

// aggregates tells whether the query that is read has any.
type aggregates struct{ found bool }

// aggregating reads an expression that may aggregate.
func (p *parser) aggregating() Expr {
	e := p.expression()
	p.aggregates.found = p.aggregates.found || hasAggregate(e)
	return e
}

func hasAggregate(e Expr) bool { return firstAggregate(e) != nil }

func firstAggregate(e Expr) *Aggregate {
	switch e := e.(type) {
	case *Aggregate:
		return e
	case *Call:
		for _, arg := range e.Args {
			if a := firstAggregate(arg); a != nil {
				return a
			}
		}
	}
	return nil
}

func (p *parser) noAggregate(e Expr) {
	if a := firstAggregate(e); a != nil && p.ok() {
		p.failf(a.At, "[127] Aggregate", "aggregates stand in SELECT, HAVING and ORDER BY", "found %s where no groups are", a.Name)
	}
}
