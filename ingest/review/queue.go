package review

import (
	"cmp"
	"slices"
	"strconv"
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
	aliases            map[rdf.Term]rdf.Term // new things that were merged into others
}

// now returns the present state. The published one is the older, so that what it
// decides is decided of what the quarantine has.
func (d *Desk) now() (*state, error) {
	s := &state{Desk: d, public: d.public.Snapshot(), aliases: map[rdf.Term]rdf.Term{}}
	s.quarantine = d.quarantine.Snapshot()
	for t, err := range s.quarantine.Triples(graph.Pattern{P: rdf.IRI(ontology.Merges)}) {
		if err != nil {
			return nil, err
		}
		s.aliases[t.O] = object(s.quarantine, t.S, ontology.Replacement)
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
// Cost: that of all proposals, about a second for 100,000.
func (d *Desk) Claims(f Filter) ([]Claim, error) {
	s, err := d.now()
	if err != nil {
		return nil, err
	}
	return s.claims(f)
}

func (s *state) claims(f Filter) (out []Claim, err error) {
	last, err := s.lastDecisions()
	if err != nil {
		return nil, err
	}
	nodes, claims, err := s.read()
	if err != nil {
		return nil, err
	}
	for _, iri := range claims {
		c := s.claim(iri, nodes)
		c.Last = last[iri]
		c.State = cmp.Or(c.Last.State, Pending)
		if c.State.IsPublished() {
			s.asPublished(&c)
		}
		if t := c.Statement; f.accepts(&c, nodes[c.Source].one(ontology.TextHash)) {
			c.Known = s.public.Has(graph.Pattern{S: t.S, P: t.P, O: t.O})
			if f.Known == nil || *f.Known == c.Known {
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(a, b Claim) int {
		return cmp.Or(cmp.Compare(a.Source.Value(), b.Source.Value()), a.Start-b.Start, a.End-b.End, cmp.Compare(a.IRI.Value(), b.IRI.Value()))
	})
	return out, s.public.Err()
}

// A node is what the quarantine says about something.
type node struct {
	graph rdf.Term
	props map[string]rdf.Term // the last value of each
}

func (n *node) of(property string) rdf.Term {
	if n == nil {
		return rdf.Term{}
	}
	return n.props[property]
}

func (n *node) one(property string) string {
	if t := n.of(property); !t.IsZero() {
		return t.Value()
	}
	return ""
}

// read reads all proposals.
func (s *state) read() (nodes map[rdf.Term]*node, claims []rdf.Term, err error) {
	nodes = map[rdf.Term]*node{}
	class := rdf.IRI(ontology.ClassClaim)
	for q, err := range s.quarantine.Quads(graph.Pattern{}) {
		if err != nil {
			return nil, nil, err
		}
		n := nodes[q.S]
		if n == nil {
			n = &node{graph: q.G, props: map[string]rdf.Term{}}
			nodes[q.S] = n
		}
		n.props[q.P.Value()] = q.O
		if q.O == class && q.P.Value() == ontology.RDFType {
			claims = append(claims, q.S)
		}
	}
	return nodes, claims, nil
}

func (s *state) claim(iri rdf.Term, nodes map[rdf.Term]*node) Claim {
	n := nodes[iri]
	passage := n.of(ontology.Evidence)
	position := nodes[nodes[passage].of(ontology.OAHasSelector)]
	number := func(property string) int { i, _ := strconv.Atoi(position.one(property)); return i }
	confidence, _ := strconv.ParseFloat(n.one(ontology.Confidence), 64)
	return Claim{IRI: iri, Graph: n.graph,
		Statement: rdf.Triple{S: s.resolve(n.of(ontology.RDFSubject)), P: n.of(ontology.RDFPredicate), O: s.resolve(n.of(ontology.RDFObject))},
		Status:    localName(n.one(ontology.ClaimStatus)), Polarity: localName(n.one(ontology.Polarity)), Modality: localName(n.one(ontology.Modality)),
		Confidence: confidence, Rule: n.one(ontology.Rule), Passage: passage, Source: nodes[passage].of(ontology.PassageOf),
		Start: number(ontology.OAStart), End: number(ontology.OAEnd), QuoteHash: nodes[passage].one(ontology.QuoteHash)}
}

// asPublished puts what was published in place of what was proposed.
func (s *state) asPublished(c *Claim) {
	for property, term := range map[string]*rdf.Term{ontology.RDFSubject: &c.Statement.S, ontology.RDFPredicate: &c.Statement.P, ontology.RDFObject: &c.Statement.O} {
		if found := object(s.public, c.IRI, property); !found.IsZero() {
			*term = found
		}
	}
}

// lastDecisions returns the last decision on each claim. What the published store
// says counts before what the quarantine does: there a claim that was rejected may
// have been accepted after all.
func (s *state) lastDecisions() (map[rdf.Term]Decision, error) {
	last := map[rdf.Term]Decision{}
	for _, snap := range []*graph.Snapshot{s.quarantine, s.public} {
		here, read := map[rdf.Term]Decision{}, map[rdf.Term]Decision{}
		for t, err := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.Decides)}) {
			if err != nil {
				return nil, err
			}
			d, done := read[t.S]
			if !done {
				d = decisionOf(snap, t.S)
				read[t.S] = d
			}
			if before, ok := here[t.O]; !ok || number(before.IRI) < number(d.IRI) {
				here[t.O] = d
			}
		}
		for claim, d := range here {
			last[claim] = d
		}
	}
	return last, nil
}

// number is that of the commit that made a decision.
func number(decision rdf.Term) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(slug(decision), quarantined))
	return n
}

func decisionOf(snap *graph.Snapshot, iri rdf.Term) Decision {
	d := Decision{IRI: iri, State: stateOf[object(snap, iri, ontology.Decision).Value()], Reason: text(object(snap, iri, ontology.Reason))}
	agent := object(snap, iri, ontology.ProvWasAssociatedWith)
	if d.Reviewer = text(object(snap, agent, ontology.RDFSLabel)); d.Reviewer == "" && !agent.IsZero() {
		d.Reviewer = slug(agent)
	}
	d.Time, _ = time.Parse(time.RFC3339, text(object(snap, iri, ontology.ProvEndedAtTime)))
	return d
}

func text(t rdf.Term) string {
	if t.IsZero() {
		return ""
	}
	return t.Value()
}
