// Package ojson holds JSON in memory as it was written: objects keep the order
// of their entries and know where they began, numbers keep their digits.
//
// A value is nil, bool, string, Number, []any or *Object, and nothing else.
package ojson
