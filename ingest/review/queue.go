package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A State is where a claim stands.
type State string

// The states of claims. All but Pending are said by the last decision.
const (
	Pending   State = "pending"
	Deferred  State = "deferred"
	Accepted  State = "accepted"
	Edited    State = "edited"
	Rejected  State = "rejected"
	Retracted State = "retracted"
)

// stateOf maps what was decided to the state of the claim; decided is its inverse.
var stateOf = map[string]State{
	ontology.Deferred: Deferred, ontology.Accepted: Accepted, ontology.Edited: Edited, ontology.Rejected: Rejected, ontology.Retracted: Retracted,
}

var decided = map[State]string{
	Deferred: ontology.Deferred, Accepted: ontology.Accepted, Edited: ontology.Edited, Rejected: ontology.Rejected, Retracted: ontology.Retracted,
}

// IsPublished reports whether the claim is in the published store.
func (s State) IsPublished() bool { return s == Accepted || s == Edited }

// A Decision is one of a reviewer, as the data has it.
type Decision struct {
	IRI      rdf.Term // the zero Term where nothing is decided
	State    State
	Reviewer string
	Time     time.Time
	Reason   string
}

// A Claim is a proposal with the last decision on it.
type Claim struct {
	IRI        rdf.Term
	Graph      rdf.Term   // of the document, in all its versions
	Statement  rdf.Triple // as proposed, with the merger of new things; as published when it is
	Status     string     // local names: Stated, …
	Polarity   string
	Modality   string
	Confidence float64
	Rule       string
	Passage    rdf.Term
	Source     rdf.Term // the version of the document that the passage is of
	Start, End int      // code points of its text; End is exclusive
	QuoteHash  string
	State      State
	Last       Decision
	// Known tells that the published data has the statement, from whatever source.
	Known bool
}

// A Filter selects claims; its zero value selects all.
type Filter struct {
	States        []State
	Claims        []rdf.Term
	Rule          string // the rule, or a part of its name
	Kind          string // local name of the predicate
	Document      string // of the source: its IRI, the last part of it, or the hash of the text or its beginning
	MinConfidence float64
	MaxConfidence float64 // 0 means 1
	Known         *bool   // nil for both
}

// accepts tells whether a claim is selected, whatever is known.
func (f *Filter) accepts(c *Claim, hash string) bool {
	switch {
	case len(f.States) > 0 && !slices.Contains(f.States, c.State),
		len(f.Claims) > 0 && !slices.Contains(f.Claims, c.IRI),
		f.Rule != "" && !strings.Contains(c.Rule, f.Rule),
		f.Kind != "" && localName(c.Statement.P.Value()) != f.Kind && c.Statement.P.Value() != f.Kind,
		f.Document != "" && c.Source.Value() != f.Document && slug(c.Source) != f.Document && !(len(f.Document) >= 8 && strings.HasPrefix(hash, f.Document)),
		c.Confidence < f.MinConfidence, f.MaxConfidence > 0 && c.Confidence > f.MaxConfidence:
		return false
	}
	return true
}

// A state is what both stores hold at one moment.
type state struct {
	*Desk
	public, quarantine *graph.Snapshot
	aliases            map[rdf.Term]rdf.Term // things that were merged into others
}

// now returns the present state. The published one is the older, so that what it
// decides is decided of what the quarantine has.
func (d *Desk) now() (*state, error) {
	s := &state{Desk: d, public: d.public.Snapshot(), aliases: map[rdf.Term]rdf.Term{}}
	s.quarantine = d.quarantine.Snapshot()
	for _, snap := range []*graph.Snapshot{s.quarantine, s.public} {
		for t, err := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.Merges)}) {
			if err != nil {
				return nil, err
			}
			if into := object(snap, t.S, ontology.Replacement); !into.IsZero() {
				s.aliases[t.O] = into
			}
		}
	}
	return s, nil
}

// resolve returns the thing that a thing was merged into, or the thing.
func (s *state) resolve(t rdf.Term) rdf.Term {
	for range len(s.aliases) {
		into, merged := s.aliases[t]
		if !merged {
			break
		}
		t = into
	}
	return t
}

// Claims returns the claims that a filter selects, in the order of documents and
// their texts.
//
// Cost: about a second for 100,000 proposals when they are read first, a tenth of it
// then.
func (d *Desk) Claims(f Filter) ([]Claim, error) {
	s, err := d.now()
	if err != nil {
		return nil, err
	}
	return s.claims(f)
}

func (s *state) claims(f Filter) (out []Claim, err error) {
	all, err := s.proposals()
	if err != nil {
		return nil, err
	}
	last, err := s.lastDecisions(f.Claims...)
	if err != nil {
		return nil, err
	}
	candidates := all.named(f.Claims)
	f.Claims = nil
	out = make([]Claim, 0, len(candidates))
	for _, c := range candidates {
		s.complete(&c, last[c.IRI])
		if !f.accepts(&c, all.hashes[c.Source]) {
			continue
		}
		t := c.Statement
		c.Known = s.public.Has(graph.Pattern{S: t.S, P: t.P, O: t.O})
		if f.Known == nil || *f.Known == c.Known {
			out = append(out, c)
		}
	}
	if !slices.IsSortedFunc(out, inText) { // passages have moved to later versions
		slices.SortFunc(out, inText)
	}
	return out, s.public.Err()
}

// inText orders claims by documents and their texts.
func inText(a, b Claim) int {
	return cmp.Or(cmp.Compare(a.Source.Value(), b.Source.Value()), a.Start-b.Start, a.End-b.End, cmp.Compare(a.IRI.Value(), b.IRI.Value()))
}

// complete says of a proposal what became of it.
func (s *state) complete(c *Claim, last Decision) {
	c.Statement.S, c.Statement.O = s.resolve(c.Statement.S), s.resolve(c.Statement.O)
	c.Last, c.State = last, cmp.Or(last.State, Pending)
	if c.State.IsPublished() {
		s.asPublished(c)
	}
}

// asPublished puts what was published in place of what was proposed: the statement,
// and the passage, which may be one of a later version by now.
func (s *state) asPublished(c *Claim) {
	for property, term := range map[string]*rdf.Term{ontology.RDFSubject: &c.Statement.S, ontology.RDFPredicate: &c.Statement.P, ontology.RDFObject: &c.Statement.O} {
		if found := object(s.public, c.IRI, property); !found.IsZero() {
			*term = found
		}
	}
	if passage := object(s.public, c.IRI, ontology.Evidence); !passage.IsZero() && passage != c.Passage {
		at := s.spanOf(passage)
		c.Passage, c.Source, c.Start, c.End = passage, object(s.public, passage, ontology.PassageOf), at.start, at.end
	}
}
