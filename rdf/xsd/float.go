package xsd

import (
	"math"
	"strconv"
	"strings"
)

// ParseDouble reads the lexical form of an xsd:double, white space around it
// left out.
//
// Spec: XSD 1.1 Part 2 §3.3.5.1.
func ParseDouble(s string) (float64, bool) { return parseFloat(s, 64) }

// ParseFloat reads the lexical form of an xsd:float likewise; the value is that
// of a float32.
//
// Spec: XSD 1.1 Part 2 §3.3.4.1.
func ParseFloat(s string) (float64, bool) { return parseFloat(s, 32) }

func parseFloat(s string, size int) (float64, bool) {
	switch s = trim(s); s {
	case "INF", "+INF":
		return math.Inf(1), true
	case "-INF":
		return math.Inf(-1), true
	case "NaN":
		return math.NaN(), true
	}
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9', c == '.', c == 'e', c == 'E', c == '+', c == '-':
		default:
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, size)
	if err != nil && !math.IsInf(f, 0) { // a number too large is infinite
		return 0, false
	}
	return f, true
}

// FormatDouble returns the canonical lexical form, such as 1.5E2.
//
// Spec: XSD 1.1 Part 2 §3.3.5.2.
func FormatDouble(f float64) string { return formatFloat(f, 64) }

// FormatFloat returns that of an xsd:float.
func FormatFloat(f float64) string { return formatFloat(f, 32) }

func formatFloat(f float64, size int) string {
	switch {
	case math.IsInf(f, 1):
		return "INF"
	case math.IsInf(f, -1):
		return "-INF"
	case math.IsNaN(f):
		return "NaN"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', -1, size), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	exponent = strings.TrimPrefix(exponent, "+")
	negative := strings.HasPrefix(exponent, "-")
	if exponent = strings.TrimLeft(strings.TrimPrefix(exponent, "-"), "0"); exponent == "" {
		return mantissa + "E0"
	}
	if negative {
		exponent = "-" + exponent
	}
	return mantissa + "E" + exponent
}

// DoubleString returns what a cast of an xsd:double to xsd:string gives: 150
// rather than 1.5E2 where the absolute value is at least 0.000001 and less than
// 1000000.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §19.1.2.2.
func DoubleString(f float64) string { return floatString(f, 64) }

// FloatString returns that of an xsd:float.
func FloatString(f float64) string { return floatString(f, 32) }

func floatString(f float64, size int) string {
	least := 1e-6
	if size == 32 {
		least = float64(float32(1e-6)) // compared as a float
	}
	if a := math.Abs(f); f == 0 || a >= least && a < 1e6 {
		return strconv.FormatFloat(f, 'f', -1, size)
	}
	return formatFloat(f, size)
}

// ParseBoolean reads the lexical form of an xsd:boolean, white space around it
// left out.
//
// Spec: XSD 1.1 Part 2 §3.3.2.
func ParseBoolean(s string) (value, ok bool) {
	switch trim(s) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}
