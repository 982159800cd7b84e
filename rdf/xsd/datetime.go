package xsd

import (
	"strconv"
	"strings"
	"time"
)

// A DateTime is a value of xsd:dateTime, xsd:date, xsd:time, xsd:gYear,
// xsd:gYearMonth, xsd:gMonth, xsd:gMonthDay or xsd:gDay, in the seven-property
// model: what a datatype lacks is as in 1972-01-01T00:00:00.
//
// Spec: XSD 1.1 Part 2 §D.2.1.
type DateTime struct {
	shape                    shape
	year                     int64
	month, day, hour, minute uint8
	second                   Decimal // from 0 to below 60
	zone                     int16   // minutes east of UTC
	zoned                    bool
}

// shape says which properties a datatype has.
type shape uint8

const (
	hasYear shape = 1 << iota
	hasMonth
	hasDay
	hasTime
)

// shapeOf returns the shape of a datatype, false for one that is not of times.
func shapeOf(datatype string) (s shape, ok bool) {
	switch datatype {
	case "dateTime", "dateTimeStamp":
		return full, true
	case "date":
		return hasYear | hasMonth | hasDay, true
	case "time":
		return hasTime, true
	case "gYear":
		return hasYear, true
	case "gYearMonth":
		return hasYear | hasMonth, true
	case "gMonth":
		return hasMonth, true
	case "gMonthDay":
		return hasMonth | hasDay, true
	case "gDay":
		return hasDay, true
	}
	return 0, false
}

const full = hasYear | hasMonth | hasDay | hasTime

// maxYear bounds years either way, so that seconds can be counted.
const maxYear = 1_000_000_000

// defaultYear is that of values without one; it has a 29 February.
const defaultYear = 1972

// maxZone is 14 hours, in minutes.
const maxZone = 14 * 60

// ParseDateTime reads the lexical form of a datatype, which is named without its
// namespace: "dateTime", "date", "time", "gYear" and so on, also
// "dateTimeStamp". White space around it is left out. Years are of up to nine
// digits.
//
// Spec: XSD 1.1 Part 2 §3.3.7 to §3.3.14, §3.4.28.
func ParseDateTime(datatype, lexical string) (t DateTime, ok bool) {
	shape, known := shapeOf(datatype)
	if !known {
		return t, false
	}
	p := timeParser{rest: trim(lexical), ok: true}
	t = DateTime{shape: shape, year: defaultYear, month: 1, day: 1}
	p.date(&t)
	if shape == hasTime {
		p.time(&t)
	} else if shape&hasTime != 0 {
		p.sign('T')
		p.time(&t)
	}
	p.zone(&t)
	if !p.ok || p.rest != "" || datatype == "dateTimeStamp" && !t.zoned || t.day > daysIn(t.year, t.month) {
		return DateTime{}, false
	}
	if t.hour == 24 {
		t.hour = 0
		if shape&hasDay != 0 {
			t = t.at(t.local().plusDays(1))
		}
	}
	return t, true
}

// FromTime returns the xsd:dateTime of a time, in UTC where its zone is not of
// whole minutes.
func FromTime(t time.Time) DateTime {
	_, offset := t.Zone()
	if offset%60 != 0 {
		return FromTime(t.UTC())
	}
	second, _ := Int(int64(t.Second())).Add(Scaled(int64(t.Nanosecond()), 9))
	return DateTime{
		shape: full,
		year:  int64(t.Year()), month: uint8(t.Month()), day: uint8(t.Day()), hour: uint8(t.Hour()), minute: uint8(t.Minute()), second: second,
		zone: int16(offset / 60), zoned: true,
	}
}

// epoch is 1970-01-01 in seconds since the start of the year 0.
var epoch = daysBefore(1970, 1) * daySeconds

// OfUnixMilli returns the value of a datatype for milliseconds since 1970 in
// UTC, as its zone tells it, or without one as UTC does. What the datatype lacks
// is left out. ok is false for an unknown datatype, a zone of more than 14 hours
// and years beyond the limit.
func OfUnixMilli(datatype string, ms int64, zone int, zoned bool) (t DateTime, ok bool) {
	shape, ok := shapeOf(datatype)
	seconds, rest := floorDiv(ms, 1000)
	days, inDay := floorDiv(seconds+60*int64(zone)+epoch, daySeconds)
	year, month, day := dateOf(days)
	t = DateTime{shape: shape, year: defaultYear, month: 1, day: 1, zone: int16(zone), zoned: zoned}
	if shape&hasYear != 0 {
		t.year = year
	}
	if shape&hasMonth != 0 {
		t.month = month
	}
	if shape&hasDay != 0 {
		t.day = day
	}
	if shape&hasTime != 0 {
		t.hour, t.minute, t.second = uint8(inDay/3600), uint8(inDay/60%60), Int(inDay%60)
		if rest != 0 {
			t.second = Scaled(inDay%60*1000+rest, 3)
		}
	}
	return t, ok && -maxZone <= zone && zone <= maxZone && -maxYear <= year && year <= maxYear
}

// UnixMilli returns the milliseconds since 1970 in UTC, without a zone as if it
// were in UTC; ok is false where the second has a finer fraction.
func (t DateTime) UnixMilli() (ms int64, ok bool) {
	i := t.utc()
	n, scale, ok := i.fraction.Scaled()
	for ; scale < 3; scale++ {
		n *= 10
	}
	return (i.seconds-epoch)*1000 + n, ok && scale == 3
}

// timeParser takes parts from the start of a text.
type timeParser struct {
	rest string
	ok   bool
}

func (p *timeParser) sign(c byte) {
	if p.rest == "" || p.rest[0] != c {
		p.ok = false
		return
	}
	p.rest = p.rest[1:]
}

// two takes a number of two digits from least to most.
func (p *timeParser) two(least, most uint8) uint8 {
	if len(p.rest) < 2 || !isDigits(p.rest[:2]) {
		p.ok = false
		return least
	}
	n := 10*(p.rest[0]-'0') + p.rest[1] - '0'
	p.rest = p.rest[2:]
	p.ok = p.ok && least <= n && n <= most
	return n
}

// date takes the parts of a date that the shape has, with the hyphens of those
// that it lacks.
func (p *timeParser) date(t *DateTime) {
	switch {
	case t.shape&hasYear != 0:
		t.year = p.year()
		if t.shape&hasMonth != 0 {
			p.sign('-')
		}
	case t.shape&(hasMonth|hasDay) != 0:
		p.sign('-')
		p.sign('-')
	}
	if t.shape&hasMonth != 0 {
		t.month = p.two(1, 12)
	}
	if t.shape&hasDay != 0 {
		p.sign('-')
		t.day = p.two(1, 31)
	}
}

func (p *timeParser) year() int64 {
	digits := strings.TrimPrefix(p.rest, "-")
	n := 0
	for n < len(digits) && '0' <= digits[n] && digits[n] <= '9' {
		n++
	}
	if n < 4 || n > 9 || n > 4 && digits[0] == '0' {
		p.ok = false
		return defaultYear
	}
	year, _ := strconv.ParseInt(digits[:n], 10, 64)
	if len(digits) < len(p.rest) {
		year = -year
	}
	p.rest = digits[n:]
	return year
}

func (p *timeParser) time(t *DateTime) {
	t.hour = p.two(0, 24)
	p.sign(':')
	t.minute = p.two(0, 59)
	p.sign(':')
	whole := p.two(0, 59)
	n := 0
	if strings.HasPrefix(p.rest, ".") {
		for n = 1; n < len(p.rest) && '0' <= p.rest[n] && p.rest[n] <= '9'; n++ {
		}
		p.ok = p.ok && n > 1
	}
	second, ok := Int(int64(whole)), true
	if n > 0 {
		second, ok = ParseDecimal(strconv.Itoa(int(whole)) + p.rest[:n])
	}
	t.second, p.rest = second, p.rest[n:]
	p.ok = p.ok && ok && (t.hour < 24 || t.minute == 0 && second.Sign() == 0)
}

func (p *timeParser) zone(t *DateTime) {
	if p.rest == "" {
		return
	}
	t.zoned = true
	sign := p.rest[0]
	p.rest = p.rest[1:]
	if sign == 'Z' {
		return
	}
	minutes := 60 * int16(p.two(0, 14))
	p.sign(':')
	minutes += int16(p.two(0, 59))
	if sign == '-' {
		minutes = -minutes
	}
	t.zone = minutes
	p.ok = p.ok && (sign == '+' || sign == '-') && -maxZone <= minutes && minutes <= maxZone
}

func leap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(year int64, month uint8) uint8 {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// An instant is a point of a time line: whole seconds since the start of the
// year 0, and a part of a second from 0 to below 1.
type instant struct {
	seconds  int64
	fraction Decimal
}

const daySeconds = 24 * 60 * 60

func (i instant) plusDays(n int64) instant { return instant{i.seconds + n*daySeconds, i.fraction} }

func (i instant) cmp(j instant) int {
	switch {
	case i.seconds < j.seconds:
		return -1
	case i.seconds > j.seconds:
		return 1
	}
	return i.fraction.Cmp(j.fraction)
}

// local returns the point as its own clock tells it.
func (t DateTime) local() instant {
	n, whole := t.second.Int64()
	var fraction Decimal
	if !whole {
		n, _ = t.second.Floor().Int64()
		fraction, _ = t.second.Sub(Int(n))
	}
	days := daysBefore(t.year, t.month) + int64(t.day) - 1
	return instant{days*daySeconds + int64(t.hour)*3600 + int64(t.minute)*60 + n, fraction}
}

// utc returns the point in UTC, for which what has no zone counts as in UTC.
func (t DateTime) utc() instant {
	i := t.local()
	i.seconds -= int64(t.zone) * 60
	return i
}

// at returns the DateTime of a point, else as t is.
func (t DateTime) at(i instant) DateTime {
	days, seconds := floorDiv(i.seconds, daySeconds)
	t.year, t.month, t.day = dateOf(days)
	t.hour, t.minute = uint8(seconds/3600), uint8(seconds/60%60)
	t.second = Int(seconds % 60)
	if i.fraction.Sign() != 0 {
		t.second, _ = t.second.Add(i.fraction)
	}
	return t
}

func floorDiv(a, b int64) (quotient, rest int64) {
	quotient, rest = a/b, a%b
	if rest < 0 {
		quotient, rest = quotient-1, rest+b
	}
	return quotient, rest
}

// daysBefore counts the days from the start of the year 0 to that of a month.
func daysBefore(year int64, month uint8) int64 {
	days := 365*year + floor(year+3, 4) - floor(year+99, 100) + floor(year+399, 400) + firstOf[month-1]
	if month > 2 && leap(year) {
		days++
	}
	return days
}

// firstOf are the days before each month, in a year that is no leap year.
var firstOf = [12]int64{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

func floor(a, b int64) int64 {
	q, _ := floorDiv(a, b)
	return q
}

// dateOf counts years from March on, so that a leap day is the last of one:
// 153 days are five months of 31 and 30 days by turns.
func dateOf(days int64) (year int64, month, day uint8) {
	era, rest := floorDiv(days-60, 146097)
	inYear := rest - rest/1460 + rest/36524 - rest/146096
	year = inYear / 365
	rest -= 365*year + year/4 - year/100
	fromMarch := (5*rest + 2) / 153
	month, day = uint8(fromMarch+3), uint8(rest-(153*fromMarch+2)/5+1)
	if year += 400 * era; month > 12 {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// Compare compares two values of one datatype: -1, 0 or 1. ok is false where
// one has a zone and the other none, and its own could make it either.
//
// Spec: XSD 1.1 Part 2 §D.2.2.
func (t DateTime) Compare(u DateTime) (c int, ok bool) {
	if t.zoned == u.zoned {
		return t.utc().cmp(u.utc()), true
	}
	if !t.zoned {
		c, ok = u.Compare(t)
		return -c, ok
	}
	earliest, latest := u.WithZone(maxZone), u.WithZone(-maxZone)
	if c = t.utc().cmp(earliest.utc()); c < 0 {
		return c, true
	}
	c = t.utc().cmp(latest.utc())
	return c, c > 0
}

// WithZone returns t with a zone, in minutes east of UTC, if it has none: so
// XPath compares, by an implicit time zone.
func (t DateTime) WithZone(minutes int) DateTime {
	if !t.zoned {
		t.zone, t.zoned = int16(minutes), true
	}
	return t
}

// Zone returns the zone in minutes east of UTC, ok being false without one.
func (t DateTime) Zone() (minutes int, ok bool) { return int(t.zone), t.zoned }

// ZoneString returns the lexical form of the zone, such as "-05:00" or "Z", ""
// without one.
func (t DateTime) ZoneString() string { return string(t.appendZone(nil)) }

// Year returns the year; 0 is the one before 1.
func (t DateTime) Year() int64 { return t.year }

// Month returns the month from 1.
func (t DateTime) Month() int { return int(t.month) }

// Day returns the day of the month from 1.
func (t DateTime) Day() int { return int(t.day) }

// Hour returns the hour from 0 to 23.
func (t DateTime) Hour() int { return int(t.hour) }

// Minute returns the minute.
func (t DateTime) Minute() int { return int(t.minute) }

// Second returns the second with its fraction.
func (t DateTime) Second() Decimal { return t.second }

// Sub returns the time from u to t. What has no zone counts as in UTC; give it
// one with WithZone.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §9.7.
func (t DateTime) Sub(u DateTime) Duration {
	a, b := t.utc(), u.utc()
	d, _ := a.fraction.Sub(b.fraction)
	d, _ = d.Add(Int(a.seconds - b.seconds))
	return Duration{Seconds: d}
}

// Add returns t a duration later, false beyond the years there are. Months keep
// the day, or end at the last of the month.
//
// Spec: XSD 1.1 Part 2 §E.3.3.
func (t DateTime) Add(d Duration) (DateTime, bool) {
	years, month := floorDiv(int64(t.month)-1+d.Months, 12)
	t.year, t.month = t.year+years, uint8(month)+1
	if t.year < -maxYear || t.year > maxYear {
		return t, false
	}
	t.day = min(t.day, daysIn(t.year, t.month))
	i := t.local()
	sum, _ := i.fraction.Add(d.Seconds)
	whole := sum.Floor()
	n, ok := whole.Int64()
	if !ok || n > maxYear*366*daySeconds || n < -maxYear*366*daySeconds {
		return t, false
	}
	fraction, _ := sum.Sub(whole)
	t = t.at(instant{i.seconds + n, fraction})
	if t.shape&hasTime == 0 {
		t.hour, t.minute, t.second = 0, 0, Decimal{}
	}
	if t.shape&hasYear == 0 {
		t.year = defaultYear
		if t.shape == hasTime {
			t.month, t.day = 1, 1
		}
	}
	return t, t.year >= -maxYear && t.year <= maxYear
}

// As returns the value of another datatype, such as the date of a dateTime;
// false where t lacks what that needs. It keeps the zone.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §19.1.5.
func (t DateTime) As(datatype string) (DateTime, bool) {
	shape, known := shapeOf(datatype)
	isDate := t.shape == hasYear|hasMonth|hasDay
	if !known || shape&^t.shape != 0 && !(isDate && shape == full) || datatype == "dateTimeStamp" && !t.zoned {
		return DateTime{}, false
	}
	out := DateTime{shape: shape, year: defaultYear, month: 1, day: 1, zone: t.zone, zoned: t.zoned}
	if shape&hasYear != 0 {
		out.year = t.year
	}
	if shape&hasMonth != 0 {
		out.month = t.month
	}
	if shape&hasDay != 0 {
		out.day = t.day
	}
	if shape&hasTime != 0 {
		out.hour, out.minute, out.second = t.hour, t.minute, t.second
	}
	return out, true
}

// String returns the canonical lexical form.
//
// Spec: XSD 1.1 Part 2 §E.3.5 dateTimeCanonicalMap and its siblings.
func (t DateTime) String() string {
	var room [48]byte
	b := room[:0]
	switch {
	case t.shape&hasYear != 0:
		b = appendYear(b, t.year)
		if t.shape&hasMonth != 0 {
			b = append(b, '-')
		}
	case t.shape&(hasMonth|hasDay) != 0:
		b = append(b, "--"...)
	}
	if t.shape&hasMonth != 0 {
		b = appendTwo(b, t.month)
	}
	if t.shape&hasDay != 0 {
		b = appendTwo(append(b, '-'), t.day)
	}
	if t.shape&hasTime != 0 {
		if t.shape != hasTime {
			b = append(b, 'T')
		}
		b = append(appendTwo(append(appendTwo(b, t.hour), ':'), t.minute), ':')
		if t.second.Cmp(Int(10)) < 0 {
			b = append(b, '0')
		}
		b = t.second.Append(b)
	}
	return string(t.appendZone(b))
}

func appendYear(b []byte, year int64) []byte {
	if year < 0 {
		b, year = append(b, '-'), -year
	}
	for least := int64(1000); year < least && least > 1; least /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, year, 10)
}

func appendTwo(b []byte, n uint8) []byte { return append(b, '0'+n/10, '0'+n%10) }

func (t DateTime) appendZone(b []byte) []byte {
	switch {
	case !t.zoned:
		return b
	case t.zone == 0:
		return append(b, 'Z')
	}
	sign, minutes := byte('+'), t.zone
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return appendTwo(append(appendTwo(append(b, sign), uint8(minutes/60)), ':'), uint8(minutes%60))
}
