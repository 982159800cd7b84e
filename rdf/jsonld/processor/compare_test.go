package processor_test

import (
	"strings"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// sameJSON is JSON-LD object comparison: arrays have no order except below
// @list, and blank node labels are the same up to a renaming of all of them.
func sameJSON(a, b any) bool {
	c := &comparison{forth: make(map[string]string), back: make(map[string]string)}
	return c.same(a, b, "", func() bool { return true })
}

type comparison struct{ forth, back map[string]string }

// same reports whether two values are the same and then also holds.
func (c *comparison) same(a, b any, key string, then func() bool) bool {
	switch a := a.(type) {
	case string:
		b, ok := b.(string)
		if ok && strings.HasPrefix(a, "_:") && strings.HasPrefix(b, "_:") {
			return c.rename(a, b, then)
		}
		return ok && (a == b || key == "@language" && strings.EqualFold(a, b)) && then()
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		if key == "@list" {
			return c.inOrder(a, b, then)
		}
		return c.unordered(a, b, then)
	case *ojson.Object:
		b, ok := b.(*ojson.Object)
		return ok && a.Len() == b.Len() && c.entries(a, b, a.Keys(), then)
	}
	return ojson.Equal(a, b) && then()
}

func (c *comparison) rename(a, b string, then func() bool) bool {
	x, hasX := c.forth[a]
	y, hasY := c.back[b]
	if hasX || hasY {
		return x == b && y == a && then()
	}
	c.forth[a], c.back[b] = b, a
	if then() {
		return true
	}
	delete(c.forth, a)
	delete(c.back, b)
	return false
}

func (c *comparison) inOrder(a, b []any, then func() bool) bool {
	if len(a) == 0 {
		return then()
	}
	return c.same(a[0], b[0], "", func() bool { return c.inOrder(a[1:], b[1:], then) })
}

func (c *comparison) unordered(a, b []any, then func() bool) bool {
	if len(a) == 0 {
		return then()
	}
	for i := range b {
		rest := append(append([]any{}, b[:i]...), b[i+1:]...)
		if c.same(a[0], b[i], "", func() bool { return c.unordered(a[1:], rest, then) }) {
			return true
		}
	}
	return false
}

func (c *comparison) entries(a, b *ojson.Object, keys []string, then func() bool) bool {
	if len(keys) == 0 {
		return then()
	}
	candidates := []string{keys[0]}
	if strings.HasPrefix(keys[0], "_:") {
		candidates = b.Keys()
	}
	for _, other := range candidates {
		ok := b.Has(other) && c.same(keys[0], other, "", func() bool {
			return c.same(a.Get(keys[0]), b.Get(other), keys[0], func() bool { return c.entries(a, b, keys[1:], then) })
		})
		if ok {
			return true
		}
	}
	return false
}
