package exec

import (
	"slices"

	"w3id.org/plenary/graph"
)

// A gatherer makes rows of pairs of a row on the left and one on the right.
type gatherer struct {
	output
	left, right []int // for each column: that of either side, -1 for none
}

func newGatherer(vars, left, right []string) gatherer {
	g := gatherer{output: output{width: len(vars)}}
	for _, name := range vars {
		g.left = append(g.left, slices.Index(left, name))
		g.right = append(g.right, slices.Index(right, name))
	}
	return g
}

// gather writes the rows of pairs to the output, from row at on. Row -1 on the
// right is one without values, and right may be nil when there is no other. Where both have a column the left's value counts,
// unless it is unbound.
func (g *gatherer) gather(at int, left, right [][]graph.ID, li, ri []int32) {
	for i, to := range g.out {
		to = to[at : at+len(li)]
		l, r := g.left[i], g.right[i]
		if l >= 0 {
			take(to, left[l], li)
		} else {
			clear(to)
		}
		if r >= 0 && right != nil {
			fill(to, right[r], ri)
		}
	}
}

// take copies chosen values.
func take(to, from []graph.ID, rows []int32) {
	to = to[:len(rows)]
	for k, row := range rows {
		to[k] = from[row]
	}
}

// fill copies chosen values where there are none yet.
func fill(to, from []graph.ID, rows []int32) {
	to = to[:len(rows)]
	for k, row := range rows {
		if to[k] == 0 && row >= 0 {
			to[k] = from[row]
		}
	}
}

// indexes returns where names are among the columns.
func indexes(vars, names []string) []int {
	out := make([]int, len(names))
	for i, name := range names {
		out[i] = slices.Index(vars, name)
	}
	return out
}

// keep moves the rows for which keep is true to the start of a batch.
func (b *Batch) keep(keep []bool) {
	n := 0
	for i, col := range b.Cols {
		n = 0
		for k, ok := range keep[:b.Len] {
			col[n] = col[k]
			if ok {
				n++
			}
		}
		b.Cols[i] = col[:n]
	}
	if len(b.Cols) == 0 {
		for _, ok := range keep[:b.Len] {
			if ok {
				n++
			}
		}
	}
	b.Len = n
}
