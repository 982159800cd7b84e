package exec

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// A closure is ZeroOrOnePath, ZeroOrMorePath or OneOrMorePath: each end once.
//
// It looks steps up in the store until as much was spent on that as it costs to
// read all of them, and has them in an adjacency from then on.
type closure struct {
	step    relation
	mark    byte
	all     *relations // for the nodes of the graph
	name    graph.ID   // of the graph
	reached *rowSet    // from the last node: also the queue of those to go on from
	last    graph.ID
	whole   bool // reached has all that is reached from last
	lookups int
	known   *adjacency // nil until it pays
	search  search     // in known
	ends    []graph.ID // lent
	numbers [BatchRows]uint32
}

// lookupSteps is about how many steps are read in the time of a lookup.
const lookupSteps = 24

func newClosure(step relation, mark byte, all *relations) *closure {
	return &closure{step: step, mark: mark, all: all, reached: newRowSet(1, all.run.Budget), ends: make([]graph.ID, BatchRows)}
}

func (c *closure) reflexive() bool { return c.mark != '+' }

func (c *closure) size() int { return c.step.size() }

func (c *closure) enter(name graph.ID) {
	if name != c.name {
		c.forget()
		c.name, c.lookups, c.whole = name, 0, false
		c.step.enter(name)
	}
}

func (c *closure) forget() {
	if c.known != nil {
		c.known.release()
		c.search.release()
		c.known = nil
	}
}

func (c *closure) close() {
	c.forget()
	c.reached.release()
	c.step.close()
}

func (c *closure) from(ctx context.Context, node graph.ID, yield func([]graph.ID) error) error {
	if dense, err := c.dense(ctx); err != nil {
		return err
	} else if dense {
		return c.fromKnown(ctx, node, yield)
	}
	return c.fromStore(ctx, node, yield)
}

// dense reports whether all steps are known, and has it so when enough were looked
// up.
func (c *closure) dense(ctx context.Context) (bool, error) {
	if c.known != nil || c.lookups < 64 || c.lookups*lookupSteps < c.step.size() {
		return c.known != nil, nil
	}
	return true, c.learn(ctx)
}

// learn reads all steps.
func (c *closure) learn(ctx context.Context) (err error) {
	if c.known == nil {
		if c.known, err = newAdjacency(ctx, c.step, c.all.run.Budget); err == nil {
			c.search, err = newSearch(c.known)
		}
	}
	return err
}

// fromStore goes on from one node after the other with lookups.
func (c *closure) fromStore(ctx context.Context, node graph.ID, yield func([]graph.ID) error) error {
	if c.whole && c.last == node {
		return yieldParts(c.reached.rows[0][:c.reached.len], yield)
	}
	c.reached.clear()
	c.last, c.whole = node, false
	add := func(ends []graph.ID) error { return c.reach(ends, yield) }
	if c.mark != '+' {
		if err := add(append(c.ends[:0], node)); err != nil {
			return err
		}
	}
	if c.mark != '*' {
		c.lookups++
		if err := c.step.from(ctx, node, add); err != nil {
			return err
		}
	}
	for at := 0; at < c.reached.len && c.mark != '?'; at++ {
		if dense, err := c.dense(ctx); err != nil {
			return err
		} else if dense {
			c.resume(node, at)
			return c.search.yield(ctx, c.reached.len, c.ends, yield)
		}
		if c.lookups++; c.lookups%32 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := c.step.from(ctx, c.reached.rows[0][at], add); err != nil {
			return err
		}
	}
	c.whole = true
	return nil
}

// yieldParts yields nodes in parts of at most BatchRows.
func yieldParts(nodes []graph.ID, yield func([]graph.ID) error) error {
	for len(nodes) > 0 {
		n := min(len(nodes), BatchRows)
		if err := yield(nodes[:n]); err != nil {
			return err
		}
		nodes = nodes[n:]
	}
	return nil
}

// resume has the search go on with what was reached by lookups, of which so many
// nodes were gone on from.
func (c *closure) resume(node graph.ID, done int) {
	c.search.begin(c.known.number(node), c.mark)
	c.search.begun = true
	for _, id := range c.reached.rows[0][:c.reached.len] {
		c.search.reach(c.known.number(id))
	}
	c.search.next = done
}

// reach adds nodes and yields those that are new.
func (c *closure) reach(nodes []graph.ID, yield func([]graph.ID) error) error {
	if err := c.reached.reserve(len(nodes), c.reached.claim.hold); err != nil {
		return err
	}
	before := c.reached.len
	c.reached.add([][]graph.ID{nodes}, len(nodes), c.numbers[:])
	if c.reached.len == before {
		return nil
	}
	return yield(c.reached.rows[0][before:c.reached.len])
}

// fromKnown searches the adjacency.
func (c *closure) fromKnown(ctx context.Context, node graph.ID, yield func([]graph.ID) error) error {
	number := c.known.number(node)
	if number == none { // no step leads anywhere
		if c.mark == '+' {
			return nil
		}
		return yield(append(c.ends[:0], node))
	}
	c.search.of(number, c.mark)
	return c.search.yield(ctx, 0, c.ends, yield)
}

func (c *closure) pairs(ctx context.Context, yield func(starts, ends []graph.ID) error) error {
	if err := c.learn(ctx); err != nil {
		return err
	}
	if c.mark != '+' {
		if err := c.alone(ctx, yield); err != nil {
			return err
		}
	}
	same := make([]graph.ID, BatchRows)
	each := func(start uint32, ends []uint32) error {
		for len(ends) > 0 {
			n := min(len(ends), BatchRows)
			ids := c.known.ids(ends[:n], c.ends)
			if err := yield(repeated(same, c.known.nodes.rows[0][start], n), ids); err != nil {
				return err
			}
			ends = ends[n:]
		}
		return nil
	}
	if c.mark == '?' {
		return c.steps(ctx, each)
	}
	return c.known.closure(ctx, c.mark == '*', each)
}

// steps calls each for each node and those at most one step away.
func (c *closure) steps(ctx context.Context, each func(start uint32, ends []uint32) error) error {
	for start := range uint32(c.known.nodes.len) {
		c.search.begin(start, '?')
		if _, err := c.search.expand(ctx, c.known.nodes.len); err != nil {
			return err
		}
		if err := each(start, c.search.queue); err != nil {
			return err
		}
	}
	return nil
}

// alone yields the nodes of the graph that have no step.
func (c *closure) alone(ctx context.Context, yield func(starts, ends []graph.ID) error) error {
	nodes := newRowSet(1, c.all.run.Budget)
	defer nodes.release()
	var numbers [BatchRows]uint32
	return c.all.nodes(ctx, c.name, func(ids []graph.ID) error {
		if err := nodes.reserve(len(ids), nodes.claim.hold); err != nil {
			return err
		}
		before := nodes.len
		nodes.add([][]graph.ID{ids}, len(ids), numbers[:])
		if fresh := nodes.rows[0][before:nodes.len]; len(fresh) > 0 {
			alone := c.known.without(fresh, c.ends)
			return yield(alone, alone)
		}
		return nil
	})
}

// nodes yields the subjects and objects of the graph, some more than once.
func (r *relations) nodes(ctx context.Context, name graph.ID, yield func([]graph.ID) error) error {
	for _, position := range [...]int{subject, object} {
		node := plan.Scan{S: plan.Slot{Var: ".s"}, P: plan.Slot{Var: ".p"}, O: plan.Slot{Var: ".o"}, Graphs: r.graphs}
		column := ".s"
		if position == object {
			if column = ".o"; r.graphs.Kind == plan.AnyGraph {
				node.Order = graph.OSP
			}
		}
		if err := r.column(ctx, &node, column, name, yield); err != nil {
			return err
		}
	}
	return nil
}

// column yields a column of a scan without repeated neighbours.
func (r *relations) column(ctx context.Context, node *plan.Scan, name string, in graph.ID, yield func([]graph.ID) error) error {
	s := newSource(r.run.Terms.Snapshot(), node, []string{name}, func(name string) bool { return name == node.Graphs.Var })
	defer s.close()
	s.bind(node.Graphs.Var, in)
	s.reset()
	ids, last := make([]graph.ID, BatchRows), graph.ID(0)
	for {
		n, err := s.read([][]graph.ID{ids}, BatchRows)
		if err != nil || n == 0 {
			return err
		}
		kept := 0
		for _, id := range ids[:n] {
			ids[kept] = id
			if id != last {
				kept++
			}
			last = id
		}
		if kept > 0 {
			err = yield(ids[:kept])
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
	}
}
