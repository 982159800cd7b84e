package review

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Proposed says what became of a document.
type Proposed struct {
	Source     rdf.Term
	IsKnown    bool     // its text was here before: nothing new is proposed
	RevisionOf rdf.Term // the version before, the zero Term for a new document
	Claims     int      // proposed
	Standing   int      // claims of the version before that were decided and still stand in the text
	Remembered int      // claims that were rejected before
	Dropped    int      // claims that waited and are no longer in the text
	Unusable   int      // claims that are no statement of RDF
	Moved      int      // passages of published claims that are now those of this version
	Lost       []rdf.Term
}

// An Extractor finds what documents mention and claim, as *ingest.Extractor does.
type Extractor interface {
	Extract(*ingest.Document) *ingest.Result
	// Source returns the IRI that the claims have for the document.
	Source(*ingest.Document) string
}

// Propose keeps a document and what it claims, in one transaction of the
// quarantine. A text that is here already is not proposed again. A text with the
// address of another is a new version of it: claims that wait are those of the new
// version, and passages of published claims that stand in it too become passages of
// it, in a transaction of the published store; Lost are the others, which stay with
// the version before. Errors: those of the stores and of writing the text.
func (d *Desk) Propose(ctx context.Context, x Extractor, doc *ingest.Document) (out Proposed, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, err := d.now()
	if err != nil {
		return out, err
	}
	if out.Source = s.withHash(doc.Hash); !out.Source.IsZero() {
		out.IsKnown = true
		out.RevisionOf = object(s.quarantine, out.Source, ontology.ProvWasRevisionOf)
	} else if err := s.propose(ctx, x, doc, &out); err != nil {
		return out, err
	}
	if !out.RevisionOf.IsZero() {
		err = d.reanchor(ctx, &out)
	}
	return out, err
}

// withHash returns the document of the quarantine with a text, the zero Term when
// there is none.
func (s *state) withHash(hash string) rdf.Term {
	for t := range s.quarantine.Triples(graph.Pattern{P: rdf.IRI(ontology.TextHash), O: rdf.String(hash)}) {
		return t.S
	}
	return rdf.Term{}
}

func (s *state) propose(ctx context.Context, x Extractor, doc *ingest.Document, out *Proposed) error {
	result := x.Extract(doc)
	out.Source = rdf.IRI(x.Source(doc))
	p := &proposal{desk: s.Desk, doc: doc, mentions: result.Mentions, source: out.Source, seen: map[string]int{}, decided: map[string]State{}}
	out.RevisionOf, p.graph = s.versionBefore(doc.Address, out.Source)
	p.run = s.iri("run/" + slug(p.source) + "-by-rules")
	before, err := s.claimsBefore(out.RevisionOf, p)
	if err != nil {
		return err
	}
	p.document(out.RevisionOf)
	p.things()
	drop := p.claims(result.Claims, before, out)
	if _, err := s.texts.Put(doc.Text); err != nil {
		return err
	}
	change := graph.Change{Author: "plenary ingest", Message: "propose what " + p.source.Value() + " claims"}
	_, err = s.Desk.quarantine.Update(ctx, change, func(tx *graph.Tx) error {
		for _, claim := range drop {
			if _, err := tx.RemoveMatching(graph.Pattern{S: claim}); err != nil {
				return err
			}
		}
		return addAll(tx, p.quads)
	})
	return err
}

// versionBefore returns the last version of the document at an address, and the
// graph of all its versions.
func (s *state) versionBefore(address string, source rdf.Term) (before, graphName rdf.Term) {
	graphName = s.iri("graph/" + slug(source))
	if address == "" || rdf.CheckIRI(address) != nil {
		return before, graphName
	}
	at := graph.Pattern{P: rdf.IRI(ontology.SchemaURL), O: rdf.IRI(address)}
	for t := range s.public.Triples(at) {
		if t.S != source && s.public.Has(graph.Pattern{S: t.S, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(ontology.ClassSourceDocument)}) {
			before, graphName = t.S, s.iri("graph/"+slug(t.S))
		}
	}
	for q := range s.quarantine.Quads(at) {
		if q.S == source {
			continue
		}
		graphName = q.G
		if !s.quarantine.Has(graph.Pattern{P: rdf.IRI(ontology.ProvWasRevisionOf), O: q.S}) {
			before = q.S
		}
	}
	return before, graphName
}

// claimsBefore returns the claims of earlier versions, and lets the proposal know
// which were decided. What was published about a version itself is not said of the
// next.
func (s *state) claimsBefore(revisionOf rdf.Term, p *proposal) (map[rdf.Term]State, error) {
	before := map[rdf.Term]State{}
	if revisionOf.IsZero() {
		return before, nil
	}
	all, err := s.claims(Filter{})
	for _, c := range all {
		if c.Graph != p.graph {
			continue
		}
		before[c.IRI] = c.State
		if c.State != Pending && c.State != Deferred {
			hash := text(object(s.quarantine, c.Source, ontology.TextHash))
			p.decided[words(c.Statement, c.QuoteHash, c.Source, hash)] = c.State
		}
	}
	return before, err
}

// claims proposes claims, and returns those that give way: claims that wait, of
// which the text has none or another place.
func (p *proposal) claims(claims []ingest.Claim, before map[rdf.Term]State, out *Proposed) (drop []rdf.Term) {
	again := map[rdf.Term]bool{}
	for i := range claims {
		t, ok := statementOf(&claims[i])
		if !ok {
			out.Unusable++
			continue
		}
		mark := len(p.quads)
		claim, decided := p.claim(&claims[i], t)
		switch state, known := before[claim]; {
		case decided == Rejected:
			out.Remembered++
		case decided != Pending:
			out.Standing++
		case known && state != Pending && state != Deferred:
			p.quads = p.quads[:mark]
			again[claim] = true
			out.Standing++
		default:
			again[claim] = true
			out.Claims++
			if known {
				drop = append(drop, claim)
			}
		}
	}
	for claim, state := range before {
		if state == Pending && !again[claim] {
			drop = append(drop, claim)
			out.Dropped++
		}
	}
	slices.SortFunc(drop, rdf.CompareTerms)
	return drop
}
