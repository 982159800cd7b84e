package expr

import (
	"w3id.org/plenary/rdf/xsd"
)

func now(*compiler, []node) Func {
	return func(env *Env) Value { return DateTime(env.Now) }
}

// component returns a part of a time whose datatype is among those.
func component(v Value, of func(xsd.DateTime) Value, among ...kind) Value {
	v = v.decoded()
	for _, k := range among {
		if v.kind() != k {
			continue
		}
		if t, ok := v.time(); ok {
			return of(t)
		}
	}
	return Value{}
}

func integerPart(part func(xsd.DateTime) int) func(xsd.DateTime) Value {
	return func(t xsd.DateTime) Value { return Int(int64(part(t))) }
}

// Besides xsd:dateTime the functions take each datatype that has the part.
//
// Spec: SPARQL 1.2 Query §17.4.5 Functions on Dates and Times; XPath and XQuery
// Functions and Operators 3.1 §9.5.

func year(v Value) Value {
	return component(v, func(t xsd.DateTime) Value { return Int(t.Year()) }, dateTime, date, gYear, gYearMonth)
}

func month(v Value) Value {
	return component(v, integerPart(xsd.DateTime.Month), dateTime, date, gYearMonth, gMonth, gMonthDay)
}

func day(v Value) Value {
	return component(v, integerPart(xsd.DateTime.Day), dateTime, date, gMonthDay, gDay)
}

func hours(v Value) Value {
	return component(v, integerPart(xsd.DateTime.Hour), dateTime, timeOfDay)
}

func minutes(v Value) Value {
	return component(v, integerPart(xsd.DateTime.Minute), dateTime, timeOfDay)
}

func seconds(v Value) Value {
	return component(v, func(t xsd.DateTime) Value { return Decimal(t.Second()) }, dateTime, timeOfDay)
}

func timezone(v Value) Value { return zone(v, timezoneOf) }

func timezoneOf(t xsd.DateTime) Value {
	offset, ok := t.Zone()
	if !ok {
		return Value{}
	}
	return ofDuration(xsd.OfMinutes(offset), dayTimeDuration)
}

func tz(v Value) Value {
	return zone(v, func(t xsd.DateTime) Value { return String(t.ZoneString()) })
}

func zone(v Value, of func(xsd.DateTime) Value) Value {
	return component(v, of, dateTime, date, timeOfDay, gYear, gYearMonth, gMonth, gMonthDay, gDay)
}
