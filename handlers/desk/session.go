package desk

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/tokens"
)

const (
	cookieName   = "plenary_review"
	sessionIdle  = 12 * time.Hour
	mostSessions = 1000
	mostUndone   = 200 // decisions that a session remembers
)

// A session is a browser in which a curator has signed in. It ends with the process.
type session struct {
	token string // ID
	form  string // comes with every form, so that no other page can make one

	mu        sync.Mutex
	used      time.Time
	decisions []string // made here and not undone, the last one last
	done      string   // what was done by the form before, to be told once
}

// sessions are those of all browsers, by the hashes of their keys.
type sessions struct {
	now func() time.Time

	mu    sync.Mutex
	byKey map[[sha256.Size]byte]*session
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, byKey: map[[sha256.Size]byte]*session{}}
}

// begin makes a session for the token with an ID, and returns its key.
func (all *sessions) begin(token string) (key string) {
	key = rand.Text()
	all.mu.Lock()
	defer all.mu.Unlock()
	all.makeRoom()
	all.byKey[sha256.Sum256([]byte(key))] = &session{token: token, form: rand.Text(), used: all.now()}
	return key
}

// makeRoom ends sessions that nobody has used for long, and when there are too many
// that which was used last the longest ago.
func (all *sessions) makeRoom() {
	var oldest *session
	var oldestKey [sha256.Size]byte
	for key, s := range all.byKey {
		if all.isOver(s) {
			delete(all.byKey, key)
		} else if oldest == nil || s.lastUsed().Before(oldest.lastUsed()) {
			oldest, oldestKey = s, key
		}
	}
	if len(all.byKey) >= mostSessions {
		delete(all.byKey, oldestKey)
	}
}

func (all *sessions) isOver(s *session) bool { return all.now().Sub(s.lastUsed()) > sessionIdle }

func (s *session) lastUsed() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.used
}

// of returns the session of a request.
func (all *sessions) of(r *http.Request) (*session, bool) {
	cookie, err := r.Cookie(cookieName)
	if err != nil {
		return nil, false
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	s := all.byKey[sha256.Sum256([]byte(cookie.Value))]
	if s == nil || all.isOver(s) {
		return nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.used = all.now()
	return s, true
}

// end ends the session of a request.
func (all *sessions) end(r *http.Request) {
	if cookie, err := r.Cookie(cookieName); err == nil {
		all.mu.Lock()
		defer all.mu.Unlock()
		delete(all.byKey, sha256.Sum256([]byte(cookie.Value)))
	}
}

// made remembers a decision, and what is to be told of it.
func (s *session) made(decision, done string) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done = done; decision != "" {
		s.decisions = append(s.decisions[max(0, len(s.decisions)-mostUndone+1):], decision)
	}
}

// undoable are the decisions that were made here and not undone, separated by spaces.
func (s *session) undoable() string {
	if s == nil {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.decisions, " ")
}

// undone forgets a decision.
func (s *session) undone(decision string) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(s.decisions) - 1; i >= 0; i-- {
		if s.decisions[i] == decision {
			s.decisions = append(s.decisions[:i], s.decisions[i+1:]...)
			return
		}
	}
}

// told returns what is to be told, once, and the last decision.
func (s *session) told() (done, last string) {
	if s == nil {
		return "", ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	done, s.done = s.done, ""
	if n := len(s.decisions); n > 0 {
		last = s.decisions[n-1]
	}
	return done, last
}

// originOf lets forms of the base's own origin in, whatever a proxy has made of
// Host.
func originOf(base string) *http.CrossOriginProtection {
	p := http.NewCrossOriginProtection()
	if u, err := url.Parse(base); err == nil {
		_ = p.AddTrustedOrigin(u.Scheme + "://" + u.Host) // the base is one
	}
	return p
}

// isOwn refuses what another page than the desk's own sends with the cookie of a
// session.
func (d *Desk) isOwn(r *http.Request, by curator) error {
	if by.session == nil {
		return nil
	}
	if err := d.origin.Check(r); err != nil {
		return problem.New("forbidden", "the form comes from another site")
	}
	sent := r.Header.Get("X-Form-Token")
	if sent == "" {
		sent = r.PostFormValue("form_token")
	}
	if subtle.ConstantTimeCompare([]byte(sent), []byte(by.session.form)) != 1 {
		return problem.New("forbidden", "the form is not one of this session: go back, load the page again, and send it anew")
	}
	return nil
}

// asksToSignIn reports whether a browser may become known.
func asksToSignIn(r *http.Request, err error) bool {
	return err != nil && len(r.Header.Values("Authorization")) == 0 && problem.Of(err).Status == http.StatusUnauthorized
}

// askToSignIn answers with the form that takes a token.
func (d *Desk) askToSignIn(w http.ResponseWriter, r *http.Request, back string, why error) error {
	page := explorer.SignIn{Page: d.frame(r, "review.signin"), Back: back}
	if _, err := r.Cookie(cookieName); err == nil || r.Method == http.MethodPost {
		page.Refused = problem.Of(why).Detail
	} else if r.URL.Query().Has("signed-in") {
		page.Refused = d.Explorer.Text(page.Lang, "review.signin.cookie")
	}
	w.Header().Set("WWW-Authenticate", challenge)
	return d.tell(w, why, page)
}

// signIn makes a session of a token that is posted in a form.
func (d *Desk) signIn(w http.ResponseWriter, r *http.Request) (tokens.Token, error) {
	guard(w)
	if err := d.origin.Check(r); err != nil {
		return tokens.Token{}, problem.New("forbidden", "the form comes from another site")
	}
	if d.Tokens == nil || !d.anyToken() {
		return d.Bearer(r, tokens.Curator) // which says that nobody may write
	}
	if r.PostFormValue("token"); !r.PostForm.Has("token") {
		return tokens.Token{}, problem.BadParameter("token", "token is missing: the form sends one")
	}
	t, err := d.Tokens.Verify(strings.TrimSpace(r.PostFormValue("token")))
	if errors.Is(err, tokens.ErrInvalid) {
		err = problem.New("unauthorized", "%s", d.Explorer.Text(negotiate.Language(r), "review.signin.wrong"))
	} else if err == nil && !t.Role.Allows(tokens.Curator) {
		err = problem.New("forbidden", "the token of %s has the role %s; this takes %s", t.Name, t.Role, tokens.Curator)
	}
	if asksToSignIn(r, err) {
		return t, d.askToSignIn(w, r, d.backOf(r), err)
	}
	if err != nil {
		return t, err
	}
	d.sessions.end(r)
	http.SetCookie(w, d.cookie(d.sessions.begin(t.ID), 0))
	http.Redirect(w, r, withParameter(d.backOf(r), "signed-in"), http.StatusSeeOther)
	return t, nil
}

func (d *Desk) anyToken() bool {
	any, err := d.Tokens.Any()
	return any || err != nil // which Verify will say
}

// cookie is that of a session: for this desk, over TLS or within the machine, and
// never for a script or another site.
func (d *Desk) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{Name: cookieName, Value: value, Path: d.Root + Path, MaxAge: maxAge, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode}
}

// signOut ends the session.
func (d *Desk) signOut(w http.ResponseWriter, v *visit) (string, error) {
	d.sessions.end(v.request)
	http.SetCookie(w, d.cookie("", -1))
	return d.Root + Path, nil
}

// backOf returns where a form leads: the page of the desk that it was on.
func (d *Desk) backOf(r *http.Request) string {
	back, err := url.Parse(r.PostFormValue("back"))
	home := d.Root + Path
	if err != nil || back.IsAbs() || back.Host != "" || back.Path != home && !strings.HasPrefix(back.Path, home+"/") || strings.Contains(back.Path, "..") {
		return home
	}
	q := back.Query()
	q.Del("signed-in")
	back.RawQuery, back.Fragment = q.Encode(), ""
	return back.String()
}

// withParameter adds a parameter to an address.
func withParameter(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Set(name, "")
	u.RawQuery = q.Encode()
	return u.String()
}
