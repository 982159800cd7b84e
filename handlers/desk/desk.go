// Package desk is the review desk in the browser: pages, forms and an API by which
// curators decide on what documents propose.
//
// Its invariant: whoever is not known as a curator learns nothing of what waits, and
// a decision is written only on claims that stand as its curator saw them.
package desk

import (
	"net/http"
	"time"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/ingest/review"
)

// Options of a Desk. All but Tokens and Now must be set.
type Options struct {
	Review   *review.Desk
	Explorer *explorer.Explorer
	Root     string       // path that the pages live under; ends in a slash
	Tokens   *tokens.File // nil lets nobody sign in
	// Bearer returns the token that a request comes with, when it allows what is
	// needed.
	Bearer func(*http.Request, tokens.Role) (tokens.Token, error)
	Now    func() time.Time // time.Now when nil
}

// A Desk answers the requests of curators.
type Desk struct {
	Options
	sessions *sessions
	origin   *http.CrossOriginProtection
}

// New returns a desk.
func New(o Options) *Desk {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Desk{o, newSessions(o.Now), originOf(o.Review.Base)}
}

// A Route is a path under the root and what answers it. Parts of the path that
// begin with a colon are path values of requests.
type Route struct {
	Method, Path string
	// Do answers, and returns whose token the request came with, the zero Token for
	// nobody's. Errors: *Told, and others, which are not answered yet: *problem.Problem,
	// those of Options.Bearer, those of the server.
	Do func(http.ResponseWriter, *http.Request) (tokens.Token, error)
}

// Told is a refusal that a page has told already.
type Told struct{ Why error }

// Error returns why it is one.
func (t *Told) Error() string { return t.Why.Error() }

// Unwrap returns why it is one.
func (t *Told) Unwrap() error { return t.Why }

// tell writes a page that tells of a refusal.
func (d *Desk) tell(w http.ResponseWriter, why error, view explorer.View) error {
	if err := d.show(w, problem.Of(why).Status, view); err != nil {
		return err
	}
	return &Told{why}
}

// Path is where the desk is under the root, and what all its paths begin with.
const Path = "review"

// Routes are those of the desk.
func (d *Desk) Routes() []Route {
	return append(d.apiRoutes(), []Route{
		{http.MethodPost, Path + "/session", d.signIn},
		{http.MethodPost, Path + "/session/end", d.form(d.signOut)},
		{http.MethodGet, Path, d.page(d.home)},
		{http.MethodGet, Path + "/claims", d.page(d.claims)},
		{http.MethodGet, Path + "/claims/:id", d.page(d.claim)},
		{http.MethodGet, Path + "/report", d.page(d.report)},
		{http.MethodPost, Path + "/decisions", d.form(d.postDecision)},
	}...)
}

// A curator is who asks, known by a bearer token or by the session of a browser.
type curator struct {
	tokens.Token
	session *session // nil for a bearer
}

// identify returns who asks. Errors: *problem.Problem, those of Bearer.
func (d *Desk) identify(r *http.Request) (curator, error) {
	if len(r.Header.Values("Authorization")) > 0 {
		t, err := d.Bearer(r, tokens.Curator)
		return curator{Token: t}, err
	}
	s, ok := d.sessions.of(r)
	if !ok {
		t, err := d.Bearer(r, tokens.Curator) // which says how one becomes known
		if _, none := r.Cookie(cookieName); none == nil && problem.Of(err).Status == http.StatusUnauthorized {
			err = ended("the session has ended")
		}
		return curator{Token: t}, err
	}
	t, err := d.Tokens.Valid(s.token)
	if err != nil {
		d.sessions.end(r)
		return curator{}, ended("the token of this session has expired or was revoked")
	}
	if !t.Role.Allows(tokens.Curator) {
		return curator{Token: t}, problem.New("forbidden", "the token of %s has the role %s; this takes %s", t.Name, t.Role, tokens.Curator)
	}
	return curator{t, s}, nil
}

// ended says why a session is none.
func ended(why string) error {
	p := problem.New("unauthorized", "%s: sign in again; nothing was written", why)
	p.Challenge = challenge
	return p
}

// challenge tells programs what would let them in.
const challenge = `Bearer realm="plenary"`

// guard keeps what a desk answers out of caches and from other origins.
func guard(w http.ResponseWriter) {
	h := w.Header()
	h.Del("Access-Control-Allow-Origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin") // else browsers send no Origin with forms
	h.Set("Cache-Control", "no-store")
}

// page answers with a page for curators, and for others with that on which they
// sign in.
func (d *Desk) page(draw func(*visit) (explorer.View, error)) func(http.ResponseWriter, *http.Request) (tokens.Token, error) {
	return func(w http.ResponseWriter, r *http.Request) (tokens.Token, error) {
		guard(w)
		by, err := d.identify(r)
		if asksToSignIn(r, err) {
			return by.Token, d.askToSignIn(w, r, r.URL.RequestURI(), err)
		}
		if err != nil {
			return by.Token, err
		}
		v, err := d.visit(r, by)
		if err != nil {
			return by.Token, err
		}
		view, err := draw(v)
		if err != nil {
			return by.Token, err
		}
		return by.Token, d.show(w, http.StatusOK, view)
	}
}

// form does what a form asks for, and leads back to a page. What is refused is said
// on the page that the form was on.
func (d *Desk) form(do func(http.ResponseWriter, *visit) (back string, err error)) func(http.ResponseWriter, *http.Request) (tokens.Token, error) {
	return func(w http.ResponseWriter, r *http.Request) (tokens.Token, error) {
		guard(w)
		by, err := d.identify(r)
		if asksToSignIn(r, err) {
			return by.Token, d.askToSignIn(w, r, d.backOf(r), err)
		}
		if err == nil {
			err = d.isOwn(r, by)
		}
		if err != nil {
			return by.Token, err
		}
		v, err := d.visit(r, by)
		if err != nil {
			return by.Token, err
		}
		back, err := do(w, v)
		if err != nil {
			return by.Token, d.again(w, v, err)
		}
		if back != "" {
			http.Redirect(w, r, back, http.StatusSeeOther)
		}
		return by.Token, nil
	}
}

// show writes a page.
func (d *Desk) show(w http.ResponseWriter, status int, view explorer.View) error {
	body, err := d.Explorer.Render(view)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client is gone: nobody to tell
	return nil
}
