package review

import (
	"sync"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Relation is how a claim stands to another, or to what is published.
type Relation struct {
	Contradicts bool     // false for one that says the same
	Claim       rdf.Term // the other; the zero Term for what is published
	Statement   rdf.Triple
}

// mostRelations is how many relations of a claim are told; there may be as many as
// claims.
const mostRelations = 5

// functional are the properties that a thing has at most one value of: those that a
// shape of the ontology bounds so. Two values contradict each other.
var functional = sync.OnceValue(func() map[rdf.Term]bool {
	paths, bounded := map[rdf.Term]rdf.Term{}, map[rdf.Term]bool{}
	for q := range ontology.Shapes() {
		switch {
		case q.P.Value() == shaclNamespace+"path" && q.O.IsIRI():
			paths[q.S] = q.O
		case q.P.Value() == shaclNamespace+"maxCount" && q.O.Value() == "1":
			bounded[q.S] = true
		}
	}
	found := map[rdf.Term]bool{}
	for shape := range bounded {
		if path, ok := paths[shape]; ok {
			found[path] = true
		}
	}
	return found
})

const shaclNamespace = "http://www.w3.org/ns/shacl#"

// relations are indexes of the claims that may be published still or are. Claims
// are known by their places.
type relations struct {
	said   map[rdf.Triple]*[2][]int // by statement: those that affirm it, those that deny it
	values map[[2]rdf.Term][]int    // by subject and functional property: one of each value
}

func relate(claims []Claim) relations {
	r := relations{map[rdf.Triple]*[2][]int{}, map[[2]rdf.Term][]int{}}
	for i := range claims {
		c := &claims[i]
		if c.State == Rejected || c.State == Retracted {
			continue
		}
		if r.said[c.Statement] == nil {
			r.said[c.Statement] = new([2][]int)
		}
		same := &r.said[c.Statement][c.side()]
		*same = append(*same, i)
		if key := [2]rdf.Term{c.Statement.S, c.Statement.P}; c.side() == 0 && len(*same) == 1 && functional()[c.Statement.P] {
			r.values[key] = append(r.values[key], i)
		}
	}
	return r
}

// side is 0 for a claim that affirms its statement, 1 for one that denies it.
func (c *Claim) side() int {
	if c.Polarity == localName(ontology.Negated) {
		return 1
	}
	return 0
}

// Relations returns how a claim stands to others that are not rejected, and to the
// published data: those that say the same, and those that contradict it, which come
// first. At most five of either are told.
func (n *Snapshot) Relations(c *Claim) []Relation {
	var same, against []Relation
	add := func(to *[]Relation, contradicts bool, i int) {
		if other := &n.claims[i]; other.IRI != c.IRI && len(*to) < mostRelations {
			*to = append(*to, Relation{contradicts, other.IRI, other.Statement})
		}
	}
	if said := n.relations.said[c.Statement]; said != nil {
		for _, i := range firstFew(said[c.side()]) {
			add(&same, false, i)
		}
		for _, i := range firstFew(said[1-c.side()]) {
			add(&against, true, i)
		}
	}
	if c.side() == 1 || !functional()[c.Statement.P] {
		return append(against, same...)
	}
	for _, i := range n.relations.values[[2]rdf.Term{c.Statement.S, c.Statement.P}] {
		if n.claims[i].Statement.O != c.Statement.O {
			add(&against, true, i)
		}
	}
	for t, err := range n.state.public.Triples(graph.Pattern{S: c.Statement.S, P: c.Statement.P}) {
		if err == nil && t.O != c.Statement.O && len(against) < mostRelations && !n.isSaid(t) {
			against = append(against, Relation{true, rdf.Term{}, t})
		}
	}
	return append(against, same...)
}

// isSaid reports whether a claim affirms a statement, so that it is told already.
func (n *Snapshot) isSaid(t rdf.Triple) bool {
	said := n.relations.said[t]
	return said != nil && len(said[0]) > 0
}

// firstFew are enough for one of them to be left out.
func firstFew(places []int) []int { return places[:min(len(places), mostRelations+1)] }
