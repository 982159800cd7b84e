package handlers

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

const (
	dcat = "http://www.w3.org/ns/dcat#"
	dct  = "http://purl.org/dc/terms/"
	foaf = "http://xmlns.com/foaf/0.1/"
	void = "http://rdfs.org/ns/void#"
)

// described is the graph of an address.
func described(t *testing.T, w *httptest.ResponseRecorder) *graph.Snapshot {
	t.Helper()
	f, _ := rdf.FormatOf("ntriples")
	store := graph.New(graph.Options{})
	if _, err := store.Load(t.Context(), graph.Change{}, codec.Decode(f, w.Body, rdf.DecodeOptions{Base: testBase}, codec.Options{})); err != nil {
		t.Fatal(err)
	}
	return store.Snapshot()
}

// What DCAT-AP 3.0 makes mandatory or recommended is there.
func TestCatalogue(t *testing.T) {
	snap := described(t, get(t, "/dataset.nt"))
	for class, properties := range map[string][]string{
		dcat + "Catalog":      {dct + "title", dct + "description", dct + "publisher", dcat + "dataset", dcat + "service", dct + "license", foaf + "homepage"},
		dcat + "Dataset":      {dct + "title", dct + "description", dct + "publisher", dcat + "distribution", dcat + "keyword", dcat + "theme", dct + "identifier", dct + "modified"},
		dcat + "Distribution": {dcat + "accessURL", dcat + "downloadURL", dct + "format", dct + "license", dcat + "mediaType"},
		dcat + "DataService":  {dct + "title", dcat + "endpointURL", dcat + "endpointDescription", dcat + "servesDataset", dct + "license"},
		foaf + "Agent":        {foaf + "name"},
	} {
		found := 0
		for m := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class)}) {
			found++
			for _, p := range properties {
				if !snap.Has(graph.Pattern{S: m.S, P: rdf.IRI(p)}) {
					t.Errorf("%s lacks %s", m.S.Value(), p)
				}
			}
		}
		if found == 0 {
			t.Errorf("no %s", class)
		}
	}
}

// Each partition of VoID counts what the store has.
func TestPartitions(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	st, snap := store.Snapshot().Stats(), described(t, get(t, "/void.nt"))
	for property, want := range map[string]int{"classPartition": len(st.Classes), "propertyPartition": len(st.Predicates)} {
		if got := snap.Stats().Predicates[rdf.IRI(void+property)].Triples; got != want {
			t.Errorf("%d of %s, want %d", got, property, want)
		}
	}
	meetings := rdf.IRI(ontology.ClassMeeting)
	for m := range snap.Triples(graph.Pattern{P: rdf.IRI(void + "class"), O: meetings}) {
		for n := range snap.Triples(graph.Pattern{S: m.S, P: rdf.IRI(void + "entities")}) {
			if n.O != rdf.Literal(fmt.Sprint(st.Classes[meetings]), ontology.XSDInteger) {
				t.Errorf("%s meetings, want %d", n.O.Value(), st.Classes[meetings])
			}
		}
	}
}

// The publisher, the contact and the licence are those of the operator, wherever
// they are named.
func TestPublication(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   site.Publication
		want []string // in the description as N-Triples
		link string
	}{
		{"nothing", site.Publication{}, []string{`dataset#publisher> <http://xmlns.com/foaf/0.1/name> "plenary.test"`, "creativecommons.org/licenses/by/4.0/"}, testBase + "dataset#publisher"},
		{"name", site.Publication{Publisher: "Example Office"}, []string{`dataset#publisher> <http://xmlns.com/foaf/0.1/name> "Example Office"`}, testBase + "dataset#publisher"},
		{"IRI", site.Publication{Publisher: "https://example.org/us"}, []string{`<https://example.org/us> <http://xmlns.com/foaf/0.1/name> "example.org"`}, "https://example.org/us"},
		{"all", site.Publication{Publisher: "Example Office <https://example.org/us>", Contact: "data@example.org", License: "https://example.org/licence"},
			[]string{`<https://example.org/us> <http://xmlns.com/foaf/0.1/name> "Example Office"`, "<mailto:data@example.org>", "<https://example.org/licence>"}, "https://example.org/us"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := New(Options{Store: graph.New(graph.Options{}), Base: testBase, Publication: tt.in})
			if err != nil {
				t.Fatal(err)
			}
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/dataset.nt", nil))
			for _, want := range tt.want {
				if !strings.Contains(w.Body.String(), want) {
					t.Errorf("no %s", want)
				}
			}
			if links := strings.Join(w.Header().Values("Link"), ", "); !strings.Contains(links, "<"+tt.link+`>; rel="author"`) {
				t.Error(links)
			}
		})
	}
}

func TestPublicationRefuses(t *testing.T) {
	for _, p := range []site.Publication{{License: "CC BY"}, {Contact: "nobody"}, {Contact: "A <a@b>"}, {Publisher: "X <y>"}, {License: "https://a/ b"}} {
		if _, err := New(Options{Store: graph.New(graph.Options{}), Base: testBase, Publication: p}); err == nil {
			t.Errorf("%+v is taken", p)
		}
	}
}
