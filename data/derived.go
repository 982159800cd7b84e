package data

import (
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// bounds are the properties from which the first and last day are derived.
var bounds = []struct {
	property, derived rdf.Term
	day               func(string) string
}{
	{rdf.IRI(ontology.StartDate), rdf.IRI(ontology.Earliest), firstDay},
	{rdf.IRI(ontology.From), rdf.IRI(ontology.Earliest), firstDay},
	{rdf.IRI(ontology.EndDate), rdf.IRI(ontology.Latest), lastDay},
	{rdf.IRI(ontology.Until), rdf.IRI(ontology.Latest), lastDay},
}

// A chainIndex keeps the asserted statements that derivations start from, in
// the order in which they came.
type chainIndex struct {
	pairs map[rdf.Term]*[]pair // by property; nil for properties of no interest
}

type pair struct{ s, o rdf.Term }

// derivesFrom holds the properties that something is derived from.
var derivesFrom = func() map[rdf.Term]bool {
	out := map[rdf.Term]bool{}
	for _, c := range ontology.Chains {
		for _, s := range c.Steps {
			out[rdf.IRI(s.Property)] = true
		}
	}
	for _, b := range bounds {
		out[b.property] = true
	}
	return out
}()

func newChainIndex() *chainIndex {
	x := &chainIndex{make(map[rdf.Term]*[]pair, len(derivesFrom))}
	for p := range derivesFrom {
		x.pairs[p] = new([]pair)
	}
	return x
}

func (x *chainIndex) add(s, p, o rdf.Term) {
	if list := x.pairs[p]; list != nil {
		*list = append(*list, pair{s, o})
	}
}

// along returns the pairs of a step, turned around for an inverse one.
func (x *chainIndex) along(s ontology.Step) []pair {
	list := *x.pairs[rdf.IRI(s.Property)]
	if !s.Inverse {
		return list
	}
	out := make([]pair, len(list))
	for i, p := range list {
		out[i] = pair{p.o, p.s}
	}
	return out
}

// derived emits what follows from the asserted statements.
func (r *run) derived() {
	r.inGraph("derived")
	for _, c := range ontology.Chains {
		property, second := rdf.IRI(c.Property), map[rdf.Term][]rdf.Term{}
		for _, p := range r.chains.along(c.Steps[1]) {
			second[p.s] = append(second[p.s], p.o)
		}
		for _, p := range r.chains.along(c.Steps[0]) {
			for _, o := range second[p.o] {
				r.assert(p.s, property, o)
			}
		}
	}
	for _, b := range bounds {
		for _, p := range *r.chains.pairs[b.property] {
			r.assert(p.s, b.derived, rdf.Literal(b.day(p.o.Value()), xsdDate))
		}
	}
}
