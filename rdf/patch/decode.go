package patch

import (
	"cmp"
	"errors"
	"io"
	"iter"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/scan"
)

// defaultDepth bounds how deep triple terms nest unless told.
const defaultDepth = 64

// errStopped ends the parse when the caller wants no more.
var errStopped = errors.New("stopped")

// Decode reads a patch, in the order in which it is written, in constant memory.
// Headers come first. Either all changes stand between TX and TC or TA, or none
// does; a patch that ends in between is an error. Blank nodes may be written <_:label>
// too. Relative IRIs are errors. The sequence ends after the first error, which is a
// *rdf.SyntaxError when the patch is at fault: who applies rows before the end
// must be able to take them back.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[Row, error] { return decode(r, o, true) }

// DecodeTriples reads a patch of one graph, like Decode. A graph name is an error.
func DecodeTriples(r io.Reader, o rdf.DecodeOptions) iter.Seq2[Row, error] {
	return decode(r, o, false)
}

func decode(r io.Reader, o rdf.DecodeOptions, graphs bool) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		p := &parser{Scanner: scan.New(r, "RDF Patch", o), prefix: o.BlankPrefix, maxDepth: cmp.Or(o.MaxDepth, defaultDepth), graphs: graphs}
		for p.Space(); p.ok() && !p.Ended(0); p.Space() {
			if row := p.row(); p.ok() && !yield(row, nil) {
				p.Fail(errStopped)
			}
		}
		if p.ok() && p.state == inside {
			p.Errorf("transaction", "the patch ends before TC or TA ends its transaction")
		}
		if err := p.Err(); err != nil && !errors.Is(err, errStopped) {
			yield(Row{}, err)
		}
	}
}

// A state is how far a patch has come.
type state uint8

const (
	headers state = iota
	bare          // changes without transactions
	inside        // of a transaction
	between       // transactions
)

// next says which operations may stand in a state, and the state behind them.
var next = [...]map[Op]state{
	headers: {Header: headers, Begin: inside, AddPrefix: bare, DeletePrefix: bare, Add: bare, Delete: bare},
	bare:    {AddPrefix: bare, DeletePrefix: bare, Add: bare, Delete: bare},
	inside:  {Commit: between, Abort: between, AddPrefix: inside, DeletePrefix: inside, Add: inside, Delete: inside},
	between: {Begin: inside},
}

// misplaced says what is wrong with an operation that a state does not allow.
var misplaced = [...]string{
	headers: "there is no transaction to end",
	bare:    "it cannot stand behind a change that is in no transaction",
	inside:  "the transaction before it has not ended",
	between: "it is in no transaction",
}

// A parser reads one patch. Its methods do nothing of note once there is an
// error.
type parser struct {
	*scan.Scanner
	state    state
	prefix   string // of blank node labels
	maxDepth int
	graphs   bool
}

func (p *parser) ok() bool { return p.Err() == nil }

func (p *parser) row() (row Row) {
	row.Op = p.op()
	switch row.Op {
	case Add, Delete:
		row.Quad = p.quad()
	case Header, AddPrefix:
		row.Name = p.name()
		row.Term = p.object(0)
		if row.Op == AddPrefix && p.ok() && !row.Term.IsIRI() && row.Term.Datatype() != rdf.XSDString {
			p.Errorf("prefix", "the value of a prefix is an IRI or a string")
		}
	case DeletePrefix:
		row.Name = p.name()
	}
	if p.Space(); !p.Take(".") && p.ok() {
		p.Errorf("row", "found %s where '.' was expected", p.Found())
	}
	return row
}

// op reads an operation, and sees whether it may stand here.
func (p *parser) op() Op {
	const rule = "row"
	here := p.Here()
	op := Op(p.Token(p.PrefixLen()))
	if !p.ok() {
		return ""
	}
	switch op {
	case Header, Begin, Commit, Abort, AddPrefix, DeletePrefix, Add, Delete:
	case "":
		p.Errorf(rule, "found %s where H, TX, TC, TA, PA, PD, A or D was expected", p.Found())
		return ""
	default:
		p.ErrorAt(here, rule, "", "%.20q is no operation; there are H, TX, TC, TA, PA, PD, A and D", string(op))
		return ""
	}
	state, allowed := next[p.state][op]
	if !allowed {
		p.ErrorAt(here, rule, "", "%s: %s", op, misplaced[p.state])
		return ""
	}
	p.state = state
	return op
}

// name reads the name of a header or prefix, with or without quotes.
func (p *parser) name() string {
	p.Space()
	if p.Peek() == '"' {
		return p.quoted()
	}
	if n := p.PrefixLen(); n > 0 {
		return p.Token(n)
	}
	if p.Take(":") { // the empty prefix
		return ""
	}
	p.Errorf("name", "found %s where a name was expected", p.Found())
	return ""
}

func (p *parser) quad() (q rdf.Quad) {
	q.S = p.node()
	q.P = p.predicate()
	q.O = p.object(0)
	if p.Space(); p.ok() && p.Peek() != '.' {
		if !p.graphs {
			p.Errorf("row", "found %s where '.' was expected: the patch of a graph names none", p.Found())
		}
		q.G = p.node()
	}
	return q
}
