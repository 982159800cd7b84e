package handlers

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	markup "golang.org/x/net/html"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/linkset"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// getPage returns the status and the page at an address below the root.
func getPage(t *testing.T, path, lang string) (int, *pageFacts) {
	t.Helper()
	w := get(t, testBase+path, "Accept: text/html", "Accept-Language: "+lang)
	return w.Code, readPage(t, path, w.Body.Bytes())
}

// pageFacts are what tests ask of a page.
type pageFacts struct {
	lang  string
	ids   map[string]bool
	links []string
	text  string
}

// readPage checks what holds for every page: tags balance, ids are unique,
// no text is missing, nothing is inline that the content security policy
// forbids, no address was refused by the templates.
func readPage(t *testing.T, path string, page []byte) *pageFacts {
	t.Helper()
	f := &pageFacts{ids: map[string]bool{}}
	if i := bytes.Index(page, []byte("⟨")); i >= 0 {
		t.Errorf("%s: a text is missing: %.60s", path, page[i:])
	}
	var open []string
	var text strings.Builder
	tokens := markup.NewTokenizer(bytes.NewReader(page))
	for tokens.Next() != markup.ErrorToken {
		tok := tokens.Token()
		switch tok.Type {
		case markup.TextToken:
			text.WriteString(tok.Data)
		case markup.StartTagToken:
			if !voidTags[tok.Data] {
				open = append(open, tok.Data)
			}
		case markup.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("%s: </%s> closes %v", path, tok.Data, open)
			}
			open = open[:len(open)-1]
		}
		f.attributes(t, path, tok)
	}
	if len(open) > 0 {
		t.Errorf("%s: never closed: %v", path, open)
	}
	f.text = text.String()
	return f
}

var voidTags = map[string]bool{"meta": true, "link": true, "input": true, "img": true, "br": true, "hr": true}

func (f *pageFacts) attributes(t *testing.T, path string, tok markup.Token) {
	t.Helper()
	for _, a := range tok.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			t.Errorf("%s: inline %s on <%s>", path, a.Key, tok.Data)
		case strings.Contains(a.Val, "ZgotmplZ"):
			t.Errorf("%s: an address was refused: %s on <%s>", path, a.Key, tok.Data)
		case a.Key == "id" && f.ids[a.Val]:
			t.Errorf("%s: id %q twice", path, a.Val)
		case a.Key == "id":
			f.ids[a.Val] = true
		case a.Key == "lang" && tok.Data == "html":
			f.lang = a.Val
		case (a.Key == "href" || a.Key == "src") && tok.Type != markup.EndTagToken:
			f.links = append(f.links, a.Val)
		}
	}
}

// sampleOf is how many members of a class are drawn at least; of larger
// classes the rest is sampled.
const sampleOf = 120

// manyPages returns the paths of all pages of their own, of all lists, and of
// things of every class.
func manyPages(t *testing.T, snap *graph.Snapshot) (paths []string) {
	t.Helper()
	paths = []string{"", "search?q=ottawa", "search?q=nosuchthing", "search", "timeline", "timeline?class=Summit&topic=economy&country=canada", "coverage", "ontology",
		"path", "path?from=id/person/gary-anandasangaree&to=Ottawa", "doc/person?page=2"}
	for _, c := range ontology.Classes {
		if c.Path == "" {
			continue
		}
		paths = append(paths, "doc/"+c.Path)
		var members []string
		for m, err := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.RDFType), O: rdf.IRI(c.IRI)}) {
			slug, ok := strings.CutPrefix(m.S.Value(), testBase+"id/"+c.Path+"/")
			if err != nil {
				t.Fatal(err)
			}
			if ok && !strings.Contains(slug, "#") {
				members = append(members, "doc/"+c.Path+"/"+slug)
			}
		}
		for i := 0; i < len(members); i += max(1, len(members)/sampleOf) {
			paths = append(paths, members[i])
		}
	}
	return paths
}

// TestManyPages draws pages of the real data, one of each kind in French, and
// follows what they link to.
func TestManyPages(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	snap := store.Snapshot()
	drawn, linked, kinds := map[string]*pageFacts{}, map[string]string{}, map[string]bool{}
	for _, path := range manyPages(t, snap) {
		if kind := path[:strings.LastIndex(path, "/")+1]; !kinds[kind] || !strings.Contains(path, "/") {
			kinds[kind] = true
			if code, f := getPage(t, path, "fr"); code != http.StatusOK || f.lang != "fr" {
				t.Errorf("GET %s in French: %d %q", path, code, f.lang)
			}
		}
		code, f := getPage(t, path, "en")
		if code != http.StatusOK || f.lang != "en" {
			t.Errorf("GET %s: %d %q", path, code, f.lang)
		}
		drawn[path] = f
		for _, link := range f.links {
			linked[link] = path
		}
	}
	t.Logf("%d pages, %d links", len(drawn), len(linked))
	for link, path := range linked {
		checkLink(t, snap, drawn, path, link)
	}
}

// checkLink follows a link inside the site: to an anchor on a page that was
// drawn, to a thing that is known, or to anything else that answers.
func checkLink(t *testing.T, snap *graph.Snapshot, drawn map[string]*pageFacts, path, link string) {
	t.Helper()
	from, err := url.Parse(testBase + path)
	if err != nil {
		t.Fatal(err)
	}
	to, err := from.Parse(link)
	if err != nil {
		t.Errorf("%s links to %q: %v", path, link, err)
		return
	}
	fragment := to.Fragment
	to.Fragment = ""
	target, inside := strings.CutPrefix(to.String(), testBase)
	if f, ok := drawn[target]; ok && fragment != "" && to.Path != from.Path && !f.ids[fragment] {
		t.Errorf("%s links to %s, where there is no #%s", path, target, fragment)
	}
	if !inside || drawn[target] != nil || elsewhereTested(target) {
		return
	}
	if thing, ok := strings.CutPrefix(to.Path, "/doc/"); ok && strings.Contains(thing, "/") {
		if !snap.Has(graph.Pattern{S: rdf.IRI(testBase + "id/" + thing)}) {
			t.Errorf("%s links to %s, which is not known", path, target)
		}
		return
	}
	if code := get(t, testBase+target).Code; code != http.StatusOK && code != http.StatusSeeOther {
		t.Errorf("%s links to %s: %d", path, target, code)
	}
}

// elsewhereTested tells the addresses that other tests ask for: variants, dumps,
// the API, link sets, and pages in another language.
func elsewhereTested(target string) bool {
	u, err := url.Parse(target)
	if err != nil {
		return false
	}
	_, suffix := negotiate.SplitSuffix(u.Path)
	return suffix != "" || u.Query().Has("lang") || strings.HasPrefix(target, "api/") || strings.HasPrefix(target, "dumps/") || strings.HasPrefix(target, linkset.Path+"/") || strings.HasPrefix(target, "path?")
}

func TestPageSays(t *testing.T) {
	for _, tt := range []struct {
		name, path, lang string
		want             []string
	}{
		{"host and his office on that day", "doc/meeting/2025-ism-ottawa", "en", []string{"Gary Anandasangaree", "Minister of Public Safety", "21–23\u00a0November"}},
		{"French", "doc/meeting/2025-ism-ottawa", "fr", []string{"Réunion des ministres", "21–23\u00a0novembre", "Preuves"}},
		{"passage behind a statement", "doc/meeting/2025-ism-ottawa", "en", []string{"characters 51–168", "7bd3c03fb298", "open at the publisher"}},
		{"conflict with its rank", "doc/meeting/2025-fin-banff", "en", []string{"27\u00a0May\u00a02025", "rank 2"}},
		{"120 claims in order", "doc/source/2025-ism-ottawa-release", "en", []string{"Claims in order of the text 120", "51–168"}},
		{"record with its sources", "doc/record/summits-2025-kananaskis", "en", []string{"What this record states", "Confidence"}},
		{"place on a map", "doc/place/ottawa", "en", []string{"geo:45.", "OpenStreetMap"}},
		{"tenures", "doc/person/gary-anandasangaree", "en", []string{"Offices held", "since 13\u00a0May\u00a02025"}},
		{"path with evidence", "path?from=id/person/gary-anandasangaree&to=id/place/kananaskis", "en", []string{"Path 1", "Evidence", "Kananaskis"}},
		{"path from a thing to itself", "path?from=ottawa&to=id/place/ottawa", "en", []string{"one thing"}},
		{"decades", "timeline", "fr", []string{"années 1970"}},
		{"coverage", "coverage", "en", []string{"Where sources disagree", "Rows left out", "full"}},
		{"search finds another name", "search?q=kananaskis+summit", "en", []string{"51st G7 summit", "Also called"}},
		{"nearest names", "doc/person/gary-anandasangare", "en", []string{"Did you mean", "Gary Anandasangaree"}},
		{"vocabulary", "ontology", "en", []string{"pl:Meeting", "pl:hasParticipation / pl:participant", "Domain"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, f := getPage(t, tt.path, tt.lang)
			for _, want := range tt.want {
				if !strings.Contains(f.text, want) {
					t.Errorf("%s does not say %q", tt.path, want)
				}
			}
		})
	}
}

func TestHashIRIsLand(t *testing.T) {
	_, f := getPage(t, "ontology", "en")
	for _, term := range ontology.Terms() {
		if id := strings.TrimPrefix(term.IRI, ontology.Namespace); !f.ids[id] {
			t.Errorf("the vocabulary's page has no #%s", id)
		}
	}
}

// TestPagesAreStable draws pages again and again: one snapshot, one text, or
// caches would never agree.
func TestPagesAreStable(t *testing.T) {
	for _, path := range []string{"", "doc/meeting/2025-ism-ottawa", "doc/place/ottawa", "doc/country/canada", "doc/forum/g7", "doc/source/2025-ism-ottawa-release", "doc/meeting/2025-fin-banff", "coverage", "timeline", "ontology"} {
		t.Run(path, func(t *testing.T) {
			first := get(t, testBase+path, "Accept: text/html").Header().Get("ETag")
			for range 5 {
				if again := get(t, testBase+path, "Accept: text/html").Header().Get("ETag"); again != first {
					t.Fatalf("GET %s: ETag %s, then %s", path, first, again)
				}
			}
		})
	}
}

// Pages take classes and things by all their names, as the API does.
func TestPagesTakeNames(t *testing.T) {
	for _, tt := range []struct{ name, path, same, none string }{
		{"class by path", "timeline?class=meeting", "timeline?class=Meeting", "timeline?class=Place"},
		{"class by IRI", "timeline?class=https%3A%2F%2Fw3id.org%2Fplenary%23Summit", "timeline?class=Summit", "timeline?class=Place"},
		{"country by IRI", "timeline?country=id/country/japan", "timeline?country=japan", "timeline?country=brazil"},
		{"topic by IRI", "timeline?topic=id/priority/transnational-repression", "timeline?topic=transnational-repression", "timeline?topic=health"},
		{"class of a search", "search?q=ottawa&class=Meeting", "search?q=ottawa&class=meeting", "search?q=ottawa"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, one := getPage(t, tt.path, "en")
			_, other := getPage(t, tt.same, "en")
			_, none := getPage(t, tt.none, "en")
			if one.text != other.text || one.text == none.text {
				t.Errorf("%s has %d bytes of text and %s %d, want the same, and not that of %s", tt.path, len(one.text), tt.same, len(other.text), tt.none)
			}
		})
	}
}

// A search for things of a class without pages of its own finds those alone.
func TestSearchPageOfSubclass(t *testing.T) {
	_, f := getPage(t, "search?q=ottawa&class=MinisterialMeeting", "en")
	if !strings.Contains(f.text, "Ottawa") || strings.Contains(f.text, "Place") {
		t.Errorf("the page says %q", f.text)
	}
}
