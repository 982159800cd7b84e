package lexicon

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// What Append refuses.
var (
	ErrOrder = errors.New("lexicon: keys out of order")
	ErrLong  = errors.New("lexicon: a key of more than 1 GiB, or 1024 of 4 GiB")
)

// A Writer writes a lexicon. It writes a group at a time.
type Writer struct {
	w             io.Writer
	keys, offset  uint64
	last          []byte
	inBlock       int
	head          []byte // of the block: lengths
	tail          []byte // of the block: what follows
	group         []byte
	blocks        []byte // where they begin
	starts        []byte // of groups
	places, names []byte
	err           error
}

// NewWriter returns a writer of a lexicon.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Append adds a key, which must be above all before. Errors: ErrOrder, ErrLong,
// those of the io.Writer; then the lexicon is spoilt.
func (w *Writer) Append(key []byte) error {
	switch {
	case w.err != nil:
		return w.err
	case len(key) > longest:
		w.err = ErrLong
	case w.keys > 0 && bytes.Compare(key, w.last) <= 0:
		w.err = ErrOrder
	}
	if w.err != nil {
		return w.err
	}
	shared := common(w.last, key)
	if w.keys%groupKeys == 0 {
		w.separate(key, shared)
	}
	if w.inBlock == 0 {
		w.blocks = binary.LittleEndian.AppendUint32(w.blocks, uint32(len(w.group)))
		w.head = binary.AppendUvarint(w.head, uint64(len(key)))
		w.head = append(w.head, key...)
	} else {
		w.head = binary.AppendUvarint(binary.AppendUvarint(w.head, uint64(shared)), uint64(len(key)-shared))
		w.tail = append(w.tail, key[shared:]...)
	}
	w.last = append(w.last[:0], key...)
	w.keys++
	if w.inBlock++; w.inBlock == blockKeys {
		w.endBlock()
	}
	if w.keys%groupKeys == 0 {
		w.endGroup()
	}
	return w.err
}

// separate notes the separator before a key: the first group needs none.
func (w *Writer) separate(key []byte, shared int) {
	w.places = binary.LittleEndian.AppendUint64(w.places, uint64(len(w.names)))
	if w.keys > 0 {
		w.names = append(w.names, key[:shared+1]...)
	}
}

func (w *Writer) endBlock() {
	w.group = append(append(w.group, w.head...), w.tail...)
	w.head, w.tail, w.inBlock = w.head[:0], w.tail[:0], 0
	if len(w.group) > math.MaxUint32-groupKeys && w.err == nil {
		w.err = ErrLong
	}
}

func (w *Writer) endGroup() {
	w.starts = binary.LittleEndian.AppendUint64(w.starts, w.offset)
	w.group = append(w.group, w.blocks...)
	w.group = binary.LittleEndian.AppendUint32(w.group, sum(w.group))
	w.write(w.group)
	w.group, w.blocks = w.group[:0], w.blocks[:0]
}

func (w *Writer) write(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
		w.offset += uint64(len(b))
	}
}

// Close writes what is left, the index and the footer. It does not close the
// io.Writer.
func (w *Writer) Close() error {
	if w.inBlock > 0 {
		w.endBlock()
	}
	if len(w.blocks) > 0 {
		w.endGroup()
	}
	at := w.offset
	index := append(append(append([]byte(nil), w.starts...), w.places...), w.names...)
	foot := binary.LittleEndian.AppendUint64([]byte(magic), w.keys)
	foot = binary.LittleEndian.AppendUint64(foot, at)
	foot = binary.LittleEndian.AppendUint64(foot, at+uint64(len(w.starts)))
	foot = binary.LittleEndian.AppendUint32(foot, sum(index))
	foot = binary.LittleEndian.AppendUint32(foot, sum(foot))
	w.write(index)
	w.write(foot)
	return w.err
}

// common returns how many bytes two keys begin with alike.
func common(a, b []byte) int {
	n := min(len(a), len(b))
	i := 0
	for i+8 <= n && binary.LittleEndian.Uint64(a[i:]) == binary.LittleEndian.Uint64(b[i:]) {
		i += 8
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}
