package plan

import (
	"cmp"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
)

// narrow finds the ranges of IDs within which the conditions leave variables, and
// what part of the rows of a pattern are within.
func (g *group) narrow() {
	if !g.b.on("narrow") {
		return
	}
	g.ranges = map[string][]Range{}
	for i := range g.conditions {
		v, ranges := g.b.rangesOf(g.conditions[i].expr)
		if v == "" {
			continue
		}
		if known, ok := g.ranges[v]; ok {
			ranges = intersect(known, ranges)
			g.conditions[i].part = 1 // all of it is counted with the first
		}
		g.ranges[v] = ranges
	}
	if len(g.ranges) == 0 {
		return
	}
	for _, p := range g.parts {
		if p.triple != nil {
			g.measure(g.b.pattern(*p.triple, p.graphs, p.fixed))
		}
	}
}

// measure counts what part of a pattern conditions on its variables leave.
func (g *group) measure(p *pattern) {
	for v, ranges := range g.ranges {
		i := slices.IndexFunc(g.conditions, func(c condition) bool { w, _ := g.b.rangesOf(c.expr); return w == v })
		o, ok := p.orderBy(v)
		if !ok || g.conditions[i].counted || p.rows == 0 {
			continue
		}
		all := g.b.count(p.ids())
		part := g.b.countWithin(p, o, ranges) / max(all, 1)
		g.conditions[i].part, g.conditions[i].counted = min(max(part, 1/max(all, 1)), 1), true
	}
}

// ids returns the terms of a pattern.
func (p *pattern) ids() graph.IDPattern {
	return graph.IDPattern{S: p.slots[0].ID, P: p.slots[1].ID, O: p.slots[2].ID}
}

// orderBy returns an order that has a variable right behind the terms of a
// pattern.
func (p *pattern) orderBy(v string) (graph.Order, bool) {
	for _, o := range p.orders() {
		if p.leads(o, func(s Slot) bool { return s.ID != 0 }) && p.firstOpen(o) == v {
			return o, true
		}
	}
	return 0, false
}

func (p *pattern) firstOpen(o graph.Order) string {
	for _, position := range o.Positions() {
		if s := p.slots[position]; s.ID == 0 {
			return s.Var
		}
	}
	return ""
}

func (b *builder) countWithin(p *pattern, o graph.Order, ranges []Range) (n float64) {
	ids := p.ids()
	for _, r := range ranges {
		n += float64(b.snapshot.CountBetween(ids, o, graph.IDRange(r)))
	}
	return n
}

// within makes a scan in an order read only what conditions leave, where that is
// clearly less.
func (g *group) within(n *Scan, p *pattern) {
	ranges, ok := g.ranges[p.firstOpen(n.Order)]
	if !ok || !p.leads(n.Order, func(s Slot) bool { return s.ID != 0 }) {
		return
	}
	all := max(g.b.count(p.ids()), 1)
	if part := g.b.countWithin(p, n.Order, ranges) / all; part < 0.8 {
		n.Ranges = ranges
		n.Rows *= part
		n.Cost *= part
	}
}

// rangesOf returns the variable that an expression leaves within ranges, "" when
// there are none.
func (b *builder) rangesOf(e algebra.Expr) (v string, ranges []Range) {
	call, ok := e.(*algebra.Call)
	if !ok {
		return "", nil
	}
	switch call.Name {
	case "<", "<=", ">", ">=", "=":
		return b.compared(call)
	case "STRSTARTS":
		if c, ok := call.Args[1].(algebra.Constant); ok {
			return b.beginning(call.Args[0], c.Term.Value())
		}
	case "REGEX":
		if c, ok := call.Args[1].(algebra.Constant); ok && len(call.Args) == 2 {
			if prefix := regexPrefix(c.Term.Value()); prefix != "" {
				return b.beginning(call.Args[0], prefix)
			}
		}
	case "||":
		return b.either(disjuncts(call))
	case "IN":
		return b.comparedIn(call)
	}
	return "", nil
}

// mostRanges is how many alternatives are looked for in an index.
const mostRanges = 64

// either returns the ranges of alternatives about one variable.
func (b *builder) either(all []algebra.Expr) (v string, ranges []Range) {
	if len(all) > mostRanges {
		return "", nil
	}
	for i, e := range all {
		w, more := b.rangesOf(e)
		if w == "" || i > 0 && w != v {
			return "", nil
		}
		v, ranges = w, unite(ranges, more)
	}
	return v, ranges
}

func (b *builder) compared(call *algebra.Call) (string, []Range) {
	name, left := call.Args[0].(algebra.Var)
	c, right := call.Args[1].(algebra.Constant)
	below, above := call.Name[0] == '<', call.Name[0] == '>'
	if !left || !right {
		name, left = call.Args[1].(algebra.Var)
		c, right = call.Args[0].(algebra.Constant)
		below, above = above, below
	}
	if !left || !right {
		return "", nil
	}
	return within(string(name), graph.ValueRanges(c.Term, below, above))
}

func within(v string, ids []graph.IDRange) (string, []Range) {
	if ids == nil {
		return "", nil
	}
	var ranges []Range
	for _, r := range ids {
		if r.Low < r.High {
			ranges = append(ranges, Range(r))
		}
	}
	return v, ranges
}

// comparedIn returns the ranges of a list of numbers or times.
func (b *builder) comparedIn(call *algebra.Call) (v string, all []Range) {
	var equal []algebra.Expr
	for _, arg := range call.Args[1:] {
		equal = append(equal, &algebra.Call{Name: "=", Args: []algebra.Expr{call.Args[0], arg}})
	}
	return b.either(equal)
}

// beginning returns the ranges of terms, or of what STR makes of them, that
// begin with a prefix.
func (b *builder) beginning(e algebra.Expr, prefix string) (string, []Range) {
	if v, ok := e.(algebra.Var); ok {
		return within(string(v), b.snapshot.TextRanges(prefix, false))
	}
	if call, ok := e.(*algebra.Call); ok && call.Name == "STR" {
		if v, ok := call.Args[0].(algebra.Var); ok {
			return within(string(v), b.snapshot.TextRanges(prefix, true))
		}
	}
	return "", nil
}

// regexPrefix returns what all strings that match a regular expression begin
// with, "" when nothing is known.
func regexPrefix(pattern string) string {
	rest, ok := strings.CutPrefix(pattern, "^")
	if !ok || strings.ContainsAny(rest, "|") {
		return ""
	}
	n := strings.IndexAny(rest, `\.[](){}*+?^$`)
	if n < 0 {
		return rest
	}
	if strings.ContainsRune("*?{", rune(rest[n])) { // of the character before
		runes := []rune(rest[:n])
		return string(runes[:max(len(runes)-1, 0)])
	}
	return rest[:n]
}

// intersect returns what is in both of two lists of ranges that ascend.
func intersect(a, b []Range) []Range {
	out := []Range{}
	for len(a) > 0 && len(b) > 0 {
		if r := (Range{max(a[0].Low, b[0].Low), min(a[0].High, b[0].High)}); r.Low < r.High {
			out = append(out, r)
		}
		if a[0].High < b[0].High {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return out
}

// unite returns what is in either.
func unite(a, b []Range) (out []Range) {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(a, b Range) int { return cmp.Compare(a.Low, b.Low) })
	for _, r := range all {
		if n := len(out); n > 0 && r.Low <= out[n-1].High {
			out[n-1].High = max(out[n-1].High, r.High)
		} else {
			out = append(out, r)
		}
	}
	return out
}
