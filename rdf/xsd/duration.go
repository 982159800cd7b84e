package xsd

import (
	"math"
	"strings"
)

// A Duration is a value of xsd:duration: months and seconds, which are not
// negative and positive at once. Those of xsd:yearMonthDuration have no seconds,
// those of xsd:dayTimeDuration no months. Two are equal when both parts are.
//
// Spec: XSD 1.1 Part 2 §3.3.6, §D.2.1.
type Duration struct {
	Months  int64
	Seconds Decimal
}

// ParseDuration reads the lexical form of a datatype, which is named without its
// namespace: "duration", "yearMonthDuration" or "dayTimeDuration". White space
// around it is left out.
//
// Spec: XSD 1.1 Part 2 §3.3.6.2, §3.4.26, §3.4.27.
func ParseDuration(datatype, lexical string) (d Duration, ok bool) {
	s := trim(lexical)
	s, negative := strings.CutPrefix(s, "-")
	if s, ok = strings.CutPrefix(s, "P"); !ok {
		return d, false
	}
	date, clock, timed := strings.Cut(s, "T")
	if date == "" && clock == "" || timed && clock == "" {
		return d, false
	}
	var years, months, days, hours, minutes, seconds Decimal
	okDate := parts(date, "YMD", &years, &months, &days)
	okTime := parts(clock, "HMS", &hours, &minutes, &seconds)
	switch {
	case !okDate || !okTime,
		datatype == "yearMonthDuration" && (timed || strings.Contains(date, "D")),
		datatype == "dayTimeDuration" && strings.ContainsAny(date, "YM"):
		return d, false
	}
	d.Months, ok = sum(12, years, 1, months).Int64()
	d.Seconds = sum(daySeconds, days, 3600, hours)
	d.Seconds, _ = d.Seconds.Add(sum(60, minutes, 1, seconds))
	if negative {
		d = d.Neg()
	}
	return d, ok && d.Months != math.MinInt64
}

// parts reads numbers with their letters, in the order of the letters; the
// last one of a time may have a fraction.
func parts(s, letters string, to ...*Decimal) bool {
	for i := range letters {
		end := strings.IndexByte(s, letters[i])
		if end < 0 {
			continue
		}
		number := s[:end]
		fraction := strings.IndexByte(number, '.')
		if end == 0 || number[0] < '0' || '9' < number[0] || fraction >= 0 && (letters[i] != 'S' || fraction == end-1) {
			return false
		}
		n, ok := ParseDecimal(number)
		if !ok {
			return false
		}
		*to[i], s = n, s[end+1:]
	}
	return s == ""
}

// sum returns a×x + b×y.
func sum(a int64, x Decimal, b int64, y Decimal) Decimal {
	left, _ := Int(a).Mul(x)
	right, _ := Int(b).Mul(y)
	d, _ := left.Add(right)
	return d
}

// Neg returns -d.
func (d Duration) Neg() Duration { return Duration{-d.Months, d.Seconds.Neg()} }

// Add returns d + e, false where they have different signs in months and
// seconds or are too large.
func (d Duration) Add(e Duration) (Duration, bool) {
	seconds, ok := d.Seconds.Add(e.Seconds)
	months := d.Months + e.Months
	if (months > d.Months) != (e.Months > 0) || !ok {
		return Duration{}, false
	}
	return Duration{months, seconds}, int64(seconds.Sign())*months >= 0
}

// Mul returns d × by, months being rounded, of two the larger; false where that
// is too large.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §8.4.3, §8.4.8.
func (d Duration) Mul(by Decimal) (Duration, bool) {
	months, okMonths := Int(d.Months).Mul(by)
	seconds, okSeconds := d.Seconds.Mul(by)
	return ofDecimals(months, seconds, okMonths && okSeconds)
}

// Div returns d ÷ by likewise, false for a by of 0. Seconds are rounded as
// those of Decimal.Div.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §8.4.4, §8.4.9.
func (d Duration) Div(by Decimal) (Duration, bool) {
	months, okMonths := Int(d.Months).Div(by)
	seconds, okSeconds := d.Seconds.Div(by)
	return ofDecimals(months, seconds, okMonths && okSeconds)
}

func ofDecimals(months, seconds Decimal, ok bool) (Duration, bool) {
	n, fits := months.Round().Int64()
	return Duration{n, seconds}, ok && fits && n != math.MinInt64
}

// Compare compares two durations that have only months or only seconds: -1, 0 or
// 1. ok is false of others, unless they are equal.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §8.2.
func (d Duration) Compare(e Duration) (c int, ok bool) {
	months, seconds := Int(d.Months).Cmp(Int(e.Months)), d.Seconds.Cmp(e.Seconds)
	switch {
	case d.Months == 0 && e.Months == 0:
		return seconds, true
	case d.Seconds.Sign() == 0 && e.Seconds.Sign() == 0:
		return months, true
	}
	return 0, months == 0 && seconds == 0
}

// String returns the canonical lexical form.
//
// Spec: XSD 1.1 Part 2 §E.2 durationCanonicalMap.
func (d Duration) String() string {
	if d.Months == 0 && d.Seconds.Sign() == 0 {
		return "PT0S"
	}
	b := []byte("P")
	if d.Months < 0 || d.Seconds.Sign() < 0 {
		b, d = []byte("-P"), d.Neg()
	}
	b = appendPart(b, Int(d.Months/12), 'Y')
	b = appendPart(b, Int(d.Months%12), 'M')
	days, rest, _ := d.Seconds.QuoRem(Int(daySeconds))
	b = appendPart(b, days, 'D')
	if rest.Sign() == 0 {
		return string(b)
	}
	hours, rest, _ := rest.QuoRem(Int(3600))
	minutes, seconds, _ := rest.QuoRem(Int(60))
	b = appendPart(append(b, 'T'), hours, 'H')
	b = appendPart(b, minutes, 'M')
	return string(appendPart(b, seconds, 'S'))
}

func appendPart(b []byte, n Decimal, letter byte) []byte {
	if n.Sign() == 0 {
		return b
	}
	return append(n.Append(b), letter)
}

// YearMonthString returns the canonical form of an xsd:yearMonthDuration.
func (d Duration) YearMonthString() string {
	if d.Months == 0 {
		return "P0M"
	}
	return d.String()
}

// OfMinutes returns the duration of some minutes, as a time zone is one.
func OfMinutes(n int) Duration { return Duration{Seconds: Int(60 * int64(n))} }
