package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Proposed says what became of a document.
type Proposed struct {
	Source     rdf.Term
	IsKnown    bool     // its text was here before: nothing new is proposed, unless it was asked for
	RevisionOf rdf.Term // the version before, the zero Term for a new document
	Claims     int      // proposed
	Waiting    int      // claims that were proposed before just so, and wait
	Standing   int      // claims that were decided before and still stand in the text
	Remembered int      // claims that were rejected before
	Dropped    int      // claims that waited and are no longer in the text
	Unusable   int      // claims that are no statement of RDF
	Moved      int      // passages of published claims that are now those of this version
	Lost       []rdf.Term
	Commit     graph.Commit // of the quarantine; when nothing was written, only the Seq and Time of its last one
}

// An Extractor finds what documents mention and claim, as *ingest.Extractor does.
type Extractor interface {
	Extract(*ingest.Document) *ingest.Result
	// Source returns the IRI that the claims have for the document.
	Source(*ingest.Document) string
}

// Proposing says how a document is proposed; its zero value is the usual way.
type Proposing struct {
	Author  string // for the history; "plenary ingest" when ""
	Message string // for the history; "propose what … claims" when ""
	// Again has a text that is here already read anew: what is not decided gives way to
	// what is found now. Of a version that another one followed nothing is proposed.
	Again bool
	// If is asked before anything is written; it has the last commit of the quarantine,
	// and nothing comes between. Its errors end all. nil lets all pass.
	If func(seq uint64) error
}

// Propose keeps a document and what it claims, in one transaction of the
// quarantine. A text that is here already is not proposed again, unless that is asked
// for. A text with the address of another, or with its title and half of its lines, is
// a new version of it: claims that wait are those of the new version, and passages of
// published claims that stand in it too become passages of it, in a transaction of the
// published store; Lost are the others, which stay with the version before. Errors:
// those of the stores and of writing the text.
func (d *Desk) Propose(ctx context.Context, x Extractor, doc *ingest.Document, how Proposing) (out Proposed, err error) {
	how.Author = cmp.Or(how.Author, "plenary ingest")
	s, err := d.now()
	if err != nil {
		return out, err
	}
	var result *ingest.Result
	if s.isToRead(doc, how) { // which takes its time, while others decide
		result = x.Extract(doc)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if s, err = d.now(); err == nil && how.If != nil {
		err = how.If(s.quarantine.Seq())
	}
	if err != nil {
		return out, err
	}
	if out.Source = s.withHash(doc.Hash); !out.Source.IsZero() {
		out.IsKnown = true
		out.RevisionOf = object(s.quarantine, out.Source, ontology.ProvWasRevisionOf)
	}
	out.Commit.Seq, out.Commit.Time = s.quarantine.Seq(), s.quarantine.Time()
	if s.isToRead(doc, how) {
		if err := s.propose(ctx, rdf.IRI(x.Source(doc)), result, how, &out); err != nil {
			return out, err
		}
	}
	if !out.RevisionOf.IsZero() {
		err = d.reanchor(ctx, how, &out)
	}
	return out, err
}

// isToRead reports whether anything is to be proposed of a document: when its text is
// new, or when it is to be read again and no version followed it.
func (s *state) isToRead(doc *ingest.Document, how Proposing) bool {
	known := s.withHash(doc.Hash)
	return known.IsZero() || how.Again && !s.quarantine.Has(graph.Pattern{P: rdf.IRI(ontology.ProvWasRevisionOf), O: known})
}

// withHash returns the document of the quarantine with a text, the zero Term when
// there is none.
func (s *state) withHash(hash string) rdf.Term {
	for t := range s.quarantine.Triples(graph.Pattern{P: rdf.IRI(ontology.TextHash), O: rdf.String(hash)}) {
		return t.S
	}
	return rdf.Term{}
}

func (s *state) propose(ctx context.Context, source rdf.Term, result *ingest.Result, how Proposing, out *Proposed) error {
	doc := result.Document
	p := &proposal{state: s, doc: doc, mentions: result.Mentions, source: source, seen: map[string]int{}, decided: map[string]State{},
		language: cmp.Or(doc.Language, result.Language, "en")}
	if err := s.place(p, out); err != nil {
		return err
	}
	before, err := s.claimsBefore(p)
	if err != nil {
		return err
	}
	p.run = s.runOf(p.source)
	if !out.IsKnown {
		p.document(out.RevisionOf)
	}
	p.describeRun()
	drop := append(p.things(), p.claims(result.Claims, before, out)...)
	if out.IsKnown && out.Claims+out.Dropped == 0 {
		return nil
	}
	if _, err := s.texts.Put(doc.Text); err != nil {
		return err
	}
	change := graph.Change{Author: how.Author, Message: cmp.Or(how.Message, "propose what "+p.source.Value()+" claims")}
	done, err := s.Desk.quarantine.Update(ctx, change, func(tx *graph.Tx) error {
		for _, t := range drop {
			if err := removeFound(tx, s.quarantine, graph.Pattern{S: t, G: p.graph}); err != nil {
				return err
			}
		}
		return addAll(tx, p.quads)
	})
	if err == nil {
		out.Commit = done
	}
	return err
}

// place finds out whose version a document is, and the graph of all versions.
func (s *state) place(p *proposal, out *Proposed) error {
	if !out.IsKnown {
		out.Source = p.source
		out.RevisionOf, p.graph = s.versionBefore(p)
		return nil
	}
	if p.source != out.Source {
		return fmt.Errorf("review: the document is known as %s, and would be %s now", out.Source.Value(), p.source.Value())
	}
	for q := range s.quarantine.Quads(graph.Pattern{S: p.source, P: rdf.IRI(ontology.TextHash)}) {
		p.graph = q.G
	}
	return nil
}

// runOf returns the IRI of the next run over a document.
func (s *state) runOf(source rdf.Term) rdf.Term {
	name := "run/" + slug(source) + "-by-rules"
	if n := s.quarantine.Count(graph.Pattern{P: rdf.IRI(ontology.ProvUsed), O: source}); n > 0 {
		name += "-" + strconv.Itoa(n+1)
	}
	return s.iri(name)
}

// claimsBefore returns the claims of earlier readings of a document in all its
// versions, and lets the proposal know which were decided. What was published about a
// version itself is not said of the next.
func (s *state) claimsBefore(p *proposal) (map[rdf.Term]State, error) {
	before := map[rdf.Term]State{}
	all, err := s.readProposals(p.graph)
	if err != nil || len(all.claims) == 0 {
		return before, err
	}
	var names []rdf.Term
	for _, c := range all.claims {
		names = append(names, c.IRI)
	}
	last, err := s.lastDecisions(names...)
	for _, proposed := range all.claims {
		c := proposed
		s.complete(&c, last[c.IRI])
		before[c.IRI] = c.State
		if c.State != Pending && c.State != Deferred {
			p.decided[words(c.Statement, c.QuoteHash, proposed.Source, all.hashes[proposed.Source])] = c.State
		}
	}
	return before, err
}

// claims proposes claims, and returns those that give way: claims that wait, of
// which the text has none, or another place, or of which something else is said.
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
		case known && p.isThere(claim, p.quads[mark:]):
			p.quads = p.quads[:mark]
			again[claim] = true
			out.Waiting++
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

// isThere reports whether the quarantine describes a claim just so, whichever run
// found it.
func (p *proposal) isThere(claim rdf.Term, quads []rdf.Quad) bool {
	for _, q := range quads {
		if q.S == claim && q.P.Value() != ontology.ExtractedBy && !p.state.quarantine.Has(graph.Pattern{S: q.S, P: q.P, O: q.O, G: q.G}) {
			return false
		}
	}
	return true
}
