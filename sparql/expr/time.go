package expr

import (
	"cmp"

	"w3id.org/plenary/rdf/xsd"
)

// The zone of a time in num, where the tag has the scale of a decimal: what is
// not 0 tells that num is its milliseconds since 1970 in UTC.
const (
	unzoned = 1
	utcZone = 1000 // and minutes east of it
)

// TimeAt returns a value of xsd:dateTime, xsd:date or another datatype of times,
// named without its namespace, at milliseconds since 1970 in UTC and in a zone;
// without one as if it were in UTC. What the datatype lacks must be as in
// 1972-01-01T00:00:00 of its zone. It is an error for other names.
//
// Cost: no allocation, nor for anything but its term.
func TimeAt(datatype string, ms int64, zone int, zoned bool) Value {
	for k := dateTime; k <= gDay; k++ {
		if names[k] == datatype {
			return Value{tag: uint64(k)}.at(ms, zone, zoned)
		}
	}
	return Value{}
}

func (v Value) at(ms int64, zone int, zoned bool) Value {
	code := unzoned
	if zoned {
		code = utcZone + zone
	}
	v.num, v.tag = ms, v.tag|uint64(code)<<scaleShift
	return v
}

// ofTime returns a time without a text.
func ofTime(k kind, t xsd.DateTime) Value {
	ms, ok := t.UnixMilli()
	if !ok {
		return ofWide(k, wide{time: t})
	}
	zone, zoned := t.Zone()
	return Value{tag: uint64(k)}.at(ms, zone, zoned)
}

// instant returns milliseconds since 1970 in UTC and the zone in the tag, false
// where num does not hold a time.
func (v Value) instant() (ms int64, code int, ok bool) {
	code = int(v.tag >> scaleShift & scaleMask)
	return v.num, code, code != 0
}

// readTime returns a time with num for its value, if it is not too fine.
func (v Value) readTime() (out Value, ok bool) {
	if _, _, ok := v.instant(); ok || v.wide() != nil {
		return v, true
	}
	t, ok := xsd.ParseDateTime(v.kind().name(), v.text())
	if !ok {
		return v, false
	}
	return ofTime(v.kind(), t), true
}

// time returns the value of a time literal, false where it is ill-typed.
func (v Value) time() (xsd.DateTime, bool) {
	if ms, code, ok := v.instant(); ok {
		zone := 0
		if code != unzoned {
			zone = code - utcZone
		}
		return xsd.OfUnixMilli(v.kind().name(), ms, zone, code != unzoned)
	}
	if w := v.wide(); w != nil {
		return w.time, true
	}
	return xsd.ParseDateTime(v.kind().name(), v.text())
}

// compareTimes compares two of one datatype.
func compareTimes(a, b Value) (c int, ok bool) {
	a, okA := a.readTime()
	b, okB := b.readTime()
	if !okA || !okB {
		return 0, false
	}
	x, zoneA, okA := a.instant()
	y, zoneB, okB := b.instant()
	if okA && okB && (zoneA == unzoned) == (zoneB == unzoned) {
		return cmp.Compare(x, y), true
	}
	t, _ := a.time()
	u, _ := b.time()
	return t.Compare(u)
}
