package oracle

import "w3id.org/plenary/sparql/syntax"

// join is Join(Ω1, Ω2), §18.5.
func (e evaluation) join(left, right []Solution) (out []Solution) {
	for _, mu := range left {
		for _, nu := range right {
			e.step()
			if merged, ok := mu.merge(nu); ok {
				out = append(out, merged)
			}
		}
	}
	return out
}

// leftJoin is LeftJoin(Ω1, Ω2, expr), §18.5: Filter(expr, Join(Ω1, Ω2)) and
// Diff(Ω1, Ω2, expr). All of some conditions must hold.
func (e evaluation) leftJoin(left, right []Solution, conditions []syntax.Expr) (out []Solution) {
	for _, mu := range left {
		matched := e.filter(conditions, e.join([]Solution{mu}, right))
		if len(matched) == 0 {
			matched = []Solution{mu}
		}
		out = append(out, matched...)
	}
	return out
}

// minus is Minus(Ω1, Ω2), §18.5.
func (e evaluation) minus(left, right []Solution) (out []Solution) {
next:
	for _, mu := range left {
		for _, nu := range right {
			e.step()
			if _, compatible := mu.merge(nu); compatible && !mu.disjoint(nu) {
				continue next
			}
		}
		out = append(out, mu)
	}
	return out
}

// filter is Filter(expr, Ω), §18.5, for each of some expressions in turn.
func (e evaluation) filter(conditions []syntax.Expr, all []Solution) []Solution {
	for _, x := range conditions {
		var kept []Solution
		for i, mu := range all {
			if e.holds(x, mu, i) {
				kept = append(kept, mu)
			}
		}
		all = kept
	}
	return all
}

// extend is Extend(Ω, var, expr), §18.5. Where the variable has a value, which
// only a context can have given it and the definition leaves open, the solution
// stays when the values are the same.
func (e evaluation) extend(all []Solution, name string, x syntax.Expr) (out []Solution) {
	for i, mu := range all {
		t := e.value(x, mu, i)
		if t.IsZero() {
			out = append(out, mu)
		} else if extended, ok := mu.bind(name, t); ok {
			out = append(out, extended)
		}
	}
	return out
}
