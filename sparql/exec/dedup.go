package exec

import "errors"

// A dedup tells which rows are the first of their kind. Where their memory ends it
// puts rows that it does not know on disk, apart by their hashes, so that one part
// after the other can be gone through anew.
type dedup struct {
	set     *rowSet
	disk    *Disk // nil for none
	parts   [spillParts]*spill
	level   uint // of the rows that are gone through: how often they were on disk
	todo    []layer
	current *spill
	full    error // why the set takes no more rows
	numbers [BatchRows]uint32
	rows    [BatchRows]uint32
}

// layer is a part that is still to be gone through.
type layer struct {
	*spill
	level uint
}

// Parts are told apart by partBits of the hash, others on each level.
const (
	partBits   = 4
	spillParts = 1 << partBits
	lastLevel  = 8
)

// partOf returns the part for a hash.
func partOf(h uint64, level uint) uint64 { return h << (level * partBits) >> (64 - partBits) }

func newDedup(width int, run *Run) *dedup {
	return &dedup{set: newRowSet(width, run.Budget), disk: run.Disk}
}

// fresh returns the rows of a batch that are the first of their kind. They are
// lent until the next call. Errors: ErrBudget, those of the disk.
func (d *dedup) fresh(b Batch) ([]uint32, error) {
	if d.full == nil {
		d.full = d.set.reserve(b.Len, d.set.claim.fits)
	}
	if d.full != nil {
		return nil, d.postpone(b)
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

// postpone puts the rows that are not known on disk.
func (d *dedup) postpone(b Batch) error {
	if d.disk == nil || d.level == lastLevel {
		return d.full
	}
	d.set.look(b.Cols, b.Len, d.numbers[:])
	return spillRows(&d.parts, d.disk, d.level, b, d.numbers[:], d.set.hash[:])
}

// spillRows writes the rows without a number to the parts that their hashes
// choose.
func spillRows(parts *[spillParts]*spill, disk *Disk, level uint, b Batch, numbers []uint32, hashes []uint64) error {
	var rows [spillParts][]uint32
	for i, number := range numbers[:b.Len] {
		if number == none {
			p := partOf(hashes[i], level)
			rows[p] = append(rows[p], uint32(i))
		}
	}
	for p, rows := range rows {
		if len(rows) == 0 {
			continue
		}
		if parts[p] == nil {
			var err error
			if parts[p], err = newSpill(disk, len(b.Cols)); err != nil {
				return err
			}
		}
		if err := parts[p].write(b.Cols, rows); err != nil {
			return err
		}
	}
	return nil
}

// rest returns rows that were put on disk and that fresh is now to be given, once
// it was given all before; nil when there are none.
func (d *dedup) rest() (*spill, error) {
	if d.current != nil {
		d.current.Close()
		d.current = nil
	}
	var err error
	for p, part := range d.parts {
		if part != nil {
			err = errors.Join(err, part.rewind())
			d.todo = append(d.todo, layer{part, d.level + 1})
			d.parts[p] = nil
		}
	}
	if err != nil || len(d.todo) == 0 {
		return nil, err
	}
	last := len(d.todo) - 1
	d.current, d.level = d.todo[last].spill, d.todo[last].level
	d.todo = d.todo[:last]
	d.set.clear()
	d.full = nil
	return d.current, nil
}

// close gives memory and disk back.
func (d *dedup) close() {
	d.set.release()
	for _, part := range d.parts {
		if part != nil {
			part.Close()
		}
	}
	for _, part := range d.todo {
		part.Close()
	}
	if d.current != nil {
		d.current.Close()
	}
	d.parts, d.todo, d.current = [spillParts]*spill{}, nil, nil
}
