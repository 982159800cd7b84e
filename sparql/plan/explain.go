package plan

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/sparql/algebra"
)

// A Measure is what a node did in a run.
type Measure struct {
	Rows int64
	Time time.Duration // with its inputs
}

// String returns the plan as text, a node on a line and its inputs below it,
// indented: what it does, about how many rows it has, and their order.
func (p *Plan) String() string { return p.Explain(nil) }

// Explain is String with what was measured beside the estimates.
func (p *Plan) Explain(measured map[Node]Measure) string {
	e := explainer{terms: p.terms, measured: measured}
	e.node(p.Root, 0)
	return e.String()
}

// Line returns what a node of the plan does, in a line.
func (p *Plan) Line(n Node) string { return (&explainer{terms: p.terms}).head(n) }

// explainer writes plans as text.
type explainer struct {
	strings.Builder
	terms    *Terms
	measured map[Node]Measure
}

func (e *explainer) node(n Node, depth int) {
	e.WriteString(strings.Repeat("  ", depth) + e.head(n))
	a := n.About()
	e.WriteString(" ~" + strconv.FormatFloat(a.Rows, 'g', 3, 64))
	if len(a.Sorted) > 0 {
		e.WriteString(" by" + vars(a.Sorted))
	}
	if m, ok := e.measured[n]; ok {
		fmt.Fprintf(e, " rows=%d time=%s", m.Rows, m.Time)
	}
	e.WriteByte('\n')
	for _, in := range n.Inputs() {
		e.node(in, depth+1)
	}
}

func vars(all []string) string {
	var text strings.Builder
	for _, v := range all {
		text.WriteString(" ?" + v)
	}
	return text.String()
}

// head returns what a node does.
func (e *explainer) head(n Node) string {
	switch n := n.(type) {
	case *Unit:
		return "unit"
	case *Empty:
		return "empty"
	case *Table:
		return "table" + vars(n.Vars)
	case *Scan:
		return "scan " + n.Order.String() + e.slots(n.S, n.P, n.O) + e.graphs(n.Graphs) + e.ranges(n.Ranges)
	case *IndexGroups:
		return "index groups " + n.Order.String() + e.slots(n.S, n.P, n.O) + optional("count", n.Count)
	case *RangeCount:
		return "range count ?" + n.Var + e.slots(n.S, n.P, n.O) + e.graphs(n.Graphs)
	case *GraphNames:
		return "graph names" + vars(append([]string{n.Var}, n.Counts...))
	case *Seed:
		return "seed" + vars(n.Vars)
	case *Unnest:
		return "unnest ?" + n.Var + e.slots(n.S, n.P, n.O)
	case *PathWalk:
		return "path walk" + e.slots(n.S) + " " + algebra.PathString(n.Path) + e.slots(n.O) + e.graphs(n.Graphs)
	case *Service:
		return "service" + vars(n.Shared)
	}
	return e.joins(n)
}

func optional(name, v string) string {
	if v == "" {
		return ""
	}
	return " " + name + " ?" + v
}

// joins returns what a node of two sides does.
func (e *explainer) joins(n Node) string {
	switch n := n.(type) {
	case *MergeJoin:
		return "merge join ?" + n.On
	case *HashJoin:
		return "hash join" + vars(n.On) + checks(n.Check)
	case *HashLeftJoin:
		return "hash left join" + vars(n.On) + checks(n.Check) + exprsText(n.Conditions)
	case *HashSemiJoin:
		if n.Anti {
			return "hash anti join" + vars(n.On) + checks(n.Check)
		}
		return "hash semi join" + vars(n.On) + checks(n.Check)
	case *Minus:
		return "minus" + vars(n.On) + checks(n.Shared)
	case *LoopJoin:
		return "loop join"
	case *Apply:
		return "apply " + [...]string{"inner", "left", "semi", "anti", "mark"}[n.Mode] + optional("as", n.Var)
	case *Union:
		return "union"
	}
	return e.modifiers(n)
}

// modifiers returns what a node of one input does.
func (e *explainer) modifiers(n Node) string {
	switch n := n.(type) {
	case *Filter:
		return "filter" + exprsText(n.Exprs)
	case *Extend:
		return "extend ?" + n.Var + " " + algebra.ExprString(n.Expr)
	case *Group:
		text := "group" + streamed(n.Streamed) + vars(n.Keys)
		for _, a := range n.Aggregates {
			text += " " + algebra.AggregateString(a)
		}
		return text
	case *Distinct:
		if n.Ordered && !n.Streamed {
			return "distinct in order"
		}
		return "distinct" + streamed(n.Streamed)
	case *Sort:
		text := "sort"
		if n.Limit > 0 {
			text = "top " + strconv.FormatInt(n.Limit, 10)
		}
		for _, c := range n.Conditions {
			if text += " " + algebra.ExprString(c.Expr); c.Descending {
				text += " descending"
			}
		}
		return text
	case *Project:
		return "project" + vars(n.Vars)
	case *Slice:
		return fmt.Sprintf("slice %d %d", n.Offset, n.Limit)
	}
	return fmt.Sprintf("%T", n)
}

func streamed(yes bool) string {
	if yes {
		return " streamed"
	}
	return ""
}

func checks(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return " compatible" + vars(all)
}

func exprsText(all []algebra.Expr) string {
	var text strings.Builder
	for _, e := range all {
		text.WriteString(" " + algebra.ExprString(e))
	}
	return text.String()
}

func (e *explainer) slots(slots ...Slot) string {
	var text strings.Builder
	for _, s := range slots {
		switch {
		case s.ID != 0:
			text.WriteString(" " + e.term(s.ID))
		case s.Var != "":
			text.WriteString(" ?" + s.Var)
		default:
			text.WriteString(" _")
		}
	}
	return text.String()
}

func (e *explainer) term(id graph.ID) string {
	return string(nquads.AppendTerm(nil, e.terms.Term(id)))
}

func (e *explainer) graphs(g Graphs) string {
	text := ""
	switch g.Kind {
	case Unnamed:
		return " in unnamed"
	case SomeGraphs:
		text = " in"
	case EachGraph:
		text = " in ?" + g.Var
		if g.IDs != nil {
			text += " of"
		}
	}
	for _, id := range g.IDs {
		if id == 0 {
			text += " unnamed"
			continue
		}
		text += " " + e.term(id)
	}
	return text
}

func (e *explainer) ranges(all []Range) string {
	if len(all) == 0 {
		return ""
	}
	return fmt.Sprintf(" in %d ranges", len(all))
}
