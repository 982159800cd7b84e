package turtle

import (
	"slices"
	"sync"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
)

// lineBytes is what a list may take before it is broken into lines.
const lineBytes = 90

// A printer writes the triples of a document, one graph after the other.
type printer struct {
	*nest.Graph
	names   *names
	out     []byte
	indent  int
	depth   int      // of nested blank nodes
	pending []uint32 // subjects left out because they were too deep
	// written is where the IRIs of the document stand in out, by number
	written []place
	ranks   []int8 // of predicates, by number: the least come first
}

// A place is a part of the text, of no bytes where there is none.
type place struct{ from, to uint32 }

// printers have written documents, and know their prefixes.
var printers = sync.Pool{New: func() any { return &printer{names: newNames(nil)} }}

// newPrinter returns one that appends to out; free ends its use.
func newPrinter(d *nest.Document, prefixes []rdf.Prefix, out []byte) *printer {
	p := printers.Get().(*printer)
	if !slices.Equal(p.names.list, prefixes) {
		p.names = newNames(prefixes)
	}
	p.out, p.written, p.ranks = out, zeros(p.written, len(d.Terms)), zeros(p.ranks, len(d.Terms))
	for i, first := range foremost {
		if id := d.Find(first); id != 0 {
			p.ranks[id] = int8(i - len(foremost))
		}
	}
	return p
}

// free lets the printer write another document.
func (p *printer) free() {
	p.names.forget()
	*p = printer{names: p.names, written: p.written, ranks: p.ranks}
	if len(p.written) <= mostWritten {
		printers.Put(p)
	}
}

// mostWritten is how many terms a document may have had whose printer is used again.
const mostWritten = 1 << 14

// zeros returns as many, in the same memory if there is enough.
func zeros[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

func (p *printer) namedGraph(name uint32) {
	p.term(name)
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

func (p *printer) subject(s uint32, gap bool) {
	if gap {
		p.out = append(p.out, '\n')
	}
	p.newIndent()
	if p.Anonymous(s) {
		p.out = append(p.out, "[]"...)
	} else {
		p.term(s)
	}
	p.out = append(p.out, ' ')
	p.indent++
	p.predicates(p.Of(s))
	p.indent--
	p.out = append(p.out, " .\n"...)
}

// term writes a term on its own, an IRI that the text has already as it is there.
func (p *printer) term(t uint32) {
	at := p.written[t]
	if at.to != 0 {
		p.out = append(p.out, p.out[at.from:at.to]...)
		return
	}
	from := len(p.out)
	p.out = p.names.appendTerm(p.out, p.Terms[t])
	if p.IsIRI(t) && uint64(len(p.out)) < 1<<32 {
		p.written[t] = place{uint32(from), uint32(len(p.out))}
	}
}

func (p *printer) verb(t uint32) {
	if p.IsType(t) {
		p.out = append(p.out, 'a')
		return
	}
	p.term(t)
}

// sort puts what is foremost first, the rest by IRI.
func (p *printer) sort(list []nest.Triple) {
	for i := 1; i < len(list); i++ {
		if p.ranks[list[i].P] < p.ranks[list[i-1].P] {
			slices.SortStableFunc(list, func(a, b nest.Triple) int { return int(p.ranks[a.P]) - int(p.ranks[b.P]) })
			return
		}
	}
}

// predicates writes a predicateObjectList; the first predicate goes on the
// line that has begun.
func (p *printer) predicates(list []nest.Triple) {
	p.sort(list)
	for i := 0; i < len(list); {
		if i > 0 {
			p.out = append(p.out, " ;\n"...)
			p.newIndent()
		}
		n := i + 1
		for n < len(list) && list[n].P == list[i].P {
			n++
		}
		p.verb(list[i].P)
		p.out = append(p.out, ' ')
		p.objects(list[i:n])
		i = n
	}
}

// objects writes an objectList: types on one line, others one to a line.
func (p *printer) objects(list []nest.Triple) {
	broken := len(list) > 1 && !p.IsType(list[0].P)
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

func (p *printer) object(t uint32) {
	items, isList := p.List(t)
	switch {
	case isList && p.depth < nest.MaxDepth:
		p.collection(items)
	case !p.Nests(t):
		p.term(t)
	case p.depth >= nest.MaxDepth:
		p.Label(t)
		if len(p.Of(t)) > 0 {
			p.pending = append(p.pending, t)
		}
		p.term(t)
	case len(p.Of(t)) == 0:
		p.out = append(p.out, "[]"...)
	case len(p.Of(t)) == 1 && !p.Nests(p.Of(t)[0].O):
		p.out = append(p.out, "[ "...)
		p.predicates(p.Of(t))
		p.out = append(p.out, " ]"...)
	default:
		p.propertyList(p.Of(t))
	}
}

func (p *printer) propertyList(list []nest.Triple) {
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
func (p *printer) collection(items []uint32) {
	if len(items) == 0 {
		p.out = append(p.out, "()"...)
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	if p.shortList(items) {
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

// shortList writes a list on one line if that is short and has no node in it.
func (p *printer) shortList(items []uint32) bool {
	line := append(p.out, '(')
	for i, t := range items {
		if p.Nests(t) || len(line)-len(p.out) > lineBytes {
			return false
		}
		if i > 0 {
			line = append(line, ' ')
		}
		line = p.names.appendTerm(line, p.Terms[t])
	}
	if line = append(line, ')'); len(line)-len(p.out) > lineBytes {
		return false
	}
	p.out = line
	return true
}

func (p *printer) newIndent() {
	for range p.indent {
		p.out = append(p.out, "    "...)
	}
}
