package feeds

import (
	"slices"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Tombstone says why a thing is no longer there. It is stated by a
// pl:Withdrawal or a pl:Merger, and stands while the data says so: who removes
// the statement pl:withdraws or pl:merges brings the address back to life.
type Tombstone struct {
	Activity    rdf.Term // the withdrawal or merger
	Thing       rdf.Term
	Merged      bool       // its statements went to the replacement
	Replacement rdf.Term   // the zero Term for none; a merger has one
	Reasons     []rdf.Term // one for each language
	Agent       rdf.Term   // who decided, the zero Term when not said
	Time        time.Time  // when, the zero Time when not said
}

// causes are the properties that point at a thing which is gone.
var causes = []string{ontology.Withdraws, ontology.Merges}

// TombstoneOf returns the tombstone of a thing, false when it has none. Where
// several activities point at it, a withdrawal counts before a merger, and the
// latest of a kind before others. A merger without a replacement is none. Errors:
// those that wrap graph.ErrCorrupt.
//
// Cost: two searches for a thing that has none.
func TombstoneOf(snap *graph.Snapshot, thing rdf.Term) (found Tombstone, ok bool, err error) {
	for _, cause := range causes {
		for t, err := range snap.Triples(graph.Pattern{P: rdf.IRI(cause), O: thing}) {
			if err != nil {
				return found, false, err
			}
			next, err := readTombstone(snap, t)
			if err != nil {
				return found, false, err
			}
			if next.Merged && next.Replacement.IsZero() {
				continue
			}
			if !ok || next.Time.After(found.Time) {
				found, ok = next, true
			}
		}
		if ok {
			break
		}
	}
	return found, ok, nil
}

// readTombstone reads what is said about the subject of a cause.
func readTombstone(snap *graph.Snapshot, cause rdf.Triple) (Tombstone, error) {
	out := Tombstone{Activity: cause.S, Thing: cause.O, Merged: cause.P.Value() == ontology.Merges}
	for t, err := range snap.Triples(graph.Pattern{S: cause.S}) {
		if err != nil {
			return out, err
		}
		out.learn(t)
	}
	return out, nil
}

// learn takes up a statement about the activity.
func (t *Tombstone) learn(said rdf.Triple) {
	switch said.P.Value() {
	case ontology.Replacement:
		t.Replacement = said.O
	case ontology.Reason:
		t.Reasons = append(t.Reasons, said.O)
	case ontology.ProvWasAssociatedWith:
		t.Agent = said.O
	case ontology.ProvEndedAtTime:
		if at, err := time.Parse(time.RFC3339, said.O.Value()); err == nil {
			t.Time = at
		}
	}
}

// Reason returns the reason in a language, in any other where there is none, or "".
func (t Tombstone) Reason(lang string) string {
	i := slices.IndexFunc(t.Reasons, func(r rdf.Term) bool { return r.Lang() == lang })
	if i < 0 && len(t.Reasons) == 0 {
		return ""
	}
	return t.Reasons[max(i, 0)].Value()
}

// Quads states the tombstone in a graph, as TombstoneOf reads it. A merger also
// says that the replacement is the same as what it replaces, so that the IRI which
// is gone still finds the thing.
func (t Tombstone) Quads(graphName rdf.Term) (quads []rdf.Quad) {
	add := func(s rdf.Term, predicate string, o rdf.Term) {
		if !o.IsZero() {
			quads = append(quads, rdf.Quad{S: s, P: rdf.IRI(predicate), O: o, G: graphName})
		}
	}
	class, cause := ontology.ClassWithdrawal, ontology.Withdraws
	if t.Merged {
		class, cause = ontology.ClassMerger, ontology.Merges
	}
	add(t.Activity, ontology.RDFType, rdf.IRI(class))
	add(t.Activity, cause, t.Thing)
	add(t.Activity, ontology.Replacement, t.Replacement)
	for _, reason := range t.Reasons {
		add(t.Activity, ontology.Reason, reason)
	}
	add(t.Activity, ontology.ProvWasAssociatedWith, t.Agent)
	if !t.Time.IsZero() {
		add(t.Activity, ontology.ProvEndedAtTime, rdf.Literal(t.Time.UTC().Format(time.RFC3339), ontology.XSDDateTime))
	}
	if t.Merged && !t.Replacement.IsZero() {
		add(t.Replacement, ontology.OWLSameAs, t.Thing)
	}
	return quads
}
