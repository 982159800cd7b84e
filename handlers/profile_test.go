package handlers

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"w3id.org/plenary/ontology"
)

const (
	plenaryIRI = "https://w3id.org/plenary"
	schemaIRI  = "https://schema.org/"
)

func TestProfiles(t *testing.T) {
	tests := []struct {
		name, target, accept, acceptProfile string
		media, profile                      string // "" for 406
	}{
		{"none", ottawa, "", "", turtle, plenaryIRI},
		{"schema.org", ottawa, "", "<https://schema.org/>", turtle, schemaIRI},
		{"by its other IRI", ottawa, "", "<http://schema.org>", turtle, schemaIRI},
		{"by token", ottawa, "", "schema", turtle, schemaIRI},
		{"plenary", ottawa, "", "<https://w3id.org/plenary>", turtle, plenaryIRI},
		{"any", ottawa, "", "*", turtle, plenaryIRI},
		{"weights", ottawa, "", "<https://w3id.org/plenary>;q=0.4, <https://schema.org/>; q=0.5", turtle, schemaIRI},
		{"excluded", ottawa, "", "<https://w3id.org/plenary>;q=0", turtle, schemaIRI},
		{"all excluded", ottawa, "", "*;q=0", "", ""},
		{"unknown", ottawa, "", "<http://example.org/a,b>", turtle, plenaryIRI},
		{"unknown, else schema.org", ottawa, "", "<http://example.org/a,b>, <https://schema.org/>;q=0.1", turtle, schemaIRI},
		{"malformed", ottawa, "", "<https://schema.org/>;level=1, ;, <", turtle, plenaryIRI},
		{"the page has one profile", ottawa, "text/html", "<https://schema.org/>", html, plenaryIRI},
		{"the page excluded", ottawa, "text/html", "<https://w3id.org/plenary>;q=0", "", ""},
		{"the profile outweighs the page", ottawa, "text/html, application/ld+json;q=0.1", "<https://schema.org/>", ldjson, schemaIRI},
		{"parameter", ottawa + "?_profile=schema", "", "", turtle, schemaIRI},
		{"parameter with an IRI", ottawa + "?_profile=https%3A%2F%2Fschema.org%2F", "", "", turtle, schemaIRI},
		{"parameter beats header", ottawa + "?_profile=plenary", "", "<https://schema.org/>", turtle, plenaryIRI},
		{"parameter and format", ottawa + "?_profile=schema&format=nt", "", "", "application/n-triples", schemaIRI},
		{"parameter after a suffix", ottawa + ".jsonld?_profile=schema", "", "", ldjson, schemaIRI},
		{"a suffix beats the header", ottawa + ".ttl", "", "<https://schema.org/>", turtle, plenaryIRI},
		{"unknown parameter", ottawa + "?_profile=dcat", "", "", "", ""},
		{"page in schema.org", ottawa + "?_profile=schema&format=html", "", "", "", ""},
		{"of the media type", ottawa, `application/ld+json;profile="https://schema.org/"`, "", ldjson, schemaIRI},
		{"framed schema.org", ottawa + ".jsonld?_profile=schema&profile=framed", "", "", "", ""},
		{"collections have one", "/doc/country?_profile=schema", "", "", "", ""},
		{"collections ignore the header", "/doc/country", "", "<https://schema.org/>", turtle, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, tt.target, "Accept: "+tt.accept, "Accept-Profile: "+tt.acceptProfile)
			if tt.media == "" {
				if w.Code != http.StatusNotAcceptable {
					t.Errorf("%d %s, want 406", w.Code, w.Header().Get("Content-Type"))
				}
				return
			}
			if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != tt.media {
				t.Errorf("%d %s, want %s", w.Code, got, tt.media)
			}
			if got := strings.Trim(w.Header().Get("Content-Profile"), "<>"); got != tt.profile {
				t.Errorf("Content-Profile %q, want %q", got, tt.profile)
			}
			if linked := strings.Contains(strings.Join(w.Header().Values("Link"), ","), "<"+tt.profile+`>; rel="profile"`); linked != (tt.profile != "") {
				t.Errorf("Link rel=profile to %q is %v", tt.profile, linked)
			}
		})
	}
}

// What schema.org says of a thing is true of it in plenary's own terms, and in the
// terms of schema.org alone.
func TestSchemaOrg(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"meeting", "meeting/2025-ism-ottawa", `<S> <http://schema.org/location> <http://plenary.test/id/place/ottawa> .`},
		{"its type", "meeting/2025-ism-ottawa", `<S> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Event> .`},
		{"name of what is linked", "meeting/2025-ism-ottawa", `<http://plenary.test/id/place/ottawa> <http://schema.org/name> "Ottawa"@en .`},
		{"inverse", "meeting/2025-summit-kananaskis", `<S> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Event> .`},
		{"person", "person/gary-anandasangaree", `<S> <http://schema.org/hasOccupation> <http://plenary.test/id/office/minister-public-safety-canada> .`},
		{"organization", "organization/european-union", `<S> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/GovernmentOrganization> .`},
		{"member", "country/japan", `<S> <http://schema.org/memberOf> <http://plenary.test/id/forum/g7> .`},
		{"priority", "priority/cybercrime", `<S> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/DefinedTerm> .`},
		{"document", "document/2025-tnr-framework", `<S> <http://schema.org/about> <http://plenary.test/id/meeting/2025-ism-ottawa> .`},
		{"two steps", "document/2025-tnr-framework", `<S> <http://schema.org/genre> "Framework"@en .`},
		{"no class of schema.org", "passage/2025-ism-ottawa-release-51-168", `<S> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Thing> .`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := get(t, "/doc/"+tt.path+".nt?_profile=schema").Body.String()
			if want := strings.ReplaceAll(tt.want, "<S>", "<"+testBase+"id/"+tt.path+">"); !strings.Contains(body, want) {
				t.Errorf("no %s in\n%.3000s", want, body)
			}
			if strings.Contains(body, ontology.Namespace) {
				t.Errorf("terms of plenary in\n%.3000s", body)
			}
		})
	}
}

// loaderOfTest gives json-gold what this server publishes.
type loaderOfTest struct{ t *testing.T }

func (l loaderOfTest) LoadDocument(iri string) (*ld.RemoteDocument, error) {
	var document any
	err := json.Unmarshal(get(l.t, iri).Body.Bytes(), &document)
	return &ld.RemoteDocument{DocumentURL: iri, Document: document}, err
}

// Framed documents are what another processor makes of the flattened document and
// the published frame.
func TestFramed(t *testing.T) {
	for _, path := range []string{"meeting/2025-ism-ottawa", "person/gary-anandasangaree", "country/japan", "priority/cybercrime", "source/2025-ism-ottawa-release",
		"forum/g7", "document/2025-tnr-framework", "office/minister-public-safety-canada", "participation/2025-ism-ottawa-gary-anandasangaree", "passage/2025-ism-ottawa-release-51-168"} {
		t.Run(path, func(t *testing.T) {
			w := get(t, "/doc/"+path, `Accept: application/ld+json;profile="http://www.w3.org/ns/json-ld#framed"`)
			var got, flat any
			for body, to := range map[*bytes.Buffer]*any{w.Body: &got, get(t, "/doc/"+path+".jsonld?profile=expanded").Body: &flat} {
				if err := json.Unmarshal(body.Bytes(), to); err != nil {
					t.Fatal(err)
				}
			}
			class, _, _ := strings.Cut(path, "/")
			frameIRI := testBase + "ontology/frames/" + class + ".jsonld"
			if _, ok := ontology.Frame(class); !ok {
				frameIRI = testBase + "ontology/frames/" + ontology.FrameOfThing + ".jsonld"
			}
			published, err := loaderOfTest{t}.LoadDocument(frameIRI)
			if err != nil {
				t.Fatal(err)
			}
			frame := published.Document.(map[string]any)
			frame["@id"], frame["@context"] = testBase+"id/"+path, testBase+"ontology/context.jsonld"
			options := ld.NewJsonLdOptions("")
			options.DocumentLoader, options.ProcessingMode, options.OmitGraph = loaderOfTest{t}, ld.JsonLd_1_1, true
			want, err := ld.NewJsonLdProcessor().Frame(flat, frame, options)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := normalized(t, got), normalized(t, want); got != want {
				t.Errorf("framed as RDF:\n%.2000s\nwant\n%.2000s", got, want)
			}
			if id := got.(map[string]any)["id"]; id != testBase+"id/"+path {
				t.Errorf("the root is %v", id)
			}
		})
	}
}

// normalized returns the canonical N-Quads of a document.
func normalized(t *testing.T, document any) string {
	t.Helper()
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader, options.Format, options.Algorithm = loaderOfTest{t}, "application/n-quads", ld.AlgorithmURDNA2015
	quads, err := ld.NewJsonLdProcessor().Normalize(document, options)
	if err != nil {
		t.Fatal(err)
	}
	return quads.(string)
}

// Every frame is published under the address that its context is relative to.
func TestFrames(t *testing.T) {
	for _, name := range ontology.Frames() {
		w := get(t, "/ontology/frames/"+name+".jsonld")
		file, err := os.ReadFile("../ontology/frames/" + name + ".jsonld")
		if err != nil || w.Code != http.StatusOK || w.Header().Get("Content-Type") != ldjson || !bytes.Equal(w.Body.Bytes(), file) {
			t.Errorf("frame %s: %d %s, %v", name, w.Code, w.Header().Get("Content-Type"), err)
		}
		if class, ok := ontology.ClassOf(name); name != ontology.FrameOfThing && (!ok || class.Path != name) {
			t.Errorf("frame %s is of no class", name)
		}
	}
	for _, name := range []string{"dragon.jsonld", "meeting", "../meeting.jsonld", ""} {
		if w := get(t, "/ontology/frames/"+name); w.Code != http.StatusNotFound {
			t.Errorf("frame %q: %d, want 404", name, w.Code)
		}
	}
}
