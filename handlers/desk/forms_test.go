package desk_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// TestPages draws every page in both languages.
func TestPages(t *testing.T) {
	b := newFixture(t).signIn(t, tokens.Curator)
	claim := b.about(t, "cleo")
	document := claim.Source.Value()[strings.LastIndexByte(claim.Source.Value(), '/')+1:]
	for _, tt := range []struct {
		path string
		has  []string
	}{
		{"/review", []string{"A release", "0 of 7 decided", "the curator"}},
		{"/review?lang=fr", []string{"A release", "0 sur 7 décidées"}},
		{"/review/claims", []string{"Cleo", "rule of attendedBy", "0.80", "2 January 2025", "published: 1 January 2025", "said twice"}},
		{"/review/claims?document=" + document, []string{"<mark data-claims=", "&lt;b&gt;", "Cleo", "3 January 2025"}},
		{"/review/claims?document=" + document + "&lang=fr", []string{"Réunion", "publié : 1er janvier 2025"}},
		{"/review/claims?kind=startDate", []string{"2 January 2025"}},
		{"/review/claims?marked=conflict", []string{"2 January 2025"}},
		{"/review/claims?marked=duplicate", []string{"Bob"}},
		{"/review/claims?marked=new&min=0.7&rule=attended&known=no", []string{"Cleo", "Dora"}},
		{"/review/claims?state=accepted", []string{"Nothing waits here."}},
		{"/review/claims?thing=id/person/cleo", []string{"Cleo"}},
		{"/review/claims/" + id(claim), []string{"<mark>Cleo</mark>", "pl:attendedBy &lt;http://example.org/id/person/cleo&gt;", `name="into"`, `value="id/person/cleo"`}},
		{"/review/claims/" + id(claim) + "?lang=fr", []string{"Ce qui sera écrit"}},
		{"/review/report", []string{"A release", "rule of startDate", "0 h 00", "0.77"}},
		{"/review/report?lang=fr", []string{"Règles"}},
	} {
		w := b.get(tt.path)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("GET %s = %d %s", tt.path, w.Code, w.Header().Get("Content-Type"))
		}
		body := strings.ReplaceAll(w.Body.String(), "\u00a0", " ") // of dates
		for _, want := range append(tt.has, "noindex") {
			if !strings.Contains(body, want) {
				t.Errorf("GET %s has no %q", tt.path, want)
			}
		}
		if strings.Contains(w.Body.String(), "<b>Cleo") || strings.Contains(w.Body.String(), "⟨") {
			t.Errorf("GET %s has a text that is not escaped, or none", tt.path)
		}
	}
}

// TestBadAddresses asks for what is not there.
func TestBadAddresses(t *testing.T) {
	b := newFixture(t).signIn(t, tokens.Curator)
	for path, status := range map[string]int{
		"/review/claims/nothing": 404, "/review/claims?state=nowhere": 400, "/review/claims?min=2": 400, "/review/claims?max=x": 400, "/review/claims?known=perhaps": 400,
		"/review/claims?marked=x": 400, "/review/claims?thing=x": 400, "/review/claims?page=0": 400, "/review/claims?rule=a&rule=b": 400, "/review/nothing": 404, "/review/claims?page=99": 200,
		"/review/api/claims?colour=red": 400, "/review/api/claims/nothing": 404,
	} {
		if w := b.get(path); w.Code != status {
			t.Errorf("GET %s = %d, want %d", path, w.Code, status)
		}
	}
	for _, path := range []string{"/review/decisions", "/review/session"} {
		if w := b.get(path); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "POST, OPTIONS" {
			t.Errorf("GET %s = %d, Allow: %s", path, w.Code, w.Header().Get("Allow"))
		}
	}
}

func (b *browser) state(t *testing.T, name string) review.State {
	t.Helper()
	return b.about(t, name).State
}

// TestForms decides as a browser without scripts does.
func TestForms(t *testing.T) {
	b := newFixture(t).signIn(t, tokens.Curator)
	done := func(want string, fields ...string) {
		t.Helper()
		w := b.post("/review/decisions", append(fields, "back", "/review/claims?state=all", "reason", "because")...)
		back, _, _ := strings.Cut(w.Header().Get("Location"), "#")
		if w.Code != http.StatusSeeOther || back != "/review/claims?state=all" {
			t.Fatalf("%v = %d %s %s", fields, w.Code, w.Header().Get("Location"), w.Body)
		}
		if page := b.get("/review/claims?state=all").Body.String(); !strings.Contains(page, want) {
			t.Errorf("after %v the page does not say %q", fields, want)
		}
	}
	is := func(name string, want review.State) {
		t.Helper()
		if got := b.state(t, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	done("1 accepted and published.", "one", "accept "+target(b.about(t, "ada")))
	is("ada", review.Accepted)
	if at := b.post("/review/decisions", "one", "undo "+target(b.about(t, "ada")), "back", "/review/claims?state=all").Header().Get("Location"); !strings.HasPrefix(at, "/review/claims?state=all#c-") {
		t.Errorf("behind a decision on one claim: %s", at)
	}
	done("1 accepted and published.", "one", "accept "+target(b.about(t, "ada")))
	if last := b.about(t, "ada").Last; last.Reviewer != "the curator" || last.Reason != "because" {
		t.Errorf("%+v", last)
	}
	done("2 rejected.", "action", "reject", "claim", target(b.about(t, "cleo")), "claim", target(b.about(t, "dora")))
	is("cleo", review.Rejected)
	done("1 undone.", "one", "undo "+target(b.about(t, "dora")))
	is("dora", review.Pending)
	is("cleo", review.Rejected)
	done("1 deferred.", "one", "defer "+target(b.about(t, "dora")))
	found := regexp.MustCompile(`name="all" value="(\w+)"`).FindStringSubmatch(b.get("/review/claims?kind=attendedBy").Body.String())
	done("3 accepted and published.", "action", "accept", "all", found[1], "select", "kind=attendedBy")
	is("dora", review.Accepted)
	is("cleo", review.Rejected)
	dora := b.about(t, "dora")
	done("3 undone.", "undo", target(dora)[len(id(dora))+1:])
	is("dora", review.Deferred)
	done("1 accepted as edited.", "action", "edit", "claim", target(b.about(t, "2025-01-02")), "object", "2025-01-01")
	if claim := b.about(t, "2025-01-01"); claim.State != review.Edited {
		t.Errorf("%+v", claim)
	}
	done("1 retracted.", "action", "retract", "claim", target(b.about(t, "ada")))
	is("ada", review.Retracted)
}

// TestMergeForm says that Bob is Robert.
func TestMergeForm(t *testing.T) {
	b := newFixture(t).signIn(t, tokens.Curator)
	bob := b.about(t, "bob")
	page := "/review/claims/" + id(bob)
	w := b.post("/review/decisions", "action", "accept", "claim", target(bob), "new", base+"id/person/bob", "into", "id/person/nobody", "back", page)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "is not published") || !strings.Contains(w.Body.String(), `value="id/person/nobody"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w = b.post("/review/decisions", "action", "accept", "claim", target(bob), "new", base+"id/person/bob", "into", "id/person/robert", "back", page); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if page := b.get(page).Body.String(); !strings.Contains(page, "Robert") || !strings.Contains(page, "1 accepted") {
		t.Error(page)
	}
	if at := (graph.Pattern{S: rdf.IRI(base + "id/meeting/m"), O: rdf.IRI(base + "id/person/robert")}); !b.public.Snapshot().Has(at) {
		t.Error("the claim is not about Robert")
	}
	b.post("/review/decisions", "one", "undo "+target(b.about(t, "robert")))
	if claim := b.about(t, "bob"); claim.State != review.Pending {
		t.Errorf("undone it is %+v", claim)
	}
}

// TestRefusedForms sends what cannot be done. Nothing is written, and the page says
// why, with what was typed.
func TestRefusedForms(t *testing.T) {
	for _, tt := range []struct {
		name   string
		before func(*testing.T, *browser)
		fields func(*browser) []string
		status int
		says   string
	}{
		{"nothing is chosen", nil, func(*browser) []string { return []string{"action", "accept"} }, 400, "No claim is chosen."},
		{"no action", nil, func(b *browser) []string { return []string{"claim", target(b.about(t, "cleo"))} }, 400, "is none of accept"},
		{"an unknown claim", nil, func(*browser) []string { return []string{"one", "accept xyz "} }, 404, "no such claim"},
		{"decided meanwhile", func(t *testing.T, b *browser) {
			other := b.fixture.signIn(t, tokens.Admin)
			other.post("/review/decisions", "one", "reject "+target(b.about(t, "cleo")), "reason", "not she")
		}, func(b *browser) []string { return []string{"one", "accept " + id(b.about(t, "cleo")) + " "} }, 409, "rejected, by the admin"},
		{"not where it could be", nil, func(b *browser) []string {
			return []string{"one", "retract " + target(b.about(t, "cleo")), "reason", "r"}
		}, 409, "only what is published"},
		{"a retraction without reason", nil, func(b *browser) []string { return []string{"one", "retract " + target(b.about(t, "cleo"))} }, 400, "needs a reason"},
		{"the selection has changed", nil, func(*browser) []string {
			return []string{"action", "accept", "all", "0123", "select", "kind=attendedBy"}
		}, 409, "look again"},
		{"a selection that is none", nil, func(*browser) []string { return []string{"action", "accept", "all", "0123", "select", "min=x"} }, 400, "from 0 to 1"},
		{"a decision that is not the last", nil, func(*browser) []string { return []string{"undo", "q99"} }, 409, "was undone"},
		{"an edit that is none", nil, func(b *browser) []string {
			return []string{"action", "edit", "claim", target(b.about(t, "2025-01-02")), "object", "2025-01-02"}
		}, 400, "changes nothing"},
		{"an edit to no IRI", nil, func(b *browser) []string {
			return []string{"action", "edit", "claim", target(b.about(t, "cleo")), "object", "Cleo herself"}
		}, 400, "is no IRI"},
		{"an edit to no date", nil, func(b *browser) []string {
			return []string{"action", "edit", "claim", target(b.about(t, "2025-01-02")), "object", "in January"}
		}, 400, "2025-11-21"},
		{"an edit that violates a shape", nil, func(b *browser) []string {
			return []string{"action", "edit", "claim", target(b.about(t, "2025-01-02")), "predicate", "pl:hostedBy"}
		}, 422, "accept the claims about it together"},
		{"the text is another", func(t *testing.T, b *browser) { b.spoilText(t) }, func(b *browser) []string { return []string{"one", "accept " + target(b.about(t, "cleo"))} }, 409, "has another hash"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newFixture(t).signIn(t, tokens.Curator)
			if tt.before != nil {
				tt.before(t, b)
			}
			fields, before := tt.fields(b), b.commits()
			back := "/review/claims"
			if fields[1] == "edit" {
				back += "/" + strings.Fields(fields[3])[0]
			}
			w := b.post("/review/decisions", append(fields, "back", back)...)
			if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) || strings.Contains(w.Body.String(), b.folder) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if b.commits() != before {
				t.Error("something was written")
			}
			if typed, _ := url.QueryUnescape(fields[len(fields)-1]); fields[1] == "edit" && !strings.Contains(w.Body.String(), `value="`+typed+`"`) {
				t.Errorf("what was typed is gone: %s", typed)
			}
		})
	}
}

// TestLostText shows claims whose text is not what was read.
func TestLostText(t *testing.T) {
	b := newFixture(t).signIn(t, tokens.Curator)
	claim := b.about(t, "cleo")
	b.spoilText(t)
	document := claim.Source.Value()[strings.LastIndexByte(claim.Source.Value(), '/')+1:]
	for _, path := range []string{"/review/claims?document=" + document, "/review/claims/" + id(claim), "/review/claims"} {
		w := b.get(path)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Cleo") || strings.Contains(w.Body.String(), b.folder) {
			t.Errorf("GET %s = %d", path, w.Code)
		}
		if says := strings.Contains(w.Body.String(), "has another hash"); says != (path != "/review/claims") {
			t.Errorf("GET %s tells of the text: %v", path, says)
		}
	}
}

// TestPreviewOfAnEdit shows what an edit would write, and writes nothing.
func TestPreviewOfAnEdit(t *testing.T) {
	b := newFixture(t).signIn(t, tokens.Curator)
	claim, before := b.about(t, "2025-01-02"), b.commits()
	w := b.post("/review/decisions", "action", "preview", "claim", target(claim), "object", "2025-01-09", "back", "/review/claims/"+id(claim))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `pl:startDate &#34;2025-01-09&#34;`) || b.commits() != before {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
