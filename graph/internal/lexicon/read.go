package lexicon

import (
	"bytes"
	"context"
	"encoding/binary"
	"runtime/debug"
	"sort"

	"w3id.org/plenary/graph/internal/corrupt"
)

// Len returns the number of keys.
func (l *Lexicon) Len() int { return l.len }

// entry is a key of a block: bytes of the key before and bytes of its own.
type entry struct {
	shared int
	own    []byte
}

// entries are the keys of a block.
type entries struct {
	all [blockKeys]entry
	len int
}

// parse reads the first n keys of a block, of those it has.
func (e *entries) parse(block []byte, has, n int) error {
	e.len = n
	size, rest := uvarint(block)
	if size > uint64(len(rest)) {
		return errBlock(block)
	}
	e.all[0] = entry{0, rest[:size]}
	rest = rest[size:]
	var sizes [blockKeys]int
	longest := size
	for i := 1; i < has; i++ {
		var shared, own uint64
		if len(rest) > 1 && rest[0]|rest[1] < 0x80 { // nearly all
			shared, own, rest = uint64(rest[0]), uint64(rest[1]), rest[2:]
		} else {
			shared, rest = uvarint(rest)
			own, rest = uvarint(rest)
		}
		if shared > longest || own > uint64(len(block)) {
			return errBlock(block)
		}
		longest = shared + own
		e.all[i].shared, sizes[i] = int(shared), int(own)
	}
	for i := 1; i < n; i++ {
		if sizes[i] > len(rest) {
			return errBlock(block)
		}
		e.all[i].own, rest = rest[:sizes[i]], rest[sizes[i]:]
	}
	return nil
}

func errBlock(block []byte) error {
	return corrupt.Errorf("a block of a lexicon of %d bytes has other lengths", len(block))
}

// uvarint reads a number; of a bad one it makes one that nothing has.
func uvarint(b []byte) (uint64, []byte) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), b[1:]
	}
	v, n := binary.Uvarint(b)
	if n <= 0 || v > longest {
		return 1 << 62, nil
	}
	return v, b[n:]
}

// append appends the i-th key: the end of it is its own, what is before lies in
// keys before.
func (e *entries) append(dst []byte, i int) []byte {
	start, need := len(dst), e.all[i].shared+len(e.all[i].own)
	dst = append(dst, make([]byte, need)...)
	key := dst[start:]
	for ; need > 0 && i >= 0; i-- {
		if shared := e.all[i].shared; shared < need {
			copy(key[shared:need], e.all[i].own)
			need = shared
		}
	}
	return dst
}

// find returns how many of the keys are below key, and whether it is the next.
// Until a key is above, only what a key adds to what the key has in common with
// the one before is compared.
func (e *entries) find(key []byte) (below int, found bool) {
	matched := 0
	for i := range e.len {
		shared, own := e.all[i].shared, e.all[i].own
		switch {
		case shared > matched:
			continue
		case shared < matched:
			return i, false
		}
		more := common(own, key[matched:])
		matched += more
		switch {
		case more == len(own) && matched == len(key):
			return i, true
		case more == len(own):
			continue
		case matched == len(key) || own[more] > key[matched]:
			return i, false
		}
	}
	return e.len, false
}

// keysOf returns how many keys a block of a group has.
func (l *Lexicon) keysOf(group, block int) int {
	return min(blockKeys, l.len-group*groupKeys-block*blockKeys)
}

// Find returns how many keys are below key, and whether it is there.
//
// Cost: two binary searches and a block.
func (l *Lexicon) Find(key []byte) (rank int, found bool, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if l.len == 0 {
		return 0, false, nil
	}
	groups := len(l.starts) / 8
	i := sort.Search(groups-1, func(i int) bool { return bytes.Compare(l.separator(i+1), key) > 0 })
	g, err := l.group(i)
	if err != nil {
		return 0, false, err
	}
	block, err := g.search(key)
	if err != nil {
		return 0, false, err
	}
	var e entries
	n := l.keysOf(i, block)
	if err := e.parse(g.block(block), n, n); err != nil {
		return 0, false, err
	}
	below, found := e.find(key)
	return i*groupKeys + block*blockKeys + below, found, nil
}

// search returns the last block whose first key is not above key, else the
// first.
func (g *group) search(key []byte) (int, error) {
	low, high := 1, g.len()
	for low < high {
		middle := int(uint(low+high) >> 1)
		size, rest := uvarint(g.block(middle))
		if size > uint64(len(rest)) {
			return 0, errBlock(g.block(middle))
		}
		if bytes.Compare(rest[:size], key) <= 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low - 1, nil
}

// Append appends the key with a rank below Len to dst.
//
// Cost: at most a block.
func (l *Lexicon) Append(dst []byte, rank int) (key []byte, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if rank < 0 || rank >= l.len {
		return dst, corrupt.Errorf("key %d of a lexicon of %d", rank, l.len)
	}
	g, err := l.group(rank / groupKeys)
	if err != nil {
		return dst, err
	}
	var e entries
	block, i := rank%groupKeys/blockKeys, rank%blockKeys
	if err := e.parse(g.block(block), l.keysOf(rank/groupKeys, block), i+1); err != nil {
		return dst, err
	}
	return e.append(dst, i), nil
}

// A Finder reads keys at ranks that mostly ascend. The zero Finder has none.
type Finder struct {
	l    *Lexicon
	open int // the block that is parsed, plus one
	e    entries
	key  []byte
}

// Finder returns one for all keys.
func (l *Lexicon) Finder() *Finder { return &Finder{l: l} }

// Key returns the key with a rank below Len, which is lent until the next call.
//
// Cost: a block, unless the key before was of the same one.
func (f *Finder) Key(rank int) (key []byte, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if rank < 0 || rank >= f.l.len {
		return nil, corrupt.Errorf("key %d of a lexicon of %d", rank, f.l.len)
	}
	if i := rank % blockKeys; f.open != rank/blockKeys+1 || f.e.len <= i {
		err = f.parse(rank, i)
	}
	if err == nil {
		f.key = f.e.append(f.key[:0], rank%blockKeys)
	}
	return f.key, err
}

// parse parses the block of a key: up to that one, and all of it when it is asked
// for again.
func (f *Finder) parse(rank, i int) error {
	group, block := rank/groupKeys, rank%groupKeys/blockKeys
	g, err := f.l.group(group)
	if err != nil {
		return err
	}
	has := f.l.keysOf(group, block)
	n := i + 1
	if f.open == rank/blockKeys+1 {
		n = has
	}
	f.open = 0
	if err = f.e.parse(g.block(block), has, n); err == nil {
		f.open = rank/blockKeys + 1
	}
	return err
}

// A Cursor reads keys one after the other. The zero Cursor has none.
type Cursor struct {
	l    *Lexicon
	rank int
	e    entries
	key  []byte
}

// From returns a cursor before the key with a rank.
func (l *Lexicon) From(rank int) *Cursor { return &Cursor{l: l, rank: rank, e: entries{len: 0}} }

// Next returns the next key, which is lent until the next call; nil and false at
// the end.
func (c *Cursor) Next() (key []byte, ok bool, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if c.l == nil || c.rank >= c.l.len {
		return nil, false, nil
	}
	i := c.rank % blockKeys
	if i == 0 || c.e.len == 0 {
		if err := c.open(i); err != nil {
			return nil, false, err
		}
	}
	e := &c.e.all[i]
	c.key = append(c.key[:min(e.shared, len(c.key))], e.own...)
	c.rank++
	return c.key, true, nil
}

// open parses the block of the next key and makes the key before it.
func (c *Cursor) open(i int) error {
	group, block := c.rank/groupKeys, c.rank%groupKeys/blockKeys
	g, err := c.l.group(group)
	if err != nil {
		return err
	}
	n := c.l.keysOf(group, block)
	if err = c.e.parse(g.block(block), n, n); err == nil && i > 0 {
		c.key = c.e.append(c.key[:0], i-1)
	}
	return err
}

// Verify checks all groups, blocks and the order of the keys.
func (l *Lexicon) Verify(ctx context.Context) error {
	var last []byte
	for c := l.From(0); ; {
		rank := c.rank
		key, ok, err := c.Next()
		if err == nil && rank%groupKeys == 0 {
			err = ctx.Err()
		}
		if err != nil || !ok {
			return err
		}
		if rank > 0 && bytes.Compare(key, last) <= 0 {
			return corrupt.Errorf("key %d of a lexicon is not above the one before", rank)
		}
		if rank%groupKeys == 0 && rank > 0 {
			if s := l.separator(rank / groupKeys); bytes.Compare(s, last) <= 0 || bytes.Compare(s, key) > 0 {
				return corrupt.Errorf("separator %d of a lexicon is not between its neighbours", rank/groupKeys)
			}
		}
		last = append(last[:0], key...)
	}
}
