package handlers

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// support is what stands behind a statement.
type support struct {
	Claim      string           `json:"claim"`
	Statement  Statement        `json:"statement"`
	Status     string           `json:"status,omitempty"`
	Confidence float64          `json:"confidence,omitempty"`
	Rank       int              `json:"rank,omitempty"`
	Rule       string           `json:"rule,omitempty"`
	Record     string           `json:"record,omitempty"`
	Passage    *passage         `json:"passage,omitempty"`
	Sources    []Item           `json:"sources,omitempty"`
	Decisions  []reviewDecision `json:"decisions,omitempty"` // of reviewers, the oldest first
	Derived    []support        `json:"derived_from,omitempty"`
}

// passage is a stretch of a document; offsets count code points, the end is
// exclusive.
type passage struct {
	IRI    string   `json:"iri"`
	Source string   `json:"source"`
	Start  int      `json:"start"`
	End    int      `json:"end"`
	SHA256 string   `json:"sha256"`
	Anchor []string `json:"anchor,omitempty"`
	Links  []string `json:"links,omitempty"` // to the publisher's page, at the passage where it has an anchor
	Text   string   `json:"text,omitempty"`  // where the operator has the document
}

// getEvidence answers /api/evidence: what stands behind a triple, or behind
// everything said about a thing.
func (s *Server) getEvidence(c *gin.Context) error {
	p := s.params(c, "iri", "subject", "predicate", "object", "at", "limit", "cursor")
	limit, trusted := p.number("limit", 500, 1, 5000), p.trust()
	pattern := graph.Pattern{S: p.thing("subject"), P: p.thing("predicate"), O: p.object()}
	if iri := p.thing("iri"); !iri.IsZero() {
		if pattern != (graph.Pattern{}) {
			p.fail("iri", "give either iri, or subject, predicate and object")
		}
		pattern.S = iri
	} else if pattern.S.IsZero() {
		p.need("iri")
	}
	if p.err != nil {
		return p.err
	}
	if !p.snap.Has(pattern) {
		return problem("not-found", "the graph does not say so")
	}
	stated, err := p.stated(pattern)
	if err != nil {
		return err
	}
	begin := p.from(len(stated))
	if p.err != nil {
		return p.err
	}
	w := words{p.snap, p.lang(c)}
	items, triples, next := []support{}, []rdf.Triple{}, ""
	for i, t := range stated[begin:] {
		found := []support{}
		if trusted.accepts(t) {
			found = s.evidenceFor(w, t, trusted)
		}
		if len(items) > 0 && len(items)+len(found) > limit {
			next = p.next(fmt.Sprintf("%d %d", p.snap.Seq(), begin+i))
			break
		}
		items = append(items, found...)
		triples = append(triples, evidenceTriples(t, trusted)...)
	}
	return s.sendAPI(c, p, forms{gin.H{"items": items, "truncated": next != "", "next": next}, graphOf(p.snap, triples...),
		func() [][]string { return evidenceTable(items) }, nil})
}

// from reads the cursor of a list whose keys are the number of a commit and a
// place among n; 0 without one.
func (p *params) from(n int) (place int) {
	key := p.cursor()
	if key == "" {
		return 0
	}
	var seq uint64
	if _, err := fmt.Sscanf(key, "%d %d", &seq, &place); p.err == nil && (err != nil || seq != p.snap.Seq() || place > n) {
		p.err = p.staleCursor()
	}
	return place
}

// stated returns the triples whose evidence is asked for: those that match; of
// a claim what it states, of a record what its claims state, of a passage or a
// source what rests on it.
func (p *params) stated(pattern graph.Pattern) (triples []rdf.Triple, err error) {
	claims := p.claimsOf(pattern)
	for _, claim := range claims {
		t := statedBy(p.snap, claim)
		if !slices.Contains(triples, t) {
			triples = append(triples, t)
		}
	}
	if len(claims) > 0 {
		return triples, nil
	}
	for t, err := range p.snap.Triples(pattern) {
		if err != nil {
			return nil, err
		}
		triples = append(triples, t)
	}
	return triples, nil
}

// claimsOf returns the claims that a thing is, holds, or supports, when all that
// is said of it is asked for.
func (p *params) claimsOf(pattern graph.Pattern) []rdf.Term {
	node := pattern.S
	if pattern != (graph.Pattern{S: node}) {
		return nil
	}
	if p.snap.Has(graph.Pattern{S: node, P: rdf.IRI(ontology.RDFSubject)}) {
		return []rdf.Term{node}
	}
	claims := subjectsOf(p.snap, ontology.InRecord, node)
	claims = append(claims, subjectsOf(p.snap, ontology.Evidence, node)...)
	for _, passage := range subjectsOf(p.snap, ontology.PassageOf, node) {
		claims = append(claims, subjectsOf(p.snap, ontology.Evidence, passage)...)
	}
	return claims
}

// subjectsOf returns what has a property with this object.
func subjectsOf(snap *graph.Snapshot, property string, object rdf.Term) (subjects []rdf.Term) {
	if object.IsZero() {
		return nil
	}
	for t := range snap.Triples(graph.Pattern{P: rdf.IRI(property), O: object}) {
		subjects = append(subjects, t.S)
	}
	return subjects
}

// objectOf returns the first object of a property; the zero Term without one.
func objectOf(snap *graph.Snapshot, subject rdf.Term, property string) rdf.Term {
	if subject.IsZero() {
		return rdf.Term{}
	}
	for t := range snap.Triples(graph.Pattern{S: subject, P: rdf.IRI(property)}) {
		return t.O
	}
	return rdf.Term{}
}

// object reads the object of a triple: an IRI of the graph, or the text of a
// literal with that predicate.
func (p *params) object() rdf.Term {
	text := p.text("object")
	if text == "" {
		return rdf.Term{}
	}
	if t, err := p.s.resolveIRI(text); err == nil && p.snap.Has(graph.Pattern{O: t}) {
		return t
	}
	if s, err := p.s.resolveIRI(p.text("subject")); err == nil {
		for t := range p.snap.Triples(graph.Pattern{S: s}) {
			if t.O.IsLiteral() && t.O.Value() == text {
				return t.O
			}
		}
	}
	p.fail("object", "%.200q is not in the graph", text)
	return rdf.Term{}
}

// evidenceFor returns the trusted claims that state a triple with what they rest
// on, passages first and then by confidence, or the evidence of what it is
// derived from.
func (s *Server) evidenceFor(w words, t rdf.Triple, trusted trust) (found []support) {
	claims := claimsFor(w.snap, t)
	for _, claim := range claims {
		if trusted.acceptsClaim(claim) {
			found = append(found, s.evidenceOf(w, claim, t))
		}
	}
	if len(claims) > 0 {
		slices.SortStableFunc(found, func(a, b support) int {
			return cmp.Or(b.rests()-a.rests(), cmp.Compare(b.Confidence, a.Confidence))
		})
		return found
	}
	for _, pair := range derivationsOf(w.snap, t) {
		if trusted.acceptsPair(pair) {
			found = append(found, support{Statement: w.statement(t), Status: ontology.Derived, Derived: s.evidenceOfPair(w, pair, trusted)})
		}
	}
	return found
}

// evidenceOfPair returns the evidence of what a triple is derived from.
func (s *Server) evidenceOfPair(w words, pair [2]rdf.Triple, trusted trust) []support {
	if claim := pair[0].S; pair[0].P.Value() == ontology.RDFSubject {
		return []support{s.evidenceOf(w, claim, statedBy(w.snap, claim))}
	}
	return append(s.evidenceFor(w, pair[0], trusted), s.evidenceFor(w, pair[1], trusted)...)
}

// statedBy returns the triple that a claim states.
func statedBy(snap *graph.Snapshot, claim rdf.Term) rdf.Triple {
	return rdf.Triple{S: objectOf(snap, claim, ontology.RDFSubject), P: objectOf(snap, claim, ontology.RDFPredicate), O: objectOf(snap, claim, ontology.RDFObject)}
}

// rests is 1 for support that rests on a passage, else 0.
func (e support) rests() int {
	if e.Passage != nil {
		return 1
	}
	return 0
}

func (s *Server) evidenceOf(w words, claim rdf.Term, t rdf.Triple) support {
	e := support{Claim: claim.Value(), Statement: w.statement(t), Status: statusOf(w.snap, claim).Value(), Confidence: confidence(w.snap, claim),
		Rank: numberOf(w.snap, claim, ontology.Rank), Rule: objectOf(w.snap, claim, ontology.Rule).Value(), Record: objectOf(w.snap, claim, ontology.InRecord).Value()}
	for _, source := range ofClaim(w.snap, claim, ontology.DCTSource) {
		e.Sources = append(e.Sources, w.short(source))
	}
	for x := range w.snap.Triples(graph.Pattern{S: claim, P: rdf.IRI(ontology.Evidence)}) {
		e.Passage = s.passageOf(w.snap, x.O)
		e.Sources = append(e.Sources, w.short(rdf.IRI(e.Passage.Source)))
	}
	e.Decisions = decisionsOn(w, claim)
	return e
}

func (s *Server) passageOf(snap *graph.Snapshot, t rdf.Term) *passage {
	selector := objectOf(snap, t, ontology.OAHasSelector)
	p := &passage{IRI: t.Value(), Source: objectOf(snap, t, ontology.PassageOf).Value(), SHA256: objectOf(snap, t, ontology.QuoteHash).Value(),
		Start: numberOf(snap, selector, ontology.OAStart), End: numberOf(snap, selector, ontology.OAEnd)}
	for a := range snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.Anchor)}) {
		p.Anchor = append(p.Anchor, a.O.Value())
	}
	for a := range snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.FOAFPage)}) {
		p.Links = append(p.Links, a.O.Value())
	}
	if len(p.Links) == 0 {
		p.Links = []string{firstOf(snap, rdf.IRI(p.Source), ontology.FOAFPage, ontology.SchemaURL)}
	}
	if text, ok := s.documents.Text(objectOf(snap, rdf.IRI(p.Source), ontology.TextHash).Value()); ok {
		p.Text = stretch(text, p.Start, p.End)
	}
	return p
}

// evidenceTriples are the statements of the trusted claims that state a triple,
// and of their passages.
func evidenceTriples(t rdf.Triple, trusted trust) (triples []rdf.Triple) {
	snap, claims := trusted.snap, claimsFor(trusted.snap, t)
	for _, claim := range claims {
		if !trusted.acceptsClaim(claim) {
			continue
		}
		for x := range snap.Triples(graph.Pattern{S: claim}) {
			triples = append(triples, x)
			if x.P.Value() == ontology.Evidence {
				for y := range graph.Describe(snap, x.O) {
					triples = append(triples, y.Triple())
				}
			}
		}
		triples = append(triples, decisionTriples(snap, claim)...)
	}
	if len(claims) > 0 {
		return triples
	}
	for _, pair := range derivationsOf(snap, t) {
		if trusted.acceptsPair(pair) {
			triples = append(triples, evidenceTriples(pair[0], trusted)...)
			triples = append(triples, evidenceTriples(pair[1], trusted)...)
		}
	}
	return triples
}

// numberOf returns an integer property; 0 when there is none, which the shapes
// rule out where it would mean something.
func numberOf(snap *graph.Snapshot, t rdf.Term, property string) int {
	n, err := strconv.Atoi(objectOf(snap, t, property).Value())
	if err != nil {
		return 0
	}
	return n
}
