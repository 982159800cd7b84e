package shacl_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
)

const example = "http://example.org/"

// A generator draws shapes graphs, data and changes that speak of the same few
// nodes, classes and predicates.
type generator struct {
	*rapid.T
	nodes int
}

func (g generator) n(limit int) int { return rapid.IntRange(0, limit-1).Draw(g.T, "n") }

func (g generator) of(choices ...string) string { return choices[g.n(len(choices))] }

func (g generator) node() string      { return fmt.Sprintf(":n%d", g.n(g.nodes)) }
func (g generator) class() string     { return fmt.Sprintf(":C%d", g.n(3)) }
func (g generator) predicate() string { return fmt.Sprintf(":p%d", g.n(3)) }

func (g generator) literal() string {
	return g.of(`1`, `2`, `"a"`, `"b"@en`, `"c"@en`, `"d"@fr`, `"2020-01-01"^^xsd:date`, `"x"^^xsd:integer`)
}

func (g generator) value() string {
	if g.n(3) == 0 {
		return g.literal()
	}
	return g.node()
}

func (g generator) path(depth int) string {
	if depth == 0 || g.n(2) == 0 {
		return g.predicate()
	}
	inner := func() string { return g.path(depth - 1) }
	switch g.n(6) {
	case 0:
		return "[ sh:inversePath " + inner() + " ]"
	case 1:
		return "( " + inner() + " " + inner() + " )"
	case 2:
		return "[ sh:alternativePath ( " + inner() + " " + inner() + " ) ]"
	case 3:
		return "[ sh:zeroOrMorePath " + inner() + " ]"
	case 4:
		return "[ sh:oneOrMorePath " + inner() + " ]"
	}
	return "[ sh:zeroOrOnePath " + inner() + " ]"
}

func (g generator) target() string {
	switch g.n(7) {
	case 4:
		return g.of("sh:target [ a dash:AllSubjectsTarget ]", "sh:target [ a dash:AllObjectsTarget ]")
	case 5:
		return "rsx:targetShape [ " + g.shape(g.n(2) == 0, 1) + " ]"
	case 6:
		return `sh:target [ sh:prefixes : ; sh:select "SELECT ?this WHERE { ?this ` + g.predicate() + ` ?x . ?x a ` + g.class() + ` }" ]`
	case 0:
		return "sh:targetNode " + g.node()
	case 1:
		return "sh:targetSubjectsOf " + g.predicate()
	case 2:
		return "sh:targetObjectsOf " + g.predicate()
	}
	return "sh:targetClass " + g.class()
}

// shape draws what a shape says, between its brackets.
func (g generator) shape(property bool, depth int) string {
	var parts []string
	once := map[string]bool{}
	if property {
		parts = append(parts, "sh:path "+g.path(2))
	}
	for range 1 + g.n(2) {
		part := g.constraint(property, depth)
		name, _, _ := strings.Cut(part, " ")
		if !once[name] {
			parts = append(parts, part)
		}
		once[name] = true
	}
	if g.n(8) == 0 {
		parts = append(parts, "sh:severity sh:Warning")
	}
	return strings.Join(parts, " ; ")
}

func (g generator) constraint(property bool, depth int) string {
	if depth > 0 && g.n(2) == 0 {
		return g.nesting(property, depth-1)
	}
	if property && g.n(2) == 0 {
		return g.of("sh:minCount 1", "dash:hasValueIn ( "+g.value()+" "+g.value()+" )", "sh:maxCount 1", "sh:uniqueLang true", "sh:lessThan "+g.predicate(), "sh:lessThanOrEquals "+g.predicate())
	}
	switch g.n(4) {
	case 0:
		return g.of("sh:equals ", "sh:disjoint ") + g.predicate()
	case 1:
		return "sh:class " + g.class()
	case 2:
		return g.query(property)
	}
	return g.of("sh:nodeKind sh:IRI", "sh:datatype xsd:integer", "sh:hasValue "+g.value(), "sh:in ( "+g.value()+" "+g.value()+" )", "sh:minInclusive 2",
		`sh:pattern "[b1]"`, "sh:maxLength 3", `sh:languageIn ( "en" )`, "sh:closed true ; sh:ignoredProperties ( rdf:type "+g.predicate()+" )")
}

func (g generator) nesting(property bool, depth int) string {
	inner := func() string { return "[ " + g.shape(g.n(2) == 0, depth) + " ]" }
	switch g.n(5) {
	case 0:
		return g.of("sh:not "+inner(), "sh:node [ "+g.shape(false, depth)+" ]")
	case 1:
		return g.of("sh:and ( ", "sh:or ( ", "sh:xone ( ") + inner() + " " + inner() + " )"
	case 2:
		if property {
			return "sh:qualifiedValueShape " + inner() + " ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1"
		}
	case 3:
		q := "sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedValueShape "
		return "sh:property [ sh:path " + g.path(1) + " ; " + q + inner() + " ] , [ sh:path " + g.path(1) + " ; " + q + inner() + " ]"
	}
	return "sh:property [ " + g.shape(true, depth) + " ]"
}

// query draws a SPARQL constraint.
func (g generator) query(property bool) string {
	p, q, r := g.predicate(), g.predicate(), g.predicate()
	patterns := []string{
		"$this " + p + " ?value . ?value " + q + " ?z",
		"$this " + p + " ?x FILTER NOT EXISTS { ?x " + q + " ?y . ?y a " + g.class() + " }",
		"?x " + p + "/" + q + "* $this OPTIONAL { ?x " + r + " ?y } FILTER (!BOUND(?y))",
		"{ $this " + p + " ?x } UNION { $this ^" + q + " ?x . ?x " + r + " ?z }",
		"$this " + p + " ?x . ?y " + q + " ?z FILTER (?z = ?x)",
		"$this a ?c . ?x ?any ?c . ?x " + p + " ?value",
		"{ SELECT $this (COUNT(?x) AS ?n) WHERE { $this " + p + " ?x } GROUP BY $this } FILTER (?n > 1)",
		"$this " + p + " ?x { FILTER (BOUND($this)) }",
		"$this " + p + " ?x { ?x " + q + " ?y OPTIONAL { ?y " + r + " $this } }",
		"{ ?x " + p + " ?y } { $this " + q + " ?x BIND ($this AS ?me) } FILTER (?me != ?y)",
		"$this " + p + " ?x { ?x " + q + " ?y FILTER NOT EXISTS { ?y " + r + " $this } }",
		"{ ?x " + p + " ?y FILTER ($this = ?y) } UNION { FILTER ($this = :n1) }",
		"FILTER EXISTS { $this " + p + " ?x BIND ($this AS ?me) FILTER (?x = ?me) }",
	}
	if property {
		patterns = append(patterns, "$this $PATH ?value FILTER NOT EXISTS { ?value "+p+" ?x }")
	}
	head := "SELECT $this ?value"
	if g.n(3) == 0 {
		head = "SELECT DISTINCT $this"
	}
	return `sh:sparql [ sh:prefixes : ; sh:message "m {?value}" ; sh:select "` + head + " WHERE { " + g.of(patterns...) + ` }" ]`
}

// shapes draws a shapes graph.
func (g generator) shapes() string {
	var b strings.Builder
	b.WriteString(": sh:declare [ sh:prefix \"\" ; sh:namespace \"" + example + "\"^^xsd:anyURI ] .\n")
	for i := range 1 + g.n(3) {
		fmt.Fprintf(&b, ":S%d %s ; %s .\n", i, g.target(), g.shape(g.n(2) == 0, 2))
	}
	return b.String()
}

// quads makes statements of a seed, which are drawn faster.
func (g generator) quads(seed uint64, n int) (all []rdf.Quad) {
	random := rand.New(rand.NewPCG(seed, 0))
	for range n {
		all = append(all, statement(func(limit int) int { return random.IntN(limit) }, g.nodes))
	}
	return all
}

// quad draws a statement of the data.
func (g generator) quad() rdf.Quad { return statement(g.n, g.nodes) }

func statement(n func(limit int) int, nodes int) rdf.Quad {
	node := func() rdf.Term { return rdf.IRI(fmt.Sprintf("%sn%d", example, n(nodes))) }
	class := func() rdf.Term { return rdf.IRI(fmt.Sprintf("%sC%d", example, n(3))) }
	q := rdf.Quad{S: node(), P: rdf.IRI(fmt.Sprintf("%sp%d", example, n(3))), O: node(), G: graphs[n(len(graphs))]}
	switch n(8) {
	case 0, 1:
		q.P, q.O = rdf.IRI(rdfNS+"type"), class()
	case 2:
		q.S, q.P, q.O = class(), rdf.IRI(rdfsNS+"subClassOf"), class()
	case 3, 4:
		q.O = literals[n(len(literals))]
	}
	return q
}

const (
	xsd    = "http://www.w3.org/2001/XMLSchema#"
	rdfNS  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfsNS = "http://www.w3.org/2000/01/rdf-schema#"
)

var graphs = []rdf.Term{{}, rdf.IRI(example + "g1"), rdf.IRI(example + "g2")}

var literals = []rdf.Term{
	rdf.Literal("1", xsd+"integer"), rdf.Literal("2", xsd+"integer"), rdf.String("a"), rdf.LangString("b", "en"),
	rdf.LangString("c", "en"), rdf.LangString("d", "fr"), rdf.Literal("2020-01-01", xsd+"date"), rdf.Literal("x", xsd+"integer"),
}
