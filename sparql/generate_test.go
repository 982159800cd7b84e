package sparql_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
)

// generator draws datasets, queries and updates of a small vocabulary, so that
// patterns meet data often. What is drawn first is the simplest, since rapid
// shrinks to that.
type generator struct {
	*rapid.T
	fresh   int
	named   []string // by BIND and AS, for other patterns too
	blanks  bool     // data may have blank nodes, whose order nothing fixes
	triples bool     // data may have triple terms
	plain   bool     // nothing that engines are known to differ in
}

func newGenerator(t *rapid.T) *generator {
	g := &generator{T: t}
	g.blanks, g.triples = g.one(4), g.one(3)
	return g
}

// numbers are drawn from evenly, which rapid.IntRange does not do.
var numbers = [...]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31}

// upTo returns a number from 0 to n.
func (g *generator) upTo(n int) int { return rapid.SampledFrom(numbers[:n+1]).Draw(g.T, "n") }

// one reports true in one of n draws.
func (g *generator) one(n int) bool { return g.upTo(n-1) == n-1 }

func pick[E any](g *generator, all ...E) E { return all[g.upTo(len(all)-1)] }

// some joins what is drawn least to most times.
func (g *generator) some(least, most int, between string, one func() string) string {
	var parts []string
	for range least + g.upTo(most-least) {
		parts = append(parts, one())
	}
	return strings.Join(parts, between)
}

var (
	iris     = []string{"a", "b", "c", "g1"}
	literals = []rdf.Term{
		number("1", "integer"), number("2", "integer"), number("10", "integer"), number("1.5", "decimal"), rdf.String("a"), rdf.String("ab"),
		rdf.LangString("a", "en"), rdf.LangString("b", "de"), rdf.String(""), number("2020-01-01", "date"), rdf.Literal("a", "http://example.org/t"),
		number("true", "boolean"), number("1.0", "decimal"), number("01", "integer"), number("1.5E0", "double"), number("1", "int"),
		number("x", "integer"), number("NaN", "double"), number("2020-01-01T00:00:00Z", "dateTime"), number("2020-01-01T01:00:00+01:00", "dateTime"),
	}
)

const plainLiterals = 11 // of them at the beginning

func number(lexical, datatype string) rdf.Term { return rdf.Literal(lexical, xsd.Namespace+datatype) }

func (g *generator) iri() rdf.Term { return rdf.IRI("http://example.org/" + pick(g, iris...)) }

func (g *generator) predicate() rdf.Term {
	return rdf.IRI("http://example.org/" + pick(g, "p", "q", "r"))
}

func (g *generator) subject() rdf.Term {
	if g.blanks && g.one(4) {
		return rdf.BlankNode(pick(g, "x", "y"))
	}
	return g.iri()
}

func (g *generator) object(depth int) rdf.Term {
	switch {
	case depth < 1 && g.triples && g.one(6):
		return rdf.TripleTerm(rdf.Triple{S: g.subject(), P: g.predicate(), O: g.object(depth + 1)})
	case g.upTo(1) == 0:
		return g.subject()
	}
	return g.literal()
}

func (g *generator) literal() rdf.Term {
	if g.plain {
		return pick(g, literals[:plainLiterals]...)
	}
	return pick(g, literals...)
}

func (g *generator) graph() rdf.Term {
	return pick(g, rdf.Term{}, rdf.Term{}, rdf.IRI("http://example.org/g1"), rdf.IRI("http://example.org/g2"))
}

func (g *generator) dataset(most int) *rdf.Dataset {
	d := rdf.NewDataset()
	for range g.upTo(most) {
		q := rdf.Quad{S: g.subject(), P: g.predicate(), O: g.object(0), G: g.graph()}
		d.Add(q)
		if g.one(3) {
			d.Add(q.Triple().In(g.graph())) // the same triple in another graph
		}
	}
	return d
}

func (g *generator) variable() string {
	if n := min(len(g.named), len(numbers)); n > 0 && g.one(6) {
		return pick(g, g.named[len(g.named)-n:]...)
	}
	return pick(g, "?a", "?b", "?c", "?d")
}

// name returns a variable that is nowhere else.
func (g *generator) name() string {
	g.fresh++
	name := fmt.Sprintf("?x%d", g.fresh)
	g.named = append(g.named, name)
	return name
}

func text(t rdf.Term) string {
	if t.IsZero() {
		return "UNDEF"
	}
	return termText(t)
}

// constant is a term that queries can have.
func (g *generator) constant() string {
	if g.upTo(2) == 0 {
		return text(g.iri())
	}
	return text(g.literal())
}

// A group graph pattern of at most some elements, at a depth.
func (g *generator) group(depth int) string {
	return "{ " + g.some(1, 3, " ", func() string { return g.element(depth) }) + " }"
}

func (g *generator) element(depth int) string {
	if depth <= 0 || g.upTo(2) == 0 {
		return g.triple()
	}
	switch g.upTo(14) {
	case 0, 1:
		return "OPTIONAL " + g.group(depth-1)
	case 2:
		return g.group(depth-1) + " UNION " + g.group(depth-1)
	case 3:
		return "MINUS " + g.group(depth-1)
	case 4:
		return "GRAPH " + pick(g, g.variable(), text(g.iri())) + " " + g.inner(depth-1)
	case 5, 6, 7:
		return "FILTER " + fmt.Sprintf(pick(g, "COALESCE(%s, true)", "(%s)"), g.expr(2, depth))
	case 8:
		return g.bind(depth)
	case 9:
		return g.values()
	case 10:
		return "{ " + g.subSelect(depth-1) + " }"
	case 11:
		return "FILTER " + g.exists(depth-1)
	case 12:
		return g.group(depth - 1)
	}
	if g.plain {
		return g.variable() + " (" + g.path(2) + ")" + pick(g, "*", "+") + " " + g.variable() + " ."
	}
	return g.node() + " " + g.path(2) + " " + g.end() + " ."
}

// inner is a group in which engines differ about what is in scope.
func (g *generator) inner(depth int) string {
	if g.plain {
		return "{ " + g.triple() + " }"
	}
	return g.group(depth)
}

// exists is EXISTS. What BIND gives a value to in it has none outside, since
// nothing says what it means to give a value to a variable that has one.
func (g *generator) exists(depth int) string {
	before := len(g.named)
	out := pick(g, "EXISTS ", "NOT EXISTS ") + g.inner(depth)
	g.named = g.named[:before]
	return out
}

func (g *generator) bind(depth int) string {
	e := g.expr(2, depth)
	return "BIND (" + e + " AS " + g.name() + ")"
}

// node is what can stand as a subject.
func (g *generator) node() string {
	switch g.upTo(11) {
	case 10:
		return text(g.iri())
	case 11:
		return "[]"
	}
	return g.variable()
}

// end is what can stand as an object.
func (g *generator) end() string {
	switch n := g.upTo(13); {
	case n == 11:
		return g.constant()
	case n == 12:
		return "[]"
	case n == 13 && g.triples:
		return "<<( " + pick(g, g.variable(), text(g.iri())) + " " + pick(g, g.variable(), text(g.predicate())) + " " + pick(g, g.variable(), g.constant()) + " )>>"
	}
	return g.variable()
}

func (g *generator) triple() string {
	return g.node() + " " + pick(g, text(g.predicate()), text(g.predicate()), g.variable()) + " " + g.end() + " ."
}

func (g *generator) path(depth int) string {
	if depth == 0 {
		return text(g.predicate())
	}
	switch g.upTo(7) {
	case 0, 1, 2:
		return "(" + g.path(depth-1) + ")" + pick(g, "*", "+", "?")
	case 3:
		return "(" + g.path(depth-1) + "/" + g.path(depth-1) + ")"
	case 4:
		return "(" + g.path(depth-1) + "|" + g.path(depth-1) + ")"
	case 5:
		return "^(" + g.path(depth-1) + ")"
	case 6:
		return "!(" + g.some(1, 2, "|", func() string { return pick(g, "", "^") + text(g.predicate()) }) + ")"
	}
	return text(g.predicate())
}

func (g *generator) values() string {
	vars := [][]string{{"?a"}, {"?b", "?c"}, {"?a", "?d"}, {"?c"}}[g.upTo(3)]
	row := func() string {
		return "(" + g.some(len(vars), len(vars), " ", func() string { return pick(g, g.constant(), "UNDEF") }) + ")"
	}
	return "VALUES (" + strings.Join(vars, " ") + ") { " + g.some(0, 3, " ", row) + " }"
}

// expr is an expression of some levels; depth is that of groups in EXISTS.
func (g *generator) expr(levels, depth int) string {
	if levels == 0 {
		if g.upTo(3) == 0 {
			return g.constant()
		}
		return g.variable()
	}
	arg := func() string { return g.expr(levels-1, depth) }
	switch g.upTo(15) {
	case 0, 1, 2:
		if g.plain {
			return "(STR(" + arg() + ")" + pick(g, " = ", " < ", " >= ") + "STR(" + arg() + "))"
		}
		return "(" + arg() + pick(g, " = ", " != ", " < ", " > ", " <= ", " >= ") + arg() + ")"
	case 3:
		return "(" + arg() + pick(g, " && ", " || ") + arg() + ")"
	case 4:
		return "(!" + arg() + ")"
	case 5:
		return "(" + arg() + pick(g, " + ", " - ", " * ", " / ") + arg() + ")"
	case 6:
		return "BOUND(" + g.variable() + ")"
	case 7:
		return pick(g, "ISIRI", "ISLITERAL", "ISBLANK", "ISNUMERIC", "STR", "LANG", "DATATYPE", "ABS", "YEAR", "LCASE", "xsd:integer", "xsd:string", "xsd:boolean", "ISTRIPLE", "SUBJECT") + "(" + arg() + ")"
	case 8:
		return "IF(" + arg() + ", " + arg() + ", " + arg() + ")"
	case 9:
		return "COALESCE(" + arg() + ", " + arg() + ")"
	case 10:
		return "(" + arg() + pick(g, " IN (", " NOT IN (") + g.some(0, 3, ", ", arg) + "))"
	case 11:
		return pick(g, "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "REGEX", "LANGMATCHES") + "(" + pick(g, "STR", "LANG", "") + "(" + arg() + "), " + pick(g, `"a"`, `"en"`, `""`, `"b"`) + ")"
	case 12:
		return "SAMETERM(" + arg() + ", " + arg() + ")"
	case 13:
		if depth > 0 {
			return g.exists(depth - 1)
		}
	}
	return arg()
}

// subSelect is a SELECT whose answer nothing leaves open.
func (g *generator) subSelect(depth int) string {
	modifiers := ""
	projection, where, group, names := g.selection(depth)
	if !g.blanks && !g.triples && g.one(3) {
		modifiers = " ORDER BY"
		for _, v := range names {
			modifiers += fmt.Sprintf(" %s(DATATYPE(%s)) LANG(%s) STR(%s)", pick(g, "ASC", "DESC"), v, v, v)
		}
		modifiers += g.slice()
	}
	return "SELECT " + pick(g, "", "DISTINCT ") + projection + " " + where + group + modifiers
}

// selection draws the parts of SELECT and the variables that it projects.
func (g *generator) selection(depth int) (projection, where, group string, names []string) {
	if g.one(3) {
		return g.aggregation(depth)
	}
	where = g.group(depth)
	names = []string{"?a", "?b", "?c", "?d"}[:1+g.upTo(3)]
	projection = strings.Join(names, " ")
	if g.one(4) {
		e := g.expr(2, 0)
		name := g.name()
		projection += " (" + e + " AS " + name + ")"
		names = append(names, name)
	}
	return projection, where, "", names
}

// aggregation draws a SELECT with aggregates.
func (g *generator) aggregation(depth int) (projection, where, group string, names []string) {
	where = g.group(depth)
	keys := []string{"", "?a", "?a ?b", "?c"}[g.upTo(3)]
	if names = strings.Fields(keys); len(names) > 0 {
		group = " GROUP BY " + keys
	}
	projection = keys
	if keys != "" && g.one(5) {
		e := g.expr(1, 0)
		name := g.name()
		group += " (" + e + " AS " + name + ")"
		projection += " " + name
		names = append(names, name)
	}
	for range 1 + g.upTo(1) {
		a := g.aggregate()
		name := g.name()
		projection += " (" + a + " AS " + name + ")"
		names = append(names, name)
	}
	if g.one(4) {
		group += " HAVING (" + g.aggregate() + pick(g, " > ", " = ", " < ") + g.constant() + ")"
	}
	return projection, where, group, names
}

// aggregate is one whose value the order of its group does not change.
func (g *generator) aggregate() string {
	distinct := pick(g, "", "DISTINCT ")
	switch g.upTo(5) {
	case 0:
		if g.plain {
			return "COUNT(*)"
		}
		return "COUNT(" + distinct + "*)"
	case 1:
		return "COUNT(" + distinct + g.expr(1, 0) + ")"
	case 2:
		return pick(g, "SUM", "AVG") + "(" + distinct + g.expr(1, 0) + ")"
	case 3:
		return "STRLEN(GROUP_CONCAT(" + distinct + "STR(" + g.variable() + ")))"
	}
	if g.plain {
		return pick(g, "MIN", "MAX") + "(COALESCE(STR(" + g.variable() + "), \"\"))"
	}
	if g.blanks {
		return pick(g, "MIN", "MAX") + "(STR(" + g.variable() + "))"
	}
	return pick(g, "MIN", "MAX") + "(" + distinct + g.variable() + ")"
}

// orderBy sorts by all that is projected, so that equal rows alone tie.
func (g *generator) orderBy(names []string) string {
	out := " ORDER BY"
	for i := range names {
		out += " " + pick(g, "ASC", "DESC") + "(" + names[len(names)-1-i] + ")"
	}
	return out
}

func (g *generator) slice() string {
	out := ""
	if g.upTo(1) == 0 {
		out = fmt.Sprintf(" LIMIT %d", g.upTo(4))
	}
	if g.upTo(2) == 2 {
		out += fmt.Sprintf(" OFFSET %d", g.upTo(3))
	}
	return out
}

// query is any query but DESCRIBE.
func (g *generator) query() string {
	depth := g.upTo(3)
	switch g.upTo(7) {
	case 0:
		return "ASK " + g.group(depth)
	case 1:
		return "CONSTRUCT { " + g.some(0, 3, " ", g.triple) + " } " + g.group(depth)
	case 2:
		return "SELECT " + pick(g, "", "DISTINCT ") + "* " + g.group(depth) + pick(g, "", " "+g.values())
	}
	projection, where, group, names := g.selection(depth)
	out := " " + projection + " " + where + group
	if g.one(2) {
		out += g.orderBy(names)
	}
	if g.one(6) {
		return "SELECT REDUCED" + out
	}
	return "SELECT" + pick(g, "", " DISTINCT") + out + pick(g, "", g.slice())
}
