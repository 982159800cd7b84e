package plan

import (
	"math/bits"
	"slices"
)

// How many relations are joined in every shape, and in chains. More are joined
// in clusters.
const (
	bushy  = 8
	chains = 12
)

// join joins relations, each condition applied as soon as it can be.
func (b *builder) join(all []*relation, conditions []condition) Node {
	all, late := later(all)
	if !slices.ContainsFunc(all, func(r *relation) bool { return len(r.alone) > 0 }) {
		all = append(all, nodeRelation(unit()))
	}
	for len(all) > chains {
		all = b.cluster(all)
	}
	soon := conditions[:min(len(conditions), 64)]
	if len(late) > 0 {
		soon = nil
	}
	j := newJoiner(b, all, soon)
	return filterAll(finish(j.build(j.best()), late), conditions[len(soon):])
}

// later returns apart what only an input can be given to, and that has no place
// in an order of joins: when there are too many, or others are not sure of what
// it needs.
func later(all []*relation) (now, late []*relation) {
	var sure names
	for _, r := range all {
		sure = sure.and(r.sure...)
	}
	for _, r := range all {
		if len(r.alone) == 0 && (len(all) > chains || !r.needs.within(sure)) {
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
	for _, c := range conditions {
		n = filter(n, c.expr)
	}
	return n
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
	var vars names
	for len(chosen) < size {
		best := -1
		for i, r := range rest {
			if best < 0 || closer(r, rest[best], vars) {
				best = i
			}
		}
		chosen = append(chosen, rest[best])
		vars = vars.and(rest[best].vars...)
		rest = slices.Delete(rest, best, best+1)
	}
	j := newJoiner(b, chosen, nil)
	return append(rest, nodeRelation(j.build(j.best())))
}

// closer reports whether a is to be joined before b with what has variables.
func closer(a, b *relation, vars names) bool {
	if near, other := a.vars.meets(vars), b.vars.meets(vars); near != other {
		return near
	}
	return a.rows < b.rows
}

// joiner finds the cheapest order of joins by dynamic programming over sets of
// relations. Variables are those that several relations have, by number.
type joiner struct {
	b          *builder
	all        []*relation
	conditions []condition
	vars       []string
	varsOf     []uint64    // of each relation
	sureOf     []uint64    //
	values     [][]float64 // of each relation: how many values of each variable
	rows       []float64   // of each set
	applied    []uint64    // of each set: the conditions
	steps      [][]*step   // of each set: the cheapest in some orders
	many       bool        // variables have no number: joins by hash alone are right
}

type stepKind uint8

const (
	leafStep stepKind = iota
	mergeStep
	hashStep
	afterStep
)

// step is a way to make the rows of a set of relations.
type step struct {
	kind        stepKind
	set         uint32
	cost        float64
	order       int // the variable by which the rows ascend, or -1
	left, right *step
	way         int // of a leaf
}

func newJoiner(b *builder, all []*relation, conditions []condition) *joiner {
	j := &joiner{b: b, all: all, conditions: conditions}
	j.number()
	n := 1 << len(all)
	j.rows, j.applied, j.steps = make([]float64, n), make([]uint64, n), make([][]*step, n)
	for set := 1; set < n; set++ {
		j.applied[set] = j.applicable(uint32(set))
		j.rows[set] = j.estimate(uint32(set))
	}
	return j
}

// number gives variables of several relations numbers.
func (j *joiner) number() {
	times := map[string]int{}
	for _, r := range j.all {
		for _, v := range r.vars {
			if times[v]++; times[v] == 2 {
				j.vars = append(j.vars, v)
			}
		}
	}
	if j.many = len(j.vars) > 64; j.many {
		j.vars = j.vars[:64]
	}
	for _, r := range j.all {
		var vars, sure uint64
		values := make([]float64, len(j.vars))
		for i, v := range j.vars {
			if r.vars.has(v) {
				vars |= 1 << i
				values[i] = max(r.distinct(v), 1)
			}
			if r.sure.has(v) {
				sure |= 1 << i
			}
		}
		j.varsOf, j.sureOf, j.values = append(j.varsOf, vars), append(j.sureOf, sure), append(j.values, values)
	}
}

// applicable returns the conditions that see in a set what they see in the end.
func (j *joiner) applicable(set uint32) (out uint64) {
	for i, c := range j.conditions {
		if !slices.ContainsFunc(c.vars, func(v string) bool { return !j.settled(v, set) }) {
			out |= 1 << i
		}
	}
	return out
}

// settled reports whether a set is sure of a variable or has all relations that
// may bind it.
func (j *joiner) settled(v string, set uint32) bool {
	all := true
	for i, r := range j.all {
		switch in := set>>i&1 != 0; {
		case in && r.sure.has(v):
			return true
		case !in && r.vars.has(v):
			all = false
		}
	}
	return all
}

// estimate returns how many rows a set has: the product, by each variable
// divided by the number of its values in all relations but the one with fewest.
func (j *joiner) estimate(set uint32) float64 {
	rows := 1.0
	for i, r := range j.all {
		if set>>i&1 != 0 {
			rows *= max(r.rows, tiny)
		}
	}
	for v := range j.vars {
		least, product := 0.0, 1.0
		for i := range j.all {
			if set>>i&1 == 0 || j.varsOf[i]>>v&1 == 0 {
				continue
			}
			n := max(j.values[i][v], 1)
			product *= n
			if least == 0 || n < least {
				least = n
			}
		}
		if least > 0 {
			rows /= product / least
		}
	}
	for i, c := range j.conditions {
		if j.applied[set]>>i&1 != 0 {
			rows *= c.part
		}
	}
	return rowsOf(rows)
}

// tiny is what an estimate counts at least, so that none makes all others nothing.
const tiny = 1e-3

// best returns the cheapest step of all relations.
func (j *joiner) best() *step {
	for i, r := range j.all {
		for way, n := range r.alone {
			set := uint32(1) << i
			j.offer(&step{kind: leafStep, set: set, cost: n.About().Cost, order: j.orderOf(n), way: way}, n.About().Rows, 0)
		}
	}
	full := uint32(1)<<len(j.all) - 1
	for set := uint32(1); set <= full; set++ {
		if bits.OnesCount32(set) > 1 {
			j.joinSet(set)
		}
	}
	out := j.steps[full][0]
	for _, s := range j.steps[full] {
		if s.cost < out.cost {
			out = s
		}
	}
	return out
}

// orderOf returns the number of the first variable by which rows ascend.
func (j *joiner) orderOf(n Node) int {
	a := n.About()
	if len(a.Sorted) == 0 || !names(a.Sure).has(a.Sorted[0]) {
		return -1
	}
	return slices.Index(j.vars, a.Sorted[0])
}

// joinSet finds the steps of a set of those of its parts.
func (j *joiner) joinSet(set uint32) {
	wide := len(j.all) <= bushy
	for left := (set - 1) & set; left > 0; left = (left - 1) & set {
		right := set &^ left
		if !wide && bits.OnesCount32(left) > 1 && bits.OnesCount32(right) > 1 {
			continue
		}
		j.joinTwo(left, right)
	}
}

func (j *joiner) joinTwo(left, right uint32) {
	set := left | right
	shared := j.of(j.varsOf, left) & j.of(j.varsOf, right)
	sure := !j.many && shared&^(j.of(j.sureOf, left)&j.of(j.sureOf, right)) == 0
	before := j.before(set, left, right)
	for _, l := range j.steps[left] {
		j.offerAfter(l, right, shared, before)
		for _, r := range j.steps[right] {
			cost := l.cost + r.cost
			s := step{kind: hashStep, set: set, order: l.order, left: l, right: r}
			s.cost = cost + hashCost(j.rows[left], j.rows[right], before)
			if sure && l.order >= 0 && l.order == r.order {
				merged := cost + mergeCost(j.rows[left], j.rows[right], before)
				if shared&(shared-1) != 0 { // rows that agree in the one variable are compared in the others
					merged += pairwise * j.pairs(left, right, l.order)
				}
				if merged < s.cost {
					s.kind, s.cost = mergeStep, merged
				}
			}
			j.offer(&s, before, j.applied[left]|j.applied[right])
		}
	}
}

// pairs returns how many pairs of rows of two sets agree in a variable.
func (j *joiner) pairs(left, right uint32, v int) float64 {
	return j.rows[left] * j.rows[right] / max(j.valuesIn(left, v), j.valuesIn(right, v))
}

// valuesIn returns how many values a variable has in a set.
func (j *joiner) valuesIn(set uint32, v int) float64 {
	n := most
	for ; set != 0; set &= set - 1 {
		if i := bits.TrailingZeros32(set); j.varsOf[i]>>v&1 != 0 {
			n = min(n, j.values[i][v], max(j.all[i].rows, 1))
		}
	}
	return max(n, 1)
}

// offerAfter offers to read the one relation on the right for each row of the
// left.
func (j *joiner) offerAfter(l *step, right uint32, shared uint64, before float64) {
	if bits.OnesCount32(right) > 1 || j.many {
		return
	}
	i := bits.TrailingZeros32(right)
	r := j.all[i]
	missing := shared &^ j.of(j.sureOf, l.set)
	if r.after == nil || missing != 0 && !r.lenient || shared == 0 && !r.lenient || !j.has(l.set, r.needs) {
		return
	}
	sorted := l.order >= 0 && shared>>l.order&1 != 0
	cost := l.cost + r.afterCost(j.rows[l.set], before, sorted)
	j.offer(&step{kind: afterStep, set: l.set | right, cost: cost, order: l.order, left: l}, before, j.applied[l.set])
}

// has reports whether a set is sure of variables.
func (j *joiner) has(set uint32, vars names) bool {
	return !slices.ContainsFunc(vars, func(v string) bool {
		for i, r := range j.all {
			if set>>i&1 != 0 && r.sure.has(v) {
				return false
			}
		}
		return true
	})
}

func (j *joiner) of(masks []uint64, set uint32) (out uint64) {
	for ; set != 0; set &= set - 1 {
		out |= masks[bits.TrailingZeros32(set)]
	}
	return out
}

// before returns the rows of a set before its last conditions.
func (j *joiner) before(set, left, right uint32) float64 {
	rows := j.rows[set]
	for i, c := range j.conditions {
		if (j.applied[set]&^(j.applied[left]|j.applied[right]))>>i&1 != 0 {
			rows /= c.part
		}
	}
	return rows
}

// offer keeps a step unless another is as cheap in the same order. Conditions
// that are not done cost for each row.
func (j *joiner) offer(s *step, rows float64, done uint64) {
	s.cost += evaluated * rows * float64(bits.OnesCount64(j.applied[s.set]&^done))
	known := j.steps[s.set]
	for _, k := range known {
		if k.cost <= s.cost && (k.order == s.order || s.order < 0) {
			return
		}
	}
	known = slices.DeleteFunc(known, func(k *step) bool { return s.cost <= k.cost && (k.order == s.order || k.order < 0) })
	j.steps[s.set] = append(known, s)
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
