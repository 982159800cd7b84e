package api

import (
	"context"
	"maps"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/network"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A gathering is a meeting with who took part, by trusted statements.
type gathering struct {
	meeting    rdf.Term
	start, end string     // as the data has them; "" when unknown
	there      []attendee // in the order of their IRIs, each once
}

// An attendee is a person, or a party that someone represented, with the
// statements of the participations.
type attendee struct {
	thing   rdf.Term
	triples []rdf.Triple
}

// attending are the classes of those who can be at a meeting, and the property by
// which a participation leads to them.
var attending = map[string]string{
	ontology.ClassPerson: ontology.Participant, ontology.ClassParty: ontology.Represents,
	ontology.ClassCountry: ontology.Represents, ontology.ClassOrganization: ontology.Represents,
}

// attendingClass reads the class of those who met, persons when absent.
func (p *Params) attendingClass(name string) string {
	class, given := p.Class(name)
	if !given {
		return ontology.ClassPerson
	}
	if attending[class.IRI] == "" {
		p.Fail(name, "%.50q are at no meetings; it takes person, country, organization and pl:Party", p.Text(name))
	}
	return class.IRI
}

// gatherings returns who of a class was at the meetings that pass a filter, in
// the order of the meetings' IRIs.
func (a *API) gatherings(ctx context.Context, f filter, class string) ([]gathering, error) {
	meetings, err := a.ClassMembers(f.snap, ontology.Class{IRI: ontology.ClassMeeting})
	if err != nil {
		return nil, err
	}
	var all []gathering
	for _, m := range meetings {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if f.passes(m) {
			all = append(all, gathering{m, f.trust.First(m, dateStarts...), f.trust.First(m, dateEnds...), f.attendees(m, class)})
		}
	}
	return all, nil
}

// attendees returns who of a class was at a meeting.
func (f filter) attendees(meeting rdf.Term, class string) (there []attendee) {
	proof := map[rdf.Term][]rdf.Triple{}
	for _, first := range f.trusted(graph.Pattern{S: meeting, P: rdf.IRI(ontology.HasParticipation)}) {
		for _, second := range f.trusted(graph.Pattern{S: first.O, P: rdf.IRI(attending[class])}) {
			if f.snap.Has(graph.Pattern{S: second.O, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class)}) {
				proof[second.O] = append(proof[second.O], first, second)
			}
		}
	}
	for _, thing := range sorted(proof) {
		there = append(there, attendee{thing, proof[thing]})
	}
	return there
}

// trusted returns the trusted triples that match a pattern.
func (f filter) trusted(p graph.Pattern) (triples []rdf.Triple) {
	for t := range f.snap.Triples(p) {
		if f.trust.Accepts(t) {
			triples = append(triples, t)
		}
	}
	return triples
}

// spell returns the days of a meeting for a network; false when they are unknown.
func (g gathering) spell() (network.Spell, bool) {
	first, last, ok := period(g.start)
	if _, end, known := period(g.end); known {
		last = end
	}
	return network.Spell{Start: first, End: last, Count: 1}, ok
}

// sorted returns the keys of a map in the order of terms.
func sorted[V any](m map[rdf.Term]V) []rdf.Term {
	return slices.SortedFunc(maps.Keys(m), rdf.CompareTerms)
}
