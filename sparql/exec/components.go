package exec

import "context"

// components are the strongly connected components of an adjacency: nodes that
// all reach each other. None reaches one with a higher number.
type components struct {
	of    []uint32 // of each node
	first []uint32 // of each component, and behind the last: where its nodes begin
	nodes []uint32
	loop  []bool // whether its nodes reach themselves
}

// bytesOfComponents is how much memory it takes for a node to find them and to go
// from one to the other.
const bytesOfComponents = 4*12 + 1

// components finds them. The algorithm is that of Tarjan.
func (a *adjacency) components(ctx context.Context) (*components, error) {
	n := a.nodes.len
	c := &components{of: make([]uint32, n), nodes: make([]uint32, 0, n), first: []uint32{0}}
	t := tarjan{in: a, out: c, index: make([]uint32, n), low: make([]uint32, n)}
	for node := range uint32(n) {
		if t.index[node] == 0 {
			if err := t.visit(ctx, node); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

// tarjan is the state of the algorithm.
type tarjan struct {
	in     *adjacency
	out    *components
	index  []uint32 // from 1 on, in the order of the visits; 0 is not visited
	low    []uint32 // the lowest index that is reached; ^0 for nodes with a component
	count  uint32
	stack  []uint32 // visited nodes without a component
	frames []frame
	steps  int
}

// frame is a node that is being visited and the next of its ends.
type frame struct{ node, next uint32 }

func (t *tarjan) enter(node uint32) {
	t.count++
	t.index[node], t.low[node] = t.count, t.count
	t.stack = append(t.stack, node)
	t.frames = append(t.frames, frame{node, t.in.first[node]})
}

func (t *tarjan) visit(ctx context.Context, root uint32) error {
	for t.enter(root); len(t.frames) > 0; {
		if t.steps++; t.steps%checkSteps == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		f := &t.frames[len(t.frames)-1]
		if f.next == t.in.first[f.node+1] {
			t.leave(f.node)
			continue
		}
		end := t.in.ends[f.next]
		f.next++
		if t.index[end] == 0 {
			t.enter(end)
		} else if t.low[end] != none {
			t.low[f.node] = min(t.low[f.node], t.index[end])
		}
	}
	return nil
}

// leave ends the visit of a node.
func (t *tarjan) leave(node uint32) {
	t.frames = t.frames[:len(t.frames)-1]
	low := t.low[node]
	if low == t.index[node] {
		t.close(node)
	} else if n := len(t.frames); n > 0 {
		parent := t.frames[n-1].node
		t.low[parent] = min(t.low[parent], low)
	}
}

// close makes a component of the nodes on the stack down to one.
func (t *tarjan) close(root uint32) {
	c, number := t.out, uint32(len(t.out.loop))
	from := len(c.nodes)
	for {
		node := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.low[node] = none
		c.of[node] = number
		c.nodes = append(c.nodes, node)
		if node == root {
			break
		}
	}
	loop := len(c.nodes)-from > 1
	for _, end := range t.in.of(root) {
		loop = loop || end == root
	}
	c.first, c.loop = append(c.first, uint32(len(c.nodes))), append(c.loop, loop)
}

// members returns the nodes of a component.
func (c *components) members(number uint32) []uint32 {
	return c.nodes[c.first[number]:c.first[number+1]]
}

// closure calls each for each node that reaches any, and those that it reaches,
// itself among them always when reflexive. Nodes of one component share a search,
// which goes from component to component.
func (a *adjacency) closure(ctx context.Context, reflexive bool, each func(start uint32, ends []uint32) error) error {
	work := claim{budget: a.claim.budget}
	defer work.release()
	if err := work.hold(int64(a.nodes.len)*bytesOfComponents + 4*int64(len(a.ends))); err != nil {
		return err
	}
	c, err := a.components(ctx)
	if err != nil {
		return err
	}
	between := a.condensed(c)
	seen, ends := make([]uint32, len(c.loop)), make([]uint32, 0, a.nodes.len)
	queue := make([]uint32, 0, len(c.loop))
	for number := range uint32(len(c.loop)) {
		queue, ends = append(queue[:0], number), ends[:0]
		seen[number] = number + 1
		if reflexive || c.loop[number] {
			ends = append(ends, c.members(number)...)
		}
		for at := 0; at < len(queue); at++ {
			if at%checkSteps == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			for _, next := range between.of(queue[at]) {
				if seen[next] != number+1 {
					seen[next] = number + 1
					queue = append(queue, next)
					ends = append(ends, c.members(next)...)
				}
			}
		}
		for _, start := range c.members(number) {
			if err := each(start, ends); err != nil {
				return err
			}
		}
	}
	return nil
}

// condensed returns the steps between components, each once.
func (a *adjacency) condensed(c *components) *adjacency {
	out := &adjacency{first: make([]uint32, 1, len(c.loop)+1)}
	seen := make([]uint32, len(c.loop))
	for number := range uint32(len(c.loop)) {
		for _, node := range c.members(number) {
			for _, end := range a.of(node) {
				if to := c.of[end]; to != number && seen[to] != number+1 {
					seen[to] = number + 1
					out.ends = append(out.ends, to)
				}
			}
		}
		out.first = append(out.first, uint32(len(out.ends)))
	}
	return out
}
