package turtle

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
)

// lineBytes is what a list may take before it is broken into lines.
const lineBytes = 90

// A printer writes the triples of one graph.
type printer struct {
	*nest.Graph
	names   *names
	out     []byte
	indent  int
	depth   int        // of nested blank nodes
	pending []rdf.Term // subjects left out because they were too deep
}

func (p *printer) namedGraph(name rdf.Term) {
	p.out = p.names.appendTerm(p.out, name)
	p.out = append(p.out, " {\n"...)
	p.indent++
	p.subjects()
	p.indent--
	p.out = append(p.out, "}\n"...)
}

// subjects writes all subjects that do not nest.
func (p *printer) subjects() {
	order := p.Subjects()
	for i := 0; len(order) > 0; i++ {
		p.subject(order[0], i > 0)
		order = append(order[1:], p.pending...)
		p.pending = nil
	}
}

func (p *printer) subject(s rdf.Term, gap bool) {
	if gap {
		p.out = append(p.out, '\n')
	}
	p.newIndent()
	if p.Anonymous(s) {
		p.out = append(p.out, "[]"...)
	} else {
		p.out = p.names.appendTerm(p.out, s)
	}
	p.out = append(p.out, ' ')
	p.indent++
	p.predicates(p.Of[s])
	p.indent--
	p.out = append(p.out, " .\n"...)
}

// predicates writes a predicateObjectList; the first predicate goes on the
// line that has begun.
func (p *printer) predicates(list []rdf.Triple) {
	for i := 0; i < len(list); {
		if i > 0 {
			p.out = append(p.out, " ;\n"...)
			p.newIndent()
		}
		n := i + 1
		for n < len(list) && list[n].P == list[i].P {
			n++
		}
		p.out = append(p.names.appendVerb(p.out, list[i].P), ' ')
		p.objects(list[i:n])
		i = n
	}
}

// objects writes an objectList: types on one line, others one to a line.
func (p *printer) objects(list []rdf.Triple) {
	broken := len(list) > 1 && list[0].P != nest.Type
	if broken {
		p.indent++
		p.out[len(p.out)-1] = '\n'
		p.newIndent()
	}
	for i, t := range list {
		switch {
		case i > 0 && broken:
			p.out = append(p.out, " ,\n"...)
			p.newIndent()
		case i > 0:
			p.out = append(p.out, ", "...)
		}
		p.object(t.O)
	}
	if broken {
		p.indent--
	}
}

func (p *printer) object(t rdf.Term) {
	items, isList := p.List(t)
	switch {
	case isList && p.depth < nest.MaxDepth:
		p.collection(items)
	case !p.Nests(t):
		p.out = p.names.appendTerm(p.out, t)
	case p.depth >= nest.MaxDepth:
		p.Label(t)
		if len(p.Of[t]) > 0 {
			p.pending = append(p.pending, t)
		}
		p.out = p.names.appendTerm(p.out, t)
	case len(p.Of[t]) == 0:
		p.out = append(p.out, "[]"...)
	case len(p.Of[t]) == 1 && !p.Nests(p.Of[t][0].O):
		p.out = append(p.out, "[ "...)
		p.predicates(p.Of[t])
		p.out = append(p.out, " ]"...)
	default:
		p.propertyList(p.Of[t])
	}
}

func (p *printer) propertyList(list []rdf.Triple) {
	p.out = append(p.out, "[\n"...)
	p.depth++
	p.indent++
	p.newIndent()
	p.predicates(list)
	p.indent--
	p.depth--
	p.out = append(p.out, '\n')
	p.newIndent()
	p.out = append(p.out, ']')
}

// collection writes a list on one line if it is short and simple, else with
// one item to a line.
func (p *printer) collection(items []rdf.Term) {
	if len(items) == 0 {
		p.out = append(p.out, "()"...)
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	if line, ok := p.shortList(items); ok {
		p.out = line
		return
	}
	p.out = append(p.out, "(\n"...)
	p.indent++
	for _, t := range items {
		p.newIndent()
		p.object(t)
		p.out = append(p.out, '\n')
	}
	p.indent--
	p.newIndent()
	p.out = append(p.out, ')')
}

func (p *printer) shortList(items []rdf.Term) ([]byte, bool) {
	line := append(p.out, '(')
	for i, t := range items {
		if p.Nests(t) || len(line)-len(p.out) > lineBytes {
			return nil, false
		}
		if i > 0 {
			line = append(line, ' ')
		}
		line = p.names.appendTerm(line, t)
	}
	return append(line, ')'), len(line)-len(p.out) <= lineBytes
}

func (p *printer) newIndent() {
	for range p.indent {
		p.out = append(p.out, "    "...)
	}
}
