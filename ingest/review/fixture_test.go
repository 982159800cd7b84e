package review_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/turtle"
)

const base = "http://example.org/"

// published is what the tests begin with.
const published = `
<id/meeting/m> a pl:Meeting ; rdfs:label "Meeting"@en ; skos:prefLabel "Meeting"@en ; pl:startDate "2025-01-01"^^xsd:date ; pl:meetingOf <id/forum/f> .
<id/forum/f> a pl:Forum ; rdfs:label "Forum"@en ; skos:prefLabel "Forum"@en .
<id/person/ada> a pl:Person ; rdfs:label "Ada"@en ; skos:prefLabel "Ada"@en .
`

const release = "Ada and Bob met. Ada hosted the meeting. It began on 2 January. Cleo was there, and Dora."

// scripted is an extractor that finds what it is told: a claim a line, as words,
// subject, predicate, object, the latter in quotes for literals.
type scripted struct{ claims string }

const script = `Ada hosted|meeting/m|hostedBy|person/ada
Ada|meeting/m|attendedBy|person/ada
Bob|meeting/m|attendedBy|person/bob
2 January|meeting/m|startDate|"2025-01-02
Cleo was there|meeting/m|attendedBy|person/cleo
Dora|meeting/m|attendedBy|person/dora
met|source/r|about|meeting/m`

func (s scripted) Source(d *ingest.Document) string { return base + "id/source/" + d.Hash[:8] }

func (s scripted) Extract(d *ingest.Document) *ingest.Result {
	r := &ingest.Result{Document: d}
	for i, name := range []string{"Bob", "Cleo", "Dora"} {
		if at := strings.Index(d.Text, name); at >= 0 {
			r.Mentions = append(r.Mentions, ingest.Mention{Kind: "mention", Type: ingest.PersonType, IRI: base + "id/person/" + strings.ToLower(name), Label: name, Start: at, End: at + len(name), Quote: name, New: i >= 0})
		}
	}
	for line := range strings.Lines(s.claims) {
		part := strings.Split(strings.TrimSpace(line), "|")
		at := strings.Index(d.Text, part[0])
		if at < 0 {
			continue
		}
		c := ingest.Claim{Kind: "claim", Subject: base + "id/" + part[1], Predicate: ontology.Namespace + part[2], Object: base + "id/" + part[3], ObjectType: "iri",
			Start: at, End: at + len(part[0]), Quote: part[0], Status: "stated", Polarity: "affirmed", Modality: "factual", Confidence: 0.8, Rule: "rule of " + part[2]}
		if part[1] == "source/r" {
			c.Subject, c.Predicate = s.Source(d), ontology.SchemaAbout
		}
		if part[1] == "quotation/q" { // its IRI has the hash of the text
			c.Subject += "-" + d.Hash[:8]
		}
		if text, ok := strings.CutPrefix(part[3], `"`); ok {
			c.Object, c.ObjectType, c.Datatype = text, "literal", ontology.XSDDate
		}
		r.Claims = append(r.Claims, c)
	}
	return r
}

// A fixture is a desk over stores in memory.
type fixture struct {
	*review.Desk
	public, quarantine *graph.Store
	texts              review.Texts
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	f := &fixture{public: graph.New(graph.Options{}), quarantine: graph.New(graph.Options{}), texts: review.Texts(t.TempDir())}
	t.Cleanup(func() { f.public.Close(); f.quarantine.Close() })
	var prefixes strings.Builder
	for _, p := range ontology.Prefixes {
		fmt.Fprintf(&prefixes, "@prefix %s: <%s> .\n", p.Name, p.IRI)
	}
	data := turtle.Decode(strings.NewReader(prefixes.String()+published), rdf.DecodeOptions{Base: base})
	if _, err := f.public.Load(t.Context(), graph.Change{}, data); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	f.Desk = review.New(f.public, f.quarantine, f.texts, review.Options{Base: base, Now: func() time.Time { return now }, Gate: ownGate(t)})
	return f
}

var shapes = sync.OnceValues(func() (*shacl.Shapes, error) { return shacl.Compile(ontology.Shapes()) })

// ownGate is that of plenary's own shapes.
func ownGate(t testing.TB) func(context.Context, *graph.Tx) ([]review.Violation, error) {
	shapes, err := shapes()
	if err != nil {
		t.Fatal(err)
	}
	return gate.ForReview(&shacl.Gate{Rules: []shacl.Rule{{Shapes: shapes}}})
}

// document reads a text.
func document(t testing.TB, text string) *ingest.Document {
	t.Helper()
	d, err := ingest.Read(strings.NewReader(text), ingest.ReadOptions{Name: "r.txt", Meta: ingest.Meta{Title: "Release", Language: "en", Address: "https://example.org/r", Date: "2025-01-03"}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (f *fixture) propose(t testing.TB, text string) review.Proposed {
	t.Helper()
	done, err := f.Propose(t.Context(), scripted{script}, document(t, text), review.Proposing{})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// about returns the claims whose object ends in a name.
func (f *fixture) about(t testing.TB, name string) []review.Claim {
	t.Helper()
	all, err := f.Claims(review.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(c review.Claim) bool { return !strings.HasSuffix(c.Statement.O.Value(), name) })
}

// order makes an order on claims as they stand.
func order(action review.Action, claims ...review.Claim) review.Order {
	o := review.Order{Action: action, Reviewer: "Ada L.", Reason: "because"}
	for _, c := range claims {
		o.Targets = append(o.Targets, review.Target{Claim: c.IRI, Seen: c.Last.IRI})
	}
	return o
}

func (f *fixture) decide(t testing.TB, o review.Order) review.Outcome {
	t.Helper()
	done, err := f.Decide(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// dump returns the quads of a store in order.
func dump(t testing.TB, s *graph.Store) string {
	t.Helper()
	var lines []string
	for q, err := range s.Snapshot().Quads(graph.Pattern{}) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(nquads.AppendQuad(nil, q)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func has(s *graph.Store, p graph.Pattern) bool { return s.Snapshot().Has(p) }
