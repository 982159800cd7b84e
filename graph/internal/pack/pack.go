// Package pack holds miniblocks of up to 128 numbers of 32 bits as distances
// from their smallest, in as few bits as the largest distance needs (frame of
// reference). Base and width are kept by the caller; the packed distances are
// a string of bits, lowest first, in which distance i begins at bit i·width.
// Whatever the number of values, a miniblock has the size of a full one.
package pack

import (
	"encoding/binary"
	"math/bits"
)

//go:generate go run gen.go

const (
	// Len is the number of values of a full miniblock.
	Len = 128
	// MaxWidth is the most bits that a distance has.
	MaxWidth = 32
	// Slack is the number of bytes, of any content, that Unpack and At need
	// after the packed ones, so that they read eight bytes at a time.
	Slack = 8
)

// Size returns the number of bytes of a miniblock of a width.
func Size(width int) int { return Len / 8 * width }

// Measure returns the smallest of the values, and the bits that the largest
// distance from it needs; zeros for no values.
func Measure(values []uint32) (base uint32, width int) {
	if len(values) == 0 {
		return 0, 0
	}
	low, high := values[0], values[0]
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	return low, bits.Len32(high - low)
}

// Append appends the Size(width) bytes of at most Len values to dst. Base and
// width are those of Measure. Places without a value hold the base.
func Append(dst []byte, values []uint32, base uint32, width int) []byte {
	start := len(dst)
	var word uint64
	filled := 0
	for _, v := range values {
		distance := uint64(v - base)
		word |= distance << filled
		if filled += width; filled >= 64 {
			dst = binary.LittleEndian.AppendUint64(dst, word)
			filled -= 64
			word = distance >> (width - filled)
		}
	}
	if filled > 0 {
		dst = binary.LittleEndian.AppendUint64(dst, word)
	}
	for len(dst) < start+Size(width) {
		dst = append(dst, 0)
	}
	return dst
}

// Unpack writes the Len values of a miniblock to dst. The width is at most
// MaxWidth; src has at least Size(width)+Slack bytes.
func Unpack(dst *[Len]uint32, src []byte, base uint32, width int) {
	unpackers[width](dst, src, base)
}

// At returns value i < Len of a miniblock, under the same conditions as Unpack.
func At(src []byte, i int, base uint32, width int) uint32 {
	bit := uint(i) * uint(width)
	word := binary.LittleEndian.Uint64(src[bit/8:])
	return base + uint32(word>>(bit%8)&(1<<width-1))
}

func unpack0(dst *[Len]uint32, _ []byte, base uint32) {
	for i := range dst {
		dst[i] = base
	}
}
