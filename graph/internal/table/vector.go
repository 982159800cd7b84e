package table

import (
	"context"
	"io"
	"runtime/debug"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/pack"
)

// A Vector is a column of numbers in any order. It may be read by many
// goroutines.
type Vector struct{ *rows }

// NewVectorWriter returns a writer of a vector.
func NewVectorWriter(w io.Writer) *Writer { return newWriter(w, 1, unsorted) }

// OpenVector opens what a writer of NewVectorWriter has written. It refers to b.
func OpenVector(b []byte) (*Vector, error) {
	r, err := open(b, unsorted)
	return &Vector{r}, err
}

// Len returns the number of numbers.
func (v *Vector) Len() int { return v.len }

// At returns a number.
func (v *Vector) At(i int) (uint32, error) {
	var one [1]uint32
	err := v.Read(i, one[:])
	return one[0], err
}

// Read fills dst with the numbers from i on.
func (v *Vector) Read(i int, dst []uint32) (err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if i < 0 || len(dst) > v.len-i {
		return corrupt.Errorf("numbers %d to %d of a vector of %d", i, i+len(dst), v.len)
	}
	for len(dst) > 0 {
		b, err := v.block(i / blockRows)
		if err != nil {
			return err
		}
		from := i % pack.Len
		size := min(pack.Len-from, len(dst))
		var c mini
		b.mini(i%blockRows/pack.Len, &c)
		c[0].read(dst[:size], from, nil)
		dst, i = dst[size:], i+size
	}
	return nil
}

// Verify checks all blocks.
func (v *Vector) Verify(ctx context.Context) (err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	for i := range v.blocks() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := v.block(i); err != nil {
			return err
		}
	}
	return nil
}
