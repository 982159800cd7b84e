package desk_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

const base = "http://example.org/"

// published is what the tests begin with.
const published = `
<id/meeting/m> a pl:Meeting ; rdfs:label "Meeting"@en ; skos:prefLabel "Meeting"@en , "Réunion"@fr ; pl:startDate "2025-01-01"^^xsd:date ; pl:meetingOf <id/forum/f> .
<id/forum/f> a pl:Forum ; rdfs:label "Forum"@en ; skos:prefLabel "Forum"@en .
<id/person/ada> a pl:Person ; rdfs:label "Ada"@en ; skos:prefLabel "Ada"@en .
<id/person/robert> a pl:Person ; rdfs:label "Robert"@en ; skos:prefLabel "Robert"@en .
`

const release = "Ada and Bob met. Ada hosted the meeting. It began on 2 January. <b>Cleo</b> was there, and Dora."

// A proposer finds what it is told: a claim a line, as words, subject, predicate and
// object, the latter behind a quote for literals.
type proposer struct{ claims string }

const script = `Ada hosted|meeting/m|hostedBy|person/ada
Ada|meeting/m|attendedBy|person/ada
Bob|meeting/m|attendedBy|person/bob
2 January|meeting/m|startDate|"2025-01-02
Cleo|meeting/m|attendedBy|person/cleo
Dora|meeting/m|attendedBy|person/dora
Bob met|meeting/m|attendedBy|person/bob`

func (p proposer) Source(d *ingest.Document) string { return base + "id/source/" + d.Hash[:8] }

func (p proposer) Extract(d *ingest.Document) *ingest.Result {
	r := &ingest.Result{Document: d}
	for _, name := range []string{"Bob", "Cleo", "Dora"} {
		if at := strings.Index(d.Text, name); at >= 0 {
			r.Mentions = append(r.Mentions, ingest.Mention{Kind: "mention", Type: ingest.PersonType, IRI: base + "id/person/" + strings.ToLower(name), Label: name, Start: at, End: at + len(name), Quote: name, New: true})
		}
	}
	for line := range strings.Lines(p.claims) {
		part := strings.Split(strings.TrimSpace(line), "|")
		at := strings.Index(d.Text, part[0])
		c := ingest.Claim{Kind: "claim", Subject: base + "id/" + part[1], Predicate: ontology.Namespace + part[2], Object: base + "id/" + part[3], ObjectType: "iri",
			Start: at, End: at + len(part[0]), Quote: part[0], Status: "stated", Polarity: "affirmed", Modality: "factual", Confidence: 0.8, Rule: "rule of " + part[2]}
		if text, ok := strings.CutPrefix(part[3], `"`); ok {
			c.Object, c.ObjectType, c.Datatype, c.Confidence = text, "literal", ontology.XSDDate, 0.6
		}
		r.Claims = append(r.Claims, c)
	}
	return r
}

// A fixture is a server with a review desk over stores in memory.
type fixture struct {
	*review.Desk
	http.Handler
	public, quarantine *graph.Store
	folder             string
	token              map[tokens.Role]string
	now                time.Time
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	f := &fixture{public: graph.New(graph.Options{}), quarantine: graph.New(graph.Options{}), folder: t.TempDir(), token: map[tokens.Role]string{}, now: time.Now()}
	t.Cleanup(func() { f.public.Close(); f.quarantine.Close() })
	var prefixes strings.Builder
	for _, p := range ontology.Prefixes {
		fmt.Fprintf(&prefixes, "@prefix %s: <%s> .\n", p.Name, p.IRI)
	}
	if _, err := f.public.Load(t.Context(), graph.Change{}, turtle.Decode(strings.NewReader(prefixes.String()+published), rdf.DecodeOptions{Base: base})); err != nil {
		t.Fatal(err)
	}
	file := tokens.Open(f.folder, nil)
	for _, role := range tokens.Roles {
		_, text, err := file.Create("the "+string(role), role, 0)
		if err != nil {
			t.Fatal(err)
		}
		f.token[role] = text
	}
	f.Desk = review.New(f.public, f.quarantine, review.Texts(filepath.Join(f.folder, "documents")), review.Options{Base: base, Gate: gate.ForReview(rules(t))})
	server, err := handlers.New(handlers.Options{Store: f.public, Base: base, Folder: f.folder, Review: f.Desk, Gate: rules(t), Logger: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: func() time.Time { return f.now }})
	if err != nil {
		t.Fatal(err)
	}
	f.Handler = server.Handler()
	f.propose(t, release, script)
	return f
}

func (f *fixture) propose(t testing.TB, text, script string) {
	t.Helper()
	d, err := ingest.Read(strings.NewReader(text), ingest.ReadOptions{Name: "r.txt", Meta: ingest.Meta{Title: "A release", Language: "en", Date: "2025-01-03"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Propose(t.Context(), proposer{script}, d, review.Proposing{}); err != nil {
		t.Fatal(err)
	}
}

var shapes = sync.OnceValues(func() (*shacl.Shapes, error) { return shacl.Compile(ontology.Shapes()) })

func rules(t testing.TB) *shacl.Gate {
	shapes, err := shapes()
	if err != nil {
		t.Fatal(err)
	}
	return &shacl.Gate{Rules: []shacl.Rule{{Shapes: shapes}}}
}

// about returns the first claim whose object ends in a name, as it stands.
func (f *fixture) about(t testing.TB, name string) review.Claim {
	t.Helper()
	all, err := f.Claims(review.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if strings.HasSuffix(c.Statement.O.Value(), name) {
			return c
		}
	}
	t.Fatalf("no claim on %s", name)
	return review.Claim{}
}

func id(c review.Claim) string { return c.IRI.Value()[strings.LastIndexByte(c.IRI.Value(), '/')+1:] }

// target is a claim as forms have it.
func target(c review.Claim) string {
	if c.Last.IRI.IsZero() {
		return id(c) + " "
	}
	return id(c) + " " + c.Last.IRI.Value()[strings.LastIndexByte(c.Last.IRI.Value(), '/')+1:]
}

// commits are the numbers of the last commits of both stores.
func (f *fixture) commits() [2]uint64 {
	return [2]uint64{f.public.Snapshot().Seq(), f.quarantine.Snapshot().Seq()}
}

func (f *fixture) spoilText(t testing.TB) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(f.folder, "documents", "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatal(err, names)
	}
	if err := os.WriteFile(names[0], []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A browser is one that has signed in.
type browser struct {
	*fixture
	cookie, form string
}

var formToken = regexp.MustCompile(`name="form_token" value="(\w+)"`)

// signIn begins a session.
func (f *fixture) signIn(t testing.TB, role tokens.Role) *browser {
	t.Helper()
	w := f.ask("POST", "/review/session", url.Values{"token": {f.token[role]}}.Encode(), "Content-Type: application/x-www-form-urlencoded")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("POST /review/session = %d %s", w.Code, w.Body)
	}
	b := &browser{fixture: f, cookie: strings.TrimSpace(strings.Split(w.Header().Get("Set-Cookie"), ";")[0])}
	found := formToken.FindStringSubmatch(b.get("/review").Body.String())
	if found == nil {
		t.Fatal("no form token on /review")
	}
	b.form = found[1]
	return b
}

// ask makes a request; headers are "Name: value".
func (f *fixture) ask(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	return w
}

func (b *browser) get(target string) *httptest.ResponseRecorder {
	return b.ask("GET", target, "", "Cookie: "+b.cookie, "Accept: text/html")
}

// post sends a form as the desk has it.
func (b *browser) post(target string, fields ...string) *httptest.ResponseRecorder {
	form := url.Values{"form_token": {b.form}}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.ask("POST", target, form.Encode(), "Cookie: "+b.cookie, "Content-Type: application/x-www-form-urlencoded", "Sec-Fetch-Site: same-origin", "Accept: text/html")
}
