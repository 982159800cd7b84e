package xsd

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// MaxDigits is how many digits a decimal may have, before and behind its point
// together.
const MaxDigits = 4096

// quotientDigits is how many digits behind the point a quotient has at least
// when it is not finite.
const quotientDigits = 18

// A Decimal is a number of xsd:decimal, xsd:integer being those without a
// fraction: exact, of up to MaxDigits digits. The zero Decimal is 0.
//
// Spec: XSD 1.1 Part 2 §3.3.3.
type Decimal struct {
	n     int64    // times 10^-scale; of no meaning beside big
	big   *big.Int // times 10^-scale; nil where n serves
	scale int32    // at least 0, and as small as it can be
}

// powers are those of ten that an int64 can hold.
var powers = func() (p [19]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = 10 * p[i-1]
	}
	return p
}()

// Int returns the decimal of an integer.
func Int(n int64) Decimal { return Decimal{n: n} }

// Scaled returns n × 10^-scale; a scale below 0 counts as 0.
func Scaled(n int64, scale int) Decimal { return small(n, int32(max(scale, 0))) }

// ParseDecimal reads the lexical form of an xsd:decimal, white space around it
// left out.
//
// Spec: XSD 1.1 Part 2 §3.3.3.1.
func ParseDecimal(s string) (d Decimal, ok bool) {
	s = trim(s)
	digits, negative := sign(s)
	whole, fraction, _ := strings.Cut(digits, ".")
	if whole == "" && fraction == "" || !isDigits(whole) || !isDigits(fraction) {
		return d, false
	}
	fraction = strings.TrimRight(fraction, "0")
	whole = strings.TrimLeft(whole, "0")
	if len(whole)+len(fraction) > MaxDigits {
		return d, false
	}
	return unscaled(whole, fraction, negative), true
}

// ParseInteger reads the lexical form of an xsd:integer likewise.
//
// Spec: XSD 1.1 Part 2 §3.4.13.1.
func ParseInteger(s string) (d Decimal, ok bool) {
	if strings.Contains(s, ".") {
		return d, false
	}
	return ParseDecimal(s)
}

// unscaled returns the number with these digits before and behind the point.
func unscaled(whole, fraction string, negative bool) Decimal {
	scale := int32(len(fraction))
	if len(whole)+len(fraction) < len(powers) {
		n := digits(digits(0, whole), fraction)
		if negative {
			n = -n
		}
		return Decimal{n: n, scale: scale}
	}
	b, _ := new(big.Int).SetString(whole+fraction, 10)
	if negative {
		b.Neg(b)
	}
	d, _ := reduced(b, scale)
	return d
}

// digits returns n with digits behind it.
func digits(n int64, s string) int64 {
	for i := range len(s) {
		n = 10*n + int64(s[i]-'0')
	}
	return n
}

func trim(s string) string { return strings.Trim(s, " \t\n\r") }

// sign takes the sign off a number.
func sign(s string) (digits string, negative bool) {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		return s[1:], s[0] == '-'
	}
	return s, false
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || '9' < s[i] {
			return false
		}
	}
	return true
}

// reduced returns b times 10^-scale in its shortest form, false when it has too
// many digits. It takes b over.
func reduced(b *big.Int, scale int32) (Decimal, bool) {
	if b.IsInt64() {
		return small(b.Int64(), scale), true
	}
	if b.BitLen() > MaxDigits*10/3+8 { // log2(10) is less than 10/3
		return Decimal{}, false
	}
	ten, rest := big.NewInt(10), new(big.Int)
	for quotient := new(big.Int); scale > 0; scale-- {
		if quotient.QuoRem(b, ten, rest); rest.Sign() != 0 {
			break
		}
		b, quotient = quotient, b
	}
	if b.IsInt64() {
		return small(b.Int64(), scale), true
	}
	return Decimal{big: b, scale: scale}, int(scale) <= MaxDigits && b.BitLen()*3/10 <= MaxDigits
}

func small(n int64, scale int32) Decimal {
	for scale > 0 && n%10 == 0 {
		n /= 10
		scale--
	}
	return Decimal{n: n, scale: scale}
}

// unscaledBig returns d times 10^scale; the scale is not less than that of d.
func (d Decimal) unscaledBig(scale int32) *big.Int {
	b := d.big
	if b == nil {
		b = big.NewInt(d.n)
	}
	if scale == d.scale {
		return b
	}
	return new(big.Int).Mul(b, power(scale-d.scale))
}

func power(n int32) *big.Int {
	if int(n) < len(powers) {
		return big.NewInt(powers[n])
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// align returns the unscaled values of both at the larger scale, false when
// they do not fit.
func align(d, e Decimal) (a, b int64, scale int32, ok bool) {
	if d.big != nil || e.big != nil {
		return 0, 0, 0, false
	}
	a, b, scale = d.n, e.n, max(d.scale, e.scale)
	if int(scale-d.scale) >= len(powers) || int(scale-e.scale) >= len(powers) {
		return 0, 0, 0, false
	}
	a, ok = times(a, powers[scale-d.scale])
	if ok {
		b, ok = times(b, powers[scale-e.scale])
	}
	return a, b, scale, ok
}

// times multiplies, false where the product does not fit.
func times(a, b int64) (int64, bool) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	if high != 0 || low > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(low), true
	}
	return int64(low), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Add returns d + e, false when it has too many digits.
func (d Decimal) Add(e Decimal) (Decimal, bool) {
	if a, b, scale, ok := align(d, e); ok {
		if sum := a + b; (sum > a) == (b > 0) {
			return small(sum, scale), true
		}
	}
	scale := max(d.scale, e.scale)
	return reduced(new(big.Int).Add(d.unscaledBig(scale), e.unscaledBig(scale)), scale)
}

// Sub returns d - e, false when it has too many digits.
func (d Decimal) Sub(e Decimal) (Decimal, bool) { return d.Add(e.Neg()) }

// Neg returns -d.
func (d Decimal) Neg() Decimal {
	if d.big == nil && d.n != math.MinInt64 {
		return Decimal{n: -d.n, scale: d.scale}
	}
	n, _ := reduced(new(big.Int).Neg(d.unscaledBig(d.scale)), d.scale)
	return n
}

// Abs returns the absolute value.
func (d Decimal) Abs() Decimal {
	if d.Sign() < 0 {
		return d.Neg()
	}
	return d
}

// Mul returns d × e, false when it has too many digits.
func (d Decimal) Mul(e Decimal) (Decimal, bool) {
	if d.big == nil && e.big == nil {
		if n, ok := times(d.n, e.n); ok {
			return small(n, d.scale+e.scale), d.scale+e.scale <= MaxDigits
		}
	}
	if d.scale+e.scale > 2*MaxDigits {
		return Decimal{}, false
	}
	return reduced(new(big.Int).Mul(d.unscaledBig(d.scale), e.unscaledBig(e.scale)), d.scale+e.scale)
}

// Div returns d ÷ e, false for an e of 0. What is not finite is rounded half to
// even behind its 18th digit after the point, or as many more as d and e have.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §4.2.4.
func (d Decimal) Div(e Decimal) (Decimal, bool) {
	if e.Sign() == 0 {
		return Decimal{}, false
	}
	scale := max(d.scale, e.scale) + quotientDigits
	divisor := e.unscaledBig(e.scale)
	quotient, rest := new(big.Int).QuoRem(d.unscaledBig(scale+d.scale), divisor, new(big.Int))
	roundHalfEven(quotient, rest, divisor)
	return reduced(quotient, scale+d.scale-e.scale)
}

// roundHalfEven adds one in the direction of the rest where that is nearer.
func roundHalfEven(quotient, rest, divisor *big.Int) {
	twice := new(big.Int).Lsh(new(big.Int).Abs(rest), 1)
	c := twice.CmpAbs(divisor)
	if c < 0 || c == 0 && quotient.Bit(0) == 0 {
		return
	}
	one := int64(rest.Sign() * divisor.Sign())
	quotient.Add(quotient, big.NewInt(one))
}

// QuoRem returns the quotient rounded towards zero and what remains, which has
// the sign of d; false for an e of 0.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §4.2.5, §4.2.6.
func (d Decimal) QuoRem(e Decimal) (quotient, rest Decimal, ok bool) {
	if e.Sign() == 0 {
		return d, e, false
	}
	scale := max(d.scale, e.scale)
	q, r := new(big.Int).QuoRem(d.unscaledBig(scale), e.unscaledBig(scale), new(big.Int))
	quotient, ok = reduced(q, 0)
	rest, fits := reduced(r, scale)
	return quotient, rest, ok && fits
}

// Sign returns -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.big != nil:
		return d.big.Sign()
	case d.n < 0:
		return -1
	case d.n > 0:
		return 1
	}
	return 0
}

// Cmp compares by value: -1, 0 or 1.
func (d Decimal) Cmp(e Decimal) int {
	if a, b, _, ok := align(d, e); ok {
		switch {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	}
	scale := max(d.scale, e.scale)
	return d.unscaledBig(scale).Cmp(e.unscaledBig(scale))
}

// IsInt reports whether there is no fraction.
func (d Decimal) IsInt() bool { return d.scale == 0 }

// Int64 returns the number as an int64, false when it is none.
func (d Decimal) Int64() (int64, bool) { return d.n, d.big == nil && d.scale == 0 }

// Scaled returns d as n × 10^-scale with the least scale, false where n does not
// fit.
func (d Decimal) Scaled() (n int64, scale int, ok bool) { return d.n, int(d.scale), d.big == nil }

// Floor returns the largest integer that is not larger.
func (d Decimal) Floor() Decimal {
	if d.scale == 0 {
		return d
	}
	q := new(big.Int).Div(d.unscaledBig(d.scale), power(d.scale)) // Euclidean, which is the floor for a positive divisor
	n, _ := reduced(q, 0)
	return n
}

// Ceil returns the smallest integer that is not smaller.
func (d Decimal) Ceil() Decimal { return d.Neg().Floor().Neg() }

// Round returns the nearest integer, of two the larger.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §4.4.4.
func (d Decimal) Round() Decimal {
	if d.scale == 0 {
		return d
	}
	n, _ := d.Add(Decimal{n: 5, scale: 1})
	return n.Floor()
}

// exactPowers are those of ten that a float64 holds exactly.
var exactPowers = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// Float64 returns the nearest float64, an infinity beyond them.
func (d Decimal) Float64() float64 {
	if d.big == nil && int(d.scale) < len(exactPowers) && magnitude(d.n) < 1<<53 {
		return float64(d.n) / exactPowers[d.scale] // of two exact numbers the quotient is the nearest
	}
	f, _ := strconv.ParseFloat(d.String(), 64)
	return f
}

// FromFloat64 returns the exact value of a number, false for infinities and NaN.
func FromFloat64(f float64) (Decimal, bool) {
	if n := int64(f); float64(n) == f && n != math.MinInt64 && n != math.MaxInt64 {
		return Int(n), true
	}
	r := new(big.Rat)
	if r.SetFloat64(f) == nil {
		return Decimal{}, false
	}
	return ParseDecimal(r.FloatString(r.Denom().BitLen() - 1)) // a denominator of 2^k takes k digits
}

// String returns the canonical lexical form: no leading or trailing zeros, and
// a point only before a fraction.
//
// Spec: XSD 1.1 Part 2 §3.3.3.1; of integers §3.4.13.
func (d Decimal) String() string {
	var room [24]byte
	return string(d.Append(room[:0]))
}

// Append appends String.
func (d Decimal) Append(dst []byte) []byte {
	if d.scale == 0 && d.big == nil {
		return strconv.AppendInt(dst, d.n, 10)
	}
	var room [24]byte
	digits := room[:0]
	if d.big != nil {
		digits = d.big.Append(digits, 10)
	} else {
		digits = strconv.AppendInt(digits, d.n, 10)
	}
	if digits[0] == '-' {
		dst, digits = append(dst, '-'), digits[1:]
	}
	point := len(digits) - int(d.scale)
	if point <= 0 {
		dst = append(dst, "0."...)
		for ; point < 0; point++ {
			dst = append(dst, '0')
		}
		return append(dst, digits...)
	}
	dst = append(dst, digits[:point]...)
	if d.scale > 0 {
		dst = append(append(dst, '.'), digits[point:]...)
	}
	return dst
}
