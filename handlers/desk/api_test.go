package desk_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/desk"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/ingest/review"
)

// call asks the API as a program does, and reads the answer.
func (f *fixture) call(t *testing.T, method, path, body string, want int, into any) {
	t.Helper()
	w := f.ask(method, "/review/api/"+path, body, "Authorization: Bearer "+f.token[tokens.Curator], "Content-Type: application/json")
	if w.Code != want {
		t.Fatalf("%s %s = %d, want %d: %s", method, path, w.Code, want, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
}

// TestAPI decides on all claims as a program.
func TestAPI(t *testing.T) {
	f := newFixture(t)
	var session desk.CuratorSession
	if f.call(t, "GET", "session", "", 200, &session); session != (desk.CuratorSession{Curator: "the curator", Role: "curator"}) {
		t.Errorf("%+v", session)
	}
	var list desk.ClaimList
	if f.call(t, "GET", "claims?kind=attendedBy", "", 200, &list); list.Total != 5 || len(list.Claims) != 5 || list.Claims[0].Words != "Ada" || list.Next != "" {
		t.Errorf("%+v", list)
	}
	var preview desk.OrderPreview
	if f.call(t, "POST", "preview", `{"action":"accept","claims":[{"claim":"`+id(f.about(t, "cleo"))+`","seen":""}]}`, 200, &preview); !strings.Contains(preview.Turtle, `rdfs:label "Cleo"@en`) {
		t.Error(preview.Turtle)
	}
	var out desk.ReviewOutcome
	if f.call(t, "POST", "decisions", `{"action":"accept","select":"kind=attendedBy","tag":"`+list.Tag+`","partial":true}`, 200, &out); len(out.Decided) != 5 || out.Decided[0].State != "accepted" || out.Decision == "" || out.Decided[0].Seen != out.Decision {
		t.Errorf("%+v", out)
	}
	if f.call(t, "POST", "decisions", `{"action":"undo","decision":"`+out.Decision+`"}`, 200, &out); len(out.Decided) != 5 || out.Decided[0].State != "pending" || out.Decided[0].Seen != "" {
		t.Errorf("%+v", out)
	}
	f.call(t, "POST", "decisions", `{"action":"accept","claims":[{"claim":"`+id(f.about(t, "bob"))+`","seen":""}],"mergers":[{"new":"id/person/bob","into":"id/person/robert"}]}`, 200, &out)
	if claim := f.about(t, "robert"); claim.State != review.Accepted {
		t.Errorf("%+v", claim)
	}
	date := id(f.about(t, "2025-01-02"))
	f.call(t, "POST", "decisions", `{"action":"edit","claims":[{"claim":"`+date+`","seen":""}],"statement":{"object":"2025-01-01"}}`, 200, &out)
	var claim desk.ProposedClaim
	if f.call(t, "GET", "claims/"+date, "", 200, &claim); claim.State != "edited" || claim.Object.Value != "2025-01-01" || claim.Last.Reviewer != "the curator" || claim.Seen != out.Decision {
		t.Errorf("%+v", claim)
	}
	var documents desk.DocumentList
	if f.call(t, "GET", "documents", "", 200, &documents); len(documents.Documents) != 1 || documents.Documents[0].By["edited"] != 1 {
		t.Errorf("%+v", documents)
	}
	var report desk.ReviewReport
	if f.call(t, "GET", "report", "", 200, &report); report.All.Claims != 7 || report.All.By["pending"] != 5 || *report.All.Agreement != 0.5 || report.All.Waiting == "" {
		t.Errorf("%+v", report)
	}
}

// TestAPIRefusals sends what is not carried out: nothing is written.
func TestAPIRefusals(t *testing.T) {
	f := newFixture(t)
	cleo := `{"claim":"` + id(f.about(t, "cleo")) + `","seen":""}`
	var out desk.ReviewOutcome
	f.call(t, "POST", "decisions", `{"action":"reject","claims":[`+cleo+`]}`, 200, &out)
	date := `{"claim":"` + id(f.about(t, "2025-01-02")) + `","seen":""}`
	for _, tt := range []struct {
		name, path, body string
		status           int
		says             string
	}{
		{"no JSON", "decisions", `accept`, 400, "not what it should be"},
		{"two values", "decisions", `{} {}`, 400, "more than one"},
		{"an unknown member", "decisions", `{"verb":"accept"}`, 400, "verb"},
		{"no action", "decisions", `{"claims":[` + date + `]}`, 400, "none of accept"},
		{"no claims", "decisions", `{"action":"accept"}`, 400, "names no claim"},
		{"decided meanwhile", "decisions", `{"action":"accept","claims":[` + cleo + `]}`, 409, "rejected, by the curator"},
		{"the same claim twice", "decisions", `{"action":"accept","claims":[` + date + `,` + date + `]}`, 400, "twice"},
		{"an old tag", "decisions", `{"action":"accept","tag":"00","select":""}`, 409, "has changed"},
		{"tag and claims", "decisions", `{"action":"accept","tag":"00","claims":[` + date + `]}`, 400, "either"},
		{"accept of a decision", "decisions", `{"action":"accept","decision":"` + out.Decision + `"}`, 400, "goes with"},
		{"an edit of nothing", "decisions", `{"action":"edit","claims":[` + date + `]}`, 400, "a statement"},
		{"an edit to the same", "decisions", `{"action":"edit","claims":[` + date + `],"statement":{"object":"2025-01-02"}}`, 400, "changes nothing"},
		{"an edit that violates a shape", "decisions", `{"action":"edit","claims":[` + date + `],"statement":{"predicate":"pl:hostedBy"}}`, 422, "shapes"},
		{"a preview of a rejection", "preview", `{"action":"reject","claims":[` + date + `]}`, 400, "reject"},
		{"a merger into nothing", "decisions", `{"action":"accept","claims":[` + date + `],"mergers":[{"new":"id/person/bob","into":""}]}`, 400, "into"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := f.commits()
			var p struct{ Type, Detail string }
			if f.call(t, "POST", tt.path, tt.body, tt.status, &p); !strings.Contains(p.Detail, tt.says) || !strings.HasPrefix(p.Type, base+"problems/") {
				t.Errorf("%+v", p)
			}
			if f.commits() != before {
				t.Error("something was written")
			}
		})
	}
	if w := f.ask("POST", "/review/api/decisions", "{}", "Authorization: Bearer "+f.token[tokens.Curator], "Content-Type: text/plain"); w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("text/plain: %d", w.Code)
	}
}

// TestManyClaims accepts more claims than a page shows, by their selection, but for
// those that the shapes forbid.
func TestManyClaims(t *testing.T) {
	f := newFixture(t)
	var words, lines strings.Builder
	for i := range 600 {
		name := "Guest" + string(rune('A'+i/26)) + string(rune('a'+i%26)) + "."
		words.WriteString(name + " ")
		lines.WriteString(name + "|meeting/m|attendedBy|person/ada\n")
	}
	words.WriteString("Two.")
	lines.WriteString(`Two.|meeting/m|hostedBy|"2025-01-02` + "\n")
	f.propose(t, words.String(), lines.String())
	b := f.signIn(t, tokens.Curator)
	page := b.get("/review/claims?rule=rule").Body.String()
	if n := strings.Count(page, `class="claim `); n != 500 || !strings.Contains(page, `rel="next"`) {
		t.Errorf("%d claims on the first page", n)
	}
	var list, rest desk.ClaimList
	f.call(t, "GET", "claims?rule=rule", "", 200, &list)
	if f.call(t, "GET", strings.TrimPrefix(list.Next, "/review/api/"), "", 200, &rest); list.Total != 608 || len(list.Claims) != 500 || len(rest.Claims) != 108 || rest.First != 501 || rest.Next != "" || rest.Tag != list.Tag {
		t.Errorf("%d, %d, %d", list.Total, len(list.Claims), len(rest.Claims))
	}
	var out desk.ReviewOutcome
	f.call(t, "POST", "decisions", `{"action":"accept","partial":true,"select":"rule=rule","tag":"`+list.Tag+`"}`, 200, &out)
	if len(out.Decided) < 600 || len(out.Refused) == 0 {
		t.Errorf("%d accepted, %d left out", len(out.Decided), len(out.Refused))
	}
	now, err := f.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if accepted := now.Select(review.Filter{States: []review.State{review.Accepted}}); len(accepted) != len(out.Decided) {
		t.Errorf("%d are accepted", len(accepted))
	}
}

// TestScriptWords sees that the page has each text that the script says.
func TestScriptWords(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("..", "..", "explorer", "assets", "desk.js"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := explorer.New(explorer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	texts := e.Texts("fr", "review.js.")
	for _, found := range regexp.MustCompile(`say\("([\w.]+)"[,)]`).FindAllStringSubmatch(string(source), -1) {
		if texts[found[1]] == "" && !strings.HasPrefix(found[1], "state.") {
			t.Errorf("desk.js says %q, which is no text", found[1])
		}
	}
	for key := range texts {
		if !strings.Contains(string(source), `"`+strings.TrimPrefix(key, "key.")+`"`) {
			t.Errorf("desk.js does not say %q", key)
		}
	}
	if len(texts) < 40 {
		t.Errorf("%d texts", len(texts))
	}
}
