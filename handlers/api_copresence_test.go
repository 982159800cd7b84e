package handlers

import (
	"encoding/csv"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/words"
)

// answers asks a query, and returns the rows of its table without the names.
func answers(t *testing.T, query string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(get(t, "/sparql?query="+url.QueryEscape(query), "Accept: text/csv").Body).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%v for\n%s", err, query)
	}
	return rows[1:]
}

// The engine finds the same pairs over the participations.
func TestCopresence(t *testing.T) {
	for _, tt := range []struct{ name, parameters, pattern string }{
		{"persons", "", `?m pl:hasParticipation/pl:participant ?a , ?b . ?a a pl:Person . ?b a pl:Person`},
		{"countries", "class=country", `?m pl:hasParticipation/pl:represents ?a , ?b . ?a a pl:Country . ?b a pl:Country`},
		{"a track and a time", "class=pl:Party&track=interior-security&from=2015&to=2019-12", `?m pl:hasParticipation/pl:represents ?a , ?b ; pl:track <id/track/interior-security> ; pl:startDate ?d
			FILTER(STR(?d) >= "2015" && STR(?d) < "2020")`},
		{"with one", "iri=id/person/mark-carney", `VALUES (?x) {(<id/person/mark-carney>)} ?m pl:hasParticipation/pl:participant ?a , ?b FILTER(?x IN (?a, ?b))`},
		{"often", "min_meetings=10", `{ SELECT ?a ?b (COUNT(DISTINCT ?n) AS ?often) { ?n pl:hasParticipation/pl:participant ?a , ?b } GROUP BY ?a ?b HAVING(COUNT(DISTINCT ?n) >= 10) }
			?m pl:hasParticipation/pl:participant ?a , ?b`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got [][]string
			for _, row := range table(t, "/api/copresence?limit=10000&"+tt.parameters) {
				got = append(got, []string{row["a"], row["b"], row["count"]})
				if n := len(strings.Fields(row["meetings"])); strconv.Itoa(n) != row["count"] || row["first"] > row["last"] {
					t.Errorf("%d meetings in %v", n, row)
				}
			}
			want := answers(t, "SELECT ?a ?b (COUNT(DISTINCT ?m) AS ?n) { ?m a pl:Meeting . "+tt.pattern+" FILTER(STR(?a) < STR(?b)) } GROUP BY ?a ?b")
			slices.SortFunc(got, slices.Compare)
			slices.SortFunc(want, slices.Compare)
			if !slices.EqualFunc(got, want, slices.Equal) {
				t.Errorf("%d pairs, the engine finds %d", len(got), len(want))
			}
		})
	}
}

func TestMatrix(t *testing.T) {
	for _, tt := range []struct{ name, parameters, pattern string }{
		{"whole", "", ""},
		{"a country", "country=japan", "FILTER(?c = <id/country/japan>)"},
		{"a topic and a time", "topic=cybercrime&from=2016", `FILTER(?t = <id/priority/cybercrime> && STR(?d) >= "2016")`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got [][]string
			for _, row := range table(t, "/api/matrix?limit=10000&"+tt.parameters) {
				got = append(got, []string{row["country"], row["topic"], row["year"], row["count"]})
			}
			want := answers(t, `SELECT ?c ?t ?y (COUNT(DISTINCT ?m) AS ?n) { ?m a pl:Meeting ; pl:startDate ?d ; pl:discussed|(pl:adopted|^pl:madeAt)/pl:addresses ?t ; pl:hasParticipation/pl:represents ?c .
				?c a pl:Country BIND(SUBSTR(STR(?d), 1, 4) AS ?y) `+tt.pattern+` } GROUP BY ?c ?t ?y ORDER BY ?c ?t ?y`)
			if !slices.EqualFunc(got, want, slices.Equal) {
				t.Errorf("%d cells, the engine finds %d", len(got), len(want))
			}
		})
	}
	type answer struct {
		list
		Countries, Topics []words.Item
		Years             []int
	}
	first := ask[answer](t, "/api/matrix?limit=5")
	if first.Total < 100 || len(first.Countries) < 7 || len(first.Topics) < 7 || !slices.Contains(first.Years, 2025) {
		t.Errorf("the matrix has %d cells, %d countries, %d topics, years %v", first.Total, len(first.Countries), len(first.Topics), first.Years)
	}
	if d := graphML(t, "/api/matrix?limit=10000"); d.nodes != len(first.Countries)+len(first.Topics) || len(d.values["spells"]) != d.edges {
		t.Errorf("%d nodes for %d countries and %d topics; %d of %d edges have times", d.nodes, len(first.Countries), len(first.Topics), len(d.values["spells"]), d.edges)
	}
}

// What nobody stated does not count where status=stated is asked for.
func TestGatheringTrust(t *testing.T) {
	for _, target := range []string{"/api/copresence?class=country&limit=1", "/api/matrix?limit=1"} {
		all := ask[list](t, target).Total
		for _, demand := range []string{"&status=recalled", "&min_confidence=0.95"} {
			if got := ask[list](t, target+demand).Total; got >= all {
				t.Errorf("%s has %d, with %s %d", target, all, demand, got)
			}
		}
	}
}
