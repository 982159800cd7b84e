package xsd_test

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf/xsd"
)

func TestParseDecimal(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "-0": "0", "+0.0": "0", "007": "7", "1.50": "1.5", ".5": "0.5", "5.": "5", "-.25": "-0.25", " 3\n": "3",
		"100": "100", "0.000001": "0.000001", "9223372036854775807": "9223372036854775807", "-9223372036854775808": "-9223372036854775808",
		"123456789012345678901234567890.120": "123456789012345678901234567890.12", "-0.00000000000000000000000001": "-0.00000000000000000000000001",
	} {
		d, ok := xsd.ParseDecimal(in)
		if !ok || d.String() != want {
			t.Errorf("ParseDecimal(%q) = %v, %v, want %s", in, d, ok, want)
		}
	}
	for _, in := range []string{"", ".", "+", "-.", "1e5", "0x1", "1_0", "--1", "1.2.3", "1 2", "INF", strings.Repeat("9", xsd.MaxDigits+1)} {
		if d, ok := xsd.ParseDecimal(in); ok {
			t.Errorf("ParseDecimal(%.20q) = %v, want none", in, d)
		}
	}
	if _, ok := xsd.ParseInteger("1.0"); ok {
		t.Error("1.0 is an integer")
	}
}

// decimals draws numbers of all sizes, those at the ends of int64 too.
var decimals = rapid.Custom(func(t *rapid.T) string {
	switch rapid.IntRange(0, 3).Draw(t, "shape") {
	case 0:
		return strconv.Itoa(rapid.IntRange(-20, 20).Draw(t, "small"))
	case 1:
		return rapid.StringMatching(`-?[0-9]{1,19}(\.[0-9]{0,19})?`).Draw(t, "middle")
	case 2:
		return rapid.SampledFrom([]string{"9223372036854775807", "-9223372036854775808", "-9223372036854775807", "0.9223372036854775807", "922337203685477580.8"}).Draw(t, "edge")
	}
	return rapid.StringMatching(`-?[0-9]{1,60}\.[0-9]{1,60}`).Draw(t, "large")
})

func parsed(t *rapid.T, s string) (xsd.Decimal, *big.Rat) {
	d, ok := xsd.ParseDecimal(s)
	r, exact := new(big.Rat).SetString(strings.TrimSuffix(s, "."))
	if !ok || !exact {
		t.Fatalf("%q is no decimal", s)
	}
	return d, r
}

func rat(t *rapid.T, d xsd.Decimal) *big.Rat {
	_, r := parsed(t, d.String())
	return r
}

// TestDecimal compares with big.Rat.
func TestDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, x := parsed(t, decimals.Draw(t, "a"))
		b, y := parsed(t, decimals.Draw(t, "b"))
		check := func(name string, got xsd.Decimal, want *big.Rat) {
			if rat(t, got).Cmp(want) != 0 {
				t.Errorf("%v %s %v = %v, want %s", a, name, b, got, want.FloatString(80))
			}
		}
		sum, _ := a.Add(b)
		check("+", sum, new(big.Rat).Add(x, y))
		difference, _ := a.Sub(b)
		check("-", difference, new(big.Rat).Sub(x, y))
		product, _ := a.Mul(b)
		check("*", product, new(big.Rat).Mul(x, y))
		check("unary -", a.Neg(), new(big.Rat).Neg(x))
		check("abs", a.Abs(), new(big.Rat).Abs(x))
		check("floor", a.Floor(), floor(x))
		check("ceil", a.Ceil(), new(big.Rat).Neg(floor(new(big.Rat).Neg(x))))
		check("round", a.Round(), floor(new(big.Rat).Add(x, big.NewRat(1, 2))))
		if got, want := a.Cmp(b), x.Cmp(y); got != want {
			t.Errorf("Cmp(%v, %v) = %d, want %d", a, b, got, want)
		}
		if (a.Cmp(b) == 0) != (a.String() == b.String()) {
			t.Errorf("%v and %v: equal values are written alike", a, b)
		}
		if want, _ := x.Float64(); a.Float64() != want {
			t.Errorf("%v as a double is %g, want %g", a, a.Float64(), want)
		}
	})
}

func floor(x *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Div(x.Num(), x.Denom()))
}

func TestDiv(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, x := parsed(t, decimals.Draw(t, "a"))
		b, y := parsed(t, decimals.Draw(t, "b"))
		quotient, ok := a.Div(b)
		whole, rest, divided := a.QuoRem(b)
		if y.Sign() == 0 {
			if ok || divided {
				t.Fatal("divided by zero")
			}
			return
		}
		want := new(big.Rat).Quo(x, y)
		off := new(big.Rat).Sub(rat(t, quotient), want)
		if off.Abs(off).Cmp(big.NewRat(5, 1e18)) > 0 || want.IsInt() && off.Sign() != 0 {
			t.Errorf("%v / %v = %v, want %s", a, b, quotient, want.FloatString(40))
		}
		back, _ := whole.Mul(b)
		back, _ = back.Add(rest)
		if back.Cmp(a) != 0 || rest.Abs().Cmp(b.Abs()) >= 0 || rest.Sign() != 0 && rest.Sign() != a.Sign() || !whole.IsInt() {
			t.Errorf("%v = %v * %v + %v", a, whole, b, rest)
		}
	})
	for _, c := range [][3]string{{"1", "3", "0.333333333333333333"}, {"2", "3", "0.666666666666666667"}, {"1", "8", "0.125"}, {"-7", "2", "-3.5"}, {"6.66", "3", "2.22"}} {
		a, _ := xsd.ParseDecimal(c[0])
		b, _ := xsd.ParseDecimal(c[1])
		if q, ok := a.Div(b); !ok || q.String() != c[2] {
			t.Errorf("%s / %s = %v, want %s", c[0], c[1], q, c[2])
		}
	}
}

// TestMaxDigits squares until there are too many digits.
func TestMaxDigits(t *testing.T) {
	for _, start := range []string{"12345678901234567890", "0.00000000000000000012345"} {
		d, _ := xsd.ParseDecimal(start)
		for range 64 {
			product, ok := d.Mul(d)
			if !ok {
				return
			}
			if n := len(product.String()); n > 2*xsd.MaxDigits+3 {
				t.Fatalf("%d digits", n)
			}
			d = product
		}
		t.Fatalf("%s can be squared for ever", start)
	}
}

func TestFloatText(t *testing.T) {
	tests := []struct {
		f                 float64
		canonical, string string
	}{
		{0, "0.0E0", "0"}, {math.Copysign(0, -1), "-0.0E0", "-0"}, {1, "1.0E0", "1"}, {150, "1.5E2", "150"}, {-0.25, "-2.5E-1", "-0.25"},
		{1e6, "1.0E6", "1.0E6"}, {999999, "9.99999E5", "999999"}, {1e-6, "1.0E-6", "0.000001"}, {1e-7, "1.0E-7", "1.0E-7"}, {1e100, "1.0E100", "1.0E100"},
		{math.Inf(1), "INF", "INF"}, {math.Inf(-1), "-INF", "-INF"}, {math.NaN(), "NaN", "NaN"},
	}
	for _, tt := range tests {
		if got := xsd.FormatDouble(tt.f); got != tt.canonical {
			t.Errorf("FormatDouble(%g) = %s, want %s", tt.f, got, tt.canonical)
		}
		if got := xsd.DoubleString(tt.f); got != tt.string {
			t.Errorf("DoubleString(%g) = %s, want %s", tt.f, got, tt.string)
		}
		if back, ok := xsd.ParseDouble(tt.canonical); !ok || back != tt.f && !math.IsNaN(tt.f) {
			t.Errorf("ParseDouble(%s) = %g", tt.canonical, back)
		}
	}
	for _, bad := range []string{"", "inf", "Infinity", "nan", "0x1p2", "1_0", "1e", "e1", "+NaN", "1 2"} {
		if f, ok := xsd.ParseDouble(bad); ok {
			t.Errorf("ParseDouble(%q) = %g", bad, f)
		}
	}
	if f, ok := xsd.ParseFloat("0.1"); !ok || xsd.FormatFloat(f) != "1.0E-1" {
		t.Errorf("the float 0.1 is %v", f)
	}
}

// TestFromFloat64 compares with big.Rat, which is exact.
func TestFromFloat64(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64().Draw(t, "f")
		d, ok := xsd.FromFloat64(f)
		if want := new(big.Rat).SetFloat64(f); !ok || rat(t, d).Cmp(want) != 0 {
			t.Errorf("FromFloat64(%g) = %v, %v", f, d, ok)
		}
	})
	for _, f := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if d, ok := xsd.FromFloat64(f); ok {
			t.Errorf("FromFloat64(%g) = %v", f, d)
		}
	}
}

func TestScaled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := xsd.Scaled(rapid.Int64().Draw(t, "n"), rapid.IntRange(-1, 40).Draw(t, "scale"))
		n, scale, ok := d.Scaled()
		if back, read := xsd.ParseDecimal(d.String()); !ok || !read || back.Cmp(d) != 0 || xsd.Scaled(n, scale).Cmp(d) != 0 {
			t.Errorf("%v is %d, %d, %v", d, n, scale, ok)
		}
	})
}
