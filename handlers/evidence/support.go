// Package evidence finds what stands behind statements: claims with their status,
// confidence and decisions, the passages they rest on, and for derived statements what
// these follow from.
//
// A statement is trusted only when a claim behind it is, or when no claim is about it.
package evidence

import (
	"cmp"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Finder finds what stands behind statements, among what is trusted, and tells it
// in words.
type Finder struct {
	Words     words.Words
	Trust     Trust
	Documents *Documents // that passages are quoted from; nil for none
}

// Support is what stands behind a statement: a claim, or for a derived one what it
// is derived from.
type Support struct {
	Claim      string           `json:"claim"`
	Statement  words.Statement  `json:"statement"`
	Status     string           `json:"status,omitempty"`
	Confidence float64          `json:"confidence,omitempty"`
	Rank       int              `json:"rank,omitempty"`
	Rule       string           `json:"rule,omitempty"`
	Record     string           `json:"record,omitempty"`
	Passage    *Passage         `json:"passage,omitempty"`
	Sources    []words.Item     `json:"sources,omitempty"`
	Decisions  []ReviewDecision `json:"decisions,omitempty"` // of reviewers, the oldest first
	Derived    []Support        `json:"derived_from,omitempty"`
}

// Passage is a stretch of a document; offsets count code points, the end is
// exclusive.
type Passage struct {
	IRI    string   `json:"iri"`
	Source string   `json:"source"`
	Start  int      `json:"start"`
	End    int      `json:"end"`
	SHA256 string   `json:"sha256"`
	Anchor []string `json:"anchor,omitempty"`
	Links  []string `json:"links,omitempty"` // to the publisher's page, at the passage where it has an anchor
	Text   string   `json:"text,omitempty"`  // where the operator has the document
}

// Support returns the trusted claims that state a triple with what they rest on,
// passages first and then by confidence, or the support of what it is derived from.
func (f Finder) Support(t rdf.Triple) (found []Support) {
	claims := ClaimsFor(f.Words.Snap, t)
	for _, claim := range claims {
		if f.Trust.AcceptsClaim(claim) {
			found = append(found, f.ofClaim(claim, t))
		}
	}
	if len(claims) > 0 {
		slices.SortStableFunc(found, func(a, b Support) int {
			return cmp.Or(b.rests()-a.rests(), cmp.Compare(b.Confidence, a.Confidence))
		})
		return found
	}
	for _, pair := range DerivationsOf(f.Words.Snap, t) {
		if f.Trust.acceptsPair(pair) {
			found = append(found, Support{Statement: f.Words.Statement(t), Status: ontology.Derived, Derived: f.ofPair(pair)})
		}
	}
	return found
}

// ofPair returns the support of what a triple is derived from.
func (f Finder) ofPair(pair [2]rdf.Triple) []Support {
	if claim := pair[0].S; pair[0].P.Value() == ontology.RDFSubject {
		return []Support{f.ofClaim(claim, statedBy(f.Words.Snap, claim))}
	}
	return append(f.Support(pair[0]), f.Support(pair[1])...)
}

// statedBy returns the triple that a claim states.
func statedBy(snap *graph.Snapshot, claim rdf.Term) rdf.Triple {
	return rdf.Triple{S: objectOf(snap, claim, ontology.RDFSubject), P: objectOf(snap, claim, ontology.RDFPredicate), O: objectOf(snap, claim, ontology.RDFObject)}
}

// rests is 1 for support that rests on a passage, else 0.
func (e Support) rests() int {
	if e.Passage != nil {
		return 1
	}
	return 0
}

// ofClaim is a claim as support of the triple that it states.
func (f Finder) ofClaim(claim rdf.Term, t rdf.Triple) Support {
	w := f.Words
	e := Support{Claim: claim.Value(), Statement: w.Statement(t), Status: StatusOf(w.Snap, claim).Value(), Confidence: Confidence(w.Snap, claim),
		Rank: numberOf(w.Snap, claim, ontology.Rank), Rule: objectOf(w.Snap, claim, ontology.Rule).Value(), Record: objectOf(w.Snap, claim, ontology.InRecord).Value()}
	for _, source := range ofClaim(w.Snap, claim, ontology.DCTSource) {
		e.Sources = append(e.Sources, w.Short(source))
	}
	for x := range w.Snap.Triples(graph.Pattern{S: claim, P: rdf.IRI(ontology.Evidence)}) {
		e.Passage = f.passage(x.O)
		e.Sources = append(e.Sources, w.Short(rdf.IRI(e.Passage.Source)))
	}
	e.Decisions = decisionsOn(w, claim)
	return e
}

// passage is a passage in its words, where there is the text.
func (f Finder) passage(t rdf.Term) *Passage {
	snap := f.Words.Snap
	selector := objectOf(snap, t, ontology.OAHasSelector)
	p := &Passage{IRI: t.Value(), Source: objectOf(snap, t, ontology.PassageOf).Value(), SHA256: objectOf(snap, t, ontology.QuoteHash).Value(),
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
	if text, ok := f.Documents.Text(objectOf(snap, rdf.IRI(p.Source), ontology.TextHash).Value()); ok {
		p.Text = stretch(text, p.Start, p.End)
	}
	return p
}

// Evidence are the statements of the trusted claims that state a triple, and of their
// passages and decisions; of a derived one those of what it is derived from.
func (t Trust) Evidence(tr rdf.Triple) (triples []rdf.Triple) {
	snap, claims := t.Snap, ClaimsFor(t.Snap, tr)
	for _, claim := range claims {
		if !t.AcceptsClaim(claim) {
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
	for _, pair := range DerivationsOf(snap, tr) {
		if t.acceptsPair(pair) {
			triples = append(triples, t.Evidence(pair[0])...)
			triples = append(triples, t.Evidence(pair[1])...)
		}
	}
	return triples
}
