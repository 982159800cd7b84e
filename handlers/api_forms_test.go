package handlers

import (
	"encoding/csv"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/words"
)

// table gets an answer as CSV, and returns its rows by the names of columns.
func table(t *testing.T, target string) (rows []map[string]string) {
	t.Helper()
	w := get(t, target, "Accept: text/csv")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Fatalf("GET %s as CSV = %d %s: %s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	all, err := csv.NewReader(w.Body).ReadAll()
	if err != nil {
		t.Fatalf("GET %s: %v", target, err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// A table has the items of the JSON in their order, and the same next page.
func TestTables(t *testing.T) {
	for _, target := range []string{
		"/api/search?q=minister&limit=7", "/api/resolve?name=Japan", "/api/entities?class=meeting&limit=20", "/api/timeline?class=meeting&limit=5",
		"/api/copresence?limit=9", "/api/matrix?limit=9",
	} {
		t.Run(target, func(t *testing.T) {
			rows, page := table(t, target), ask[list](t, target)
			if len(rows) != len(page.Items) || len(rows) == 0 {
				t.Fatalf("%d rows for %d items", len(rows), len(page.Items))
			}
			for i, item := range page.Items {
				if rows[i]["iri"] != item.IRI || rows[i]["label"] != item.Label {
					t.Errorf("row %d is %v, the item %v", i, rows[i], item)
				}
			}
			if got := next(get(t, target, "Accept: text/csv")); got != page.Next {
				t.Errorf("the table is followed by %q, the list by %q", got, page.Next)
			}
		})
	}
}

func TestEvidenceTable(t *testing.T) {
	const meeting = "/api/evidence?subject=id/meeting/2025-ism-ottawa&predicate="
	stated := table(t, meeting+"pl:heldAt")
	if len(stated) == 0 || stated[0]["object_label"] != "Ottawa" || stated[0]["status"] != "stated" || stated[0]["sources"] == "" || stated[0]["confidence"] == "" || stated[0]["supports"] != "" {
		t.Errorf("the place rests on %v", stated)
	}
	derived := table(t, meeting+"pl:attendedBy&object=id/person/gary-anandasangaree")
	if len(derived) < 3 || derived[0]["status"] != "derived" || derived[1]["supports"] != "1" || derived[1]["claim"] == "" {
		t.Errorf("the participation rests on %v", derived)
	}
}

// A literal is asked about by its text, or in full, which tells it from others with
// the same text.
func TestEvidenceOfLiterals(t *testing.T) {
	const statement = "/api/evidence?format=csv&subject=id/meeting/2025-summit-kananaskis&predicate=pl:year&object="
	for _, tt := range []struct{ name, object, claim string }{
		{"text", "2025", "sc-028"},
		{"in full", `"2025"^^<http://www.w3.org/2001/XMLSchema#gYear>`, "sc-028"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows := table(t, statement+url.QueryEscape(tt.object))
			if !slices.ContainsFunc(rows, func(row map[string]string) bool { return strings.HasSuffix(row["claim"], tt.claim) }) {
				t.Errorf("the year rests on %v, want %s among it", rows, tt.claim)
			}
		})
	}
	for _, tt := range []struct {
		name, object string
		status       int
	}{
		{"another datatype", `"2025"^^<http://www.w3.org/2001/XMLSchema#integer>`, 404},
		{"no literal", `"2025`, 400},
		{"a text of another predicate", "51st G7 summit", 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if w := get(t, statement+url.QueryEscape(tt.object), "Accept: application/json"); w.Code != tt.status {
				t.Errorf("status %d, want %d: %s", w.Code, tt.status, w.Body)
			}
		})
	}
}

// drawn is a network as a client reads it.
type drawn struct {
	nodes, edges int
	description  string
	values       map[string][]string // of attributes
}

func graphML(t *testing.T, target string) (d drawn) {
	t.Helper()
	var doc struct {
		Keys []struct {
			ID   string `xml:"id,attr"`
			Name string `xml:"attr.name,attr"`
		} `xml:"key"`
		Desc string  `xml:"graph>desc"`
		Node []datum `xml:"graph>node"`
		Edge []datum `xml:"graph>edge"`
	}
	read(t, target, "application/graphml+xml", &doc)
	d = drawn{len(doc.Node), len(doc.Edge), doc.Desc, map[string][]string{}}
	names := map[string]string{}
	for _, k := range doc.Keys {
		names[k.ID] = k.Name
	}
	for _, x := range slices.Concat(doc.Node, doc.Edge) {
		for _, v := range x.Data {
			d.values[names[v.Key]] = append(d.values[names[v.Key]], v.Value)
		}
	}
	return d
}

type datum struct {
	Data []struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	} `xml:"data"`
}

func gexfOf(t *testing.T, target string) drawn {
	t.Helper()
	var doc struct {
		Desc string `xml:"meta>description"`
		Node []struct {
			ID string `xml:"id,attr"`
		} `xml:"graph>nodes>node"`
		Edge []struct {
			ID string `xml:"id,attr"`
		} `xml:"graph>edges>edge"`
	}
	read(t, target, "application/gexf+xml", &doc)
	return drawn{len(doc.Node), len(doc.Edge), doc.Desc, nil}
}

func read(t *testing.T, target, media string, doc any) {
	t.Helper()
	w := get(t, target, "Accept: "+media)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != media || !strings.Contains(w.Header().Get("Content-Disposition"), "filename=") {
		t.Fatalf("GET %s as %s = %d %s: %s", target, media, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	if err := xml.Unmarshal(w.Body.Bytes(), doc); err != nil {
		t.Fatalf("GET %s: %v", target, err)
	}
}

// Where the answer is a graph, both formats draw the statements of the JSON.
func TestNetworks(t *testing.T) {
	const iri = "iri=id/meeting/2025-ism-ottawa"
	type answer struct {
		Items, Statements []struct{ IRI string }
		Paths             [][]words.Statement
	}
	for _, tt := range []struct {
		target string
		edges  func(answer) int
	}{
		{"/api/neighbors?" + iri + "&limit=500", func(a answer) int { return len(a.Items) }},
		{"/api/subgraph?" + iri + "&depth=2", func(a answer) int { return len(a.Statements) }},
		{"/api/path?from=id/person/gary-anandasangaree&to=id/document/2025-tnr-framework&k=1", func(a answer) int { return len(a.Paths[0]) }},
		{"/api/copresence?class=country&limit=10000", func(a answer) int { return len(a.Items) }},
	} {
		t.Run(tt.target, func(t *testing.T) {
			want, first, second := tt.edges(ask[answer](t, tt.target)), graphML(t, tt.target), gexfOf(t, tt.target)
			if first.edges != want || second.edges != want || want == 0 {
				t.Errorf("%d edges in GraphML, %d in GEXF, want %d", first.edges, second.edges, want)
			}
			if first.nodes != second.nodes || first.description != second.description || first.description == "" {
				t.Errorf("GraphML has %d nodes, %q; GEXF %d, %q", first.nodes, first.description, second.nodes, second.description)
			}
			if len(first.values["iri"]) != first.nodes || len(first.values["label"]) != first.nodes+len(first.values["predicate"]) {
				t.Errorf("of %d nodes %d have an IRI; there are %d labels", first.nodes, len(first.values["iri"]), len(first.values["label"]))
			}
		})
	}
}

// Statements keep to what is trusted, and say how far.
func TestNetworkTrust(t *testing.T) {
	const target = "/api/neighbors?iri=id/meeting/2025-ism-ottawa&limit=500"
	for _, x := range graphML(t, target+"&min_confidence=0.95").values["confidence"] {
		if n, err := strconv.ParseFloat(x, 64); err != nil || n < 0.95 {
			t.Errorf("a statement has the confidence %s", x)
		}
	}
	if states := graphML(t, target+"&status=recalled").values["status"]; slices.Contains(states, "stated") || slices.Contains(states, "inferred") {
		t.Errorf("status=recalled draws %q", states)
	}
}

// A graph that is cut says so in every form.
func TestTruncated(t *testing.T) {
	const target = "/api/subgraph?iri=id/meeting/2025-ism-ottawa&limit=5"
	for _, format := range []string{"json", "turtle", "graphml", "gexf"} {
		w := get(t, target+"&format="+format)
		if links := strings.Join(w.Header().Values("Link"), " "); !strings.Contains(links, "problems/truncated") {
			t.Errorf("as %s: Link %q", format, links)
		}
	}
	if d := graphML(t, target); !strings.HasPrefix(d.description, "a part of") {
		t.Errorf("the network is described as %q", d.description)
	}
	if links := get(t, "/api/subgraph?iri=id/meeting/2025-ism-ottawa&limit=2000").Header().Values("Link"); len(links) > 0 {
		t.Errorf("a whole graph links %q", links)
	}
}
