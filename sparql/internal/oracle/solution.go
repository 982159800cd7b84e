package oracle

import (
	"maps"
	"strings"

	"w3id.org/plenary/rdf"
)

// A Solution is a solution mapping, from the names of variables to terms; names
// that no query can have are of blank nodes ("_:b") and made up ("." in front).
// A multiset of them is a slice.
//
// Spec: §18.1.7 Solution Mapping.
type Solution map[string]rdf.Term

// bind returns μ ∪ {(name, t)}, ok being false where μ has another term for it.
func (mu Solution) bind(name string, t rdf.Term) (Solution, bool) {
	if old, bound := mu[name]; bound {
		return mu, old == t
	}
	out := maps.Clone(mu)
	if out == nil {
		out = Solution{}
	}
	out[name] = t
	return out, true
}

// merge returns merge(μ, ν), ok being false where they are not compatible.
//
// Spec: §18.4 Compatible Mappings.
func (mu Solution) merge(nu Solution) (Solution, bool) {
	for name, t := range nu {
		if old, bound := mu[name]; bound && old != t {
			return nil, false
		}
	}
	out := maps.Clone(mu)
	if out == nil {
		out = Solution{}
	}
	maps.Copy(out, nu)
	return out, true
}

// disjoint reports whether dom(μ) and dom(ν) have no variable in common.
func (mu Solution) disjoint(nu Solution) bool {
	for name := range nu {
		if _, bound := mu[name]; bound {
			return false
		}
	}
	return true
}

// project is Proj(μ, PV), §18.5 Project.
func (mu Solution) project(names []string) Solution {
	out := Solution{}
	for _, name := range names {
		if t, bound := mu[name]; bound {
			out[name] = t
		}
	}
	return out
}

// visible returns the restriction of μ to the variables of the query: the blank
// nodes of a basic graph pattern are no part of its solutions.
//
// Spec: §18.4.1 Basic Graph Pattern Matching.
func (mu Solution) visible() Solution {
	out := Solution{}
	for name, t := range mu {
		if !strings.HasPrefix(name, "_:") {
			out[name] = t
		}
	}
	return out
}

// distinct is Distinct(Ψ), §18.5.
func distinct(all []Solution) (out []Solution) {
next:
	for _, mu := range all {
		for _, nu := range out {
			if maps.Equal(mu, nu) {
				continue next
			}
		}
		out = append(out, mu)
	}
	return out
}
