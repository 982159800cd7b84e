package plan

import (
	"cmp"
	"math/bits"
	"slices"

	"w3id.org/plenary/sparql/algebra"
)

// How many relations are joined in every shape, and in chains. More are joined
// in clusters.
const (
	bushy  = 8
	chains = 12
)

// join joins relations, each condition applied as soon as it can be. The plan is
// to be good for the first rows, 0 for all.
func (b *builder) join(all []*relation, conditions []condition, first int64) Node {
	all, late := later(all)
	if !slices.ContainsFunc(all, func(r *relation) bool { return len(r.alone) > 0 }) {
		all = append(all, nodeRelation(unit()))
	}
	if len(all)+len(late)+len(conditions) == 1 {
		return slices.MinFunc(all[0].alone, func(a, b Node) int { return cmp.Compare(a.About().Cost, b.About().Cost) })
	}
	for len(all) > chains {
		if b.ctx.Err() != nil {
			return empty(Info{}) // there will be no plan
		}
		all = b.cluster(all)
	}
	soon := conditions[:min(len(conditions), 64)]
	if len(late) > 0 {
		soon = nil
	}
	j := newJoiner(b, all, soon)
	j.only(first)
	return filterAll(finish(j.build(j.best()), late), conditions[len(soon):])
}

// later returns apart what only an input can be given to, and that has no place
// in an order of joins: when there are too many, or others are not sure of what
// it needs.
func later(all []*relation) (now, late []*relation) {
	var sure collected
	for _, r := range all {
		sure.add(r.sure...)
	}
	for _, r := range all {
		if len(r.alone) == 0 && (len(all) > chains || !r.needs.within(sure.names)) {
			late = append(late, r)
		} else {
			now = append(now, r)
		}
	}
	return now, late
}

// finish adds what was left, in its order.
func finish(n Node, late []*relation) Node {
	for _, r := range late {
		n = r.after(n, n.About().Rows)
	}
	return n
}

func filterAll(n Node, conditions []condition) Node {
	all := make([]algebra.Expr, len(conditions))
	for i, c := range conditions {
		all[i] = c.expr
	}
	return filter(n, all...)
}

// cluster joins some relations that are connected, the smallest first, and
// returns the rest with the result. Conditions wait.
func (b *builder) cluster(all []*relation) []*relation {
	size := bushy
	if len(all) > 100 {
		size = 4
	}
	rest := slices.Clone(all)
	var chosen []*relation
	var vars collected
	for len(chosen) < size {
		best, near := -1, false
		for i, r := range rest {
			if n := slices.ContainsFunc(r.vars, vars.has); best < 0 || n && !near || n == near && r.rows < rest[best].rows {
				best, near = i, n
			}
		}
		chosen = append(chosen, rest[best])
		vars.add(rest[best].vars...)
		rest = slices.Delete(rest, best, best+1)
	}
	j := newJoiner(b, chosen, nil)
	return append(rest, nodeRelation(j.build(j.best())))
}

// build makes the nodes of a step.
func (j *joiner) build(s *step) Node {
	n, done := j.node(s)
	for i, c := range j.conditions {
		if (j.applied[s.set]&^done)>>i&1 != 0 {
			n = filter(n, c.expr)
			n.About().Rows = j.rows[s.set]
		}
	}
	return n
}

func (j *joiner) node(s *step) (n Node, done uint64) {
	if s.kind == leafStep {
		return j.all[bits.TrailingZeros32(s.set)].alone[s.way], 0
	}
	left := j.build(s.left)
	if s.kind == afterStep {
		right := s.set &^ s.left.set
		return j.all[bits.TrailingZeros32(right)].after(left, j.before(s.set, s.left.set, right)), j.applied[s.left.set]
	}
	right := j.build(s.right)
	rows := j.before(s.set, s.left.set, s.right.set)
	done = j.applied[s.left.set] | j.applied[s.right.set]
	if s.kind == mergeStep {
		return mergeJoin(left, right, j.vars[s.order], rows), done
	}
	return hashJoin(left, right, rows), done
}
