package syntax

import (
	"fmt"

	"w3id.org/plenary/rdf"
)

// expression reads [110] Expression.
func (p *parser) expression() Expr {
	defer p.leave()
	if !p.enter() {
		return nil
	}
	return p.chain(0)
}

// levels are the operators that go on from left to right, the weakest first.
var levels = [][]string{{"||"}, {"&&"}, {"=", "!=", "<", ">", "<=", ">="}, {"+", "-"}, {"*", "/"}}

const comparing = 2

// chain reads operands of one level, [111] ConditionalOrExpression to [117]
// MultiplicativeExpression.
func (p *parser) chain(level int) Expr {
	if level == len(levels) {
		return p.unary()
	}
	e := p.chain(level + 1)
	for p.ok() {
		at := p.tok.at
		name := ""
		for _, op := range levels[level] {
			if p.is(op) {
				name = op
			}
		}
		switch {
		case name != "":
			p.next()
			e = &Call{Name: name, Args: []Expr{e, p.chain(level + 1)}, At: at}
		case level == comparing && (p.is("IN") || p.is("NOT")):
			e = p.in(e)
		default:
			return e
		}
		if level == comparing {
			return e
		}
	}
	return e
}

// in reads IN and NOT IN behind what is looked for.
func (p *parser) in(e Expr) Expr {
	call := &Call{Name: "IN", At: p.tok.at}
	if p.take("NOT") {
		call.Name = "NOT IN"
	}
	p.want("IN", "[114] RelationalExpression")
	call.Args = append([]Expr{e}, p.list()...)
	return call
}

// list reads [79] ExpressionList.
func (p *parser) list() (list []Expr) {
	p.want("(", "[79] ExpressionList")
	if p.take(")") {
		return nil
	}
	for list = append(list, p.expression()); p.take(","); {
		list = append(list, p.expression())
	}
	p.want(")", "[79] ExpressionList")
	return list
}

// unary reads [118] UnaryExpression.
func (p *parser) unary() Expr {
	defer p.leave()
	if !p.enter() {
		return nil
	}
	at := p.tok.at
	switch {
	case p.take("!"):
		return &Call{Name: "!", Args: []Expr{p.unary()}, At: at}
	case p.isSignedNumber():
	case p.take("+"):
		return &Call{Name: "unary +", Args: []Expr{p.unary()}, At: at}
	case p.take("-"):
		return &Call{Name: "unary -", Args: []Expr{p.unary()}, At: at}
	}
	return p.primary()
}

// primary reads [119] PrimaryExpression.
func (p *parser) primary() Expr {
	at := p.tok.at
	switch {
	case p.is("("):
		return p.bracketed()
	case p.tok.kind == varToken:
		return &Var{p.variable(), at}
	case p.isLiteral():
		return &Constant{p.literal(), at}
	case p.isIRI():
		return p.iriOrFunction()
	case p.is("<<("):
		return p.tripleExpr()
	case p.tok.kind == wordToken:
		return p.builtIn()
	}
	p.expected("[119] PrimaryExpression", "an expression")
	return nil
}

// bracketed reads [120] BrackettedExpression.
func (p *parser) bracketed() Expr {
	p.want("(", "[120] BrackettedExpression")
	e := p.expression()
	p.want(")", "[120] BrackettedExpression")
	return e
}

func (p *parser) startsConstraint() bool {
	return p.is("(") || p.isIRI() || p.tok.kind == wordToken && isFunction(p.tok.word)
}

// constraint reads [69] Constraint.
func (p *parser) constraint(rule string) Expr {
	switch {
	case p.is("("):
		return p.bracketed()
	case p.isIRI():
		at := p.tok.at
		e := p.iriOrFunction()
		if _, constant := e.(*Constant); constant {
			p.failf(at, rule, "put it in parentheses", "an IRI alone is no condition")
		}
		return e
	case p.tok.kind == wordToken && isFunction(p.tok.word):
		return p.builtIn()
	}
	p.expected(rule, "an expression in parentheses or a function")
	return nil
}

// iriOrFunction reads [128] iriOrFunction.
func (p *parser) iriOrFunction() Expr {
	at := p.tok.at
	iri := p.iri("an IRI")
	if !p.is("(") {
		return &Constant{rdf.IRI(iri), at}
	}
	if p.peek().word == "DISTINCT" {
		p.next()
		p.next()
		a := &Aggregate{Name: iri, Distinct: true, Arg: p.expression(), At: at}
		p.want(")", "[78] ArgList")
		return a
	}
	return &Call{IRI: iri, Args: p.list(), At: at}
}

// tripleExpr reads [137] ExprTripleTerm.
func (p *parser) tripleExpr() Expr {
	at := p.tok.at
	p.want("<<(", "[137] ExprTripleTerm")
	s := p.tripleExprPart(false)
	var predicate Expr
	switch at := p.tok.at; {
	case p.isA():
		p.next()
		predicate = &Constant{rdf.IRI(rdfNS + "type"), at}
	case p.tok.kind == varToken:
		predicate = &Var{p.variable(), at}
	default:
		predicate = &Constant{rdf.IRI(p.iri("a predicate")), at}
	}
	o := p.tripleExprPart(true)
	p.want(")>>", "[137] ExprTripleTerm")
	return &Call{Name: "TRIPLE", Args: []Expr{s, predicate, o}, At: at}
}

func (p *parser) tripleExprPart(object bool) Expr {
	defer p.leave()
	if !p.enter() {
		return nil
	}
	at := p.tok.at
	switch {
	case p.tok.kind == varToken:
		return &Var{p.variable(), at}
	case object && p.isLiteral():
		return &Constant{p.literal(), at}
	case object && p.is("<<("):
		return p.tripleExpr()
	}
	return &Constant{rdf.IRI(p.iri("a term or variable")), at}
}

// builtIn reads [121] BuiltInCall or [127] Aggregate.
func (p *parser) builtIn() Expr {
	tok := p.tok
	switch name := tok.word; {
	case name == "EXISTS":
		p.next()
		return &Exists{false, p.existing(), tok.at}
	case name == "NOT" && p.peek().word == "EXISTS":
		p.next()
		p.next()
		return &Exists{true, p.existing(), tok.at}
	case setFunctions[name]:
		return p.aggregate()
	}
	arity, known := functions[tok.word]
	if !known {
		p.expected("[121] BuiltInCall", "an expression")
		return nil
	}
	p.next()
	call := &Call{Name: tok.word, At: tok.at}
	if call.Name == "URI" {
		call.Name = "IRI"
	}
	call.Args = p.list()
	if n := len(call.Args); p.ok() && (n < arity.least || n > arity.most) {
		p.failf(tok.at, "[121] BuiltInCall", "", "%s takes %s, not %d", tok.word, arity, n)
	}
	if p.ok() && call.Name == "BOUND" {
		if _, variable := call.Args[0].(*Var); !variable {
			p.failf(tok.at, "[121] BuiltInCall", "", "BOUND takes a variable")
		}
	}
	return call
}

// existing reads the group of EXISTS.
func (p *parser) existing() *Group {
	scope, outer := p.labels.scope, p.aggregates
	g := p.group()
	p.labels.scope, p.aggregates = scope, outer
	return g
}

// aggregate reads [127] Aggregate.
func (p *parser) aggregate() Expr {
	tok := p.next()
	a := &Aggregate{Name: tok.word, Separator: " ", At: tok.at}
	p.want("(", "[127] Aggregate")
	a.Distinct = p.take("DISTINCT")
	if a.Name != "COUNT" || !p.take("*") {
		a.Arg = p.expression()
		if inner := firstAggregate(a.Arg); inner != nil {
			p.failf(inner.At, "[127] Aggregate", "", "an aggregate stands inside another")
		}
	}
	if a.Name == "GROUP_CONCAT" && p.take(";") {
		p.want("SEPARATOR", "[127] Aggregate")
		p.want("=", "[127] Aggregate")
		a.Separator = p.stringValue()
	}
	p.want(")", "[127] Aggregate")
	return a
}

// arity is how many arguments a function takes, both inclusive.
type arity struct{ least, most int }

func (a arity) String() string {
	switch {
	case a.least == a.most && a.least == 1:
		return "1 argument"
	case a.least == a.most:
		return fmt.Sprintf("%d arguments", a.least)
	}
	return fmt.Sprintf("%d to %d arguments", a.least, a.most)
}

const unlimited = 1 << 30

var setFunctions = map[string]bool{"COUNT": true, "SUM": true, "MIN": true, "MAX": true, "AVG": true, "SAMPLE": true, "GROUP_CONCAT": true}

// functions are the built-in ones of SPARQL 1.2, by name.
var functions = map[string]arity{
	"STR": {1, 1}, "LANG": {1, 1}, "LANGMATCHES": {2, 2}, "LANGDIR": {1, 1}, "DATATYPE": {1, 1}, "BOUND": {1, 1},
	"IRI": {1, 1}, "URI": {1, 1}, "BNODE": {0, 1}, "RAND": {0, 0}, "ABS": {1, 1}, "CEIL": {1, 1}, "FLOOR": {1, 1}, "ROUND": {1, 1},
	"CONCAT": {0, unlimited}, "STRLEN": {1, 1}, "UCASE": {1, 1}, "LCASE": {1, 1}, "ENCODE_FOR_URI": {1, 1}, "CONTAINS": {2, 2},
	"STRSTARTS": {2, 2}, "STRENDS": {2, 2}, "STRBEFORE": {2, 2}, "STRAFTER": {2, 2}, "SUBSTR": {2, 3}, "REPLACE": {3, 4}, "REGEX": {2, 3},
	"YEAR": {1, 1}, "MONTH": {1, 1}, "DAY": {1, 1}, "HOURS": {1, 1}, "MINUTES": {1, 1}, "SECONDS": {1, 1}, "TIMEZONE": {1, 1}, "TZ": {1, 1},
	"NOW": {0, 0}, "UUID": {0, 0}, "STRUUID": {0, 0}, "MD5": {1, 1}, "SHA1": {1, 1}, "SHA256": {1, 1}, "SHA384": {1, 1}, "SHA512": {1, 1},
	"COALESCE": {0, unlimited}, "IF": {3, 3}, "STRLANG": {2, 2}, "STRLANGDIR": {3, 3}, "STRDT": {2, 2}, "SAMETERM": {2, 2}, "SAMEVALUE": {2, 2},
	"ISIRI": {1, 1}, "ISURI": {1, 1}, "ISBLANK": {1, 1}, "ISLITERAL": {1, 1}, "ISNUMERIC": {1, 1},
	"HASLANG": {1, 1}, "HASLANGDIR": {1, 1}, "ISTRIPLE": {1, 1}, "TRIPLE": {3, 3}, "SUBJECT": {1, 1}, "PREDICATE": {1, 1}, "OBJECT": {1, 1},
}

func isFunction(word string) bool {
	_, known := functions[word]
	return known || setFunctions[word] || word == "EXISTS" || word == "NOT"
}

// keywords are the words that are no functions.
const keywords = "ADD ALL AS ASC ASK BASE BIND BY CLEAR CONSTRUCT COPY CREATE DATA DEFAULT DELETE DESC DESCRIBE DISTINCT DROP EXISTS FALSE FILTER FROM GRAPH " +
	"GROUP HAVING IN INSERT INTO LIMIT LOAD MINUS MOVE NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE SILENT TO TRUE UNDEF UNION USING VALUES VERSION WHERE WITH " +
	"COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT"
