package inline

import (
	"strconv"
	"strings"
)

func encodeBoolean(lexical string) (uint64, bool) {
	return uint64(len("false") - len(lexical)), lexical == "true" || lexical == "false"
}

func decodeBoolean(dst []byte, bits uint64) []byte { return strconv.AppendBool(dst, bits == 1) }

// zero is the payload of the number 0.
const zero = 1 << (Shift - 1)

func encodeInteger(lexical string) (uint64, bool) {
	n, err := strconv.ParseInt(lexical, 10, 64)
	if err != nil || n < -zero || n >= zero {
		return 0, false
	}
	return uint64(n + zero), true
}

func decodeInteger(dst []byte, bits uint64) []byte {
	return strconv.AppendInt(dst, int64(bits)-zero, 10)
}

// OfInt returns the code of an integer in its canonical form, false when it has
// none.
func OfInt(n int64) (code uint64, ok bool) {
	return Integer<<Shift | uint64(n+zero), n >= -zero && n < zero
}

// Int returns the integer of a code, false when it is of another datatype.
func Int(code uint64) (n int64, ok bool) {
	return int64(code&payload) - zero, code>>Shift == Integer
}

// A decimal is a number of millionths and, below, how many fraction digits are
// written: the lowest three bits.
const (
	digitBits      = 3
	fractionDigits = 6
	zeroMillionths = 1 << (Shift - digitBits - 1)
)

// Millionths returns the number of a decimal or double in millionths.
func Millionths(code uint64) int64 { return int64(code&payload>>digitBits) - zeroMillionths }

func encodeDecimal(lexical string) (uint64, bool) {
	whole, fraction, _ := strings.Cut(lexical, ".")
	digits := len(fraction)
	if digits > fractionDigits || len(whole) > 12 {
		return 0, false
	}
	var room [longest]byte
	text := append(append(room[:0], whole...), fraction...)
	for range fractionDigits - digits {
		text = append(text, '0')
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || n < -zeroMillionths || n >= zeroMillionths {
		return 0, false
	}
	return uint64(n+zeroMillionths)<<digitBits | uint64(digits), true
}

// OfDecimal returns the code of a decimal of n × 10^-digits that is written with so
// many fraction digits, false when it has none.
func OfDecimal(n int64, digits int) (code uint64, ok bool) {
	if digits < 0 || digits > fractionDigits {
		return 0, false
	}
	for range fractionDigits - digits {
		if n >= zeroMillionths/10 || n <= -zeroMillionths/10 {
			return 0, false
		}
		n *= 10
	}
	return Decimal<<Shift | uint64(n+zeroMillionths)<<digitBits | uint64(digits), n >= -zeroMillionths && n < zeroMillionths
}

func decodeDecimal(dst []byte, bits uint64) []byte {
	digits := int(bits & (1<<digitBits - 1))
	n := int64(bits>>digitBits) - zeroMillionths
	if n < 0 {
		dst, n = append(dst, '-'), -n
	}
	dst = strconv.AppendInt(dst, n/1e6, 10)
	if digits == 0 {
		return dst
	}
	millionths := strconv.Itoa(int(1e6 + n%1e6))[1:]
	return append(append(dst, '.'), millionths[:min(digits, fractionDigits)]...)
}

// FromMillionths returns the first code of a decimal or double, by its tag, that
// is not below a number of millionths; of one that is above all, the code behind
// the last.
func FromMillionths(tag int, n int64) uint64 {
	n = min(max(n, -zeroMillionths), zeroMillionths)
	return uint64(tag)<<Shift + uint64(n+zeroMillionths)<<digitBits
}
