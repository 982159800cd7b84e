package handlers

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/api"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// list is what the lists of the API have in common.
type list struct {
	Total int
	Next  string
	Items []struct {
		IRI, Label, Start, Matched string
		Types, Parts               []string
	}
}

func (l list) iris() (all []string) {
	for _, i := range l.Items {
		all = append(all, strings.TrimPrefix(i.IRI, testBase))
	}
	return all
}

// ask gets JSON into a value.
func ask[T any](t *testing.T, target string) (v T) {
	t.Helper()
	w := get(t, target)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("GET %s = %d %s", target, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("GET %s: %v", target, err)
	}
	return v
}

func TestSearch(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"whole name", "q=Ottawa", "id/place/ottawa"},
		{"case and diacritics", "q=chretien", "id/person/jean-chretien"},
		{"with diacritics", "q=Jean+Chr%C3%A9tien", "id/person/jean-chretien"},
		{"beginning", "q=Anandasan", "id/person/gary-anandasangaree"},
		{"words out of order", "q=anandasangaree+gary", "id/person/gary-anandasangaree"},
		{"slip of the pen", "q=Anandasangare%C3%A8", "id/person/gary-anandasangaree"},
		{"two letters wrong", "q=Anandesengaree", "id/person/gary-anandasangaree"},
		{"other script", "q=%E6%97%A5%E6%9C%AC", "id/country/japan"},
		{"French", "q=Royaume-Uni&lang=fr", "id/country/united-kingdom"},
		{"meeting by name and place", "q=interior+ottawa", "id/meeting/2025-ism-ottawa"},
		{"meeting by place and year", "q=kananaskis+2025", "id/meeting/2025-summit-kananaskis"},
		{"class", "q=Canada&class=country", "id/country/canada"},
		{"class by IRI", "q=Canada&class=https%3A%2F%2Fw3id.org%2Fplenary%23Country", "id/country/canada"},
		{"class by prefixed name", "q=Canada&class=pl:Country", "id/country/canada"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ask[list](t, "/api/search?"+tt.query).iris(); len(got) == 0 || got[0] != tt.want {
				t.Errorf("search %s = %q, want %s first", tt.query, got, tt.want)
			}
		})
	}
	hit := ask[list](t, "/api/search?q=anandas").Items[0]
	if !slices.Equal(hit.Parts, []string{"Gary ", "Anandasangaree"}) || hit.Matched != "Gary Anandasangaree" || hit.Label == "" || len(hit.Types) == 0 {
		t.Errorf("the hit is shown as %+v", hit)
	}
}

func TestResolve(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"Wikidata", "iri=http://www.wikidata.org/entity/Q16", "id/country/canada"},
		{"Wikidata's page", "iri=https://www.wikidata.org/wiki/Q16", "id/country/canada"},
		{"Wikidata's code", "iri=Q16", "id/country/canada"},
		{"ISO 3166 alpha-2", "iri=ca", "id/country/canada"},
		{"ISO 3166 alpha-3", "iri=CAN", "id/country/canada"},
		{"EU authority", "iri=http://publications.europa.eu/resource/authority/country/CAN", "id/country/canada"},
		{"GeoNames", "iri=https://sws.geonames.org/6251999/", "id/country/canada"},
		{"GeoNames by the other scheme", "iri=http://sws.geonames.org/6251999", "id/country/canada"},
		{"EuroVoc", "iri=http://eurovoc.europa.eu/3355", "id/priority/drug-trafficking"},
		{"own IRI", "iri=" + testBase + "id/country/canada", "id/country/canada"},
		{"relative", "iri=id/country/canada", "id/country/canada"},
		{"name", "name=canada", "id/country/canada"},
		{"name of a class", "name=canada&class=country", "id/country/canada"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ask[list](t, "/api/resolve?"+tt.query).iris(); len(got) == 0 || got[0] != tt.want {
				t.Errorf("resolve %s = %q, want %s", tt.query, got, tt.want)
			}
		})
	}
	if w := get(t, "/api/resolve?iri=id/meeting/2025-ism-ottawa&status=recalled"); w.Code != http.StatusNotFound {
		t.Errorf("a thing of another status: %d, want 404", w.Code)
	}
	if w := get(t, "/api/resolve?iri=http%3A%2F%2Fexample.org%2Fca"); w.Code != http.StatusNotFound {
		t.Errorf("an IRI that ends like a code: %d, want 404", w.Code)
	}
}

func TestEntities(t *testing.T) {
	type answer struct {
		list
		Facets map[string][]api.Facet
	}
	all := ask[answer](t, "/api/entities?class=meeting&limit=500")
	hosted := ask[answer](t, "/api/entities?class=meeting&country=canada&limit=500")
	narrow := ask[answer](t, "/api/entities?class=meeting&country=canada&track=interior-security&topic=cybercrime&from=2025&to=2025-12")
	if all.Total < 100 || hosted.Total < 5 || hosted.Total >= all.Total || len(all.Items) != all.Total {
		t.Errorf("%d meetings with %d items, %d of them in Canada", all.Total, len(all.Items), hosted.Total)
	}
	if !slices.Contains(narrow.iris(), "id/meeting/2025-ism-ottawa") || narrow.Total > 3 {
		t.Errorf("narrowed to %q", narrow.iris())
	}
	for _, f := range all.Facets["country"] {
		if f.Label == "Canada" && f.Count != hosted.Total {
			t.Errorf("the facet counts %d, the filter finds %d", f.Count, hosted.Total)
		}
	}
	if got := ask[answer](t, "/api/entities?class=meeting&from=1990-07&to=1990-07").Items; len(got) != 1 || !strings.Contains(got[0].IRI, "1990-summit") {
		t.Errorf("in July 1990: %+v", got)
	}
	if got := ask[answer](t, "/api/entities?class=Summit&limit=1"); got.Total != 51 {
		t.Errorf("%d summits, want 51", got.Total)
	}
}

// Following next, every list gives each of its total items once, in every
// format; and a cursor holds for its query alone.
func TestCursors(t *testing.T) {
	for _, target := range []string{
		"/api/search?q=minister&limit=7", "/api/entities?class=country&limit=10", "/api/timeline?limit=30&from=1990",
		"/api/neighbors?iri=id/meeting/2025-ism-ottawa&limit=9", "/api/neighbors?iri=id/forum/g7&direction=in&limit=40",
	} {
		t.Run(target, func(t *testing.T) {
			first := ask[list](t, target)
			seen, page := 0, first
			for steps := 0; ; steps++ {
				seen += len(page.Items)
				if page.Next == "" || steps > 200 {
					break
				}
				page = ask[list](t, page.Next)
			}
			if seen != first.Total || first.Next == "" {
				t.Errorf("%d items over all pages, want %d", seen, first.Total)
			}
			if got := next(get(t, target+"&format=turtle")); got == "" || get(t, got).Header().Get("Content-Type") != turtle {
				t.Errorf("the page in Turtle links %q as next", got)
			}
			badCursors(t, first.Next)
		})
	}
}

// badCursors tries the cursor of an address elsewhere and altered.
func badCursors(t *testing.T, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	cursor := u.Query().Get("cursor")
	for name, target := range map[string]string{
		"of another query": "/api/search?q=summit&cursor=" + cursor,
		"altered":          strings.Replace(address, cursor, cursor[:len(cursor)-2]+"xx", 1),
		"cut":              strings.Replace(address, cursor, cursor[:5], 1),
		"no cursor":        strings.Replace(address, cursor, "%2B%2F", 1),
	} {
		w := get(t, target)
		if w.Code != http.StatusBadRequest || problemIn(t, w.Body.Bytes()).Parameter != "cursor" {
			t.Errorf("a cursor %s: %d %s", name, w.Code, w.Body)
		}
	}
}

func TestTimeline(t *testing.T) {
	entries := ask[list](t, "/api/timeline?class=Summit&to=1980-12-31").Items
	if len(entries) != 6 || entries[0].Start != "1975-11-15" {
		t.Errorf("summits until 1980: %+v", entries)
	}
	if !slices.IsSortedFunc(entries, func(a, b struct {
		IRI, Label, Start, Matched string
		Types, Parts               []string
	}) int {
		return strings.Compare(a.Start, b.Start)
	}) {
		t.Error("the timeline is not in order")
	}
	if got := ask[list](t, "/api/timeline?entity=id/person/gary-anandasangaree").iris(); !slices.Contains(got, "id/meeting/2025-ism-ottawa") {
		t.Errorf("with the host: %q", got)
	}
	if got := ask[list](t, "/api/timeline?topic=transnational-repression").iris(); !slices.Contains(got, "id/meeting/2025-ism-ottawa") {
		t.Errorf("on the topic: %q", got)
	}
}

type connected struct {
	Paths [][]struct {
		Predicate words.Item
		Evidence  []evidence.Support
	}
}

// Every step of a path is stated by someone, or follows from what is.
func TestPathEvidence(t *testing.T) {
	const ends = "from=id/person/gary-anandasangaree&to=id/document/2025-tnr-framework"
	found := ask[connected](t, "/api/path?k=3&"+ends)
	if len(found.Paths) != 3 || len(found.Paths[0]) != 2 {
		t.Fatalf("%d paths, want 3, the first of two steps", len(found.Paths))
	}
	for _, path := range found.Paths {
		for _, step := range path {
			if len(step.Evidence) == 0 {
				t.Errorf("nothing supports the step %s", step.Predicate.IRI)
			}
			for _, e := range step.Evidence {
				if !supported(e) {
					t.Errorf("%s rests on %+v", step.Predicate.IRI, e)
				}
			}
		}
	}
	derived := ask[connected](t, "/api/path?predicates=pl:attendedBy&from=id/person/pam-bondi&to=id/meeting/2025-ism-ottawa")
	if len(derived.Paths) != 1 || len(derived.Paths[0][0].Evidence) == 0 || len(derived.Paths[0][0].Evidence[0].Derived) < 2 {
		t.Errorf("the derived step rests on %+v", derived.Paths)
	}
	if d := parse(t, get(t, "/api/path?"+ends, "Accept: text/turtle")); !holds(d, graph.Pattern{P: rdf.IRI(ontology.Confidence)}) {
		t.Error("as RDF, the path lacks its evidence")
	}
	if got := ask[connected](t, "/api/path?max=1&"+ends); len(got.Paths) != 0 {
		t.Errorf("in one step: %+v", got.Paths)
	}
}

// supported reports whether support leads to a source.
func supported(e evidence.Support) bool {
	if len(e.Derived) > 0 {
		return !slices.ContainsFunc(e.Derived, func(d evidence.Support) bool { return !supported(d) })
	}
	return e.Claim != "" && e.Status != "" && e.Confidence > 0 && len(e.Sources) > 0
}

func TestSubgraph(t *testing.T) {
	type answer struct {
		Truncated  bool
		Nodes      []words.Item
		Statements []words.Statement
	}
	small := ask[answer](t, "/api/subgraph?iri=id/meeting/2025-ism-ottawa&limit=5")
	if !small.Truncated || len(small.Statements) != 5 || len(small.Nodes) > 6 {
		t.Errorf("cut to 5: %d statements, %d nodes, truncated %t", len(small.Statements), len(small.Nodes), small.Truncated)
	}
	near, far := ask[answer](t, "/api/subgraph?iri=id/meeting/2025-ism-ottawa"), ask[answer](t, "/api/subgraph?iri=id/meeting/2025-ism-ottawa&depth=2&limit=2000")
	if len(far.Statements) <= len(near.Statements) {
		t.Errorf("depth 2 has %d statements, depth 1 %d", len(far.Statements), len(near.Statements))
	}
}

// min_confidence and status leave out what does not meet them.
func TestTrust(t *testing.T) {
	const iri = "iri=id/meeting/2025-ism-ottawa&limit=500"
	all := ask[list](t, "/api/neighbors?"+iri).Total
	for _, demand := range []string{"min_confidence=0.95", "status=inferred", "status=recalled"} {
		if got := ask[list](t, "/api/neighbors?"+iri+"&"+demand).Total; got >= all {
			t.Errorf("with %s %d neighbours, without %d", demand, got, all)
		}
	}
	type answer struct{ Items []evidence.Support }
	for _, e := range ask[answer](t, "/api/evidence?"+iri+"&status=inferred").Items {
		if len(e.Derived) == 0 && e.Status != ontology.Inferred {
			t.Errorf("status=inferred lets pass %+v", e)
		}
	}
	if a, b := ask[list](t, "/api/entities?class=participation&limit=1").Total, ask[list](t, "/api/entities?class=participation&limit=1&status=recalled").Total; b == 0 || b >= a {
		t.Errorf("%d of %d participations are recalled", b, a)
	}
}

// Of several parameters at fault the same one is named each time.
func TestFaultsAreStable(t *testing.T) {
	for range 20 {
		if p := problemIn(t, get(t, "/api/search?q=a&z=1&y=1&x=1&w=1").Body.Bytes()); p.Parameter != "w" {
			t.Fatalf("parameter %q is named, want the first", p.Parameter)
		}
	}
}
