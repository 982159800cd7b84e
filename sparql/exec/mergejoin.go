package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// mergeJoin is plan.MergeJoin.
type mergeJoin struct {
	gatherer
	left, right side
	also        [][2]int // other columns that must agree, left and right

	// pairs that are not yet in the output
	li, ri []int32

	group   [][]graph.ID // the rows of the right with one key, where they are in several batches
	claim   claim        // for group
	grouped bool         // group has the rows of the current key
	key     graph.ID
	at      int // the next row of the group for the current row of the left
}

// side is an input of a merge join.
type side struct {
	op      Operator
	seeker  seeker // of op, nil for none
	on      int    // the column of the key
	in      Batch
	row     int
	skipped bool // the last batch was of no use
	ended   bool
}

func newMergeJoin(n *plan.MergeJoin, left, right Operator, run *Run) *mergeJoin {
	lv, rv := n.Left.About().Vars, n.Right.About().Vars
	j := &mergeJoin{gatherer: newGatherer(n.Vars, lv, rv), claim: claim{budget: run.Budget}}
	j.left, j.right = newSide(left, slices.Index(lv, n.On)), newSide(right, slices.Index(rv, n.On))
	for l, name := range lv {
		if r := slices.Index(rv, name); r >= 0 && name != n.On {
			j.also = append(j.also, [2]int{l, r})
		}
	}
	return j
}

func newSide(op Operator, on int) side {
	s, _ := op.(seeker)
	return side{op: op, seeker: s, on: on}
}

// keys returns the keys of the rows of the batch.
func (s *side) keys() []graph.ID { return s.in.Cols[s.on] }

// fill has a row unless the input is at its end.
func (s *side) fill(ctx context.Context) (err error) {
	if s.row < s.in.Len || s.ended {
		return nil
	}
	s.in, err = s.op.Next(ctx)
	s.row, s.ended = 0, s.in.Len == 0
	return err
}

// reach goes to the first row of the batch whose key is not below id, or behind
// the batch.
func (s *side) reach(id graph.ID) {
	keys := s.keys()
	step, low := 1, s.row
	for low+step < len(keys) && keys[low+step] < id {
		low += step
		step *= 2
	}
	high := min(low+step, len(keys))
	for low < high {
		middle := int(uint(low+high) >> 1)
		if keys[middle] < id {
			low = middle + 1
		} else {
			high = middle
		}
	}
	useless := s.row == 0
	s.row = low
	if low < len(keys) {
		s.skipped = false
		return
	}
	if s.seeker != nil && s.skipped && useless {
		s.seeker.seek(id)
	}
	s.skipped = true
}

// Next returns the next rows.
func (j *mergeJoin) Next(ctx context.Context) (Batch, error) {
	j.begin()
	for more := true; more && j.n < (j.size+1)/2; {
		var err error
		if more, err = j.step(ctx); err != nil {
			return Batch{}, err
		}
		if !more || j.n+len(j.li) == j.size {
			j.flush() // not all pairs need to be rows
		}
	}
	j.flush()
	return j.batch(), nil
}

// step does the work up to the end of a batch of an input, or of the output, and
// reports whether there is more.
func (j *mergeJoin) step(ctx context.Context) (bool, error) {
	if j.left.row >= j.left.in.Len || j.right.row >= j.right.in.Len && !j.grouped {
		j.flush() // pairs are rows of the batches
		if err := j.left.fill(ctx); err != nil {
			return false, err
		}
		if j.grouped && !j.left.ended && j.left.keys()[j.left.row] != j.key {
			j.grouped = false
		}
		if !j.grouped {
			if err := j.right.fill(ctx); err != nil {
				return false, err
			}
		}
		if j.left.ended || j.right.ended && !j.grouped {
			return false, nil
		}
		if err := ctx.Err(); err != nil {
			return false, err
		}
	}
	if j.grouped {
		j.pairGroup()
		return true, nil
	}
	return true, j.pair(ctx)
}

// pair pairs rows of the two batches.
func (j *mergeJoin) pair(ctx context.Context) error {
	l, r := &j.left, &j.right
	left, right := l.keys(), r.keys()
	room := j.size - j.n
	for l.row < len(left) && r.row < len(right) && len(j.li) < room {
		a, b := left[l.row], right[r.row]
		switch {
		case a < b:
			if l.row++; l.row < len(left) && left[l.row] < b {
				l.reach(b)
			}
		case a > b:
			if r.row++; r.row < len(right) && right[r.row] < a {
				r.reach(a)
			}
		default:
			end := r.row + 1
			for end < len(right) && right[end] == b {
				end++
			}
			if end == len(right) || end-r.row > room-len(j.li) {
				return j.collect(ctx, b)
			}
			for i := r.row; i < end; i++ {
				j.li, j.ri = append(j.li, int32(l.row)), append(j.ri, int32(i))
			}
			if l.row++; l.row < len(left) && left[l.row] != a {
				r.row = end // else the key goes on, perhaps in the next batch of the left
			}
		}
	}
	return nil
}

// collect copies all rows of the right with a key. Errors: ErrBudget, those of the
// input.
func (j *mergeJoin) collect(ctx context.Context, key graph.ID) error {
	r := &j.right
	if j.group == nil {
		j.group = make([][]graph.ID, len(r.in.Cols))
	}
	for i := range j.group {
		j.group[i] = j.group[i][:0]
	}
	j.flush()
	for !r.ended && r.keys()[r.row] == key {
		end := r.row
		for keys := r.keys(); end < len(keys) && keys[end] == key; end++ {
		}
		size := len(j.group[r.on]) + end - r.row
		if err := j.claim.hold(int64(8 * size * len(j.group))); err != nil {
			return err
		}
		for i, col := range r.in.Cols {
			j.group[i] = append(j.group[i], col[r.row:end]...)
		}
		r.row = end
		if err := r.fill(ctx); err != nil {
			return err
		}
	}
	j.grouped, j.key, j.at = true, key, 0
	return nil
}

// pairGroup pairs the row of the left with rows of the group.
func (j *mergeJoin) pairGroup() {
	l := &j.left
	size := len(j.group[j.right.on])
	for l.row < l.in.Len {
		if l.keys()[l.row] != j.key {
			j.flush()
			j.grouped = false
			return
		}
		n := min(size-j.at, j.size-j.n-len(j.li))
		for i := j.at; i < j.at+n; i++ {
			j.li, j.ri = append(j.li, int32(l.row)), append(j.ri, int32(i))
		}
		if j.at += n; j.at < size {
			return // the output is full
		}
		j.at = 0
		l.row++
	}
}

// flush writes the pairs to the output.
func (j *mergeJoin) flush() {
	if len(j.li) == 0 {
		return
	}
	right := j.right.in.Cols
	if j.grouped {
		right = j.group
	}
	j.compatible(right)
	j.gather(j.n, j.left.in.Cols, right, j.li, j.ri)
	j.n += len(j.li)
	j.li, j.ri = j.li[:0], j.ri[:0]
}

// compatible leaves out pairs that differ in another column.
func (j *mergeJoin) compatible(right [][]graph.ID) {
	for _, pair := range j.also {
		l, r, n := j.left.in.Cols[pair[0]], right[pair[1]], 0
		for k, row := range j.li {
			j.li[n], j.ri[n] = row, j.ri[k]
			if l[row] == r[j.ri[n]] {
				n++
			}
		}
		j.li, j.ri = j.li[:n], j.ri[:n]
	}
}

func (j *mergeJoin) few(rows int) {
	j.output.few(rows)
	few(j.left.op, rows)
	few(j.right.op, rows)
}

// Close closes the inputs.
func (j *mergeJoin) Close() {
	j.left.op.Close()
	j.right.op.Close()
	j.claim.release()
}
