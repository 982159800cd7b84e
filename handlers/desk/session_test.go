package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/handlers/tokens"
)

// TestSignIn posts tokens to the desk.
func TestSignIn(t *testing.T) {
	f := newFixture(t)
	for _, tt := range []struct {
		name, token string
		headers     []string
		status      int
		says        string
	}{
		{"a curator", f.token[tokens.Curator], nil, http.StatusSeeOther, ""},
		{"an admin", f.token[tokens.Admin], []string{"Sec-Fetch-Site: same-origin"}, http.StatusSeeOther, ""},
		{"a reader", f.token[tokens.Reader], nil, http.StatusForbidden, "role reader"},
		{"nonsense", "nonsense", nil, http.StatusUnauthorized, "not valid"},
		{"nothing", "", nil, http.StatusUnauthorized, "not valid"},
		{"another site", f.token[tokens.Curator], []string{"Sec-Fetch-Site: cross-site"}, http.StatusForbidden, "another site"},
		{"another origin", f.token[tokens.Curator], []string{"Origin: https://elsewhere.example"}, http.StatusForbidden, "another site"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := f.ask("POST", "/review/session", "token="+tt.token+"&back=%2Freview%2Freport", append(tt.headers, "Content-Type: application/x-www-form-urlencoded", "Accept: text/html")...)
			if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			cookie := w.Header().Get("Set-Cookie")
			if tt.status != http.StatusSeeOther {
				if cookie != "" {
					t.Errorf("Set-Cookie: %s", cookie)
				}
				return
			}
			for _, want := range []string{"; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/review"} {
				if !strings.Contains(cookie, want) {
					t.Errorf("Set-Cookie: %s, without %s", cookie, want)
				}
			}
			if strings.Contains(cookie, tt.token) || w.Header().Get("Location") != "/review/report?signed-in=" {
				t.Errorf("Set-Cookie: %s, Location: %s", cookie, w.Header().Get("Location"))
			}
		})
	}
}

// TestNoCookie comes back from signing in without the cookie of the session, as a
// browser does over plain HTTP, and with one that has ended.
func TestNoCookie(t *testing.T) {
	f := newFixture(t)
	for says, headers := range map[string][]string{
		"has kept no session": {"Accept: text/html"}, "": nil, "the session has ended": {"Accept: text/html", "Cookie: plenary_review=old"},
	} {
		target := "/review?signed-in="
		if headers == nil {
			target, says = "/review", "It is sent once"
		}
		if w := f.ask("GET", target, "", headers...); w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), says) {
			t.Errorf("GET %s with %v = %d without %q", target, headers, w.Code, says)
		}
	}
}

// TestSession follows a session to each of its ends.
func TestSession(t *testing.T) {
	tests := []struct {
		name string
		end  func(*testing.T, *browser)
		says string
	}{
		{"sign out", func(t *testing.T, b *browser) {
			if w := b.post("/review/session/end"); w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Set-Cookie"), "Max-Age=0") {
				t.Errorf("%d %v", w.Code, w.Header())
			}
		}, ""},
		{"the token is revoked", func(t *testing.T, b *browser) {
			if _, err := tokens.Open(b.folder, nil).Revoke("the curator"); err != nil {
				t.Fatal(err)
			}
		}, "expired or was revoked"},
		{"nobody comes for long", func(_ *testing.T, b *browser) { b.now = b.now.Add(13 * time.Hour) }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newFixture(t).signIn(t, tokens.Curator)
			if w := b.get("/review/claims"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Cleo") || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Access-Control-Allow-Origin") != "" {
				t.Fatalf("%d %v", w.Code, w.Header())
			}
			claim, before := b.about(t, "cleo"), b.commits()
			tt.end(t, b)
			w := b.post("/review/decisions", "one", "accept "+target(claim), "back", "/review/claims")
			if w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), tt.says) || !strings.Contains(w.Body.String(), `name="token"`) || strings.Contains(w.Body.String(), "Cleo") {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if b.commits() != before {
				t.Error("something was written")
			}
		})
	}
}

// TestForgedForms sends with the cookie of a session what its pages did not.
func TestForgedForms(t *testing.T) {
	b := newFixture(t).signIn(t, tokens.Curator)
	other := b.fixture.signIn(t, tokens.Admin)
	claim := b.about(t, "cleo")
	body := "one=accept+" + strings.ReplaceAll(target(claim), " ", "+")
	for _, tt := range []struct {
		name, target, body string
		headers            []string
	}{
		{"no form token", "/review/decisions", body, nil},
		{"that of another session", "/review/decisions", body + "&form_token=" + other.form, nil},
		{"another site", "/review/decisions", body + "&form_token=" + b.form, []string{"Sec-Fetch-Site: cross-site"}},
		{"another origin", "/review/decisions", body + "&form_token=" + b.form, []string{"Origin: http://elsewhere.example"}},
		{"no form, signing out", "/review/session/end", "", nil},
		{"the API", "/review/api/decisions", `{"action":"accept","claims":[{"claim":"` + id(claim) + `","seen":""}]}`, []string{"Content-Type: application/json"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := b.commits()
			headers := append(tt.headers, "Cookie: "+b.cookie)
			if !strings.Contains(strings.Join(headers, " "), "json") {
				headers = append(headers, "Content-Type: application/x-www-form-urlencoded")
			}
			if w := b.ask("POST", tt.target, tt.body, headers...); w.Code != http.StatusForbidden || b.commits() != before {
				t.Errorf("%d, %v to %v: %s", w.Code, before, b.commits(), w.Body)
			}
		})
	}
	if w := b.get("/review"); w.Code != http.StatusOK {
		t.Errorf("the session has ended: %d", w.Code)
	}
}

// TestNothingForOthers asks every route without a token and with that of a reader.
func TestNothingForOthers(t *testing.T) {
	f := newFixture(t)
	claim := f.about(t, "cleo")
	routes := map[string]string{"/review": "GET", "/review/claims": "GET", "/review/claims/" + id(claim): "GET", "/review/report": "GET", "/review/decisions": "POST", "/review/session/end": "POST",
		"/review/api/session": "GET", "/review/api/claims": "GET", "/review/api/claims/" + id(claim): "GET", "/review/api/documents": "GET", "/review/api/report": "GET", "/review/api/decisions": "POST", "/review/api/preview": "POST"}
	for path, method := range routes {
		for _, tt := range []struct {
			name, authorization string
			status              int
		}{{"nobody", "", 401}, {"nonsense", "Bearer nonsense", 401}, {"a reader", "Bearer " + f.token[tokens.Reader], 403}} {
			for _, accept := range []string{"text/html", "application/json", "text/turtle"} {
				headers := []string{"Accept: " + accept}
				if tt.authorization != "" {
					headers = append(headers, "Authorization: "+tt.authorization)
				}
				w := f.ask(method, path, "", headers...)
				if w.Code != tt.status || w.Header().Get("WWW-Authenticate") == "" {
					t.Errorf("%s %s of %s as %s: %d", method, path, tt.name, accept, w.Code)
				}
				for _, secret := range []string{"Cleo", "cleo", "A release", "rule of"} {
					if strings.Contains(w.Body.String(), secret) {
						t.Errorf("%s %s of %s has %s", method, path, tt.name, secret)
					}
				}
			}
		}
	}
}
