// Package algebra has the operators of SPARQL's evaluation, and translates
// queries to them as the specification does. A pattern prints as an S-expression,
// which reads as the same pattern.
//
// An operator says what its solutions are, never how they are found.
package algebra

import "w3id.org/plenary/rdf"

// An Op is a pattern: *BGP, *Path, *Join, *LeftJoin, *Filter, *Union, *Graph,
// *Extend, *Minus, *Group, *Values, *Service, *OrderBy, *Project, *Distinct,
// *Reduced or *Slice.
//
// Spec: SPARQL 1.1 Query §18.2.
type Op interface {
	// inputs returns the patterns that it is made of.
	inputs() []Op
}

// A Node is a position of a triple pattern: a term, a variable, or a triple
// with variables in it.
type Node struct {
	Term   rdf.Term
	Var    string // "" unless it is a variable
	Triple *TriplePattern
}

// A TriplePattern is a triple of nodes.
type TriplePattern struct{ S, P, O Node }

// The operators. Variables are named without their mark; those that no query
// can name begin with '.' or, for blank nodes, with "_:".
type (
	// BGP is triple patterns that are matched together. Without any it has one
	// solution, which binds nothing.
	BGP struct{ Patterns []TriplePattern }
	// Path is a property path that is more than triple patterns.
	Path struct {
		S    Node
		Path PathExpr
		O    Node
	}
	// Join is the compatible solutions of both.
	Join struct{ Left, Right Op }
	// LeftJoin is Join, and what of Left has no partner for which Expr holds; nil
	// always holds.
	LeftJoin struct {
		Left, Right Op
		Expr        Expr
	}
	// Filter is the solutions for which an expression holds.
	Filter struct {
		Expr  Expr
		Input Op
	}
	// Union is the solutions of both.
	Union struct{ Left, Right Op }
	// Graph is a pattern over one named graph, or over each in turn.
	Graph struct {
		Name  Node
		Input Op
	}
	// Extend binds a variable to the value of an expression, or leaves it unbound
	// where there is none.
	Extend struct {
		Input Op
		Var   string
		Expr  Expr
	}
	// Minus is the solutions of Left that share a variable with none compatible of
	// Right.
	Minus struct{ Left, Right Op }
	// Group is one solution for each combination of keys, with aggregates; without
	// keys one solution. It is Group and AggregateJoin of the specification.
	Group struct {
		Keys       []Key
		Aggregates []Aggregate
		Input      Op
	}
	// Values is solutions as they stand; a zero term is unbound.
	Values struct {
		Vars []string
		Rows [][]rdf.Term
	}
	// Service is a pattern that another endpoint evaluates, with its text.
	Service struct {
		Silent bool
		Name   Node
		Input  Op
		Text   string
	}
	// OrderBy sorts.
	OrderBy struct {
		Conditions []Condition
		Input      Op
	}
	// Project keeps some variables.
	Project struct {
		Vars  []string
		Input Op
	}
	// Distinct is each solution once.
	Distinct struct{ Input Op }
	// Reduced is each solution at least once.
	Reduced struct{ Input Op }
	// Slice is the solutions from Offset on, at most Limit; -1 is no limit.
	Slice struct {
		Offset, Limit int64
		Input         Op
	}
)

// A Key is a variable that groups have in common, or an expression.
type Key struct {
	Var  string // "" for an expression without a name
	Expr Expr   // nil for the variable as it is
}

// An Aggregate binds a variable to a set function over a group.
type Aggregate struct {
	Var       string
	Name      string // in capitals, or the IRI of another
	Distinct  bool
	Arg       Expr   // nil for COUNT(*)
	Separator string // of GROUP_CONCAT
}

// A Condition is one of ORDER BY.
type Condition struct {
	Expr       Expr
	Descending bool
}

func (*BGP) inputs() []Op        { return nil }
func (*Path) inputs() []Op       { return nil }
func (*Values) inputs() []Op     { return nil }
func (o *Join) inputs() []Op     { return []Op{o.Left, o.Right} }
func (o *LeftJoin) inputs() []Op { return []Op{o.Left, o.Right} }
func (o *Union) inputs() []Op    { return []Op{o.Left, o.Right} }
func (o *Minus) inputs() []Op    { return []Op{o.Left, o.Right} }
func (o *Filter) inputs() []Op   { return []Op{o.Input} }
func (o *Graph) inputs() []Op    { return []Op{o.Input} }
func (o *Extend) inputs() []Op   { return []Op{o.Input} }
func (o *Group) inputs() []Op    { return []Op{o.Input} }
func (o *Service) inputs() []Op  { return []Op{o.Input} }
func (o *OrderBy) inputs() []Op  { return []Op{o.Input} }
func (o *Project) inputs() []Op  { return []Op{o.Input} }
func (o *Distinct) inputs() []Op { return []Op{o.Input} }
func (o *Reduced) inputs() []Op  { return []Op{o.Input} }
func (o *Slice) inputs() []Op    { return []Op{o.Input} }

// An Expr is an expression: Var, Constant, *Call or *Exists.
type Expr interface{ isExpr() }

// The expressions, SPARQL 1.1 Query §17.
type (
	// Var is a variable.
	Var string
	// Constant is a term.
	Constant struct{ Term rdf.Term }
	// Call is an operator, a built-in function in capitals, or with an IRI an
	// extension function; see syntax.Call.
	Call struct {
		Name string
		IRI  string
		Args []Expr
	}
	// Exists tells whether a pattern has a solution in the context of the current
	// one: each group in it, of subqueries and of MINUS too, begins with the
	// current solution.
	//
	// Spec: SPARQL 1.2 Query §18.6 Evaluation of ContextSolution.
	Exists struct {
		Not   bool
		Input Op
	}
)

func (Var) isExpr()      {}
func (Constant) isExpr() {}
func (*Call) isExpr()    {}
func (*Exists) isExpr()  {}

// A PathExpr is Link, Inv, Seq, Alt, Repeat or NPS.
//
// Spec: SPARQL 1.1 Query §18.2.2.3.
type PathExpr interface{ isPath() }

// The paths.
type (
	// Link is a step along a predicate.
	Link struct{ IRI string }
	// Inv is a path from its end to its start.
	Inv struct{ Path PathExpr }
	// Seq is one path and then another.
	Seq struct{ First, Then PathExpr }
	// Alt is either path.
	Alt struct{ Either, Or PathExpr }
	// Repeat is ZeroOrOnePath '?', ZeroOrMorePath '*' or OneOrMorePath '+'.
	Repeat struct {
		Path PathExpr
		Mark byte
	}
	// NPS is a step along any predicate but those.
	NPS struct{ IRIs []string }
)

func (Link) isPath()   {}
func (Inv) isPath()    {}
func (Seq) isPath()    {}
func (Alt) isPath()    {}
func (Repeat) isPath() {}
func (NPS) isPath()    {}
