package plan

import (
	"errors"
	"fmt"
	"slices"
)

// Check returns what of a plan is not as its nodes promise: columns that inputs
// do not have, variables taken for sure, orders, keys.
func Check(n Node) error {
	var problems []error
	for _, in := range n.Inputs() {
		problems = append(problems, Check(in))
	}
	c := checker{n: n, info: *n.About()}
	c.own()
	c.join()
	if len(c.problems) > 0 {
		problems = append(problems, fmt.Errorf("plan: %T %v: %v", n, c.info, c.problems))
	}
	return errors.Join(problems...)
}

// checker collects what is wrong with a node.
type checker struct {
	n        Node
	info     Info
	problems []string
}

func (c *checker) want(ok bool, format string, args ...any) {
	if !ok {
		c.problems = append(c.problems, fmt.Sprintf(format, args...))
	}
}

func (c *checker) subset(part, whole names, what string) {
	c.want(part.within(whole), "%s: %v are not all of %v", what, part, whole)
}

func (c *checker) sorted(n Node, on string) {
	s := n.About().Sorted
	c.want(len(s) > 0 && s[0] == on, "an input is sorted by %v, not %s", s, on)
}

// own checks what holds for every node, and for those of one input.
func (c *checker) own() {
	c.subset(c.info.Sure, c.info.Vars, "sure")
	c.subset(c.info.Sorted, c.info.Vars, "sorted")
	c.want(c.info.Rows >= 0 && c.info.Cost >= 0, "estimates below nothing")
	if _, projects := c.n.(*Project); !projects {
		c.want(len(names(nil).and(c.info.Vars...)) == len(c.info.Vars), "a column twice")
	}
	switch n := c.n.(type) {
	case *Scan:
		c.want(n.Graphs.Kind != EachGraph || n.Graphs.Var != "", "no variable for the graph")
		c.want(n.Graphs.Kind != SomeGraphs || slices.IsSorted(n.Graphs.IDs), "graphs do not ascend")
		c.ranges(n)
	case *Filter:
		c.same(n.Input)
	case *Sort:
		c.same(n.Input)
	case *Slice:
		c.same(n.Input)
	case *Distinct:
		c.same(n.Input)
		c.want(!n.Streamed || together(n.Input.About().Sorted, n.Vars), "equal rows are no neighbours")
	case *Group:
		c.subset(n.Keys, n.Vars, "keys")
		c.want(!n.Streamed || together(n.Input.About().Sorted, n.Keys), "groups are not together")
	case *Extend:
		c.want(!names(n.Input.About().Vars).has(n.Var), "%s has a value already", n.Var)
		c.want(names(n.Vars).has(n.Var), "no column for %s", n.Var)
	case *Unnest:
		c.subset(names{n.Var}, n.Input.About().Sure, "triple term")
	case *Project:
		c.subset(n.Sure, n.Input.About().Sure, "sure")
		c.subset(n.Sorted, n.Input.About().Sorted, "sorted")
	}
}

func (c *checker) same(input Node) {
	in := input.About()
	c.want(slices.Equal(in.Vars, c.info.Vars), "columns %v of the input", in.Vars)
}

// ranges ascend, and are of a variable.
func (c *checker) ranges(n *Scan) {
	for i, r := range n.Ranges {
		c.want(r.Low < r.High && (i == 0 || n.Ranges[i-1].High <= r.Low), "ranges do not ascend")
	}
}

// join checks nodes of two inputs.
func (c *checker) join() {
	switch n := c.n.(type) {
	case *MergeJoin:
		c.sorted(n.Left, n.On)
		c.sorted(n.Right, n.On)
		_, other := shared(n.Left, n.Right)
		c.want(len(other) == 0, "not sure of %v", other)
		c.columns(n.Left, n.Right)
	case *HashJoin:
		c.keys(n.Left, n.Right, n.On, n.Check)
		c.columns(n.Left, n.Right)
	case *HashLeftJoin:
		c.keys(n.Left, n.Right, n.On, n.Check)
		c.columns(n.Left, n.Right)
		c.subset(n.Sure, n.Left.About().Sure, "sure")
	case *HashSemiJoin:
		c.keys(n.Left, n.Right, n.On, n.Check)
		c.columns(n.Left)
	case *Minus:
		sure, _ := shared(n.Left, n.Right)
		c.subset(n.On, sure, "keys")
		c.subset(n.Shared, n.Left.About().Vars, "shared")
		c.subset(n.Shared, n.Right.About().Vars, "shared")
		c.columns(n.Left)
	case *LoopJoin:
		_, other := shared(n.Input, n.Scan)
		c.want(len(other) == 0, "not sure of %v", other)
		c.columns(n.Input, n.Scan)
	case *PathWalk:
		c.walk(n)
	case *Apply:
		c.apply(n)
	case *Union:
		c.columns(n.All...)
		for _, in := range n.All {
			c.subset(n.Sure, in.About().Sure, "sure")
		}
	}
}

// keys checks that both sides are sure of keys, and all else of both is checked.
func (c *checker) keys(left, right Node, on, check names) {
	sure, other := shared(left, right)
	c.subset(on, sure, "keys")
	c.subset(sure.and(other...), on.and(check...), "shared")
}

// columns checks that a node has those of its inputs and no others.
func (c *checker) columns(inputs ...Node) {
	var all collected
	for _, in := range inputs {
		all.add(in.About().Vars...)
	}
	c.subset(all.names, c.info.Vars, "columns")
	c.subset(c.info.Vars, all.names, "columns")
}

func (c *checker) walk(n *PathWalk) {
	in := n.Input.About()
	for _, v := range [...]string{n.S.Var, n.O.Var} {
		c.want(v == "" || !names(in.Vars).has(v) || names(in.Sure).has(v), "not sure of the end %s", v)
	}
	c.want(n.Graphs.Kind != EachGraph || names(in.Sure).has(n.Graphs.Var), "not sure of the graph")
}

func (c *checker) apply(n *Apply) {
	c.subset(names(n.Seed.Vars).without(names{n.Seed.Row}), n.Input.About().Vars, "seed")
	c.subset(names(n.Seed.Sure).without(names{n.Seed.Row}), n.Input.About().Sure, "seed")
	c.want(isEmpty(n.Right) || names(n.Right.About().Sure).has(n.Seed.Row), "the right side has no number of the row")
	if n.Mode == Inner || n.Mode == Left {
		c.columns(n.Input, project(n.Right, names(n.Right.About().Vars).without(names{n.Seed.Row}), false))
	}
}
