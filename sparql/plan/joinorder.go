package plan

import (
	"math"
	"math/bits"
	"slices"
)

// joiner finds the cheapest order of joins by dynamic programming over sets of
// relations. Variables are those that several relations have, by number.
type joiner struct {
	b          *builder
	all        []*relation
	conditions []condition
	vars       []string
	values     [][]float64 // of each relation: how many values of each variable
	varsOf     []uint64    // of each set
	sureOf     []uint64    // of each set
	needsOf    []uint64    // of each set: variables that are looked at, beside varsOf
	rows       []float64   // of each set
	applied    []uint64    // of each set: the conditions
	steps      [][]step    // of each set: the cheapest in some orders
	alone      uint32      // relations that need what no other has
	part       float64     // of the rows that are asked for
	products   bool        // sets are joined that are linked by others alone
	many       bool        // variables have no number: joins by hash alone are right
	bound      float64     // the weight of a step of all: no part of a better one is above it
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
	way         int8 // of a leaf
	order       int8 // the variable by which the rows ascend, or -1
	set         uint32
	cost        float64 // of all rows
	start       float64 // of those that are asked for
	left, right *step
}

// weight is what a step is chosen by: what is asked for, and a little of what it
// would be if the estimate was wrong.
func (s *step) weight() float64 { return s.start + s.cost/20 }

func newJoiner(b *builder, all []*relation, conditions []condition) *joiner {
	j := &joiner{b: b, all: all, conditions: conditions, part: 1}
	n := 1 << len(all)
	j.varsOf, j.sureOf, j.needsOf = make([]uint64, n), make([]uint64, n), make([]uint64, n)
	j.number()
	j.rows, j.applied, j.steps = make([]float64, n), make([]uint64, n), make([][]step, n)
	for set := 1; set < n; set++ {
		low := set & -set
		j.varsOf[set] = j.varsOf[low] | j.varsOf[set&^low]
		j.sureOf[set] = j.sureOf[low] | j.sureOf[set&^low]
		j.needsOf[set] = j.needsOf[low] | j.needsOf[set&^low]
		j.applied[set] = j.applicable(uint32(set))
		j.rows[set] = j.estimate(uint32(set))
	}
	return j
}

// only says that no more than the first rows are asked for, 0 for all.
func (j *joiner) only(first int64) {
	if all := j.rows[len(j.rows)-1]; first > 0 && all > 0 {
		j.part = min(1, 2*float64(first)/all)
	}
}

// number gives variables of several relations numbers.
func (j *joiner) number() {
	times := map[string]int{}
	count := func(all names) {
		for _, v := range all {
			if times[v]++; times[v] == 2 {
				j.vars = append(j.vars, v)
			}
		}
	}
	for _, r := range j.all {
		count(r.vars)
		count(r.needs.without(r.vars))
	}
	if j.many = len(j.vars) > 64; j.many {
		j.vars = j.vars[:64]
	}
	for at, r := range j.all {
		set := 1 << at
		values := make([]float64, len(j.vars))
		hasVar, hasSure, hasNeed := r.vars.finder(len(j.vars)), r.sure.finder(len(j.vars)), r.needs.finder(len(j.vars))
		for i, v := range j.vars {
			if hasVar(v) {
				j.varsOf[set] |= 1 << i
				values[i] = max(r.distinct(v), 1)
			}
			if hasSure(v) {
				j.sureOf[set] |= 1 << i
			}
			if hasNeed(v) {
				j.needsOf[set] |= 1 << i
			}
		}
		j.values = append(j.values, values)
		if bits.OnesCount64(j.needsOf[set]) < len(r.needs) {
			j.alone |= 1 << at
		}
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
	for rest := set; rest != 0; rest &= rest - 1 {
		rows *= max(j.all[bits.TrailingZeros32(rest)].rows, tiny)
	}
	for v := range j.vars {
		least, product := 0.0, 1.0
		for rest := set; rest != 0; rest &= rest - 1 {
			i := bits.TrailingZeros32(rest)
			if j.varsOf[1<<i]>>v&1 == 0 {
				continue
			}
			product *= j.values[i][v]
			if least == 0 || j.values[i][v] < least {
				least = j.values[i][v]
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
			a := n.About()
			s := step{kind: leafStep, set: 1 << i, cost: a.Cost, start: a.Cost, order: j.orderOf(n), way: int8(way)}
			if _, ok := n.(*Scan); ok {
				s.start *= j.part
			}
			s.cost -= j.spared(s.set, a)
			j.offer(s, a.Rows, 0)
		}
	}
	full := uint32(1)<<len(j.all) - 1
	j.bound = j.chain(full)
	for set := range j.steps { // others are to come before those that refer to them
		if bits.OnesCount(uint(set)) > 1 {
			j.steps[set] = nil
		}
	}
	j.joinSets(full)
	if len(j.steps[full]) == 0 { // one needs others that have nothing else in common
		j.products = true
		j.joinSets(full)
	}
	return slices.MinFunc(pointers(j.steps[full]), func(a, b *step) int {
		if a.weight() < b.weight() {
			return -1
		}
		return 1
	})
}

func (j *joiner) joinSets(full uint32) {
	for set := uint32(1); set <= full; set++ {
		if bits.OnesCount32(set) > 1 {
			j.joinSet(set)
		}
	}
}

// chain joins one relation after the other, each time the one that makes the cheapest
// step, and returns the weight of the last, a little more for rounding, or infinity.
func (j *joiner) chain(full uint32) float64 {
	j.bound = math.Inf(1)
	set := uint32(1)
	for i := range j.all {
		if len(j.steps[1<<i]) > 0 && (len(j.steps[set]) == 0 || j.rows[1<<i] < j.rows[set]) {
			set = 1 << i
		}
	}
	for set != full {
		next := uint32(0)
		for rest := full &^ set; rest != 0; rest &= rest - 1 {
			one := rest & -rest
			if j.linked(set, one) {
				j.joinTwo(set, one)
			}
			if len(j.steps[set|one]) > 0 && (next == 0 || j.least(set|one) < j.least(next)) {
				next = set | one
			}
		}
		if set = next; next == 0 {
			return math.Inf(1)
		}
	}
	return j.least(full) * (1 + 1e-9)
}

// least returns the weight of the cheapest step of a set.
func (j *joiner) least(set uint32) float64 {
	least := math.Inf(1)
	for i := range j.steps[set] {
		least = min(least, j.steps[set][i].weight())
	}
	return least
}

func pointers(all []step) (out []*step) {
	for i := range all {
		out = append(out, &all[i])
	}
	return out
}

// orderOf returns the number of the first variable by which rows ascend.
func (j *joiner) orderOf(n Node) int8 {
	a := n.About()
	if len(a.Sorted) == 0 || !names(a.Sure).has(a.Sorted[0]) {
		return -1
	}
	return int8(slices.Index(j.vars, a.Sorted[0]))
}

// fewRows is how many rows products may have that need not be.
const fewRows = 1000

// joinSet finds the steps of a set of those of its parts. Parts that have nothing
// in common are joined when they are small, or else when nothing is between them.
func (j *joiner) joinSet(set uint32) {
	wide := len(j.all) <= bushy
	each := func(join func(left, right uint32) bool) {
		for left := (set - 1) & set; left > 0; left = (left - 1) & set {
			right := set &^ left
			if wide || bits.OnesCount32(left) == 1 || bits.OnesCount32(right) == 1 {
				if join(left, right) {
					j.joinTwo(left, right)
				}
			}
		}
	}
	each(func(left, right uint32) bool { return j.linked(left, right) || j.rows[left]*j.rows[right] <= fewRows })
	if len(j.steps[set]) == 0 && (j.products || !j.linked(set, uint32(len(j.rows)-1)&^set)) {
		each(func(left, right uint32) bool { return true })
	}
}

// linked reports whether two sets have variables in common.
func (j *joiner) linked(left, right uint32) bool {
	l, r := j.varsOf[left]|j.needsOf[left], j.varsOf[right]|j.needsOf[right]
	return l&r != 0 || j.many
}

func (j *joiner) joinTwo(left, right uint32) {
	set := left | right
	shared := j.varsOf[left] & j.varsOf[right]
	sure := !j.many && shared&^(j.sureOf[left]&j.sureOf[right]) == 0
	before := j.before(set, left, right)
	done := j.applied[left] | j.applied[right]
	for l := range j.steps[left] {
		l := &j.steps[left][l]
		if l.weight() > j.bound {
			continue
		}
		j.offerAfter(l, right, shared, before)
		for r := range j.steps[right] {
			r := &j.steps[right][r]
			if l.weight()+r.weight() > j.bound {
				continue
			}
			j.offer(j.hash(l, r, before), before, done)
			if sure && l.order >= 0 && l.order == r.order {
				j.offer(j.merge(l, r, shared, before), before, done)
			}
		}
	}
}

func (j *joiner) hash(l, r *step, before float64) step {
	whole := hashCost(j.rows[l.set], j.rows[r.set], before)
	table := hashed * j.rows[r.set]
	return step{
		kind: hashStep, set: l.set | r.set, order: l.order, left: l, right: r,
		cost: l.cost + r.cost + whole, start: l.start + r.cost + table + j.part*(whole-table),
	}
}

// merge also costs the pairs of rows that agree in the one variable when there
// are others to compare.
func (j *joiner) merge(l, r *step, shared uint64, before float64) step {
	whole := mergeCost(j.rows[l.set], j.rows[r.set], before)
	if shared&(shared-1) != 0 {
		v := int(l.order)
		whole += pairwise * j.rows[l.set] * j.rows[r.set] / max(j.valuesIn(l.set, v), j.valuesIn(r.set, v))
	}
	return step{
		kind: mergeStep, set: l.set | r.set, order: l.order, left: l, right: r,
		cost: l.cost + r.cost + whole, start: l.start + r.start + j.part*whole,
	}
}

// valuesIn returns how many values a variable has in a set.
func (j *joiner) valuesIn(set uint32, v int) float64 {
	n := most
	for ; set != 0; set &= set - 1 {
		if i := bits.TrailingZeros32(set); j.varsOf[1<<i]>>v&1 != 0 {
			n = min(n, j.values[i][v], max(j.all[i].rows, 1))
		}
	}
	return max(n, 1)
}

// offerAfter offers to read the one relation on the right for each row of the
// left.
func (j *joiner) offerAfter(l *step, right uint32, shared uint64, before float64) {
	if bits.OnesCount32(right) > 1 || j.many || j.alone&right != 0 {
		return
	}
	r := j.all[bits.TrailingZeros32(right)]
	open := shared&^j.sureOf[l.set] != 0 || shared == 0
	if r.after == nil || open && !r.lenient || j.needsOf[right]&^j.sureOf[l.set] != 0 {
		return
	}
	sorted := l.order >= 0 && shared>>l.order&1 != 0
	whole := r.afterCost(j.rows[l.set], before, sorted)
	j.offer(step{
		kind: afterStep, set: l.set | right, order: l.order, left: l,
		cost: l.cost + whole, start: l.start + j.part*whole,
	}, before, j.applied[l.set])
}

// spared returns by how much conditions on the variable that rows are sorted by
// cost less than others: its values are read one after the other, each once. Who
// needs few rows may find them late in that order.
func (j *joiner) spared(set uint32, of *Info) (cost float64) {
	if j.part < 1 {
		return 0
	}
	for i, c := range j.conditions {
		if j.applied[set]>>i&1 != 0 && len(c.vars) == 1 && len(of.Sorted) > 0 && of.Sorted[0] == c.vars[0] {
			cost += (evaluated - judged) * of.Rows
		}
	}
	return cost
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
func (j *joiner) offer(s step, rows float64, done uint64) {
	filters := evaluated * rows * float64(bits.OnesCount64(j.applied[s.set]&^done))
	s.cost += filters
	s.start += j.part * filters
	known := j.steps[s.set]
	for i := range known {
		if k := &known[i]; k.weight() <= s.weight() && (k.order == s.order || s.order < 0) {
			return
		}
	}
	known = slices.DeleteFunc(known, func(k step) bool { return s.weight() <= k.weight() && (k.order == s.order || k.order < 0) })
	j.steps[s.set] = append(known, s)
}
