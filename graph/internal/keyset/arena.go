package keyset

import "encoding/binary"

const (
	unitBytes   = 8       // entries begin at multiples of this
	chunkUnits  = 1 << 17 // 1 MiB
	headerBytes = 8
	maxKeyBytes = 1 << 30
	maxUnits    = 1<<32 - 1 // positions are 32 bits wide
)

// An arena holds entries, each the number and the length of a key before its
// bytes. It grows by chunks and never moves what it holds. A position counts
// units; 0 is not used. An entry longer than a chunk has an allocation that
// several chunks share.
type arena struct {
	chunks [][]byte // each from its first unit to the end of its allocation
	end    uint64   // first unit not in use
}

// add stores an entry and returns its position, or false when there is none.
func (a *arena) add(n uint32, key []byte) (uint32, bool) {
	units := uint64(headerBytes+len(key)+unitBytes-1) / unitBytes
	at := a.room(units)
	if at+units > maxUnits || len(key) > maxKeyBytes {
		return 0, false
	}
	entry := a.entry(uint32(at))
	binary.LittleEndian.PutUint32(entry, n)
	binary.LittleEndian.PutUint32(entry[4:], uint32(len(key)))
	copy(entry[headerBytes:], key)
	a.end = at + units
	return uint32(at), true
}

// room returns the first position that units follow without a gap.
func (a *arena) room(units uint64) uint64 {
	at := max(a.end, 1)
	if chunk := at / chunkUnits; chunk < uint64(len(a.chunks)) && uint64(len(a.chunks[chunk]))/unitBytes-at%chunkUnits >= units {
		return at
	}
	chunk := uint64(len(a.chunks))
	a.grow(units)
	return max(chunk*chunkUnits, 1)
}

func (a *arena) grow(units uint64) {
	count := int(units/chunkUnits) + 1 // one more than enough when it fits exactly, for position 0
	block := make([]byte, count*chunkUnits*unitBytes)
	for i := range count {
		a.chunks = append(a.chunks, block[i*chunkUnits*unitBytes:])
	}
}

// entry returns the bytes from a position on.
func (a *arena) entry(at uint32) []byte {
	return a.chunks[at/chunkUnits][at%chunkUnits*unitBytes:]
}

// key returns the key of the entry at a position.
func (a *arena) key(at uint32) []byte {
	entry := a.entry(at)
	end := headerBytes + uint64(binary.LittleEndian.Uint32(entry[4:]))
	return entry[headerBytes:end:end]
}

// number returns the number of the entry at a position.
func (a *arena) number(at uint32) uint32 { return binary.LittleEndian.Uint32(a.entry(at)) }
