package exec

// A dedup tells which rows are the first of their kind.
type dedup struct {
	overflow
	set     *rowSet
	numbers [BatchRows]uint32
	rows    [BatchRows]uint32
}

func newDedup(width int, run *Run) *dedup {
	return &dedup{set: newRowSet(width, run.Budget), overflow: overflow{disk: run.Disk}}
}

// fresh returns the rows of a batch that are the first of their kind. They are
// lent until the next call. Those of which it cannot tell yet come again in rest.
// Errors: ErrBudget, those of the disk.
func (d *dedup) fresh(b Batch) ([]uint32, error) {
	if d.full == nil {
		d.full = d.set.reserve(b.Len, d.set.claim.fits)
	}
	if d.full != nil {
		d.set.look(b.Cols, b.Len, d.numbers[:])
		return nil, d.put(b, d.numbers[:], d.set.hash[:])
	}
	known := uint32(d.set.len)
	d.set.add(b.Cols, b.Len, d.numbers[:])
	n := 0
	for i, number := range d.numbers[:b.Len] {
		d.rows[n] = uint32(i)
		if number == known {
			known++
			n++
		}
	}
	return d.rows[:n], nil
}

// rest returns rows that fresh is to be given again once it was given all others;
// nil when there are none.
func (d *dedup) rest() (*spill, error) {
	part, err := d.next()
	if part != nil {
		d.set.clear()
	}
	return part, err
}

// close gives memory and disk back.
func (d *dedup) close() {
	d.set.release()
	d.overflow.close()
}
