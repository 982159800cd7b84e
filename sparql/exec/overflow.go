package exec

import "errors"

// An overflow takes rows for which there is no memory. It puts them on disk, apart
// by their hashes, so that one part after the other can be gone through.
type overflow struct {
	disk    *Disk // nil for none
	parts   [spillParts]*spill
	level   uint // of the rows that are gone through: how often they were on disk
	todo    []layer
	current *spill
	full    error // why there is no more memory
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

// put takes the rows of a batch that have no number. Errors: ErrBudget, those of
// the disk.
func (o *overflow) put(b Batch, numbers []uint32, hashes []uint64) error {
	if o.disk == nil || o.level == lastLevel {
		return o.full
	}
	var rows [spillParts][]uint32
	for i, number := range numbers[:b.Len] {
		if number == none {
			p := partOf(hashes[i], o.level)
			rows[p] = append(rows[p], uint32(i))
		}
	}
	for p, rows := range rows {
		if len(rows) == 0 {
			continue
		}
		if o.parts[p] == nil {
			var err error
			if o.parts[p], err = newSpill(o.disk, len(b.Cols)); err != nil {
				return err
			}
		}
		if err := o.parts[p].write(b.Cols, rows); err != nil {
			return err
		}
	}
	return nil
}

// next returns the next part to go through, nil when there is none. It lives until
// the next call.
func (o *overflow) next() (*spill, error) {
	if o.current != nil {
		o.current.Close()
		o.current = nil
	}
	var err error
	for p, part := range o.parts {
		if part != nil {
			err = errors.Join(err, part.rewind())
			o.todo = append(o.todo, layer{part, o.level + 1})
			o.parts[p] = nil
		}
	}
	if err != nil || len(o.todo) == 0 {
		return nil, err
	}
	last := len(o.todo) - 1
	o.current, o.level = o.todo[last].spill, o.todo[last].level
	o.todo, o.full = o.todo[:last], nil
	return o.current, nil
}

// close gives the room on disk back.
func (o *overflow) close() {
	for _, part := range o.parts {
		if part != nil {
			part.Close()
		}
	}
	for _, part := range o.todo {
		part.Close()
	}
	if o.current != nil {
		o.current.Close()
	}
	o.parts, o.todo, o.current = [spillParts]*spill{}, nil, nil
}
