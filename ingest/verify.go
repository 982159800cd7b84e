package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Source is a document that a graph has passages of.
type Source struct {
	IRI      string
	Address  string // of the published page
	Hash     string // SHA-256 of the text, in hexadecimal digits; empty when not known
	Length   int    // code points of the text, -1 when not known
	Passages []Passage
}

// A Passage is a stretch of a source, in code points from 0; End is exclusive.
type Passage struct {
	IRI        string
	Start, End int
	Hash       string // SHA-256 of the words, in hexadecimal digits
}

// A Drift is a passage whose words are not where the graph says.
type Drift struct {
	Passage
	Reason string
}

const oa = "http://www.w3.org/ns/oa#"

// ReadSources collects the sources that have passages, in the order of their
// IRIs, passages in the order of the text.
//
// Errors: those of quads, and a passage that lacks its source or an offset.
func ReadSources(quads iter.Seq2[rdf.Quad, error]) ([]Source, error) {
	props := map[string]map[string]string{}
	for q, err := range quads {
		if err != nil {
			return nil, err
		}
		if p := q.P.Value(); ofPassages[p] {
			if props[q.S.Value()] == nil {
				props[q.S.Value()] = map[string]string{}
			}
			props[q.S.Value()][p] = q.O.Value()
		}
	}
	sources := map[string]*Source{}
	for iri, of := range props {
		if of[ontology.PassageOf] == "" {
			continue
		}
		passage, err := passageOf(iri, of, props[of[oa+"hasSelector"]])
		if err != nil {
			return nil, err
		}
		s := sources[of[ontology.PassageOf]]
		if s == nil {
			s = newSource(of[ontology.PassageOf], props[of[ontology.PassageOf]])
			sources[s.IRI] = s
		}
		s.Passages = append(s.Passages, passage)
	}
	return sorted(sources), nil
}

// ofPassages are the properties that tell passages and their sources.
var ofPassages = map[string]bool{
	ontology.PassageOf: true, ontology.QuoteHash: true, ontology.TextHash: true, ontology.TextLength: true,
	oa + "hasSelector": true, oa + "start": true, oa + "end": true, schemaOrg + "url": true,
}

func passageOf(iri string, of, selector map[string]string) (Passage, error) {
	start, err := strconv.Atoi(selector[oa+"start"])
	if err != nil {
		return Passage{}, fmt.Errorf("ingest: passage <%s> has no start", iri)
	}
	end, err := strconv.Atoi(selector[oa+"end"])
	if err != nil {
		return Passage{}, fmt.Errorf("ingest: passage <%s> has no end", iri)
	}
	return Passage{iri, start, end, of[ontology.QuoteHash]}, nil
}

func newSource(iri string, of map[string]string) *Source {
	length, err := strconv.Atoi(of[ontology.TextLength])
	if err != nil {
		length = -1
	}
	return &Source{IRI: iri, Address: of[schemaOrg+"url"], Hash: of[ontology.TextHash], Length: length}
}

func sorted(sources map[string]*Source) (list []Source) {
	for _, iri := range slices.Sorted(maps.Keys(sources)) {
		s := sources[iri]
		slices.SortFunc(s.Passages, func(a, b Passage) int {
			return cmp.Or(a.Start-b.Start, a.End-b.End, cmp.Compare(a.IRI, b.IRI))
		})
		list = append(list, *s)
	}
	return list
}

// Check finds the passages that cannot be right whatever the text.
func (s *Source) Check() (drifts []Drift) {
	for _, p := range s.Passages {
		switch {
		case p.Start < 0 || p.End <= p.Start:
			drifts = append(drifts, Drift{p, "its offsets are no stretch"})
		case s.Length >= 0 && p.End > s.Length:
			drifts = append(drifts, Drift{p, fmt.Sprintf("it ends beyond the text of %d characters", s.Length)})
		case len(p.Hash) != hex.EncodedLen(sha256.Size):
			drifts = append(drifts, Drift{p, "it has no SHA-256 of its words"})
		}
	}
	return drifts
}

// Verify recomputes every passage in a text of the source.
func (s *Source) Verify(d *Document) []Drift {
	drifts := s.Check()
	wrong := map[string]bool{}
	for _, drift := range drifts {
		wrong[drift.IRI] = true
	}
	for _, p := range s.Passages {
		switch {
		case wrong[p.IRI]:
		case p.End > d.Len():
			drifts = append(drifts, Drift{p, fmt.Sprintf("it ends beyond the text of %d characters", d.Len())})
		case hashOf(d.Quote(p.Start, p.End)) != p.Hash:
			drifts = append(drifts, Drift{p, "its words are others now"})
		}
	}
	return drifts
}

func hashOf(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}

// mostMoves is how far from its place the words of a passage are looked for.
const mostMoves = 2000

// Find returns where the words of a passage stand now, -1 when nowhere near.
//
// Cost: up to 4,000 hashes of as many words.
func (d *Document) Find(p Passage) int {
	length := p.End - p.Start
	for shift := 1; shift <= mostMoves; shift++ {
		for _, start := range []int{p.Start - shift, p.Start + shift} {
			if start >= 0 && start+length <= d.Len() && hashOf(d.Quote(start, start+length)) == p.Hash {
				return start
			}
		}
	}
	return -1
}
