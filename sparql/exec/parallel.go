package exec

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// partRows is the default of Run.PartRows. Where terms are read for expressions, parts
// may have as few as termRows.
const (
	partRows = 1 << 15
	termRows = 1 << 11
)

// partAhead is how many batches of a part may wait to be read. So a part that
// makes few rows of those that it reads need not wait, and one that makes many
// does not fill the memory.
const partAhead = 3 * partRows / BatchRows / 2

// A parallel yields the rows of its parts, one part after the other, and
// evaluates some of them at once.
type parallel struct {
	parts   []func() (Operator, error)
	workers int
	budget  *Budget
	cancel  context.CancelFunc
	done    sync.WaitGroup
	results []chan partBatch // of each part, closed behind its last
	slots   chan struct{}    // one for each part that may be ahead of what was read
	at      int              // the part that is read
	current partBatch        // lent
}

// partBatch is rows of a part, or why there are no more.
type partBatch struct {
	Batch
	bytes int64
	err   error
	panic string // of the goroutine, with its stack; "" for none
}

func (p *parallel) start(ctx context.Context) {
	ctx, p.cancel = context.WithCancel(ctx)
	p.slots = make(chan struct{}, 3*p.workers)
	p.results = make([]chan partBatch, len(p.parts))
	for i := range p.results {
		p.results[i] = make(chan partBatch, partAhead)
	}
	todo := make(chan int)
	p.done.Add(1 + p.workers)
	go func() {
		defer p.done.Done()
		defer close(todo)
		for i := range p.parts {
			select {
			case p.slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			todo <- i
		}
	}()
	for range p.workers {
		go func() {
			defer p.done.Done()
			for i := range todo {
				p.evaluate(ctx, p.parts[i], p.results[i])
			}
		}()
	}
}

// evaluate sends the rows of a part, and at last what went wrong. It never
// panics.
func (p *parallel) evaluate(ctx context.Context, part func() (Operator, error), to chan<- partBatch) {
	defer close(to)
	defer func() {
		if failure := recover(); failure != nil {
			p.send(ctx, to, partBatch{panic: fmt.Sprintf("%v\n%s", failure, debug.Stack())})
		}
	}()
	op, err := part()
	if err == nil {
		defer op.Close()
	}
	for err == nil {
		var b Batch
		if b, err = op.Next(ctx); b.Len == 0 {
			break
		}
		bytes := int64(8 * b.Len * len(b.Cols))
		if err = p.budget.Take(bytes); err == nil && !p.send(ctx, to, partBatch{Batch: b.clone(), bytes: bytes}) {
			return
		}
	}
	if err != nil {
		p.send(ctx, to, partBatch{err: err})
	}
}

// send reports whether somebody will read what is sent.
func (p *parallel) send(ctx context.Context, to chan<- partBatch, b partBatch) bool {
	select {
	case to <- b:
		return true
	case <-ctx.Done():
		p.budget.Give(b.bytes)
		return false
	}
}

// clone returns a batch that no one else has.
func (b Batch) clone() Batch {
	out := Batch{b.Len, newColumns(len(b.Cols), b.Len)}
	for i, col := range b.Cols {
		copy(out.Cols[i], col)
	}
	return out
}

// Next returns the next rows.
func (p *parallel) Next(ctx context.Context) (Batch, error) {
	if p.cancel == nil {
		p.start(ctx)
	}
	p.giveBack()
	for p.at < len(p.parts) {
		var more bool
		select {
		case p.current, more = <-p.results[p.at]:
		case <-ctx.Done():
			return Batch{}, ctx.Err()
		}
		switch {
		case !more:
			p.at++
			<-p.slots
		case p.current.panic != "":
			panic(p.current.panic) // here, where whoever asked can recover
		default:
			return p.current.Batch, p.current.err
		}
	}
	return Batch{}, nil
}

func (p *parallel) giveBack() {
	p.budget.Give(p.current.bytes)
	p.current = partBatch{}
}

// Close waits for the goroutines.
func (p *parallel) Close() {
	if p.cancel == nil {
		return
	}
	p.cancel()
	p.done.Wait()
	p.giveBack()
	for _, c := range p.results[p.at:] {
		for len(c) > 0 {
			b := <-c
			p.budget.Give(b.bytes)
		}
	}
	p.at = len(p.parts)
}

// parallel returns an operator that evaluates a node in parts, nil where that is
// not worth it or can't be done.
func (b *builder) parallel(n plan.Node) Operator {
	workers, scans := min(runtime.GOMAXPROCS(0), b.run.Workers), leading(n)
	if workers < 2 || b.inParts || b.within || len(scans) == 0 || plain(n) {
		return nil
	}
	biggest, rows := scans[0], 0
	for _, s := range scans {
		if count := b.count(s); count > rows {
			biggest, rows = s, count
		}
	}
	size := cmp.Or(b.run.PartRows, partSize(n, rows, workers))
	if rows < 3*size {
		return nil
	}
	splits, err := b.run.Terms.Snapshot().Splits(patternOf(biggest.S, biggest.P, biggest.O), biggest.Order, rows/size)
	if err != nil || len(splits) == 0 {
		return nil
	}
	p := &parallel{workers: workers, budget: b.run.Budget}
	low := graph.ID(0)
	for _, high := range append(splits, 0) {
		part := b.part(scans, plan.Range{Low: low, High: high})
		p.parts = append(p.parts, func() (Operator, error) { return part.build(n) })
		low = high
	}
	return p
}

// partSize returns about how many rows of its biggest scan a part of a node is to
// read.
func partSize(n plan.Node, rows, workers int) int {
	if !evaluates(n) {
		return partRows
	}
	return min(max(rows/(8*workers), termRows), partRows)
}

// evaluates reports whether a node does no more than evaluate expressions for the rows
// of a scan.
func evaluates(n plan.Node) bool {
	switch n := n.(type) {
	case *plan.Filter:
		return plain(n.Input) || evaluates(n.Input)
	case *plan.Extend:
		return plain(n.Input) || evaluates(n.Input)
	case *plan.Project:
		return evaluates(n.Input)
	}
	return false
}

// part returns a builder that restricts scans.
func (b *builder) part(scans []*plan.Scan, r plan.Range) *builder {
	out := &builder{run: b.run.block(), seeds: b.seeds, tables: b.tables, inParts: true, restrict: map[*plan.Scan]plan.Range{}}
	for _, s := range scans {
		out.restrict[s] = r
	}
	return out
}

func (b *builder) count(s *plan.Scan) int {
	return b.run.Terms.Snapshot().CountIDs(patternOf(s.S, s.P, s.O))
}

// plain reports whether a node does no more than read: then goroutines cost more
// than they save.
func plain(n plan.Node) bool {
	switch n := n.(type) {
	case *plan.Scan:
		return true
	case *plan.Project:
		return plain(n.Input)
	}
	return false
}

// leading returns scans, all in the order of one position that is open, for which
// it holds that the rows of a node are those for the one part of their IDs there and
// then those for the other; none when there are no such.
func leading(n plan.Node) []*plan.Scan {
	switch n := n.(type) {
	case *plan.Scan:
		if _, ok := leadOf(n); ok && n.Ranges == nil && n.Graphs.Kind == plan.AnyGraph {
			return []*plan.Scan{n}
		}
	case *plan.MergeJoin:
		left, right := leading(n.Left), leading(n.Right)
		if len(left) > 0 && len(right) > 0 && leads(left[0], n.On) && leads(right[0], n.On) {
			return slices.Concat(left, right)
		}
	case *plan.Filter:
		return leading(n.Input)
	case *plan.Extend:
		return leading(n.Input)
	case *plan.Project:
		return leading(n.Input)
	case *plan.LoopJoin:
		return leading(n.Input)
	case *plan.HashJoin:
		return leading(n.Left)
	case *plan.HashLeftJoin:
		return leading(n.Left)
	case *plan.HashSemiJoin:
		return leading(n.Left)
	case *plan.Minus:
		return leading(n.Left)
	case *plan.Apply:
		return leading(n.Input)
	}
	return nil
}

// leadOf returns the variable of the most significant open position of a scan, ""
// where it is anything, and false when none is open.
func leadOf(n *plan.Scan) (v string, ok bool) {
	slots := [...]plan.Slot{n.S, n.P, n.O}
	for _, position := range n.Order.Positions() {
		if slots[position].ID == 0 {
			return slots[position].Var, true
		}
	}
	return "", false
}

func leads(n *plan.Scan, v string) bool {
	first, _ := leadOf(n)
	return first == v
}
