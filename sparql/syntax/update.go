package syntax

import "w3id.org/plenary/rdf"

// An Update is a request of operations, which take effect one after the other.
type Update struct {
	Prologue
	Operations []Operation
}

// An Operation is *Modify, *Load or *Manage.
type Operation interface{ isOperation() }

// Target tells which graphs an operation is about.
type Target uint8

// The targets, SPARQL 1.1 Query §19.8 [47] GraphRefAll.
const (
	DefaultGraph Target = iota
	NamedGraph          // the one with an IRI
	AllNamed
	AllGraphs
)

// A GraphRef is a target with its IRI.
type GraphRef struct {
	Target Target
	IRI    string
}

// The operations of SPARQL 1.1 Update §3.
type (
	// Modify is INSERT DATA, DELETE DATA, DELETE WHERE or DELETE/INSERT; data is a
	// template without pattern.
	Modify struct {
		Delete, Insert []Quads
		Data           bool   // no pattern
		With           string // "" for none
		Using          []DatasetClause
		Where          *Group
		At             int
	}
	// Load is LOAD.
	Load struct {
		Silent bool
		Source string
		Into   GraphRef
		At     int
	}
	// Manage is CLEAR, DROP, CREATE, ADD, MOVE or COPY, by its keyword. From is
	// the graph of the first three.
	Manage struct {
		Name     string
		Silent   bool
		From, To GraphRef
		At       int
	}
)

func (*Modify) isOperation() {}
func (*Load) isOperation()   {}
func (*Manage) isOperation() {}

// Quads are triples for a graph, NoNode being the default one.
type Quads struct {
	Graph   Node
	Triples []Triple
}

// update reads [29] Update.
func (p *parser) update() *Update {
	u := &Update{}
	for {
		p.prologue()
		if p.tok.kind == endToken {
			break
		}
		u.Operations = append(u.Operations, p.operation())
		if !p.take(";") {
			break
		}
	}
	u.Prologue = p.declared
	return u
}

// operation reads [30] Update1.
func (p *parser) operation() Operation {
	tok := p.tok
	if tok.kind == wordToken {
		switch tok.word {
		case "LOAD":
			p.next()
			return p.load(tok.at)
		case "CLEAR", "DROP", "CREATE":
			p.next()
			return p.clear(tok)
		case "ADD", "MOVE", "COPY":
			p.next()
			return p.transfer(tok)
		case "INSERT", "DELETE", "WITH":
			return p.modify()
		}
	}
	p.expected("[30] Update1", "an operation such as INSERT, DELETE, LOAD or CLEAR")
	return nil
}

// load reads [31] Load.
func (p *parser) load(at int) *Load {
	l := &Load{Silent: p.take("SILENT"), Source: p.iri("the IRI of a document"), At: at}
	if p.take("INTO") {
		p.want("GRAPH", "[31] Load")
		l.Into = GraphRef{NamedGraph, p.iri("the IRI of a graph")}
	}
	return l
}

// clear reads [32] Clear, [33] Drop or [34] Create.
func (p *parser) clear(tok token) *Manage {
	m := &Manage{Name: tok.word, Silent: p.take("SILENT"), At: tok.at}
	switch {
	case p.take("GRAPH"):
		m.From = GraphRef{NamedGraph, p.iri("the IRI of a graph")}
	case m.Name == "CREATE":
		p.expected("[34] Create", "GRAPH")
	case p.take("DEFAULT"):
	case p.take("NAMED"):
		m.From.Target = AllNamed
	case p.take("ALL"):
		m.From.Target = AllGraphs
	default:
		p.expected("[47] GraphRefAll", "GRAPH, DEFAULT, NAMED or ALL")
	}
	return m
}

// transfer reads [35] Add, [36] Move or [37] Copy.
func (p *parser) transfer(tok token) *Manage {
	m := &Manage{Name: tok.word, Silent: p.take("SILENT"), At: tok.at}
	m.From = p.graphOrDefault()
	p.want("TO", "[35] Add")
	m.To = p.graphOrDefault()
	return m
}

// graphOrDefault reads [45] GraphOrDefault.
func (p *parser) graphOrDefault() GraphRef {
	if p.take("DEFAULT") {
		return GraphRef{}
	}
	p.take("GRAPH")
	return GraphRef{NamedGraph, p.iri("DEFAULT or the IRI of a graph")}
}

// modify reads [38] InsertData to [41] Modify.
func (p *parser) modify() *Modify {
	m := &Modify{At: p.tok.at}
	p.labels.scopeOf = nil
	if p.take("WITH") {
		m.With = p.iri("the IRI of a graph")
	}
	if m.With == "" && p.short(m) {
		return m
	}
	if p.take("DELETE") {
		m.Delete = p.quads(inDelete)
		if p.take("INSERT") {
			m.Insert = p.quads(inTemplate)
		}
	} else {
		p.want("INSERT", "[41] Modify")
		m.Insert = p.quads(inTemplate)
	}
	for p.take("USING") {
		m.Using = append(m.Using, DatasetClause{p.take("NAMED"), p.iri("the IRI of a graph")})
	}
	p.want("WHERE", "[41] Modify")
	m.Where = p.group()
	return m
}

// short reads the forms that have another word behind the first.
func (p *parser) short(m *Modify) bool {
	switch first, second := p.tok.word, p.peek().word; {
	case second == "DATA":
		p.next()
		p.next()
		m.Data = true
		if first == "INSERT" {
			m.Insert = p.quads(inData)
		} else {
			m.Delete = p.quads(inDeleteData)
		}
	case first == "DELETE" && second == "WHERE":
		p.next()
		p.next()
		at := p.tok.at
		m.Delete = p.quads(inDelete)
		m.Where = groupOf(m.Delete, at)
	default:
		return false
	}
	return true
}

// groupOf returns the pattern that a template is as DELETE WHERE.
func groupOf(quads []Quads, at int) *Group {
	g := &Group{At: at}
	for _, q := range quads {
		triples := &Triples{q.Triples}
		if q.Graph.Kind == NoNode {
			g.Elements = append(g.Elements, triples)
		} else {
			g.Elements = append(g.Elements, &GraphPattern{q.Graph, &Group{[]Element{triples}, q.Graph.At}})
		}
	}
	return g
}

// quads reads [50] QuadPattern or [51] QuadData.
func (p *parser) quads(kind triplesKind) (all []Quads) {
	all = []Quads{} // even if it stays empty, it was there
	p.want("{", "[50] QuadPattern")
	defer p.labels.in(kind)()
	for p.ok() && !p.is("}") {
		q := Quads{}
		if p.take("GRAPH") {
			q.Graph = p.graphName(kind)
			p.want("{", "[53] QuadsNotTriples")
			q.Triples = p.plainTriples(kind)
			p.want("}", "[53] QuadsNotTriples")
			p.take(".")
		} else if q.Triples = p.plainTriples(kind); len(q.Triples) == 0 {
			p.expected("[52] Quads", `triples, GRAPH or "}"`)
		}
		all = append(all, q)
	}
	p.want("}", "[50] QuadPattern")
	return all
}

func (p *parser) graphName(kind triplesKind) Node {
	if !kind.variables() {
		at := p.tok.at
		return Node{Kind: TermNode, Term: rdf.IRI(p.iri("the IRI of a graph")), At: at}
	}
	return p.varOrIRI()
}

func (p *parser) plainTriples(kind triplesKind) []Triple {
	t := triples{parser: p, kind: kind}
	t.block()
	return t.patterns
}
