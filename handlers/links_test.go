package handlers

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	markup "golang.org/x/net/html"

	"w3id.org/plenary/handlers/link"
)

// target is a link as a client reads it.
type target struct{ rel, href, media, anchor string }

var linkValue = regexp.MustCompile(`<([^>]*)>((?:; [a-z]+="[^"]*")*)`)
var linkParameter = regexp.MustCompile(`; ([a-z]+)="([^"]*)"`)

// targetsIn reads a Link header, or a link set as text.
func targetsIn(text string) (found []target) {
	for _, m := range linkValue.FindAllStringSubmatch(text, -1) {
		t := target{href: m[1]}
		for _, p := range linkParameter.FindAllStringSubmatch(m[2], -1) {
			switch p[1] {
			case "rel":
				t.rel = p[2]
			case "type":
				t.media = p[2]
			case "anchor":
				t.anchor = p[2]
			}
		}
		found = append(found, t)
	}
	return found
}

func headerLinks(h http.Header) []target { return targetsIn(strings.Join(h.Values("Link"), ", ")) }

func count(links []target, rel string) (n int) {
	for _, l := range links {
		if l.rel == rel {
			n++
		}
	}
	return n
}

// What FAIR Signposting asks of a landing page, a metadata and a content resource.
func TestSignposting(t *testing.T) {
	type bounds map[string][2]int
	landing := bounds{"cite-as": {1, 1}, "describedby": {1, 9}, "item": {1, maxItems}, "type": {2, 20}, "license": {1, 1}, "author": {1, 1},
		"linkset": {2, 2}, "canonical": {1, 1}, "alternate": {7, 7}, inDatasetRel: {1, 1}}
	landingOfThing := maps.Clone(landing)
	landingOfThing["alternate"], landingOfThing["profile"] = [2]int{13, 13}, [2]int{1, 1}
	metadata := bounds{"describes": {1, 2}, "linkset": {2, 2}, "license": {1, 1}, "describedby": {0, 0}, "item": {0, 0}}
	content := bounds{"collection": {1, 1}, "linkset": {2, 2}, "license": {1, 1}, "cite-as": {1, 1}, "type": {1, 1}}
	for _, tt := range []struct {
		address string
		want    bounds
	}{
		{"/doc/meeting/2025-ism-ottawa", landingOfThing}, {"/doc/meeting/2025-ism-ottawa.html", landingOfThing}, {"/doc/person/gary-anandasangaree", landingOfThing},
		{"/doc/meeting/2025-ism-ottawa.ttl", metadata}, {"/doc/meeting/2025-ism-ottawa.nq", content},
		{"/dataset", landing}, {"/dataset.ttl", metadata}, {"/ontology", landing}, {"/doc/track", bounds{"item": {2, maxItems}, "linkset": {2, 2}}},
		{"/doc/meeting", bounds{"item": {0, 0}, "linkset": {2, 2}, "about": {1, 1}}}, {"/", bounds{"canonical": {1, 1}, "author": {1, 1}}},
		{"/sparql", bounds{"canonical": {1, 1}, "alternate": {0, 0}}},
	} {
		t.Run(tt.address, func(t *testing.T) {
			w := get(t, tt.address)
			links := headerLinks(w.Header())
			for rel, n := range tt.want {
				if got := count(links, rel); got < n[0] || got > n[1] {
					t.Errorf("%d links %s, want %v", got, rel, n)
				}
			}
			if size := len(strings.Join(w.Header().Values("Link"), ", ")); size > 4<<10 {
				t.Errorf("%d bytes of links", size)
			}
		})
	}
}

// Each link under the base leads somewhere, to the type it names.
func TestLinksLead(t *testing.T) {
	for _, address := range []string{"/doc/meeting/2025-ism-ottawa", "/doc/track", "/dataset", "/ontology", "/ontology/shapes", "/doc/record.ttl?page=2"} {
		for _, l := range headerLinks(get(t, address).Header()) {
			path, ours := strings.CutPrefix(l.href, testBase)
			path, _, _ = strings.Cut(path, "#")
			if !ours {
				continue
			}
			w := get(t, "/"+path)
			media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
			if w.Code != http.StatusOK && w.Code != http.StatusSeeOther || l.media != "" && media != l.media {
				t.Errorf("%s links %s %s: %d %s", address, l.rel, l.href, w.Code, media)
			}
		}
	}
}

// The page has in its head what the header has.
func TestLinksInHTML(t *testing.T) {
	for _, address := range []string{"/doc/meeting/2025-ism-ottawa", "/doc/track", "/dataset", "/ontology", "/", "/timeline"} {
		w := get(t, address, "Accept: text/html")
		var shown []target
		tokens := markup.NewTokenizer(w.Body)
		for tokens.Next() != markup.ErrorToken {
			if tok := tokens.Token(); tok.Data == "link" {
				a := map[string]string{}
				for _, attribute := range tok.Attr {
					a[attribute.Key] = attribute.Val
				}
				shown = append(shown, target{rel: a["rel"], href: a["href"], media: a["type"]})
			}
		}
		for _, l := range headerLinks(w.Header()) {
			if !slices.Contains(shown, l) {
				t.Errorf("%s: the page lacks %+v", address, l)
			}
		}
	}
}

// Both forms of a link set say the same, about the page and each of its variants,
// and what the header of each has.
func TestLinkset(t *testing.T) {
	for _, path := range []string{"doc/meeting/2025-ism-ottawa", "doc/meeting", "doc/track", "dataset", "ontology"} {
		t.Run(path, func(t *testing.T) {
			set := jsonLinks(t, "/linkset/"+path+".json")
			text := get(t, "/linkset/"+path, "Accept: application/linkset")
			if got := text.Header().Get("Content-Type"); got != "application/linkset" {
				t.Fatal(got)
			}
			if other := targetsIn(text.Body.String()); len(other) != len(set) {
				t.Errorf("%d links as text, %d as JSON", len(other), len(set))
			}
			for _, suffix := range []string{"", ".ttl", ".nq"} {
				for _, l := range headerLinks(get(t, "/"+path+suffix).Header()) {
					l.anchor = testBase + path + suffix
					if l.rel != "next" && !slices.Contains(set, l) {
						t.Errorf("the set lacks %+v", l)
					}
				}
			}
			if count(set, "item") < 1 {
				t.Error("no items")
			}
		})
	}
}

func jsonLinks(t *testing.T, address string) (set []target) {
	t.Helper()
	w := get(t, address)
	if got := w.Header().Get("Content-Type"); got != "application/linkset+json" {
		t.Fatalf("%d %s", w.Code, got)
	}
	var document struct{ Linkset []map[string]json.RawMessage }
	if err := json.Unmarshal(w.Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	for _, context := range document.Linkset {
		var anchor string
		if err := json.Unmarshal(context["anchor"], &anchor); err != nil {
			t.Fatal(err)
		}
		for rel, raw := range context {
			var targets []struct{ Href, Type string }
			if rel != "anchor" && json.Unmarshal(raw, &targets) != nil {
				t.Fatalf("%s of %s is no list of targets", rel, anchor)
			}
			for _, l := range targets {
				set = append(set, target{rel, l.Href, l.Type, anchor})
			}
		}
	}
	return set
}

func TestLinksetRefuses(t *testing.T) {
	for address, want := range map[string]int{
		"/linkset/doc/meeting/atlantis.json": 404, "/linkset/": 404, "/linkset/doc/": 404, "/linkset/dumps/all.nq.json": 404, "/linkset/../id/country/japan": 404,
		"/linkset/doc/meeting?page=0": 400, "/linkset/doc/meeting?page=900": 400, "/linkset/dataset?format=turtle": 406,
	} {
		if w := get(t, address); w.Code != want {
			t.Errorf("GET %s = %d, want %d", address, w.Code, want)
		}
	}
}

// However much a thing is said to be, its header stays short.
func TestLinksBounded(t *testing.T) {
	h := http.Header{}
	link.Add(h, append([]link.Link{{Rel: "canonical", Href: "http://a/"}}, slices.Repeat([]link.Link{{Rel: "type", Href: "http://a/" + strings.Repeat("é", 99)}}, 99)...))
	if values := h.Values("Link"); len(strings.Join(values, ", ")) > link.MaxBytes+200 || len(values) < 2 || strings.Contains(values[1], "é") {
		t.Errorf("%d links, %s", len(values), values[1])
	}
}
