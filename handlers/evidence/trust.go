package evidence

import (
	"slices"
	"strconv"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Trust is what a client asks of the evidence behind statements. The zero
// value, but for its snapshot, asks nothing.
type Trust struct {
	Snap   *graph.Snapshot
	Least  float64
	Status rdf.Term
}

func (t Trust) any() bool { return t.Least == 0 && t.Status.IsZero() }

// Accepts reports whether a triple has a claim that meets the demands. Triples
// that no claim is about, such as types and labels, pass; derived ones do when
// what they are derived from does.
func (t Trust) Accepts(tr rdf.Triple) bool {
	if t.any() {
		return true
	}
	claims := ClaimsFor(t.Snap, tr)
	if len(claims) == 0 {
		return t.acceptsDerived(tr)
	}
	for _, claim := range claims {
		if t.AcceptsClaim(claim) {
			return true
		}
	}
	return false
}

// First returns the text of the first trusted value of the first property that
// has one.
func (t Trust) First(thing rdf.Term, properties ...string) string {
	for _, property := range properties {
		for tr := range t.Snap.Triples(graph.Pattern{S: thing, P: rdf.IRI(property)}) {
			if t.Accepts(tr) {
				return tr.O.Value()
			}
		}
	}
	return ""
}

// AcceptsClaim reports whether a claim meets the demands.
func (t Trust) AcceptsClaim(claim rdf.Term) bool {
	return (t.Least == 0 || Confidence(t.Snap, claim) >= t.Least) && (t.Status.IsZero() || StatusOf(t.Snap, claim) == t.Status)
}

func (t Trust) acceptsDerived(tr rdf.Triple) bool {
	derivations := DerivationsOf(t.Snap, tr)
	return len(derivations) == 0 || slices.ContainsFunc(derivations, t.acceptsPair)
}

// acceptsPair reports whether both triples of a derivation are trusted. What
// leads over a claim to its passage is as trusted as the claim.
func (t Trust) acceptsPair(pair [2]rdf.Triple) bool {
	if pair[0].P.Value() == ontology.RDFSubject {
		return t.AcceptsClaim(pair[0].S)
	}
	return t.Accepts(pair[0]) && t.Accepts(pair[1])
}

// AcceptsThing reports whether a record that meets the demands describes a
// thing; things without records pass.
func (t Trust) AcceptsThing(thing rdf.Term) bool {
	if t.any() {
		return true
	}
	described := false
	for r := range t.Snap.Triples(graph.Pattern{P: rdf.IRI(ontology.Describes), O: thing}) {
		if described = true; t.AcceptsClaim(r.S) {
			return true
		}
	}
	return !described
}

// ClaimsFor returns the claims that state a triple.
func ClaimsFor(snap *graph.Snapshot, tr rdf.Triple) (claims []rdf.Term) {
	for c := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.RDFSubject), O: tr.S}) {
		if snap.Has(graph.Pattern{S: c.S, P: rdf.IRI(ontology.RDFPredicate), O: tr.P}) &&
			snap.Has(graph.Pattern{S: c.S, P: rdf.IRI(ontology.RDFObject), O: tr.O}) {
			claims = append(claims, c.S)
		}
	}
	return claims
}

// DerivationsOf returns the pairs of triples from which a triple follows by a
// property chain of the vocabulary.
func DerivationsOf(snap *graph.Snapshot, tr rdf.Triple) (found [][2]rdf.Triple) {
	for _, chain := range ontology.Chains {
		if chain.Property != tr.P.Value() {
			continue
		}
		for _, first := range stepFrom(snap, tr.S, chain.Steps[0]) {
			middle := first.O
			if chain.Steps[0].Inverse {
				middle = first.S
			}
			for _, second := range stepFrom(snap, middle, chain.Steps[1]) {
				if second.O == tr.O && !chain.Steps[1].Inverse || second.S == tr.O && chain.Steps[1].Inverse {
					found = append(found, [2]rdf.Triple{first, second})
				}
			}
		}
	}
	return found
}

func stepFrom(snap *graph.Snapshot, node rdf.Term, step ontology.Step) (triples []rdf.Triple) {
	p := graph.Pattern{S: node, P: rdf.IRI(step.Property)}
	if step.Inverse {
		p = graph.Pattern{O: node, P: rdf.IRI(step.Property)}
	}
	for t := range snap.Triples(p) {
		triples = append(triples, t)
	}
	return triples
}

// ofClaim returns the objects of a property of a claim, or else of its record.
func ofClaim(snap *graph.Snapshot, claim rdf.Term, property string) (objects []rdf.Term) {
	for t := range snap.Triples(graph.Pattern{S: claim, P: rdf.IRI(property)}) {
		objects = append(objects, t.O)
	}
	if len(objects) > 0 {
		return objects
	}
	for r := range snap.Triples(graph.Pattern{S: claim, P: rdf.IRI(ontology.InRecord)}) {
		objects = append(objects, ofClaim(snap, r.O, property)...)
	}
	return objects
}

// Confidence returns the confidence in a claim; 0 when none is given.
func Confidence(snap *graph.Snapshot, claim rdf.Term) float64 {
	for _, o := range ofClaim(snap, claim, ontology.Confidence) {
		if n, err := strconv.ParseFloat(o.Value(), 64); err == nil {
			return n
		}
	}
	return 0
}

// StatusOf returns the status of a claim, or of its record; the zero Term without one.
func StatusOf(snap *graph.Snapshot, claim rdf.Term) rdf.Term {
	for _, o := range ofClaim(snap, claim, ontology.ClaimStatus) {
		return o
	}
	return rdf.Term{}
}
