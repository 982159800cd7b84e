package xsd_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf/xsd"
)

func TestParseDateTime(t *testing.T) {
	tests := []struct{ datatype, lexical, want string }{ // "" for none
		{"dateTime", "2025-06-12T10:00:00", "2025-06-12T10:00:00"},
		{"dateTime", " 2025-06-12T10:00:00.250Z ", "2025-06-12T10:00:00.25Z"},
		{"dateTime", "2024-12-31T24:00:00-05:00", "2025-01-01T00:00:00-05:00"},
		{"dateTime", "-0044-03-15T00:00:00", "-0044-03-15T00:00:00"},
		{"dateTime", "0000-02-29T00:00:00", "0000-02-29T00:00:00"},
		{"dateTime", "12025-01-01T00:00:07.5+00:00", "12025-01-01T00:00:07.5Z"},
		{"dateTime", "2023-02-29T00:00:00", ""}, {"dateTime", "2025-06-12T24:00:01", ""}, {"dateTime", "2025-06-12T10:00", ""},
		{"dateTime", "2025-06-12T10:00:60", ""}, {"dateTime", "2025-06-12T10:00:00.", ""}, {"dateTime", "2025-06-12T10:00:00+14:01", ""},
		{"dateTime", "02025-06-12T10:00:00", ""}, {"dateTime", "2025-06-12", ""}, {"dateTime", "2025-06-12T10:00:00z", ""}, {"dateTime", "25-06-12T10:00:00", ""},
		{"dateTime", "99999999999-06-12T10:00:00", ""}, {"dateTimeStamp", "2025-06-12T10:00:00", ""}, {"dateTimeStamp", "2025-06-12T10:00:00Z", "2025-06-12T10:00:00Z"},
		{"date", "2025-06-12", "2025-06-12"}, {"date", "2025-06-12-14:00", "2025-06-12-14:00"}, {"date", "2025-06-12T", ""}, {"date", "2025-6-12", ""},
		{"time", "24:00:00", "00:00:00"}, {"time", "10:05:01.50Z", "10:05:01.5Z"}, {"time", "10:05", ""},
		{"gYear", "2025", "2025"}, {"gYear", "2025Z", "2025Z"}, {"gYear", "-0001", "-0001"}, {"gYear", "-2025-05:00", "-2025-05:00"}, {"gYear", "25", ""},
		{"gYearMonth", "2025-06", "2025-06"}, {"gYearMonth", "2025-13", ""},
		{"gMonth", "--06", "--06"}, {"gMonth", "--06Z", "--06Z"}, {"gMonthDay", "--02-29", "--02-29"}, {"gMonthDay", "--02-30", ""},
		{"gDay", "---31", "---31"}, {"gDay", "---32", ""}, {"decimal", "1", ""},
	}
	for _, tt := range tests {
		got, ok := xsd.ParseDateTime(tt.datatype, tt.lexical)
		if ok != (tt.want != "") || ok && got.String() != tt.want {
			t.Errorf("ParseDateTime(%s, %q) = %v, %v, want %q", tt.datatype, tt.lexical, got, ok, tt.want)
		}
	}
}

func dateTime(t interface{ Fatalf(string, ...any) }, lexical string) xsd.DateTime {
	out, ok := xsd.ParseDateTime("dateTime", lexical)
	if !ok {
		t.Fatalf("%q is no dateTime", lexical)
	}
	return out
}

const layout = "2006-01-02T15:04:05.999999999Z07:00"

// TestDateTime compares with package time.
func TestDateTime(t *testing.T) {
	times := rapid.Custom(func(t *rapid.T) time.Time {
		zone := time.FixedZone("", 60*rapid.IntRange(-840, 840).Draw(t, "zone"))
		return time.Unix(rapid.Int64Range(-60e9, 250e9).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds")).In(zone)
	}).Filter(func(t time.Time) bool { return t.Year() >= 100 && t.Year() < 9900 })
	rapid.Check(t, func(t *rapid.T) {
		x, y := times.Draw(t, "x"), times.Draw(t, "y")
		a, b := dateTime(t, x.Format(layout)), dateTime(t, y.Format(layout))
		if a.String() != x.Format(layout) {
			t.Errorf("%v, want %s", a, x.Format(layout))
		}
		if got := xsd.FromTime(x); got.String() != a.String() {
			t.Errorf("FromTime(%v) = %v", x, got)
		}
		_, offset := x.Zone()
		ms, whole := a.UnixMilli()
		if rounded := x.Truncate(time.Millisecond); whole != rounded.Equal(x) || whole && ms != x.UnixMilli() {
			t.Errorf("UnixMilli(%v) = %d, %v, want %d", a, ms, whole, x.UnixMilli())
		} else if got, ok := xsd.OfUnixMilli("dateTime", x.UnixMilli(), offset/60, true); !ok || got.String() != rounded.Format(layout) {
			t.Errorf("OfUnixMilli(%d) = %v, %v, want %v", x.UnixMilli(), got, ok, rounded.Format(layout))
		}
		if c, ok := a.Compare(b); !ok || c != x.Compare(y) {
			t.Errorf("Compare(%v, %v) = %d", a, b, c)
		}
		d := a.Sub(b)
		if back, ok := b.Add(d); !ok || back.Sub(a).Seconds.Sign() != 0 {
			t.Errorf("%v + %v = %v, want %v", b, d, back, a)
		}
		if want := x.Add(90 * time.Minute).Format(layout); add(t, a, "PT1H30M").String() != want {
			t.Errorf("%v + PT1H30M = %v, want %s", a, add(t, a, "PT1H30M"), want)
		}
		months := rapid.Int64Range(-5000, 5000).Draw(t, "months")
		first := time.Date(x.Year(), x.Month()+time.Month(months), 1, 0, 0, 0, 0, x.Location())
		want := first.AddDate(0, 1, -1).Day()
		got, ok := a.Add(xsd.Duration{Months: months})
		if !ok || got.Year() != int64(first.Year()) || got.Month() != int(first.Month()) || got.Day() != min(x.Day(), want) {
			t.Errorf("%v + %d months = %v", a, months, got)
		}
	})
}

func add(t *rapid.T, a xsd.DateTime, duration string) xsd.DateTime {
	d, ok := xsd.ParseDuration("duration", duration)
	out, fits := a.Add(d)
	if !ok || !fits {
		t.Fatalf("%v + %s", a, duration)
	}
	return out
}

// TestCompareZones has the table of XSD 1.1 Part 2 §3.3.7 and the edges of 14
// hours.
func TestCompareZones(t *testing.T) {
	tests := []struct {
		a, b string
		c    int
		ok   bool
	}{
		{"2000-01-15T00:00:00", "2000-02-15T00:00:00", -1, true},
		{"2000-01-15T12:00:00", "2000-01-16T12:00:00Z", -1, true},
		{"2000-01-01T12:00:00", "1999-12-31T23:00:00Z", 0, false},
		{"2000-01-16T12:00:00", "2000-01-16T12:00:00Z", 0, false},
		{"2000-01-16T00:00:00", "2000-01-16T12:00:00Z", 0, false},
		{"2000-01-16T00:00:00", "2000-01-16T14:00:01Z", -1, true},
		{"2000-01-16T12:00:00Z", "2000-01-16T13:00:00+01:00", 0, true},
	}
	for _, tt := range tests {
		a, b := dateTime(t, tt.a), dateTime(t, tt.b)
		if c, ok := a.Compare(b); ok != tt.ok || ok && c != tt.c {
			t.Errorf("Compare(%v, %v) = %d, %v, want %d, %v", a, b, c, ok, tt.c, tt.ok)
		}
		if c, ok := b.Compare(a); ok != tt.ok || ok && c != -tt.c {
			t.Errorf("Compare(%v, %v) = %d, %v, want %d, %v", b, a, c, ok, -tt.c, tt.ok)
		}
	}
}

func TestAs(t *testing.T) {
	full := dateTime(t, "2025-06-12T10:20:30.5-04:00")
	for datatype, want := range map[string]string{
		"date": "2025-06-12-04:00", "time": "10:20:30.5-04:00", "gYear": "2025-04:00", "gYearMonth": "2025-06-04:00", "gMonth": "--06-04:00",
		"gMonthDay": "--06-12-04:00", "gDay": "---12-04:00", "dateTime": "2025-06-12T10:20:30.5-04:00",
	} {
		if got, ok := full.As(datatype); !ok || got.String() != want {
			t.Errorf("As(%s) = %v, want %s", datatype, got, want)
		}
	}
	day, _ := full.As("date")
	if got, ok := day.As("dateTime"); !ok || got.String() != "2025-06-12T00:00:00-04:00" {
		t.Errorf("the dateTime of %v is %v", day, got)
	}
	if got, ok := day.As("time"); ok {
		t.Errorf("the time of %v is %v", day, got)
	}
}

func TestDuration(t *testing.T) {
	tests := []struct{ datatype, lexical, want string }{
		{"duration", "P1Y2M3DT4H5M6.70S", "P1Y2M3DT4H5M6.7S"}, {"duration", "-P14M", "-P1Y2M"}, {"duration", "PT0S", "PT0S"}, {"duration", "-PT90S", "-PT1M30S"},
		{"duration", "P0Y", "PT0S"}, {"duration", "PT36H", "P1DT12H"}, {"duration", "P", ""}, {"duration", "PT", ""}, {"duration", "P1S", ""}, {"duration", "PT1.5H", ""},
		{"duration", "P1M1Y", ""}, {"duration", "PT.5S", ""}, {"duration", "PT5.S", ""}, {"duration", "1Y", ""}, {"duration", "P-1Y", ""}, {"duration", "P1YT", ""}, {"duration", "+P1Y", ""},
		{"dayTimeDuration", "P1DT2H", "P1DT2H"}, {"dayTimeDuration", "P1M", ""}, {"yearMonthDuration", "P3Y", "P3Y"}, {"yearMonthDuration", "P3YT1H", ""},
		{"duration", "P99999999999999999999Y", ""}, {"duration", "PT100000000000000000000S", "P1157407407407407DT9H46M40S"},
	}
	for _, tt := range tests {
		got, ok := xsd.ParseDuration(tt.datatype, tt.lexical)
		if ok != (tt.want != "") || ok && got.String() != tt.want {
			t.Errorf("ParseDuration(%s, %q) = %v, %v, want %q", tt.datatype, tt.lexical, got, ok, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		seconds, _ := parsed(t, fmt.Sprintf("%d.%d", rapid.Int64Range(0, 1e15).Draw(t, "seconds"), rapid.IntRange(0, 999).Draw(t, "fraction")))
		d := xsd.Duration{Months: rapid.Int64Range(0, 1e9).Draw(t, "months"), Seconds: seconds}
		if rapid.Bool().Draw(t, "negative") {
			d = d.Neg()
		}
		back, ok := xsd.ParseDuration("duration", d.String())
		if !ok || back.Months != d.Months || back.Seconds.Cmp(d.Seconds) != 0 {
			t.Errorf("%v reads as %v", d, back)
		}
		double, ok := d.Add(d)
		if half, fits := double.Add(d.Neg()); !ok || !fits || half.Months != d.Months || half.Seconds.Cmp(d.Seconds) != 0 {
			t.Errorf("%v + %v = %v", d, d, double)
		}
	})
}

// TestDurationTimes has the examples of XPath and XQuery Functions and Operators
// 3.1 §8.4.
func TestDurationTimes(t *testing.T) {
	tests := []struct {
		name, duration, by, want string // "" for none
		op                       func(xsd.Duration, xsd.Decimal) (xsd.Duration, bool)
	}{
		{"multiply", "P2Y11M", "2.3", "P6Y9M", xsd.Duration.Mul}, {"multiply", "PT2H10M", "2.1", "PT4H33M", xsd.Duration.Mul}, {"negate", "-P1M", "0.5", "PT0S", xsd.Duration.Mul},
		{"divide", "P2Y11M", "1.5", "P1Y11M", xsd.Duration.Div}, {"divide", "P1DT2H30M10.5S", "1.5", "PT17H40M7S", xsd.Duration.Div},
		{"divide", "P1Y", "0", "", xsd.Duration.Div}, {"multiply", "P900000000Y", "9000000000", "", xsd.Duration.Mul},
	}
	for _, tt := range tests {
		d, _ := xsd.ParseDuration("duration", tt.duration)
		by, _ := xsd.ParseDecimal(tt.by)
		if got, ok := tt.op(d, by); ok != (tt.want != "") || ok && got.String() != tt.want {
			t.Errorf("%s %s by %s = %v, %v, want %q", tt.name, tt.duration, tt.by, got, ok, tt.want)
		}
	}
}

// TestUnixMilli checks that each datatype comes back.
func TestUnixMilli(t *testing.T) {
	tests := []struct{ datatype, lexical string }{
		{"dateTime", "2025-06-12T10:20:30.5-04:00"}, {"dateTime", "2025-06-12T10:20:30"}, {"dateTime", "-0044-03-15T00:00:00.001Z"}, {"date", "2025-06-12"}, {"date", "2025-06-12+14:00"},
		{"time", "23:20:30.25-04:00"}, {"time", "00:00:00"}, {"gYear", "2025"}, {"gYear", "-0001Z"}, {"gYearMonth", "2025-06-04:00"}, {"gMonth", "--06"}, {"gMonthDay", "--02-29+01:00"}, {"gDay", "---31"},
	}
	for _, tt := range tests {
		at, _ := xsd.ParseDateTime(tt.datatype, tt.lexical)
		ms, ok := at.UnixMilli()
		zone, zoned := at.Zone()
		back, known := xsd.OfUnixMilli(tt.datatype, ms, zone, zoned)
		if c, equal := back.Compare(at); !ok || !known || c != 0 || !equal || back.String() != tt.lexical {
			t.Errorf("%s %s is %d ms, which is %v", tt.datatype, tt.lexical, ms, back)
		}
	}
	for name, ms := range map[string]int64{"far": math.MaxInt64, "far back": math.MinInt64} {
		if got, ok := xsd.OfUnixMilli("dateTime", ms, 0, true); !ok {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got, ok := xsd.OfUnixMilli("dateTime", 0, 841, true); ok {
		t.Errorf("a zone of 14:01: %v", got)
	}
	if got, ok := xsd.OfUnixMilli("integer", 0, 0, true); ok {
		t.Errorf("no datatype of times: %v", got)
	}
}
