package ojson

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// From converts what encoding/json reads or writes into a value: maps become
// objects with sorted entries. A value stays what it is.
//
// Errors: for a value of a type that JSON does not have.
func From(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, string, Number, *Object:
		return v, nil
	case json.Number:
		return Number(v), nil
	case float64:
		return Number(appendDouble(nil, v)), nil
	case int:
		return Number(strconv.Itoa(v)), nil
	case []any:
		return fromList(v)
	case map[string]any:
		return fromMap(v)
	}
	return nil, fmt.Errorf("ojson: %T is no JSON value", v)
}

func fromList(list []any) (any, error) {
	out := make([]any, len(list))
	for i, x := range list {
		var err error
		if out[i], err = From(x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func fromMap(m map[string]any) (any, error) {
	o := new(Object)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		x, err := From(m[k])
		if err != nil {
			return nil, err
		}
		o.Set(k, x)
	}
	return o, nil
}

// Plain converts a value into what encoding/json reads into an any:
// map[string]any, with json.Number for numbers.
func Plain(v any) any {
	switch v := v.(type) {
	case Number:
		return json.Number(v)
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = Plain(x)
		}
		return out
	case *Object:
		m := make(map[string]any, v.Len())
		for k, x := range v.All() {
			m[k] = Plain(x)
		}
		return m
	}
	return v
}

// MarshalJSON writes the object as Append does.
func (o *Object) MarshalJSON() ([]byte, error) { return Append(nil, o), nil }
