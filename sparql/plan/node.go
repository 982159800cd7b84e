package plan

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
)

// A Node is a step of a plan: it says how rows are made, of those of its inputs
// or of the store. Nodes do not change once the plan is made, and may be shared
// by several runs of it.
type Node interface {
	// About returns what is known of the rows.
	About() *Info
	// Inputs returns the steps below.
	Inputs() []Node
}

// Info is what is known of the rows of a node. An unbound variable has the ID 0.
type Info struct {
	Vars []string // the columns
	Sure []string // variables that no row leaves unbound
	// Sorted are variables by whose IDs the rows ascend, the most significant
	// first.
	Sorted []string
	Rows   float64 // how many there will be, by estimate
	Cost   float64 // nanoseconds that they and all below take, by estimate
}

// About returns i.
func (i *Info) About() *Info { return i }

// A Slot is a position of a triple pattern: a term by its ID, a variable, or with
// neither anything at all.
type Slot struct {
	ID  graph.ID
	Var string
}

// GraphKind tells of which graphs a scan reads.
type GraphKind uint8

// The kinds. The set union of graphs has no triple twice.
const (
	AnyGraph   GraphKind = iota // the set union of the unnamed and all named graphs
	Unnamed                     // the graph without a name
	SomeGraphs                  // the set union of Graphs.IDs
	EachGraph                   // each named graph, of Graphs.IDs unless that is nil, with its name in Graphs.Var
)

// Graphs are those that a scan reads.
type Graphs struct {
	Kind GraphKind
	IDs  []graph.ID // ascending; 0 is the unnamed graph, which never is alone
	Var  string
}

// A Range is IDs from Low to, not including, High.
type Range struct{ Low, High graph.ID }

// Mode tells which rows an Apply yields.
type Mode uint8

// The modes.
const (
	Inner Mode = iota // what Right makes of each row of Input
	Left              // the same, and a row of which Right makes nothing as it is
	Semi              // the rows of Input of which Right makes something
	Anti              // the rows of Input of which Right makes nothing
	Mark              // all rows of Input, and whether Right makes something of them as a boolean in Var
)

// The nodes. Rows keep the order of Input, or of Left, where nothing else is
// said.
type (
	// Unit is one row without columns.
	Unit struct{ Info }
	// Empty is no row.
	Empty struct{ Info }
	// Table is rows as they stand, in the order of Vars.
	Table struct {
		Info
		IDs [][]graph.ID
	}
	// Scan is the triples that match, in Order. A variable that stands twice has
	// one column and must be the same.
	Scan struct {
		Info
		S, P, O Slot
		Graphs  Graphs
		Order   graph.Order
		// Ranges restrict the most significant position of Order that has a
		// variable; nil does not. They ascend and do not overlap.
		Ranges []Range
	}
	// IndexGroups is the distinct values of the variables of a pattern that come
	// first in Order, and in Count how many triples each has. Positions behind
	// them are anything at all; those before are terms. It reads Graphs of the
	// kind AnyGraph alone.
	IndexGroups struct {
		Info
		S, P, O Slot
		Order   graph.Order
		Count   string // "" for none
	}
	// RangeCount is one row with the number of triples of a pattern, of which a
	// prefix of Order are terms and the rest anything at all.
	RangeCount struct {
		Info
		S, P, O Slot
		Graphs  Graphs // not EachGraph
		Var     string
	}
	// GraphNames is the names of the graphs that hold a triple, of IDs unless
	// that is nil, and in each of Counts how many.
	GraphNames struct {
		Info
		IDs    []graph.ID
		Var    string
		Counts []string
	}
	// Unnest takes the triple term in Var apart. Rows where it is none, or has
	// other terms than the slots or the row, are left out; a variable of a slot is
	// sure in Input, or not in it at all.
	Unnest struct {
		Info
		Input   Node
		Var     string
		S, P, O Slot
	}
	// MergeJoin joins inputs that both ascend by the variable On, which both are
	// sure of. Other variables of both must agree, and both are sure of them. Its
	// rows ascend by On.
	MergeJoin struct {
		Info
		Left, Right Node
		On          string
	}
	// HashJoin looks for each row of Left in a table of the rows of Right by the
	// variables On, which both are sure of. Check are variables of both that
	// either may leave unbound: they must be compatible.
	HashJoin struct {
		Info
		Left, Right Node
		On, Check   []string
	}
	// HashLeftJoin is HashJoin, and each row of Left that has no partner for which
	// all Conditions hold as it is.
	HashLeftJoin struct {
		Info
		Left, Right Node
		On, Check   []string
		Conditions  []algebra.Expr
	}
	// HashSemiJoin is the rows of Left that have a partner in Right, or with Anti
	// those that have none.
	HashSemiJoin struct {
		Info
		Left, Right Node
		On, Check   []string
		Anti        bool
	}
	// Minus is the rows of Left for which no row of Right has the same values On,
	// is compatible and has a bound variable of Shared in common. Both are sure of
	// On; Shared are the other variables of both.
	Minus struct {
		Info
		Left, Right Node
		On, Shared  []string
	}
	// LoopJoin looks up Scan for each row of Input, with the values that the row
	// has for the variables of Scan; all of those are sure, or not in Input at
	// all.
	LoopJoin struct {
		Info
		Input Node
		Scan  *Scan
	}
	// PathWalk follows a path for each row of Input, with the values that the row
	// has for its ends; such an end is sure, or not in Input at all. Of Graphs of
	// the kind EachGraph the variable is sure in Input.
	PathWalk struct {
		Info
		Input  Node
		S, O   Slot
		Path   algebra.PathExpr
		Graphs Graphs
	}
	// Apply evaluates Right for some rows of Input at a time, which its leaves
	// Seed yield: so Right sees their values. A row of Right says in the variable
	// Seed.Row of which row of Input it is made, and has the same values in the
	// other columns of both. With Single, Right is evaluated for one row at a time.
	Apply struct {
		Info
		Input, Right Node
		Seed         *Seed
		Mode         Mode
		Single       bool
		Var          string
	}
	// Seed is the rows of the Input of an Apply, with some of its variables, and
	// their numbers in Row, which is one of Vars, bound to nothing that is a term.
	// All nodes from Seed up to the Apply have Row among their columns. It may
	// stand several times in Right.
	Seed struct {
		Info
		Row string
	}
	// Filter is the rows for which all expressions hold.
	Filter struct {
		Info
		Input Node
		Exprs []algebra.Expr
	}
	// Extend binds a new variable to the value of an expression.
	Extend struct {
		Info
		Input Node
		Var   string
		Expr  algebra.Expr
	}
	// Union is the rows of one input after the other; columns that one does not
	// have are unbound.
	Union struct {
		Info
		All []Node
	}
	// Group has a row for each combination of Keys, without keys one row. Streamed
	// says that rows with the same keys are neighbours.
	Group struct {
		Info
		Input      Node
		Keys       []string
		Aggregates []algebra.Aggregate
		Streamed   bool
	}
	// Distinct is each row once. Streamed says that equal rows are neighbours,
	// Ordered that rows must stay in their order, which is that of a Sort.
	Distinct struct {
		Info
		Input             Node
		Streamed, Ordered bool
	}
	// Sort puts rows in order, those that compare equal as they came; with a Limit
	// above 0 only the first.
	Sort struct {
		Info
		Input      Node
		Conditions []algebra.Condition
		Limit      int64
	}
	// Project keeps the columns Vars, in that order; a column that Input does not
	// have is unbound.
	Project struct {
		Info
		Input Node
	}
	// Slice is the rows from Offset on, at most Limit; -1 is no limit.
	Slice struct {
		Info
		Input         Node
		Offset, Limit int64
	}
	// Service is a pattern that another endpoint evaluates, for each row of Input
	// with its values for the variables of both.
	Service struct {
		Info
		Input  Node
		Call   *algebra.Service
		Shared []string
	}
)

// Inputs returns none.
func (*Unit) Inputs() []Node { return nil }

// Inputs returns none.
func (*Empty) Inputs() []Node { return nil }

// Inputs returns none.
func (*Table) Inputs() []Node { return nil }

// Inputs returns none.
func (*Scan) Inputs() []Node { return nil }

// Inputs returns none.
func (*IndexGroups) Inputs() []Node { return nil }

// Inputs returns none.
func (*RangeCount) Inputs() []Node { return nil }

// Inputs returns none.
func (*GraphNames) Inputs() []Node { return nil }

// Inputs returns none.
func (*Seed) Inputs() []Node { return nil }

// Inputs returns the input.
func (n *Unnest) Inputs() []Node { return []Node{n.Input} }

// Inputs returns both sides.
func (n *MergeJoin) Inputs() []Node { return []Node{n.Left, n.Right} }

// Inputs returns both sides.
func (n *HashJoin) Inputs() []Node { return []Node{n.Left, n.Right} }

// Inputs returns both sides.
func (n *HashLeftJoin) Inputs() []Node { return []Node{n.Left, n.Right} }

// Inputs returns both sides.
func (n *HashSemiJoin) Inputs() []Node { return []Node{n.Left, n.Right} }

// Inputs returns both sides.
func (n *Minus) Inputs() []Node { return []Node{n.Left, n.Right} }

// Inputs returns the input and the scan.
func (n *LoopJoin) Inputs() []Node { return []Node{n.Input, n.Scan} }

// Inputs returns the input.
func (n *PathWalk) Inputs() []Node { return []Node{n.Input} }

// Inputs returns both sides.
func (n *Apply) Inputs() []Node { return []Node{n.Input, n.Right} }

// Inputs returns the input.
func (n *Filter) Inputs() []Node { return []Node{n.Input} }

// Inputs returns the input.
func (n *Extend) Inputs() []Node { return []Node{n.Input} }

// Inputs returns all.
func (n *Union) Inputs() []Node { return n.All }

// Inputs returns the input.
func (n *Group) Inputs() []Node { return []Node{n.Input} }

// Inputs returns the input.
func (n *Distinct) Inputs() []Node { return []Node{n.Input} }

// Inputs returns the input.
func (n *Sort) Inputs() []Node { return []Node{n.Input} }

// Inputs returns the input.
func (n *Project) Inputs() []Node { return []Node{n.Input} }

// Inputs returns the input.
func (n *Slice) Inputs() []Node { return []Node{n.Input} }

// Inputs returns the input.
func (n *Service) Inputs() []Node { return []Node{n.Input} }
