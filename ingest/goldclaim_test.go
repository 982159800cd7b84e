package ingest_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/goldset"
	"w3id.org/plenary/ontology"
)

// measuredPredicates are those whose claims the gold set holds in full.
var measuredPredicates = []string{"startDate", "endDate", "heldAt", "hostedBy", "hostCountry", "attendedBy", "attendedByParty", "discussed", "adopted"}

// What the claims of the development part must reach over all predicates.
const (
	barClaimPrecision = 0.90
	barClaimRecall    = 0.60
)

// TestGoldClaims measures the claims of the annotated releases. PLENARY_GOLD names
// another folder, PLENARY_GOLD_SHOW a predicate whose misses and errors are listed.
func TestGoldClaims(t *testing.T) {
	dir, documents := goldDocuments(t)
	counts := map[string][]goldset.Count{}
	turned := 0
	for _, d := range documents {
		c := compareClaims(t, d)
		turned += len(c.Turned)
		var all goldset.Count
		for _, p := range measuredPredicates {
			n := c.Counts["pl:"+p]
			counts[p] = append(counts[p], n)
			all = goldset.Sum([]goldset.Count{all, n})
		}
		counts["all"] = append(counts["all"], all)
	}
	t.Logf("%d documents in %s, %d claims of another modality\n%s", len(documents), dir, turned, tableOf(counts, append([]string{"all"}, measuredPredicates...)))
	mustReach(t, goldset.Sum(counts["all"]), barClaimPrecision, barClaimRecall)
}

// compareClaims holds the claims that count against those of a gold document.
func compareClaims(t *testing.T, gold goldset.Document) goldset.ClaimComparison {
	text, mentions, err := goldset.Unmark(gold.Marked)
	if err != nil {
		t.Fatal(err)
	}
	r := extractor().Extract(readGold(t, gold, text))
	var predicted []goldset.Claim
	name := namesOf(mentions, r)
	for i := range r.Claims {
		if p, ok := predictedClaim(&r.Claims[i], name); ok {
			predicted = append(predicted, p)
		}
	}
	c := goldset.CompareClaims(gold.Claims, predicted)
	showClaims(t, gold.ID, r, c, name)
	return c
}

// namesOf returns how the gold set calls each node of a result.
func namesOf(gold []goldset.Mention, r *ingest.Result) func(iri string) string {
	var mentions []goldset.Mention
	var iris []string
	labels := map[string]string{}
	for _, m := range r.Mentions {
		kind := string(m.Type)
		if kind == "role" {
			continue
		}
		mentions, iris = append(mentions, goldset.Mention{Kind: kind, Start: m.Start, End: m.End}), append(iris, m.IRI)
		if m.New {
			labels[m.IRI] = "new:" + m.Label
		}
	}
	aligned := goldset.Align(gold, mentions, iris)
	return func(iri string) string {
		return cmp.Or(aligned[iri], labels[iri], strings.TrimPrefix(iri, testBase))
	}
}

// predictedClaim is a claim as the gold set writes it, when it counts and is
// measured.
func predictedClaim(c *ingest.Claim, name func(string) string) (goldset.Claim, bool) {
	local, isOwn := strings.CutPrefix(c.Predicate, ontology.Namespace)
	if c.Confidence < 0.5 || !isOwn || !slices.Contains(measuredPredicates, local) {
		return goldset.Claim{}, false
	}
	p := goldset.Claim{Subject: name(c.Subject), Predicate: "pl:" + local, Object: `"` + c.Object + `"`, Modality: c.Modality}
	if c.ObjectType == "iri" {
		p.Object = name(c.Object)
	}
	if c.Polarity == "negated" {
		p.Modality = goldset.Negated
	}
	return p, true
}

// showClaims lists misses and errors, with the rule and the words of the latter.
func showClaims(t *testing.T, id string, r *ingest.Result, c goldset.ClaimComparison, name func(string) string) {
	shown := strings.Split(os.Getenv("PLENARY_GOLD_SHOW"), ",")
	list := func(what string, claims []goldset.Claim) {
		for _, p := range claims {
			if local := strings.TrimPrefix(p.Predicate, "pl:"); !slices.Contains(measuredPredicates, local) || !slices.Contains(shown, local) && shown[0] != "all" {
				continue
			}
			words := ""
			for i := range r.Claims {
				if q, ok := predictedClaim(&r.Claims[i], name); ok && q == p {
					words = fmt.Sprintf("[%s] %s", r.Claims[i].Rule, strings.Join(strings.Fields(r.Claims[i].Quote), " "))
					break
				}
			}
			t.Logf("%s %s: <%s> %s <%s> %s %s", what, id, p.Subject, p.Predicate, p.Object, p.Modality, words)
		}
	}
	list("missed", c.Missed)
	list("wrong ", c.Wrong)
	list("turned", c.Turned)
}

// TestClaimReliability measures how often the claims of each rule are right, beside the
// confidence that the rule gives. PLENARY_GOLD names another folder.
func TestClaimReliability(t *testing.T) {
	documents, err := goldset.Load(os.DirFS(cmp.Or(os.Getenv("PLENARY_GOLD"), "testdata/gold")), ".")
	if err != nil {
		t.Fatal(err)
	}
	byRule := map[string]*reliability{}
	for _, gold := range documents {
		text, mentions, err := goldset.Unmark(gold.Marked)
		if err != nil {
			t.Fatal(err)
		}
		r := extractor().Extract(readGold(t, gold, text))
		name := namesOf(mentions, r)
		for i := range r.Claims {
			p, ok := predictedClaim(&r.Claims[i], name)
			if !ok {
				continue
			}
			rule := r.Claims[i].Rule
			if byRule[rule] == nil {
				byRule[rule] = &reliability{}
			}
			byRule[rule].add(r.Claims[i].Confidence, goldset.Supported(gold.Claims, p))
		}
	}
	t.Logf("\n%s", checkReliability(t, byRule))
}
