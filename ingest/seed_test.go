package ingest_test

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"w3id.org/plenary/data"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/rdf"
)

// What the release must give, of the claims that a reader made of it by hand.
const (
	barSeedClaims = 120
	barSeedWrong  = 0
)

// withoutSeed yields the embedded data without the claims of the release and
// without the statements whose only source it is.
func withoutSeed(t *testing.T) iter.Seq2[rdf.Quad, error] {
	skip := seedOnly(t)
	return func(yield func(rdf.Quad, error) bool) {
		for q, err := range data.Quads(testBase) {
			if err == nil && (q.G.Value() == testBase+"id/graph/2025-ism-ottawa-release" || skip(q)) {
				continue
			}
			if !yield(q, err) {
				return
			}
		}
	}
}

// seedOnly reads which rows have the release as their only source: the things
// that they make, and the names that they give.
func seedOnly(t *testing.T) func(rdf.Quad) bool {
	t.Helper()
	records, things := map[string]bool{}, map[string]bool{}
	sources := map[string][]string{}
	describes := map[string]string{}
	for q, err := range data.Quads(testBase) {
		if err != nil {
			t.Fatal(err)
		}
		switch q.P.Value() {
		case "http://purl.org/dc/terms/source":
			sources[q.S.Value()] = append(sources[q.S.Value()], q.O.Value())
		case "https://w3id.org/plenary#describes":
			describes[q.S.Value()] = q.O.Value()
		}
	}
	seed := testBase + "id/source/2025-ism-ottawa-release"
	for record, of := range sources {
		if len(of) == 1 && of[0] == seed {
			records[record] = true
			if thing := describes[record]; !strings.Contains(record, "/aliases-") {
				things[thing] = true
			}
		}
	}
	if len(records) == 0 {
		t.Fatal("no record has the release as its only source")
	}
	names := map[string]bool{}
	for q, err := range data.Quads(testBase) {
		if err != nil {
			t.Fatal(err)
		}
		if q.P.Value() == "https://w3id.org/plenary#inRecord" && records[q.O.Value()] {
			names[q.S.Value()] = true
		}
	}
	claims := map[[3]string]bool{}
	parts := map[string]*[3]string{}
	for q, err := range data.Quads(testBase) {
		if err != nil {
			t.Fatal(err)
		}
		if !names[q.S.Value()] {
			continue
		}
		if parts[q.S.Value()] == nil {
			parts[q.S.Value()] = &[3]string{}
		}
		for i, p := range []string{"subject", "predicate", "object"} {
			if q.P.Value() == "http://www.w3.org/1999/02/22-rdf-syntax-ns#"+p {
				parts[q.S.Value()][i] = q.O.Value()
			}
		}
	}
	for _, p := range parts {
		claims[*p] = true
	}
	return func(q rdf.Quad) bool {
		return things[q.S.Value()] || things[q.O.Value()] || claims[[3]string{q.S.Value(), q.P.Value(), q.O.Value()}]
	}
}

// A seedClaim is a claim made by hand.
type seedClaim struct {
	id, subject, predicate, object string
	isLiteral                      bool
	start, end                     int
}

func TestSeed(t *testing.T) {
	shared := cmp.Or(os.Getenv("PLENARY_SHARED"), filepath.Join("..", "..", "shared"))
	if _, err := os.Stat(filepath.Join(shared, "documents")); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the release is missing: %v", err)
		}
		t.Skipf("no release in %s: set PLENARY_SHARED", shared)
	}
	d := readShared(t, filepath.Join(shared, "documents"))
	g, err := ingest.NewGazetteer(testBase, withoutSeed(t))
	if err != nil {
		t.Fatal(err)
	}
	result := ingest.NewExtractor(g).Extract(d)
	want := seedClaims(t, d)
	var taken = make([]bool, len(result.Claims))
	var missed []string
	for _, w := range want {
		if hit := w.find(result, taken); hit >= 0 {
			taken[hit] = true
		} else {
			missed = append(missed, fmt.Sprintf("%s  %s  %s  %s  %q", w.id, w.subject, w.predicate, w.object, d.Quote(w.start, w.end)))
		}
	}
	var wrong []string
	for i, c := range result.Claims {
		if !taken[i] && c.Confidence >= 0.5 {
			wrong = append(wrong, fmt.Sprintf("%s  %s  %s  %q", strings.TrimPrefix(c.Subject, testBase), c.Predicate, c.Object, c.Quote))
		}
	}
	found := len(want) - len(missed)
	t.Logf("%d of %d claims, %d wrong\nmissed\n%s\nwrong\n%s", found, len(want), len(wrong), strings.Join(missed, "\n"), strings.Join(wrong, "\n"))
	if found < barSeedClaims || len(wrong) > barSeedWrong {
		t.Errorf("%d claims found, %d wrong; want %d and at most %d", found, len(wrong), barSeedClaims, barSeedWrong)
	}
}

func readShared(t *testing.T, dir string) *ingest.Document {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	f, err := os.Open(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	beside, err := os.ReadFile(strings.TrimSuffix(paths[0], ".txt") + ".json")
	if err != nil {
		t.Fatal(err)
	}
	o := ingest.ReadOptions{Name: paths[0]}
	if err := json.Unmarshal(beside, &o.Meta); err != nil {
		t.Fatal(err)
	}
	d, err := ingest.Read(f, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// seedClaims reads the claims of data/seed_claims.csv as IRIs.
func seedClaims(t *testing.T, d *ingest.Document) (claims []seedClaim) {
	t.Helper()
	iris, properties := map[string]string{}, map[string]string{}
	for _, row := range table(t, data.Files(), "iris.csv") {
		iris[row[1]] = row[2]
	}
	for _, row := range table(t, data.Files(), "predicates.csv") {
		prefix, local, _ := strings.Cut(row[1], ":")
		properties[row[0]] = map[string]string{"pl": "https://w3id.org/plenary#", "dct": "http://purl.org/dc/terms/", "dc": "http://purl.org/dc/elements/1.1/",
			"schema": "http://schema.org/", "skos": "http://www.w3.org/2004/02/skos/core#", "prov": "http://www.w3.org/ns/prov#"}[prefix] + local
	}
	for _, row := range table(t, data.Files(), "seed_claims.csv") {
		c := seedClaim{id: row[0], subject: testBase + iris[row[1]], predicate: properties[row[2]], object: row[3]}
		kind := row[4]
		switch {
		case kind == "concept":
			c.object = testBase + "id/document-kind/" + row[3]
		case strings.HasPrefix(kind, "xsd:"), strings.HasPrefix(kind, "literal"):
			c.isLiteral = true
		default:
			c.object = testBase + iris[row[3]]
		}
		c.start, _ = strconv.Atoi(row[5])
		c.end, _ = strconv.Atoi(row[6])
		claims = append(claims, c)
	}
	return claims
}

func table(t *testing.T, fsys fs.FS, name string) [][]string {
	t.Helper()
	f, err := fsys.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// find returns the claim that says what one made by hand does, -1 when none
// does: subject, predicate and object agree, or the words where the object is
// reworded; new things agree by their label.
func (w *seedClaim) find(r *ingest.Result, taken []bool) int {
	for i := range r.Claims {
		c := &r.Claims[i]
		if taken[i] || c.Predicate != w.predicate || !overlap(c.Start, c.End, w.start, w.end) {
			continue
		}
		if sameNode(r, c.Subject, w.subject) && (c.Object == w.object || w.isLiteral && c.ObjectType == "literal" && !isValue(w.object) || !w.isLiteral && sameNode(r, c.Object, w.object)) {
			return i
		}
	}
	return -1
}

// isValue reports an object that is no wording: a day, a year, a number.
func isValue(object string) bool {
	return len(object) > 0 && object[0] >= '0' && object[0] <= '9' || object == "P1Y"
}

func overlap(a, b, c, d int) bool { return 2*(min(b, d)-max(a, c)) >= min(b-a, d-c) }

// labels are those of the nodes that the graph without the release lacks.
var seedLabels = map[string]string{
	"id/document/2025-ism-communique":             "G7 Interior and Security Ministers' Communiqué",
	"id/document/2025-tnr-framework":              "G7 Resilience and Response Framework to Counter Transnational Repression",
	"id/document/2025-tnr-compendium":             "Compendium of Tools",
	"id/document/2025-smuggling-call":             "Call to Action to Counter Migrant Smuggling on Social Media Platforms",
	"id/document/2025-ports-statement":            "Joint Statement on Securing Maritime Ports Against Drug and Precursor Chemical Trafficking",
	"id/priority/precursor-chemicals":             "Precursor chemicals",
	"id/priority/resilience":                      "Resilience of states",
	"id/priority/economy":                         "Economy",
	"id/quotation/2025-ism-ottawa-anandasangaree": "Quotation of Gary Anandasangaree in the release of 23 November 2025",
}

func sameNode(r *ingest.Result, iri, want string) bool {
	if iri == want {
		return true
	}
	label := seedLabels[strings.TrimPrefix(want, testBase)]
	if strings.Contains(want, "/quotation/") {
		label = "Quotation of Gary Anandasangaree in the release of 23 November 2025"
	}
	for i := range r.Mentions {
		if m := &r.Mentions[i]; m.IRI == iri && m.New && strings.EqualFold(m.Label, label) {
			return true
		}
	}
	return false
}
