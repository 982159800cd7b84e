package plan

import "slices"

// names are variables, each once, in the order of their appearance.
type names []string

// few names are looked through one by one.
const few = 24

// has reports whether v is one of n.
func (n names) has(v string) bool { return slices.Contains(n, v) }

// finder returns has for so many look-ups, faster for many of many names.
func (n names) finder(lookups int) func(string) bool {
	if len(n) <= few || lookups <= few {
		return n.has
	}
	set := make(map[string]bool, len(n))
	for _, v := range n {
		set[v] = true
	}
	return func(v string) bool { return set[v] }
}

// and returns the names of both. What is made of the same names one after the other
// shares memory: plans have many nodes with nearly the same columns.
func (n names) and(other ...string) names {
	c := collected{names: n}
	if !n.extensible() || slices.Contains(other, "") {
		c.names = n[:len(n):len(n)]
	}
	for i, v := range other {
		if i == few {
			c.add(other[i:]...)
			break
		}
		if !c.names.has(v) {
			c.names = append(c.names, v)
		}
	}
	return c.names
}

// extensible reports whether the room behind n is nobody's: what is there has a
// name.
func (n names) extensible() bool { return len(n) < cap(n) && n[:len(n)+1][len(n)] == "" }

// collected are names that others are added to, in linear time.
type collected struct {
	names names
	known map[string]bool // nil for few
}

func (c *collected) add(all ...string) {
	for _, v := range all {
		if c.has(v) {
			continue
		}
		c.names = append(c.names, v)
		if c.known != nil {
			c.known[v] = true
		}
	}
}

func (c *collected) has(v string) bool {
	if c.known == nil && len(c.names) > few {
		c.known = make(map[string]bool, 2*len(c.names))
		for _, v := range c.names {
			c.known[v] = true
		}
	}
	if c.known == nil {
		return c.names.has(v)
	}
	return c.known[v]
}

// in returns the names that are also among others.
func (n names) in(others names) names { return n.which(others.finder(len(n)), true) }

// without returns the names that are not among others.
func (n names) without(others names) names { return n.which(others.finder(len(n)), false) }

func (n names) which(found func(string) bool, want bool) (out names) {
	for _, v := range n {
		if found(v) == want {
			out = append(out, v)
		}
	}
	return out
}

// within reports whether all names are among others.
func (n names) within(others names) bool {
	found := others.finder(len(n))
	return !slices.ContainsFunc(n, func(v string) bool { return !found(v) })
}

// meets reports whether a name is among others.
func (n names) meets(others names) bool { return slices.ContainsFunc(n, others.finder(len(n))) }
