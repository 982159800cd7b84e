package lexicon

import (
	"runtime/debug"

	"w3id.org/plenary/graph/internal/corrupt"
)

// A Reader reads keys by their ranks. It keeps the block that it has read last,
// so that keys near each other take less. The zero Reader is not ready: see
// Lexicon.Reader.
type Reader struct {
	l     *Lexicon
	block int // that e is of; -1 is none
	e     entries
}

// Reader returns a reader.
func (l *Lexicon) Reader() *Reader { return &Reader{l: l, block: -1} }

// Append appends the key with a rank below Len to dst. Errors: as of
// Lexicon.Append.
func (r *Reader) Append(dst []byte, rank int) (key []byte, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if rank < 0 || rank >= r.l.len {
		return dst, corrupt.Errorf("key %d of a lexicon of %d", rank, r.l.len)
	}
	if block := rank / blockKeys; block != r.block {
		r.block = -1
		g, err := r.l.group(rank / groupKeys)
		if err != nil {
			return dst, err
		}
		in := rank % groupKeys / blockKeys
		n := r.l.keysOf(rank/groupKeys, in)
		if err := r.e.parse(g.block(in), n, n); err != nil {
			return dst, err
		}
		r.block = block
	}
	return r.e.append(dst, rank%blockKeys), nil
}
