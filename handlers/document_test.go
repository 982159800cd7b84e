package handlers

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
)

// parse reads an answer; JSON-LD with the context that the server publishes.
func parse(t *testing.T, w *httptest.ResponseRecorder) *rdf.Dataset {
	t.Helper()
	media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
	f, ok := rdf.FormatOf(media)
	if w.Code != http.StatusOK || !ok {
		t.Fatalf("no RDF: %d %s %.200s", w.Code, media, w.Body)
	}
	var context any
	if err := json.Unmarshal(ontology.Context, &context); err != nil {
		t.Fatal(err)
	}
	known := jsonld.Options{Contexts: map[string]any{testBase + "ontology/context.jsonld": context}}
	d, err := rdf.ReadDataset(codec.Decode(f, w.Body, rdf.DecodeOptions{Source: media}, codec.Options{JSONLD: known}))
	if err != nil {
		t.Fatalf("%s: %v", media, err)
	}
	return d
}

func triplesOf(d *rdf.Dataset) *rdf.Dataset {
	triples := rdf.NewDataset()
	for _, q := range d.Quads() {
		q.G = rdf.Term{}
		triples.Add(q)
	}
	return triples
}

func TestThingLeadsToDocument(t *testing.T) {
	for _, accept := range []string{"", "text/turtle", "text/html", "image/png"} {
		w := get(t, "/id/meeting/2025-ism-ottawa", "Accept: "+accept)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != ottawa || w.Header().Get("Vary") != "" || w.Header().Get("Cache-Control") == "" {
			t.Errorf("with Accept %q: %d to %q, Vary %q", accept, w.Code, w.Header().Get("Location"), w.Header().Get("Vary"))
		}
	}
}

// All formats carry the same triples; N-Quads and TriG add the graph names.
func TestDocumentFormats(t *testing.T) {
	for _, path := range []string{ottawa, "/doc/country/japan", "/doc/claim/sc-007", "/doc/country", "/ontology", "/dataset", "/api/path?from=id/person/gary-anandasangaree&to=id/document/2025-tnr-framework"} {
		t.Run(path, func(t *testing.T) {
			var first *rdf.Dataset
			for _, f := range rdf.Formats {
				d := parse(t, get(t, path, "Accept: "+f.MediaType))
				named := false
				for _, q := range d.Quads() {
					named = named || !q.G.IsZero()
				}
				if want := f.Graphs && f.MediaType != negotiate.JSONLD && path != "/ontology" && path != "/dataset"; named != want {
					t.Errorf("%s of %s names graphs: %t, want %t", f.Name, path, named, want)
				}
				if first == nil {
					first = triplesOf(d)
				} else if other := triplesOf(d); !canon.Isomorphic(first, other) {
					t.Errorf("%s of %s differs from %s: %s", f.Name, path, rdf.Formats[0].Name, canon.Diff(first, other))
				}
			}
		})
	}
}

// A document says all that is said of its thing and its parts, names what it
// links, and has the claims about it.
func TestDocumentContent(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	snap := store.Snapshot()
	for _, path := range []string{"meeting/2025-ism-ottawa", "person/gary-anandasangaree", "record/summits-1975-summit-rambouillet", "passage/2025-ism-ottawa-release-0-70"} {
		thing := rdf.IRI(testBase + "id/" + path)
		if !snap.Has(graph.Pattern{S: thing}) {
			continue
		}
		d := parse(t, get(t, "/doc/"+path, "Accept: application/n-quads"))
		for q := range graph.Describe(snap, thing) {
			if !d.Has(q) {
				t.Errorf("%s lacks %v", path, q)
			}
			if label := (graph.Pattern{S: q.O, P: rdf.IRI(ontology.RDFSLabel)}); q.O.IsIRI() && snap.Has(label) && !holds(d, label) {
				t.Errorf("%s does not name %s", path, q.O.Value())
			}
		}
	}
	d := parse(t, get(t, ottawa))
	for _, claim := range []string{"id/claim/sc-007", "id/record/ministerial-meetings-2025-ism-ottawa#claim-startDate"} {
		if !holds(d, graph.Pattern{S: rdf.IRI(testBase + claim), P: rdf.IRI(ontology.RDFSubject)}) {
			t.Errorf("the document lacks the claim %s", claim)
		}
	}
}

// holds reports whether a dataset has a triple that matches.
func holds(d *rdf.Dataset, p graph.Pattern) bool {
	for _, q := range d.Quads() {
		if (p.S.IsZero() || p.S == q.S) && (p.P.IsZero() || p.P == q.P) && (p.O.IsZero() || p.O == q.O) {
			return true
		}
	}
	return false
}

var nextLink = regexp.MustCompile(`^<([^>]*)>; rel="next"$`)

// next is the address of the page that an answer links, "" for the last.
func next(w *httptest.ResponseRecorder) string {
	for _, link := range w.Header().Values("Link") {
		if m := nextLink.FindStringSubmatch(link); m != nil {
			return m[1]
		}
	}
	return ""
}

// The pages of inbound links hold them all, each once, 200 of a predicate a page.
func TestInboundPages(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	snap, g7 := store.Snapshot(), rdf.IRI(testBase+"id/source/wikidata")
	if n := snap.Count(graph.Pattern{O: g7, P: rdf.IRI(ontology.DCTSource)}); n <= inboundPage {
		g7 = mostLinked(snap)
	}
	target := "/doc/" + strings.TrimPrefix(g7.Value(), testBase+"id/")
	seen, pages := map[rdf.Triple]int{}, 0
	for at := target; at != ""; pages++ {
		w := get(t, at, "Accept: text/turtle")
		counts := map[rdf.Term]int{}
		for _, q := range parse(t, w).Quads() {
			if q.O == g7 && q.P.Value() != ontology.RDFType {
				seen[q.Triple()]++
				counts[q.P]++
			}
		}
		for p, n := range counts {
			if n > inboundPage {
				t.Errorf("%s has %d inbound triples of %s", at, n, p.Value())
			}
		}
		at = next(w)
	}
	for tr := range snap.Triples(graph.Pattern{O: g7}) {
		if seen[tr] != 1 {
			t.Errorf("%v is on %d pages", tr, seen[tr])
		}
	}
	if pages < 2 {
		t.Errorf("%s has %d page", target, pages)
	}
}

// mostLinked is the thing that one predicate leads to most often.
func mostLinked(snap *graph.Snapshot) (best rdf.Term) {
	counts := map[rdf.Term]int{}
	for tr := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.DCTSource)}) {
		if counts[tr.O]++; counts[tr.O] > counts[best] {
			best = tr.O
		}
	}
	return best
}

// The pages of a collection hold every member, each once.
func TestCollectionPages(t *testing.T) {
	for _, class := range ontology.Classes {
		if class.Path == "" || slices.Contains([]string{"decision", "withdrawal", "merger"}, class.Path) { // nobody has decided anything yet
			continue
		}
		seen, self := map[rdf.Term]bool{}, rdf.IRI(testBase+"doc/"+class.Path)
		for at := "/doc/" + class.Path; at != ""; {
			w := get(t, at, "Accept: application/n-triples")
			for _, q := range parse(t, w).Quads() {
				if q.S == self && q.P.Value() == rdfsMember {
					if seen[q.O] {
						t.Errorf("%s is twice in %s", q.O.Value(), at)
					}
					seen[q.O] = true
				}
			}
			at = next(w)
		}
		if len(seen) == 0 {
			t.Errorf("the collection %s is empty", class.Path)
		}
	}
}

func TestDocumentLinks(t *testing.T) {
	links := strings.Join(get(t, ottawa).Header().Values("Link"), "\n")
	for _, want := range []string{
		`<http://plenary.test/doc/meeting/2025-ism-ottawa.jsonld>; rel="alternate"; type="application/ld+json"`,
		`<http://plenary.test/doc/meeting/2025-ism-ottawa.html>; rel="alternate"; type="text/html"`,
		`<http://plenary.test/doc/meeting/2025-ism-ottawa>; rel="canonical"`,
		`<http://plenary.test/id/meeting/2025-ism-ottawa>; rel="describes"`,
		`<http://plenary.test/id/meeting/2025-ism-ottawa>; rel="cite-as"`,
		`<http://plenary.test/doc/meeting/2025-ism-ottawa.ttl>; rel="describedby"; type="text/turtle"`,
		`<http://plenary.test/dataset>; rel="http://rdfs.org/ns/void#inDataset"`,
		`<https://creativecommons.org/licenses/by/4.0/>; rel="license"`,
		`<http://plenary.test/doc/meeting>; rel="collection"`,
		`<https://w3id.org/plenary#MinisterialMeeting>; rel="type"`,
	} {
		if !strings.Contains(links, want) {
			t.Errorf("Link lacks %s; it has\n%s", want, links)
		}
	}
	if got := get(t, ottawa).Header().Get("Content-Location"); got != ottawa+".ttl" {
		t.Errorf("Content-Location = %q", got)
	}
}

// The links of a page beyond the first lead to pages, in the variant asked for,
// and to the same page in the others.
func TestLinksOfPages(t *testing.T) {
	w := get(t, "/doc/record.nt?page=2")
	links := strings.Join(w.Header().Values("Link"), "\n")
	for _, want := range []string{
		`<http://plenary.test/doc/record.nt?page=1>; rel="prev"`, `<http://plenary.test/doc/record.nt?page=3>; rel="next"`,
		`<http://plenary.test/doc/record.jsonld?page=2>; rel="alternate"; type="application/ld+json"`, `<http://plenary.test/doc/record?page=2>; rel="canonical"`,
	} {
		if !strings.Contains(links, want) {
			t.Errorf("Link lacks %s; it has\n%s", want, links)
		}
	}
	if got := next(get(t, "/doc/record?format=trig")); got != testBase+"doc/record?format=trig&page=2" {
		t.Errorf("the page after the first of format=trig is %q", got)
	}
}
