package data

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// releaseText returns the code points of the release.
func releaseText(t *testing.T) []rune {
	t.Helper()
	text, err := os.ReadFile(shared(t, "documents", "000_80220851fd683ad2.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return []rune(strings.TrimPrefix(string(text), "\ufeff"))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// one returns the only object of a subject and predicate.
func (f *fixture) one(t *testing.T, s rdf.Term, p rdf.Term) rdf.Term {
	t.Helper()
	objects := f.objects(s, p.Value())
	if len(objects) != 1 {
		t.Errorf("%s has %d values of %s, want 1", s.Value(), len(objects), p.Value())
		return rdf.Term{}
	}
	return objects[0]
}

// TestReleaseClaims recomputes each of the 103 claims from the text and the
// fact pack.
func TestReleaseClaims(t *testing.T) {
	text := releaseText(t)
	rows := readRows(t, shared(t, "facts", "seed_claims.csv"))
	f := loaded(t)
	if len(rows) != 103 {
		t.Errorf("the pack has %d claims, want 103", len(rows))
	}
	for _, r := range rows {
		t.Run(r["claim_id"], func(t *testing.T) {
			claim := rdf.IRI(testBase + "id/claim/" + r["claim_id"])
			s, p, o := f.one(t, claim, rdfSubject), f.one(t, claim, rdfPredicate), f.one(t, claim, rdfObject)
			f.checkClaimed(t, r, s, p, o)
			plain := rdf.Quad{S: s, P: p, O: o, G: rdf.IRI(testBase + "id/graph/" + releaseGraph)}
			if !f.asserts(plain) {
				t.Errorf("the graph of the release lacks %v", plain.Triple())
			}
			if got := f.one(t, claim, plClaimStatus); got != statuses[r["status"]] {
				t.Errorf("status = %v, want %s", got, r["status"])
			}
			f.checkPassage(t, f.one(t, claim, plEvidence), text, r)
		})
	}
}

// TestAddedReleaseClaims recomputes the passages of the claims that the pack lacks.
func TestAddedReleaseClaims(t *testing.T) {
	text := releaseText(t)
	f := loaded(t)
	d := f.tables.byName["seed_claims"]
	packed := map[string]bool{}
	for _, r := range readRows(t, shared(t, "facts", "seed_claims.csv")) {
		packed[r["claim_id"]] = true
	}
	added := 0
	for i := range d.rows {
		row := map[string]string{}
		for _, column := range []string{"start", "end", "span_sha256", "anchor"} {
			row[column] = d.cell(&d.rows[i], column)
		}
		row["span_sha256_16"] = row["span_sha256"]
		if packed[d.keys[i]] {
			continue
		}
		added++
		claim := rdf.IRI(testBase + "id/claim/" + d.keys[i])
		f.checkPassage(t, f.one(t, claim, plEvidence), text, row)
	}
	if added != 17 {
		t.Errorf("%d claims beside the pack's, want 17", added)
	}
}

func (f *fixture) asserts(q rdf.Quad) bool {
	for _, other := range f.byS[q.S] {
		if other == q {
			return true
		}
	}
	return false
}

// checkClaimed compares a statement with the pack.
func (f *fixture) checkClaimed(t *testing.T, r map[string]string, s, p, o rdf.Term) {
	t.Helper()
	object := seedObject(r, r["object"])
	iri := func(table, id string) rdf.Term {
		iri, _ := f.tables.iris.iri(table, id)
		return rdf.IRI(testBase + iri)
	}
	if want := iri(anyTable, seedObject(r, r["subject"])); s != want {
		t.Errorf("subject = %v, want %v", s, want)
	}
	predicates := f.tables.byName["predicates"]
	curie := predicates.cell(&predicates.rows[predicates.rowOf[r["predicate"]]], "property")
	if want, _ := expand(curie); p.Value() != want {
		t.Errorf("predicate = %v, want %s", p, want)
	}
	var want rdf.Term
	switch kind := r["object_type"]; {
	case kind == "literal":
		want = rdf.String(object)
	case kind == "literal@en":
		want = rdf.LangString(object, "en")
	case strings.HasPrefix(kind, "xsd:"):
		want = rdf.Literal(object, xsd+kind[len("xsd:"):])
	case kind == "concept":
		want = iri("codes", "document-kind/"+object)
	default:
		want = iri(anyTable, object)
	}
	if o != want {
		t.Errorf("object = %v, want %v", o, want)
	}
}

// checkPassage recomputes offsets, hash and anchor.
func (f *fixture) checkPassage(t *testing.T, passage rdf.Term, text []rune, r map[string]string) {
	t.Helper()
	selector := f.one(t, passage, oaHasSelector)
	start, end := f.one(t, selector, oaStart).Value(), f.one(t, selector, oaEnd).Value()
	if start != r["start"] || end != r["end"] {
		t.Errorf("offsets = %s to %s, want %s to %s", start, end, r["start"], r["end"])
	}
	span := string(text[number(t, start):number(t, end)])
	if got := f.one(t, passage, plQuoteHash).Value(); got != hash(span) || !strings.HasPrefix(got, r["span_sha256_16"]) {
		t.Errorf("hash = %s, that of the span is %s", got, hash(span))
	}
	for _, anchor := range f.objects(passage, plAnchor.Value()) {
		if !strings.Contains(span, anchor.Value()) {
			t.Errorf("the anchor %q is not in the passage", anchor.Value())
		}
	}
	if r["anchor"] != "" && !f.has(passage, plAnchor.Value(), rdf.String(r["anchor"])) {
		t.Errorf("the anchor %q is missing", r["anchor"])
	}
	if got := f.one(t, passage, plPassageOf); got != rdf.IRI(testBase+"id/source/2025-ism-ottawa-release") {
		t.Errorf("passage of %v", got)
	}
}

func number(t *testing.T, digits string) int {
	t.Helper()
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}

// TestReleaseTextIsIdentified: hash and length of the text are those stored.
func TestReleaseTextIsIdentified(t *testing.T) {
	text := releaseText(t)
	f := loaded(t)
	source := rdf.IRI(testBase + "id/source/2025-ism-ottawa-release")
	if got := f.one(t, source, rdf.IRI(ontology.TextHash)).Value(); got != hash(string(text)) {
		t.Errorf("textHash = %s, want %s", got, hash(string(text)))
	}
	if got := number(t, f.one(t, source, rdf.IRI(ontology.TextLength)).Value()); got != len(text) {
		t.Errorf("textLength = %d, want %d", got, len(text))
	}
}

// TestNoSentenceOfTheReleaseIsKept: no literal shares eight words in a row
// with the release, apart from the titles and names that serve as anchors.
func TestNoSentenceOfTheReleaseIsKept(t *testing.T) {
	const run = 8
	inText := map[string]bool{}
	for _, gram := range grams(string(releaseText(t)), run) {
		inText[gram] = true
	}
	f := loaded(t)
	titles := f.titles(run)
	for _, q := range f.quads {
		if !q.O.IsLiteral() {
			continue
		}
		for _, gram := range grams(q.O.Value(), run) {
			if inText[gram] && !titles[gram] {
				t.Errorf("%s of %s has the words %q of the release", q.P.Value(), q.S.Value(), gram)
			}
		}
	}
}

// titles returns the runs of words in anchors and titles.
func (f *fixture) titles(run int) map[string]bool {
	out := map[string]bool{}
	for _, q := range f.quads {
		if q.P == plAnchor || q.P.Value() == "http://purl.org/dc/terms/title" {
			for _, gram := range grams(q.O.Value(), run) {
				out[gram] = true
			}
		}
	}
	return out
}

// grams returns each run of n words, in lower case.
func grams(s string, n int) []string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" \n\t.,;:!?()\"“”", r) })
	var out []string
	for i := 0; i+n <= len(words); i++ {
		out = append(out, strings.Join(words[i:i+n], " "))
	}
	return out
}
