package graph

import "w3id.org/plenary/rdf"

// A Pattern selects quads; a zero term matches any.
type Pattern struct {
	S, P, O, G rdf.Term
	// Unnamed restricts to the quads that name no graph; G is then ignored.
	Unnamed bool
}

// An IDPattern is a Pattern over IDs; 0 matches any.
type IDPattern struct {
	S, P, O, G ID
	Unnamed    bool
}

// ids returns p over IDs; false when a term has none.
func (p Pattern) ids(number func(rdf.Term) (ID, bool)) (IDPattern, bool) {
	if p.Unnamed {
		p.G = rdf.Term{}
	}
	var ids [4]ID
	for i, t := range [...]rdf.Term{p.S, p.P, p.O, p.G} {
		if t.IsZero() {
			continue
		}
		id, ok := number(t)
		if !ok {
			return IDPattern{}, false
		}
		ids[i] = id
	}
	return IDPattern{ids[0], ids[1], ids[2], ids[3], p.Unnamed}, true
}
