package plan

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
)

// pattern is a triple pattern over IDs.
type pattern struct {
	slots  [3]Slot // subject, predicate, object
	nested []nested
	graphs Graphs
	rows   float64
}

// nested is a triple term with variables, that a variable of the pattern or of a
// nested one before it has the value of.
type nested struct {
	v     string
	slots [3]Slot
}

// pattern returns a triple pattern over graphs, with terms for some variables.
func (b *builder) pattern(t algebra.TriplePattern, g Graphs, terms []fixed) *pattern {
	p := &pattern{graphs: g}
	p.slots = b.slots(t, &p.nested)
	p.fix(terms)
	n := b.count(graph.IDPattern{S: p.slots[0].ID, P: p.slots[1].ID, O: p.slots[2].ID})
	p.rows = b.rowsIn(g, n)
	if s := p.slots; s[0].Var != "" && (s[0].Var == s[2].Var || s[0].Var == s[1].Var) || s[1].Var != "" && s[1].Var == s[2].Var {
		p.rows /= 10
	}
	return p
}

// slots returns the positions of a triple; triple terms with variables among
// them are told apart.
func (b *builder) slots(t algebra.TriplePattern, in *[]nested) (slots [3]Slot) {
	for i, n := range [...]algebra.Node{t.S, t.P, t.O} {
		switch {
		case n.Var != "":
			slots[i] = Slot{Var: n.Var}
		case n.Triple == nil:
			slots[i] = Slot{ID: b.terms.ID(n.Term)}
		default:
			slots[i] = b.tripleTerm(*n.Triple, in)
		}
	}
	return slots
}

func (b *builder) tripleTerm(t algebra.TriplePattern, in *[]nested) Slot {
	if term, ok := ground(t); ok {
		return Slot{ID: b.terms.ID(term)}
	}
	at := len(*in)
	v := b.variable("t")
	*in = append(*in, nested{v: v})
	slots := b.slots(t, in)
	(*in)[at].slots = slots
	return Slot{Var: v}
}

// ground returns a triple without variables as a term.
func ground(t algebra.TriplePattern) (rdf.Term, bool) {
	var terms [3]rdf.Term
	for i, n := range [...]algebra.Node{t.S, t.P, t.O} {
		terms[i] = n.Term
		if n.Triple != nil {
			terms[i], _ = ground(*n.Triple)
		}
		if terms[i].IsZero() {
			return rdf.Term{}, false
		}
	}
	return rdf.TripleTerm(rdf.Triple{S: terms[0], P: terms[1], O: terms[2]}), true
}

// vars returns all variables of the pattern, of its graphs too.
func (p *pattern) vars() (vars names) {
	p.visit(func(s *Slot) {
		if s.Var != "" {
			vars = vars.and(s.Var)
		}
	})
	if p.graphs.Kind == EachGraph {
		vars = vars.and(p.graphs.Var)
	}
	return vars
}

func (p *pattern) visit(each func(*Slot)) {
	for i := range p.slots {
		each(&p.slots[i])
	}
	for n := range p.nested {
		for i := range p.nested[n].slots {
			each(&p.nested[n].slots[i])
		}
	}
}

// forget makes variables that nobody needs, and that stand once, anything at
// all.
func (p *pattern) forget(needed func(string) bool) {
	times := map[string]int{}
	p.visit(func(s *Slot) { times[s.Var]++ })
	for _, n := range p.nested {
		times[n.v]++
	}
	if p.graphs.Kind == EachGraph {
		times[p.graphs.Var]++
	}
	p.visit(func(s *Slot) {
		if s.Var != "" && times[s.Var] == 1 && !needed(s.Var) {
			*s = Slot{}
		}
	})
}

// orders returns those in which what is read begins with all terms of the
// pattern; the order by subjects when a graph has rows of its own.
func (p *pattern) orders() (orders []graph.Order) {
	own := p.graphs.Kind == Unnamed || p.graphs.Kind == SomeGraphs
	for _, o := range [...]graph.Order{graph.SPO, graph.PSO, graph.POS, graph.OSP} {
		if p.leads(o, func(s Slot) bool { return s.ID != 0 }) || own && o == graph.SPO {
			orders = append(orders, o)
		}
	}
	return orders
}

// leads reports whether the slots that are known come first in an order.
func (p *pattern) leads(o graph.Order, known func(Slot) bool) bool {
	ended := false
	for _, position := range o.Positions() {
		k := known(p.slots[position])
		if k && ended {
			return false
		}
		ended = ended || !k
	}
	return true
}

// lookup returns the order in which a pattern is looked up with values of
// variables.
func (p *pattern) lookup(bound names) graph.Order {
	known := func(s Slot) bool { return s.ID != 0 || s.Var != "" && bound.has(s.Var) }
	preferred := [...]graph.Order{graph.PSO, graph.SPO, graph.POS, graph.OSP}
	if p.graphs.Kind != AnyGraph {
		preferred[0], preferred[1] = graph.SPO, graph.PSO
	}
	for _, o := range preferred {
		if p.leads(o, known) {
			return o
		}
	}
	return graph.SPO
}

// scan returns the scan of the pattern in an order, without what is nested.
func (p *pattern) scan(o graph.Order) *Scan {
	n := &Scan{S: p.slots[0], P: p.slots[1], O: p.slots[2], Graphs: p.graphs, Order: o}
	for _, s := range p.slots {
		if s.Var != "" {
			n.Vars = names(n.Vars).and(s.Var)
		}
	}
	complete := true
	for _, s := range ordered(n) {
		complete = complete && (s.ID != 0 || s.Var != "")
		if complete && s.Var != "" {
			n.Sorted = names(n.Sorted).and(s.Var)
		}
	}
	if p.graphs.Kind == EachGraph {
		n.Vars = names(n.Vars).and(p.graphs.Var)
	}
	n.Sure = n.Vars
	n.Rows = p.rows
	return n
}

// read returns the pattern read alone in an order.
func (b *builder) read(p *pattern, o graph.Order) Node {
	n := p.scan(o)
	n.Cost = b.scanCost(p, o)
	return p.unnest(n)
}

func (b *builder) scanCost(p *pattern, o graph.Order) float64 {
	any := b.count(graph.IDPattern{S: p.slots[0].ID, P: p.slots[1].ID, O: p.slots[2].ID})
	switch p.graphs.Kind {
	case Unnamed, SomeGraphs:
		if o != graph.SPO || len(p.graphs.IDs) > 1 {
			return checked * any
		}
		if p.slots[0].ID != 0 {
			return scanned * any
		}
		return scanned * b.rowsIn(p.graphs, most)
	case EachGraph:
		return expanded * any
	}
	return scanned * any
}

// unnest takes what is nested apart.
func (p *pattern) unnest(input Node) Node {
	for _, one := range p.nested {
		n := &Unnest{Info: *input.About(), Input: input, Var: one.v, S: one.slots[0], P: one.slots[1], O: one.slots[2]}
		for _, s := range one.slots {
			if s.Var != "" {
				n.Vars, n.Sure = names(n.Vars).and(s.Var), names(n.Sure).and(s.Var)
			}
		}
		n.Cost += evaluated * n.Rows
		input = n
	}
	return input
}

// after looks the pattern up for rows.
func (p *pattern) after(input Node, rows float64) Node {
	return p.unnest(loopJoin(input, p.scan(p.lookup(input.About().Vars)), rows))
}

// distinct returns how many values a variable has, by estimate.
func (b *builder) distinct(p *pattern, v string) float64 {
	for i, s := range p.slots {
		if s.Var == v {
			return max(b.distinctAt(p, i), 1)
		}
	}
	if p.graphs.Kind == EachGraph && p.graphs.Var == v {
		return max(min(b.termsOf(perGraph), p.rows), 1)
	}
	return max(p.rows, 1)
}

// domain returns among how many values those of a variable are, as far as they
// are independent of those that other patterns have: the values of all triples
// with the predicate, for classes those of the pattern itself.
func (b *builder) domain(p *pattern, v string) float64 {
	predicate := p.slots[1].ID
	if predicate != 0 && predicate != b.typeID() {
		st := b.statsOf(predicate)
		if p.slots[0].Var == v && p.slots[2].ID != 0 {
			return max(float64(st.Subjects), 1)
		}
		if p.slots[2].Var == v && p.slots[0].ID != 0 {
			return max(float64(st.Objects), 1)
		}
	}
	return b.distinct(p, v)
}

func (b *builder) distinctAt(p *pattern, position int) float64 {
	s, predicate, o := p.slots[0].ID, p.slots[1].ID, p.slots[2].ID
	if s == 0 && o == 0 && predicate != 0 {
		st := b.statsOf(predicate)
		if position == 0 {
			return min(float64(st.Subjects), p.rows)
		}
		return min(float64(st.Objects), p.rows)
	}
	switch {
	case position == 1:
		return min(b.termsOf(perPredicate), p.rows)
	case s != 0 || o != 0:
		return p.rows
	case position == 0:
		return min(b.termsOf(perSubject), p.rows)
	}
	return min(b.termsOf(perObject), p.rows)
}
