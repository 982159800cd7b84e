// Package lexicon is a sorted set of byte strings in an immutable byte string:
// the dictionary of a store. What is read is checked when it is first touched;
// damage is an error that wraps corrupt.Err.
//
// A lexicon is blocks of 16 keys, of which the last may have fewer, groups of 64
// blocks, an index and a footer. All numbers are little-endian.
//
//	block   a uvarint, the length of the first key, and that key; then for each
//	        other key two uvarints, how many bytes it shares with the one before
//	        and how many follow; then what follows, of all of them
//	group   its blocks, then where each begins in it (4 bytes each),
//	        then the CRC-32C of all of that
//	index   for each group 8 bytes, where it begins
//	        then the separators of groups, where each begins among them (8 bytes
//	        each), and the separators: the shortest string that is above all keys
//	        of the group before and not above its own
//	footer  8  magic, 8  how many keys, 8  where the index begins
//	        8  where the separators begin, 4  CRC-32C of the index
//	        4  CRC-32C of the footer so far
package lexicon

import (
	"encoding/binary"
	"hash/crc32"
	"runtime/debug"
	"sync/atomic"

	"w3id.org/plenary/graph/internal/corrupt"
)

const (
	magic       = "plenLex1"
	blockKeys   = 16
	groupBlocks = 64
	groupKeys   = blockKeys * groupBlocks
	footerSize  = 40
	longest     = 1 << 30 // bytes of a key
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// A Lexicon is a sorted set of keys. It may be read by many goroutines.
type Lexicon struct {
	groups     []byte // all of them
	starts     []byte // of groups
	places     []byte // of separators
	separators []byte
	len        int
	checked    []atomic.Uint32
}

// Open opens what a Writer has written. The lexicon refers to b.
//
// Cost: a checksum over some 20 bytes for each 1024 keys.
func Open(b []byte) (opened *Lexicon, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if len(b) < footerSize {
		return nil, corrupt.Errorf("%d bytes are too few for a lexicon", len(b))
	}
	body, foot := b[:len(b)-footerSize], b[len(b)-footerSize:]
	if string(foot[:8]) != magic || sum(foot[:36]) != binary.LittleEndian.Uint32(foot[36:]) {
		return nil, corrupt.Errorf("a lexicon has no footer")
	}
	keys, index, names := binary.LittleEndian.Uint64(foot[8:]), binary.LittleEndian.Uint64(foot[16:]), binary.LittleEndian.Uint64(foot[24:])
	groups := (keys + groupKeys - 1) / groupKeys
	size := uint64(len(body))
	if keys > 1<<33 || index > size || index+8*groups > names || names+8*groups > size || names != index+8*groups {
		return nil, corrupt.Errorf("the footer of a lexicon says %d keys, index at %d, separators at %d", keys, index, names)
	}
	if sum(body[index:]) != binary.LittleEndian.Uint32(foot[32:]) {
		return nil, corrupt.Errorf("the index of a lexicon has another checksum")
	}
	l := &Lexicon{
		groups: body[:index], starts: body[index:names], places: body[names : names+8*groups], separators: body[names+8*groups:],
		len: int(keys), checked: make([]atomic.Uint32, (groups+31)/32),
	}
	return l, l.checkIndex(int(groups))
}

// checkIndex holds the index, whose checksum is right, to what readers rely on.
func (l *Lexicon) checkIndex(groups int) error {
	for i := range groups {
		if start, end := l.start(i), l.start(i+1); start > end || end > uint64(len(l.groups)) {
			return corrupt.Errorf("group %d of a lexicon lies from %d to %d", i, start, end)
		}
		if place, end := l.place(i), l.place(i+1); place > end || end > uint64(len(l.separators)) {
			return corrupt.Errorf("separator %d of a lexicon lies from %d to %d", i, place, end)
		}
	}
	return nil
}

// start returns where a group begins; that of the one behind the last is the end.
func (l *Lexicon) start(group int) uint64 {
	if 8*group == len(l.starts) {
		return uint64(len(l.groups))
	}
	return binary.LittleEndian.Uint64(l.starts[8*group:])
}

// place is start of separators.
func (l *Lexicon) place(group int) uint64 {
	if 8*group == len(l.places) {
		return uint64(len(l.separators))
	}
	return binary.LittleEndian.Uint64(l.places[8*group:])
}

func (l *Lexicon) separator(group int) []byte {
	return l.separators[l.place(group):l.place(group+1)]
}

// group is a checked group.
type group struct {
	blocks, starts []byte
}

// group opens a group, which it checks the first time.
func (l *Lexicon) group(i int) (g group, err error) {
	bytes := l.groups[l.start(i):l.start(i+1)]
	blocks := (min(groupKeys, l.len-i*groupKeys) + blockKeys - 1) / blockKeys
	tail := 4*blocks + 4
	if len(bytes) < tail {
		return g, corrupt.Errorf("group %d of a lexicon has %d bytes", i, len(bytes))
	}
	body := len(bytes) - tail
	g = group{bytes[:body], bytes[body : body+4*blocks]}
	if l.checked[i/32].Load()&(1<<(i%32)) != 0 {
		return g, nil
	}
	if sum(bytes[:len(bytes)-4]) != binary.LittleEndian.Uint32(bytes[len(bytes)-4:]) {
		return g, corrupt.Errorf("group %d of a lexicon, at byte %d, has another checksum", i, l.start(i))
	}
	if err := g.check(); err != nil {
		return g, err
	}
	l.checked[i/32].Or(1 << (i % 32))
	return g, nil
}

func (g *group) len() int { return len(g.starts) / 4 }

func (g *group) check() error {
	for i := range g.len() {
		if start, end := g.start(i), g.start(i+1); start > end || end > len(g.blocks) {
			return corrupt.Errorf("block %d of a group of a lexicon lies from %d to %d", i, start, end)
		}
	}
	return nil
}

func (g *group) start(block int) int {
	if block == g.len() {
		return len(g.blocks)
	}
	return int(binary.LittleEndian.Uint32(g.starts[4*block:]))
}

func (g *group) block(i int) []byte { return g.blocks[g.start(i):g.start(i+1)] }
