package inline

import (
	"strconv"
	"time"
)

// A time is an instant and, in the lowest bits, how it is written: the time
// zone, 0 for none (which counts as UTC), else 1 + its minutes east of UTC, from
// -14:00 on.
const (
	zoneBits = 11
	utc      = 1 + 14*60
)

// cutZone takes the time zone off a lexical form.
func cutZone(lexical string) (local string, zone int, ok bool) {
	n := len(lexical)
	if n > 0 && lexical[n-1] == 'Z' {
		return lexical[:n-1], utc, true
	}
	if n < 6 || lexical[n-3] != ':' || lexical[n-6] != '+' && lexical[n-6] != '-' {
		return lexical, 0, true
	}
	hours, err := strconv.Atoi(lexical[n-5 : n-3])
	minutes, err2 := strconv.Atoi(lexical[n-2:])
	if err != nil || err2 != nil || hours > 14 || minutes > 59 || hours == 14 && minutes > 0 {
		return lexical, 0, false
	}
	zone = 60*hours + minutes
	if lexical[n-6] == '-' {
		zone = -zone
	}
	// UTC is written Z; with +00:00 it does not come back
	return lexical[:n-6], utc + zone, zone != 0
}

func appendZone(dst []byte, zone int) []byte {
	switch minutes := zone - utc; {
	case zone == 0:
		return dst
	case minutes == 0:
		return append(dst, 'Z')
	case minutes < 0:
		return appendMinutes(append(dst, '-'), -minutes)
	default:
		return appendMinutes(append(dst, '+'), minutes)
	}
}

func appendMinutes(dst []byte, minutes int) []byte {
	return append(dst, byte('0'+minutes/600), byte('0'+minutes/60%10), ':', byte('0'+minutes%60/10), byte('0'+minutes%10))
}

// east returns how far a zone is east of UTC.
func east(zone int) time.Duration {
	if zone == 0 {
		return 0
	}
	return time.Duration(zone-utc) * time.Minute
}

// zeroMinutes makes the minutes since 1970 of the years 0001 to 9999 positive.
const zeroMinutes = 1 << 31

func encodeDate(lexical string) (uint64, bool) {
	return encodeMinutes(lexical, time.DateOnly)
}

func decodeDate(dst []byte, bits uint64) []byte { return decodeMinutes(dst, bits, time.DateOnly) }

func encodeYear(lexical string) (uint64, bool) { return encodeMinutes(lexical, "2006") }

func decodeYear(dst []byte, bits uint64) []byte { return decodeMinutes(dst, bits, "2006") }

func encodeMinutes(lexical, layout string) (uint64, bool) {
	local, zone, ok := cutZone(lexical)
	if !ok || len(local) != len(layout) {
		return 0, false
	}
	at, err := time.Parse(layout, local)
	if err != nil {
		return 0, false
	}
	return uint64(at.Add(-east(zone)).Unix()/60+zeroMinutes)<<zoneBits | uint64(zone), true
}

func decodeMinutes(dst []byte, bits uint64, layout string) []byte {
	zone := int(bits & (1<<zoneBits - 1))
	minutes := int64(bits>>zoneBits) - zeroMinutes
	at := time.Unix(60*(minutes%(1<<40)), 0).UTC().Add(east(zone))
	if y := at.Year(); y < 1 || y > 9999 {
		return dst
	}
	return appendZone(at.AppendFormat(dst, layout), zone)
}

// An instant is milliseconds around the year 2000; below are two bits for the
// number of fraction digits of the seconds, then the zone.
const (
	millisecondBits  = 46
	zeroMilliseconds = 1<<(millisecondBits-1) - 946684800000
	fractionBits     = 2
)

const dateTime = "2006-01-02T15:04:05"

func encodeDateTime(lexical string) (uint64, bool) {
	local, zone, ok := cutZone(lexical)
	if !ok || len(local) < len(dateTime) || len(local) > len(dateTime)+4 {
		return 0, false
	}
	digits := max(0, len(local)-len(dateTime)-1)
	at, err := time.Parse(dateTime, local) // takes a fraction too
	if err != nil {
		return 0, false
	}
	ms := at.Add(-east(zone)).UnixMilli() + zeroMilliseconds
	if ms < 0 || ms >= 1<<millisecondBits {
		return 0, false
	}
	return (uint64(ms)<<fractionBits|uint64(digits))<<zoneBits | uint64(zone), true
}

func decodeDateTime(dst []byte, bits uint64) []byte {
	zone := int(bits & (1<<zoneBits - 1))
	digits := int(bits >> zoneBits & (1<<fractionBits - 1))
	ms := int64(bits>>(zoneBits+fractionBits)) - zeroMilliseconds
	at := time.UnixMilli(ms).UTC().Add(east(zone))
	dst = at.AppendFormat(dst, [...]string{dateTime, dateTime + ".0", dateTime + ".00", dateTime + ".000"}[digits])
	return appendZone(dst, zone)
}

// Around returns the first code of the datatype of a time that is not more than d
// before it, and the one behind those that are not more than d after it; ok is
// false when the code is none of a time.
func Around(code uint64, d time.Duration) (low, high uint64, ok bool) {
	shift, unit := zoneBits, time.Minute
	switch code >> Shift {
	case Date, Year:
	case DateTime:
		shift, unit = zoneBits+fractionBits, time.Millisecond
	default:
		return 0, 0, false
	}
	bits, n := Order(code), uint64(d/unit)
	tag := code &^ payload
	return tag | (bits-min(bits, n))<<shift, min(tag|(bits+n+1)<<shift, tag+1<<Shift), true
}

// Instant returns what a Date, DateTime or Year is at: milliseconds since 1970 in
// UTC, and minutes east of it, zoned being false where it has no zone and counts
// as in UTC. short is false where its seconds end with a 0 that could be left out.
func Instant(code uint64) (ms int64, east int, zoned, short bool) {
	bits := code & payload
	zone := int(bits & (1<<zoneBits - 1))
	if zone != 0 {
		east, zoned = zone-utc, true
	}
	if code>>Shift != DateTime {
		return 60_000 * (int64(bits>>zoneBits) - zeroMinutes), east, zoned, true
	}
	ms = int64(bits>>(zoneBits+fractionBits)) - zeroMilliseconds
	digits := 3
	for unit := int64(10); digits > 0 && ms%unit == 0; unit *= 10 {
		digits--
	}
	return ms, east, zoned, digits == int(bits>>zoneBits&(1<<fractionBits-1))
}
