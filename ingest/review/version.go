package review

import (
	"errors"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// versionBefore returns the last version of a document, the zero Term when there is
// none, and the graph of all its versions.
func (s *state) versionBefore(p *proposal) (before, graphName rdf.Term) {
	graphName = s.iri("graph/" + slug(p.source))
	for _, q := range s.sameDocument(p) {
		if q.G.IsZero() {
			q.G = s.iri("graph/" + slug(q.S))
		}
		graphName = q.G
		if !s.quarantine.Has(graph.Pattern{P: rdf.IRI(ontology.ProvWasRevisionOf), O: q.S}) {
			before = q.S
		}
	}
	return before, graphName
}

// sameDocument returns a quad on each other version of a document, without its graph
// where it is published alone: those at its address, or else those of its title and
// text.
func (s *state) sameDocument(p *proposal) (versions []rdf.Quad) {
	if at := p.doc.Address; at != "" && rdf.CheckIRI(at) == nil {
		versions = s.documentsWith(ontology.SchemaURL, rdf.IRI(at), p.source)
	}
	if p.doc.Title != "" && len(versions) == 0 {
		versions = s.documentsWith(ontology.DCTTitle, rdf.LangString(p.title(), p.language), p.source)
		versions = slices.DeleteFunc(versions, func(q rdf.Quad) bool { return !s.isAlike(q.S, p.doc) })
	}
	return versions
}

// documentsWith returns a quad on each document with a value but for one, those of
// the quarantine last.
func (s *state) documentsWith(property string, value, but rdf.Term) (found []rdf.Quad) {
	with := graph.Pattern{P: rdf.IRI(property), O: value}
	for t := range s.public.Triples(with) {
		if t.S != but && s.public.Has(graph.Pattern{S: t.S, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(ontology.ClassSourceDocument)}) {
			found = append(found, t.In(rdf.Term{}))
		}
	}
	for q := range s.quarantine.Quads(with) {
		if q.S != but {
			found = append(found, q)
		}
	}
	return found
}

// isAlike reports whether a document of the same title is another version of one:
// no other address, and half of the lines of the shorter text in the other.
func (s *state) isAlike(other rdf.Term, doc *ingest.Document) bool {
	about := func(property string) rdf.Term {
		if t := object(s.quarantine, other, property); !t.IsZero() {
			return t
		}
		return object(s.public, other, property)
	}
	if address := text(about(ontology.SchemaURL)); address != "" && doc.Address != "" {
		return false // it would be the same, and found by that
	}
	old, err := s.texts.Get(text(about(ontology.TextHash)))
	return err == nil && 2*sharedLines(old, doc.Text) >= min(len(linesOf(old)), len(linesOf(doc.Text)))
}

// linesOf returns the different lines of a text that say something.
func linesOf(text string) map[string]bool {
	lines := map[string]bool{}
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines[line] = true
		}
	}
	return lines
}

func sharedLines(a, b string) (n int) {
	lines := linesOf(b)
	for line := range linesOf(a) {
		if lines[line] {
			n++
		}
	}
	return n
}

// A Reading is a document of the quarantine, as it is to be read again.
type Reading struct {
	Source rdf.Term
	Hash   string
	Meta   ingest.Meta
}

// Readings returns the documents that were proposed, each in its last version, in
// the order of their IRIs.
func (d *Desk) Readings() (all []Reading, err error) {
	s, err := d.now()
	if err != nil {
		return nil, err
	}
	for t, err := range s.quarantine.Triples(graph.Pattern{P: rdf.IRI(ontology.TextHash)}) {
		if err != nil {
			return nil, err
		}
		if !s.quarantine.Has(graph.Pattern{P: rdf.IRI(ontology.ProvWasRevisionOf), O: t.S}) {
			all = append(all, s.readingOf(t.S, t.O.Value()))
		}
	}
	slices.SortFunc(all, func(a, b Reading) int { return rdf.CompareTerms(a.Source, b.Source) })
	return all, nil
}

func (s *state) readingOf(source rdf.Term, hash string) Reading {
	one := func(property string) string { return text(object(s.quarantine, source, property)) }
	m := ingest.Meta{Title: one(ontology.DCTTitle), Publisher: one(ontology.DCPublisher), Date: one(ontology.DCTIssued), Language: one(ontology.DCTLanguage), Address: one(ontology.SchemaURL)}
	if m.Title == "Document "+hash[:8] { // it has none
		m.Title = ""
	}
	return Reading{source, hash, m}
}

// Open returns the document with its text. Errors: ErrText, those of ingest.Read.
func (d *Desk) Open(r Reading) (*ingest.Document, error) {
	text, err := d.texts.Get(r.Hash)
	if err != nil {
		return nil, err
	}
	doc, err := ingest.Read(strings.NewReader(text), ingest.ReadOptions{Name: r.Source.Value(), Meta: r.Meta, MaxBytes: int64(len(text))})
	if err == nil && doc.Hash != r.Hash {
		err = errors.New("review: read again, the text of the document is another")
	}
	return doc, err
}
