package syntax

import "w3id.org/plenary/rdf"

// Form is what a query asks for.
type Form uint8

// The forms of queries, SPARQL 1.1 Query §16.
const (
	Select Form = iota
	Construct
	Describe
	Ask
)

// String returns the keyword.
func (f Form) String() string { return [...]string{"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"}[f] }

// A Query is a query or a subquery, which is a SELECT without prologue and
// dataset.
type Query struct {
	Prologue
	Form              Form
	Distinct, Reduced bool
	All               bool // SELECT * or DESCRIBE *
	Projection        []Projection
	Template          []Triple // of CONSTRUCT
	Described         []Node   // of DESCRIBE
	Dataset           []DatasetClause
	Where             *Group // nil for a DESCRIBE without pattern
	GroupBy           []Projection
	Having            []Expr
	OrderBy           []Condition
	Limit, Offset     *uint64
	Values            *Values // behind the pattern, nil for none
	At                int
}

// Prologue is what a text declares before anything else, later declarations of
// a prefix over earlier ones.
type Prologue struct {
	Base     string
	Prefixes []rdf.Prefix
	Version  string
}

// A Projection is a variable, or an expression and the variable it is bound to,
// which GROUP BY may leave out.
type Projection struct {
	Expr Expr   // nil for the variable alone
	Var  string // "" for none
	At   int
}

// A DatasetClause is FROM or USING.
type DatasetClause struct {
	Named bool
	IRI   string
}

// A Condition is one of ORDER BY.
type Condition struct {
	Expr       Expr
	Descending bool
}

// NodeKind tells what a Node is.
type NodeKind uint8

// The kinds of nodes.
const (
	NoNode NodeKind = iota
	TermNode
	VarNode
	BlankNode
	TripleNode
)

// A Node is a position of a triple pattern.
type Node struct {
	Kind   NodeKind
	Term   rdf.Term // of an IRI or literal
	Name   string   // of a variable without its mark, or label of a blank node
	Triple *Triple  // of a triple term, without path
	At     int
}

// A Triple is a triple pattern; with a path it has no P.
type Triple struct {
	S, P, O Node
	Path    Path
}

// A Path is a property path that is more than an IRI: PathIRI, Inverse,
// Sequence, Alternative, Repeat or Negated.
type Path interface{ isPath() }

// The paths, SPARQL 1.1 Query §9.1.
type (
	// PathIRI is a step along one predicate.
	PathIRI struct{ IRI string }
	// Inverse is a path from object to subject.
	Inverse struct{ Path Path }
	// Sequence is one path after the other.
	Sequence struct{ Paths []Path }
	// Alternative is any of some paths.
	Alternative struct{ Paths []Path }
	// Repeat is a path with the mark '?', '*' or '+'.
	Repeat struct {
		Path Path
		Mark byte
	}
	// Negated is a step along any predicate but those, either way.
	Negated struct{ Forward, Backward []string }
)

func (PathIRI) isPath()     {}
func (Inverse) isPath()     {}
func (Sequence) isPath()    {}
func (Alternative) isPath() {}
func (Repeat) isPath()      {}
func (Negated) isPath()     {}

// An Element is a part of a group: *Triples, *Group, *SubSelect, *Optional,
// *Union, *Minus, *GraphPattern, *Service, *Filter, *Bind or *Values.
type Element interface{ isElement() }

// The elements, SPARQL 1.1 Query §19.8 from [53] GroupGraphPattern.
type (
	// Group is what stands between braces.
	Group struct {
		Elements []Element
		At       int
	}
	// Triples are triple patterns.
	Triples struct{ Patterns []Triple }
	// SubSelect is a subquery.
	SubSelect struct{ Query *Query }
	// Optional is OPTIONAL.
	Optional struct{ Group *Group }
	// Union is two or more groups.
	Union struct{ Groups []*Group }
	// Minus is MINUS.
	Minus struct{ Group *Group }
	// GraphPattern is GRAPH.
	GraphPattern struct {
		Name  Node
		Group *Group
	}
	// Service is SERVICE. Text is the group as it was written.
	Service struct {
		Silent bool
		Name   Node
		Group  *Group
	}
	// Filter is FILTER.
	Filter struct{ Expr Expr }
	// Bind is BIND.
	Bind struct {
		Expr Expr
		Var  string
		At   int
	}
	// Values is VALUES. A zero term is UNDEF.
	Values struct {
		Vars []string
		Rows [][]rdf.Term
	}
)

func (*Group) isElement()        {}
func (*Triples) isElement()      {}
func (*SubSelect) isElement()    {}
func (*Optional) isElement()     {}
func (*Union) isElement()        {}
func (*Minus) isElement()        {}
func (*GraphPattern) isElement() {}
func (*Service) isElement()      {}
func (*Filter) isElement()       {}
func (*Bind) isElement()         {}
func (*Values) isElement()       {}

// An Expr is an expression: *Var, *Constant, *Call, *Exists or *Aggregate.
type Expr interface{ position() int }

// The expressions, SPARQL 1.1 Query §19.8 from [110] Expression.
type (
	// Var is a variable.
	Var struct {
		Name string
		At   int
	}
	// Constant is an IRI or literal.
	Constant struct {
		Term rdf.Term
		At   int
	}
	// Call is an operator ("+", "&&", "!", "unary -", "IN", "NOT IN"), a
	// built-in function by its name in capitals, or, with an IRI and no name, an
	// extension function. IN has what is looked for first.
	Call struct {
		Name string
		IRI  string
		Args []Expr
		At   int
	}
	// Exists is EXISTS or NOT EXISTS.
	Exists struct {
		Not   bool
		Group *Group
		At    int
	}
	// Aggregate is a set function by its name in capitals. Arg is nil for
	// COUNT(*). Custom aggregates have their IRI as name.
	Aggregate struct {
		Name      string
		Distinct  bool
		Arg       Expr
		Separator string // of GROUP_CONCAT; a blank unless told
		At        int
	}
)

func (e *Var) position() int       { return e.At }
func (e *Constant) position() int  { return e.At }
func (e *Call) position() int      { return e.At }
func (e *Exists) position() int    { return e.At }
func (e *Aggregate) position() int { return e.At }
