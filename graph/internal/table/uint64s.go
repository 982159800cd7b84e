package table

import (
	"context"
	"encoding/binary"
	"io"
	"runtime/debug"

	"w3id.org/plenary/graph/internal/corrupt"
)

// The format of Uint64s is blocks of 512 numbers of eight bytes, of which the
// last may have fewer, and for each its CRC-32C; then a footer.
//
//	footer  8  magic, 8  how many numbers, 4  CRC-32C of all checksums
//	        4  CRC-32C of the footer so far
const (
	magic64      = "plenU641"
	block64      = 512
	footerSize64 = 24
)

// Uint64s is sorted numbers of 64 bits. It may be read by many goroutines.
type Uint64s struct {
	values, sums []byte
	len          int
	checked      seen
}

// OpenUint64s opens what a Uint64sWriter has written. It refers to b.
func OpenUint64s(b []byte) (opened *Uint64s, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if len(b) < footerSize64 {
		return nil, corrupt.Errorf("%d bytes are too few for a list of numbers", len(b))
	}
	body, foot := b[:len(b)-footerSize64], b[len(b)-footerSize64:]
	n := binary.LittleEndian.Uint64(foot[8:])
	if string(foot[:8]) != magic64 || sum(foot[:20]) != binary.LittleEndian.Uint32(foot[20:]) || n > uint64(len(body)/8) {
		return nil, corrupt.Errorf("a list of numbers has no footer")
	}
	u := &Uint64s{values: body[:8*n], sums: body[8*n:], len: int(n)}
	blocks := (u.len + block64 - 1) / block64
	if len(u.sums) != 4*blocks || sum(u.sums) != binary.LittleEndian.Uint32(foot[16:]) {
		return nil, corrupt.Errorf("the checksums of a list of numbers are damaged")
	}
	u.checked = newSeen(blocks)
	return u, nil
}

// Len returns how many numbers there are.
func (u *Uint64s) Len() int { return u.len }

// At returns a number.
func (u *Uint64s) At(i int) (v uint64, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if i < 0 || i >= u.len {
		return 0, corrupt.Errorf("number %d of %d", i, u.len)
	}
	return u.Get(i)
}

// Get is At without a look at bounds, for those who recover faults as
// corrupt.Recover says.
func (u *Uint64s) Get(i int) (uint64, error) {
	if !u.checked.has(i / block64) {
		if err := u.check(i / block64); err != nil {
			return 0, err
		}
	}
	return binary.LittleEndian.Uint64(u.values[8*i:]), nil
}

func (u *Uint64s) check(block int) error {
	bytes := u.values[8*block64*block : min(len(u.values), 8*block64*(block+1))]
	if sum(bytes) != binary.LittleEndian.Uint32(u.sums[4*block:]) {
		return corrupt.Errorf("block %d of a list of numbers has another checksum", block)
	}
	u.checked.add(block)
	return nil
}

// Find returns how many numbers are less than v, and whether it is there.
func (u *Uint64s) Find(v uint64) (rank int, found bool, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	low, high := 0, u.len
	for low < high {
		middle := int(uint(low+high) >> 1)
		got, err := u.Get(middle)
		if err != nil {
			return 0, false, err
		}
		if got < v {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == u.len {
		return low, false, nil
	}
	got, err := u.Get(low)
	return low, got == v && err == nil, err
}

// Verify checks all blocks and the order.
func (u *Uint64s) Verify(ctx context.Context) error {
	last := uint64(0)
	for i := range u.len {
		v, err := u.At(i)
		if err == nil && i%block64 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if i > 0 && v <= last {
			return corrupt.Errorf("number %d of a list is not above the one before", i)
		}
		last = v
	}
	return nil
}

// A Uint64sWriter writes Uint64s.
type Uint64sWriter struct {
	w     io.Writer
	block []byte
	sums  []byte
	last  uint64
	len   uint64
	err   error
}

// NewUint64sWriter returns a writer of ascending, distinct numbers.
func NewUint64sWriter(w io.Writer) *Uint64sWriter { return &Uint64sWriter{w: w} }

// Append adds numbers. Errors: ErrOrder, those of the io.Writer; then the list
// is spoilt.
func (w *Uint64sWriter) Append(values []uint64) error {
	for _, v := range values {
		if w.err == nil && w.len > 0 && v <= w.last {
			w.err = ErrOrder
		}
		if w.err != nil {
			return w.err
		}
		w.last = v
		w.len++
		if w.block = binary.LittleEndian.AppendUint64(w.block, v); len(w.block) == 8*block64 {
			w.flush()
		}
	}
	return w.err
}

func (w *Uint64sWriter) flush() {
	w.sums = binary.LittleEndian.AppendUint32(w.sums, sum(w.block))
	w.write(w.block)
	w.block = w.block[:0]
}

func (w *Uint64sWriter) write(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
	}
}

// Close writes what is left. It does not close the io.Writer.
func (w *Uint64sWriter) Close() error {
	if len(w.block) > 0 {
		w.flush()
	}
	foot := binary.LittleEndian.AppendUint64([]byte(magic64), w.len)
	foot = binary.LittleEndian.AppendUint32(foot, sum(w.sums))
	foot = binary.LittleEndian.AppendUint32(foot, sum(foot))
	w.write(w.sums)
	w.write(foot)
	return w.err
}
