package exec

import (
	"math/bits"

	"w3id.org/plenary/graph"
)

// A rowSet is distinct rows of IDs. They are numbered from 0 on, in the order in
// which they come.
type rowSet struct {
	claim claim
	len   int
	rows  [][]graph.ID // columns by number; their length is the room there is
	// slots are a hash table with open addresses: 0, or 32 bits of the hash and
	// below them a number and 1. Its length is a power of two.
	slots []uint64
	hash  [BatchRows]uint64
}

// minRows is the room of a new rowSet.
const minRows = 256

// none is the number of a row that is not in a set.
const none = ^uint32(0)

func newRowSet(width int, b *Budget) *rowSet {
	return &rowSet{claim: claim{budget: b}, rows: make([][]graph.ID, width)}
}

// clear leaves the set empty, with its memory.
func (s *rowSet) clear() {
	if 8*s.len > len(s.slots) {
		clear(s.slots)
	} else {
		s.empty()
	}
	s.len = 0
}

// empty empties the slots in use, where those are few.
func (s *rowSet) empty() {
	mask := uint64(len(s.slots) - 1)
	for from := 0; from < s.len; from += BatchRows {
		n := min(BatchRows, s.len-from)
		s.hashes(s.rows, from, n)
		for i, at := range s.hash[:n] {
			for at &= mask; uint32(s.slots[at]) != uint32(from+i+1); at = (at + 1) & mask {
			}
			s.slots[at] = 0
		}
	}
}

// release gives the memory back.
func (s *rowSet) release() {
	s.claim.release()
	s.rows, s.slots, s.len = make([][]graph.ID, len(s.rows)), nil, 0
}

// reserve makes room for so many more rows, with take for the memory. Errors:
// those of take; then the set is as it was.
func (s *rowSet) reserve(more int, take func(bytes int64) error) error {
	need, room := s.len+more, s.room()
	if need <= room {
		return nil
	}
	for room = max(room, minRows); room < need; room *= 2 {
	}
	size := 2 * room // slots, at most half of them in use
	bytes := int64(room*len(s.rows)+size) * 8
	if err := take(bytes + bytes/2); err != nil { // the old ones are there until they are copied
		return err
	}
	for i, col := range s.rows {
		s.rows[i] = make([]graph.ID, room)
		copy(s.rows[i], col[:s.len])
	}
	s.slots = make([]uint64, size)
	for from := 0; from < s.len; from += BatchRows {
		n := min(BatchRows, s.len-from)
		s.hashes(s.rows, from, n)
		for i, h := range s.hash[:n] {
			s.put(h, uint32(from+i))
		}
	}
	return nil
}

func (s *rowSet) room() int { return len(s.slots) / 2 }

// put enters a number that has none in the table.
func (s *rowSet) put(h uint64, number uint32) {
	mask := uint64(len(s.slots) - 1)
	at := h & mask
	for s.slots[at] != 0 {
		at = (at + 1) & mask
	}
	s.slots[at] = h&^lowHalf | uint64(number+1)
}

const lowHalf = 1<<32 - 1

// hashes fills hash for n rows.
func (s *rowSet) hashes(cols [][]graph.ID, from, n int) {
	hash := s.hash[:n]
	clear(hash)
	for _, col := range cols {
		for i, id := range col[from : from+n] {
			hash[i] = hashID(hash[i], id)
		}
	}
}

// hashID adds an ID to a hash. All bits of the result depend on all of both.
func hashID(h uint64, id graph.ID) uint64 {
	high, low := bits.Mul64(uint64(id)^h^0x9e3779b97f4a7c15, 0xd6e8feb86659fd93)
	return high ^ low
}

// add writes the numbers of n rows, at most BatchRows, and adds those that are
// new. There must be room for them.
func (s *rowSet) add(cols [][]graph.ID, n int, to []uint32) {
	s.hashes(cols, 0, n)
	if len(cols) == 1 {
		s.addOne(cols[0][:n], to)
		return
	}
	for i, h := range s.hash[:n] {
		at, number := s.find(cols, i, h)
		if number == none {
			number = uint32(s.len)
			s.slots[at] = h&^lowHalf | uint64(number+1)
			for c, col := range cols {
				s.rows[c][number] = col[i]
			}
			s.len++
		}
		to[i] = number
	}
}

// addOne is add of one column. Equal neighbours are common.
func (s *rowSet) addOne(col []graph.ID, to []uint32) {
	keys, slots, mask := s.rows[0], s.slots, uint64(len(s.slots)-1)
	before, number := ^graph.ID(0), uint32(0)
	for i, id := range col {
		if id == before {
			to[i] = number
			continue
		}
		h := s.hash[i]
		at := h & mask
		for slots[at] != 0 && (slots[at]^h > lowHalf || keys[uint32(slots[at])-1] != id) {
			at = (at + 1) & mask
		}
		if slots[at] == 0 {
			slots[at] = h&^lowHalf | uint64(s.len+1)
			keys[s.len] = id
			s.len++
		}
		before, number = id, uint32(slots[at])-1
		to[i] = number
	}
}

// look writes the numbers of n rows, none for those that are not there, and
// leaves their hashes in hash.
func (s *rowSet) look(cols [][]graph.ID, n int, to []uint32) {
	s.hashes(cols, 0, n)
	for i, h := range s.hash[:n] {
		_, to[i] = s.find(cols, i, h)
	}
}

// find returns the slot of a row and its number, none when the slot is free.
func (s *rowSet) find(cols [][]graph.ID, row int, h uint64) (slot uint64, number uint32) {
	if len(s.slots) == 0 {
		return 0, none
	}
	mask := uint64(len(s.slots) - 1)
	for slot = h & mask; ; slot = (slot + 1) & mask {
		v := s.slots[slot]
		if v == 0 {
			return slot, none
		}
		if number = uint32(v) - 1; v^h <= lowHalf && s.is(number, cols, row) {
			return slot, number
		}
	}
}

func (s *rowSet) is(number uint32, cols [][]graph.ID, row int) bool {
	for i, col := range cols {
		if s.rows[i][number] != col[row] {
			return false
		}
	}
	return true
}
