package exec

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// Run is what the operators of one query have in common.
type Run struct {
	Terms  *plan.Terms
	Budget *Budget
	Now    time.Time // of NOW()
	Base   string    // of IRI()
	// Workers is how many goroutines may evaluate it at once; below 2 it is one.
	Workers int
	// PartRows is about how many rows of a scan a goroutine reads at once; 0 means
	// 32,768, or as few as 2,048 where expressions are evaluated for each. Scans of less
	// than three times as many are read by one.
	PartRows int
	// Disk takes rows for which the memory does not suffice; without it such a query
	// fails.
	Disk *Disk
	// Caller sends the queries of SERVICE; without it such a query fails.
	Caller Caller
	// Measures takes what the operators do; nil takes nothing.
	Measures *Measures

	shared   *shared
	solution uint64 // the number of the first solution
}

// shared is what all copies of a Run have in common.
type shared struct {
	seed   [2]uint64     // of blank nodes
	bools  [2]graph.ID   // false and true
	blocks atomic.Uint64 // of the numbers of solutions that are in use
	texts  atomic.Int64  // bytes of terms that are not the snapshot's and that were paid for
}

// solutionBits are those of the number of a solution within a block.
const solutionBits = 40

// open has what is shared.
func (r *Run) open() {
	if r.shared != nil {
		return
	}
	r.shared = &shared{seed: expr.NewEnv().Seed}
	for i, text := range [...]string{"false", "true"} {
		r.shared.bools[i] = r.Terms.ID(rdf.Literal(text, xsd.Namespace+"boolean"))
	}
}

// block returns a copy whose solutions have numbers that no other's have.
func (r *Run) block() *Run {
	out := *r
	out.solution = r.shared.blocks.Add(1) << solutionBits
	return &out
}

// pay takes memory of the budget for the texts of terms that are not the
// snapshot's. Who computes many looks now and then. Errors: ErrBudget.
func (r *Run) pay() error {
	bytes := int64(r.Terms.Bytes())
	for {
		paid := r.shared.texts.Load()
		if bytes <= paid {
			return nil
		}
		if r.shared.texts.CompareAndSwap(paid, bytes) {
			err := r.Budget.Take(bytes - paid)
			if err != nil {
				r.shared.texts.Add(paid - bytes)
			}
			return err
		}
	}
}

// env returns what expressions are evaluated in.
func (r *Run) env() expr.Env {
	return expr.Env{Now: xsd.FromTime(r.Now), Seed: r.shared.seed, Solution: r.solution}
}

// boolean returns the ID of a boolean.
func (r *Run) boolean(value bool) graph.ID {
	if value {
		return r.shared.bools[1]
	}
	return r.shared.bools[0]
}

// MaxColumns is how many variables the rows of an operator may have: a batch of as
// many takes 32 MiB.
const MaxColumns = 4096

// room returns about how many bytes the operators of a plan take before they have
// rows.
func room(n plan.Node) int64 {
	bytes := operatorBytes + int64(8*BatchRows*len(n.About().Vars))
	for _, in := range n.Inputs() {
		bytes += room(in)
	}
	return bytes
}

// freeRoom is what of that does not count.
const freeRoom = 1 << 20

// operatorBytes is about what an operator takes beside a batch, and its node.
const operatorBytes = 2 << 10

// narrow refuses plans with wider rows. Errors: ErrBudget.
func narrow(n plan.Node) error {
	if len(n.About().Vars) > MaxColumns {
		return &LimitError{"columns", MaxColumns}
	}
	for _, in := range n.Inputs() {
		if err := narrow(in); err != nil {
			return err
		}
	}
	return nil
}

// Build returns the operator of a node. Columns of its batches are the node's
// Vars. What the operators of a large plan take is taken of the budget until that is
// closed. Errors: those of expressions, such as functions that there are not, and
// ErrBudget for more columns than MaxColumns.
func Build(n plan.Node, run *Run) (Operator, error) {
	if err := narrow(n); err != nil {
		return nil, err
	}
	if err := run.Budget.Take(max(room(n)-freeRoom, 0)); err != nil {
		return nil, err
	}
	run.open()
	if err := run.pay(); err != nil {
		return nil, err
	}
	b := builder{run: run, seeds: map[*plan.Seed]seedRows{}, tables: &tables{of: map[plan.Node]*sharedTable{}}}
	if op := b.parallel(n); op != nil {
		return op, nil
	}
	return b.build(n)
}

// builder makes operators of nodes.
type builder struct {
	run    *Run
	seeds  map[*plan.Seed]seedRows
	tables *tables
	within bool // an Apply, whose right side is built for each batch

	inParts  bool // of a parallel
	restrict map[*plan.Scan]plan.Range
}

// seeded returns a builder that knows the rows of one seed more.
func (b *builder) seeded(n *plan.Seed, rows seedRows) *builder {
	out := &builder{run: b.run.block(), seeds: maps.Clone(b.seeds), tables: b.tables, within: true, inParts: b.inParts}
	out.seeds[n] = rows
	return out
}

// tables are those of nodes that are built again and again.
type tables struct {
	mu sync.Mutex
	of map[plan.Node]*sharedTable
}

// sharedTable is a table that is made by the first who needs it.
type sharedTable struct {
	mu    sync.Mutex
	table *joinTable
}

// tableOf returns where the table of a node is kept that is the same each time it
// is built, nil where it is not.
func (b *builder) tableOf(n plan.Node) *sharedTable {
	if !b.within && !b.inParts || hasSeed(n) {
		return nil
	}
	b.tables.mu.Lock()
	defer b.tables.mu.Unlock()
	if b.tables.of[n] == nil {
		b.tables.of[n] = new(sharedTable)
	}
	return b.tables.of[n]
}

// hasSeed reports whether rows of a node depend on those of an Apply's input.
func hasSeed(n plan.Node) bool {
	if _, ok := n.(*plan.Seed); ok {
		return true
	}
	if a, ok := n.(*plan.Apply); ok {
		return hasSeed(a.Input) || hasOtherSeed(a.Right, a.Seed)
	}
	return slices.ContainsFunc(n.Inputs(), hasSeed)
}

// hasOtherSeed is hasSeed for the right side of an Apply, whose own seed does not
// count.
func hasOtherSeed(n plan.Node, own *plan.Seed) bool {
	if s, ok := n.(*plan.Seed); ok {
		return s != own
	}
	return slices.ContainsFunc(n.Inputs(), func(in plan.Node) bool { return hasOtherSeed(in, own) })
}

func contains(set, names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(set, name) })
}

func (b *builder) build(n plan.Node) (Operator, error) {
	inputs, err := b.inputs(n)
	if err == nil {
		var op Operator
		if op, err = b.operator(n, inputs); err == nil {
			return b.run.Measures.wrap(n, op), nil
		}
	}
	for _, in := range inputs {
		in.Close()
	}
	return nil, err
}

// inputs builds the inputs of a node, but for those that it builds itself.
func (b *builder) inputs(n plan.Node) (ops []Operator, err error) {
	nodes := n.Inputs()
	switch n.(type) {
	case *plan.LoopJoin, *plan.Apply:
		nodes = nodes[:1]
	}
	for i, in := range nodes {
		var op Operator
		if readsAll(n, i) {
			op = b.parallel(in)
		}
		if op == nil {
			if op, err = b.build(in); err != nil {
				return ops, err
			}
		}
		ops = append(ops, op)
	}
	return ops, nil
}

// readsAll reports whether an operator reads an input to its end before it yields
// anything, or else without a loss.
func readsAll(n plan.Node, input int) bool {
	switch n := n.(type) {
	case *plan.Group, *plan.Sort:
		return true
	case *plan.Distinct:
		return !n.Streamed
	case *plan.HashJoin, *plan.HashLeftJoin, *plan.HashSemiJoin, *plan.Minus:
		return input == 1
	}
	return false
}

// operator returns the operator of a node with its inputs.
func (b *builder) operator(n plan.Node, in []Operator) (Operator, error) {
	switch n := n.(type) {
	case *plan.Unit:
		return newTable(&plan.Table{IDs: [][]graph.ID{nil}}), nil
	case *plan.Empty:
		return newTable(&plan.Table{Info: n.Info}), nil
	case *plan.Table:
		return newTable(n), nil
	case *plan.Scan:
		if r, ok := b.restrict[n]; ok {
			part := *n
			part.Ranges = []plan.Range{r}
			n = &part
		}
		return newScan(n, b.run), nil
	case *plan.Seed:
		return newSeed(n, b.seeds[n]), nil
	case *plan.LoopJoin:
		return newLoopJoin(n, in[0], b.run), nil
	case *plan.MergeJoin:
		return newMergeJoin(n, in[0], in[1], b.run), nil
	case *plan.Apply:
		return b.apply(n, in[0]), nil
	case *plan.Filter:
		return newFilter(n, in[0], b.run)
	case *plan.Extend:
		return newExtend(n, in[0], b.run)
	case *plan.Union:
		return newUnion(n, in), nil
	case *plan.Project:
		return newProject(n, in[0]), nil
	case *plan.Slice:
		return newSlice(n, in[0]), nil
	}
	return b.hashOperator(n, in)
}

// hashOperator returns the operators that look rows up in a table.
func (b *builder) hashOperator(n plan.Node, in []Operator) (Operator, error) {
	switch n := n.(type) {
	case *plan.HashJoin:
		return b.hashJoin(n, in), nil
	case *plan.HashLeftJoin:
		return b.hashLeftJoin(n, in)
	case *plan.HashSemiJoin:
		h := b.hashed(n.Left, n.Right, n.On, n.Check, in)
		if len(h.rightShared) > 0 {
			h.right = newFirsts(h.right, h.rightShared, b.run.Budget)
			h.rightShared = slices.Clone(h.rightShared)
			for i := range h.rightShared {
				h.rightShared[i] = i
			}
		}
		return &hashSemiJoin{hashed: h, anti: n.Anti}, nil
	case *plan.Minus:
		h := b.hashed(n.Left, n.Right, n.On, n.Shared, in)
		h.common = (1<<len(n.Shared) - 1) << len(n.On)
		return &hashSemiJoin{hashed: h, anti: true}, nil
	}
	return b.otherOperator(n, in)
}

// otherOperator returns the operators over all rows of an input, those that count
// in indexes and those that walk.
func (b *builder) otherOperator(n plan.Node, in []Operator) (Operator, error) {
	switch n := n.(type) {
	case *plan.Group:
		return newGroup(n, in[0], b.run)
	case *plan.Distinct:
		return newDistinct(n, in[0], b.run), nil
	case *plan.Sort:
		return newSort(n, in[0], b.run)
	case *plan.IndexGroups:
		return newIndexGroups(n, b.run), nil
	case *plan.RangeCount:
		return newRangeCount(n, b.run), nil
	case *plan.GraphNames:
		return newGraphNames(n, b.run), nil
	case *plan.PathWalk:
		return newPathWalk(n, in[0], b.run), nil
	case *plan.Service:
		return newService(n, in[0], b.run), nil
	case *plan.Unnest:
		return newUnnest(n, in[0], b.run), nil
	}
	return nil, fmt.Errorf("exec: no operator for %T", n)
}
