package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A visit is one request of a curator, and how claims stood when it came.
type visit struct {
	*Desk
	request *http.Request
	by      curator
	now     *review.Snapshot
	lang    string
	names   map[rdf.Term]review.Name
	texts   map[rdf.Term]source
}

// A source is the text of a document, or why there is none.
type source struct {
	runes []rune
	err   error
}

func (d *Desk) visit(r *http.Request, by curator) (*visit, error) {
	now, err := d.Review.Snapshot()
	return &visit{Desk: d, request: r, by: by, now: now, lang: negotiate.Language(r), names: map[rdf.Term]review.Name{}, texts: map[rdf.Term]source{}}, err
}

func (v *visit) say(key string, args ...any) string { return v.Explorer.Text(v.lang, key, args...) }

// frame fills what every page shares.
func (d *Desk) frame(r *http.Request, title string) explorer.Page {
	lang := negotiate.Language(r)
	text := func(key string) string { return d.Explorer.Text(lang, key) }
	carry := ""
	if r.URL.Query().Get("lang") != "" {
		carry = "?lang=" + lang
	}
	page := explorer.Page{Lang: lang, Title: text(title), NoIndex: true, Carry: carry}
	for _, tongue := range explorer.Languages {
		q := r.URL.Query()
		q.Set("lang", tongue)
		page.Tongues = append(page.Tongues, explorer.Tongue{Lang: tongue, Name: text("lang." + tongue), Href: "?" + q.Encode(), Current: tongue == lang})
	}
	return page
}

// curated fills what the pages of curators share.
func (v *visit) curated(tab, title string) explorer.Curated {
	c := explorer.Curated{Page: v.frame(v.request, title), Tab: tab, Curator: v.by.Name, Back: v.request.URL.RequestURI()}
	if v.by.session != nil {
		c.FormToken = v.by.session.form
	}
	c.Done, c.Undo = v.by.session.told()
	return c
}

// name returns what a thing is called.
func (v *visit) name(t rdf.Term) review.Name {
	if known, ok := v.names[t]; ok {
		return known
	}
	name := v.now.Name(t, v.lang)
	v.names[t] = name
	return name
}

// value shows a term. What is published leads to its page.
func (v *visit) value(t rdf.Term) explorer.Value {
	name := v.name(t)
	shown := explorer.Value{Text: name.Text, Lang: v.foreign(name.Lang)}
	switch {
	case t.IsLiteral() && strings.HasPrefix(t.Datatype(), xsd) && explorer.FormatDate(v.lang, t.Value()) != t.Value():
		shown.Text, shown.Time = explorer.FormatDate(v.lang, t.Value()), t.Value()
	case t.IsIRI() && !name.IsNew && !name.Class.IsZero():
		if rest, ok := strings.CutPrefix(t.Value(), v.Review.Base+"id/"); ok {
			shown.Href = v.Root + "doc/" + rest
		}
	}
	return shown
}

const xsd = "http://www.w3.org/2001/XMLSchema#"

func (v *visit) foreign(lang string) string {
	if lang == v.lang {
		return ""
	}
	return lang
}

// property is what a predicate is called, at the head of a line.
func (v *visit) property(p rdf.Term) string {
	if text := v.vocabulary(p); !strings.Contains(text, ":") {
		r, size := utf8.DecodeRuneInString(text)
		return string(unicode.ToUpper(r)) + text[size:]
	}
	return v.vocabulary(p)
}

// vocabulary is what a class or property is called.
func (v *visit) vocabulary(p rdf.Term) string {
	if term, ok := ontology.Lookup(p.Value()); ok {
		return term.Label(v.lang)
	}
	if text, ok := v.Explorer.Lookup(v.lang, "p."+shortName(p.Value())); ok {
		return text
	}
	return v.name(p).Text
}

// kind is what the class of a thing is called.
func (v *visit) kind(t rdf.Term) string {
	class := v.name(t).Class
	if class.IsZero() {
		return ""
	}
	return v.vocabulary(class)
}

// shortName abbreviates an IRI with a known prefix.
func shortName(iri string) string {
	for _, p := range ontology.Prefixes {
		if rest, ok := strings.CutPrefix(iri, p.IRI); ok && rest != "" && !strings.ContainsAny(rest, "/#?") {
			return p.Name + ":" + rest
		}
	}
	return iri
}

// slug is the last part of an IRI.
func slug(t rdf.Term) string {
	if t.IsZero() {
		return ""
	}
	return t.Value()[strings.LastIndexByte(t.Value(), '/')+1:]
}

// source returns the text of a document.
func (v *visit) source(document rdf.Term) source {
	if known, ok := v.texts[document]; ok {
		return known
	}
	text, err := v.Review.Text(document)
	s := source{[]rune(text), err}
	v.texts[document] = s
	return s
}

// quote returns the words of a claim with up to around code points on each side;
// false when the text has none there.
func (s source) quote(c *review.Claim, around int) (q explorer.Quote, ok bool) {
	if s.err != nil || c.Start < 0 || c.Start > c.End || c.End > len(s.runes) {
		return q, false
	}
	return explorer.Quote{Before: string(s.runes[max(0, c.Start-around):c.Start]), Words: string(s.runes[c.Start:c.End]), After: string(s.runes[c.End:min(len(s.runes), c.End+around)])}, true
}

// decidedBy tells who decided on a claim, and when.
func (v *visit) decidedBy(c *review.Claim) string {
	if c.Last.IRI.IsZero() {
		return ""
	}
	at := c.Last.Time.UTC()
	by := v.say("review.by", c.Last.Reviewer, explorer.FormatDate(v.lang, at.Format(time.DateOnly))+" "+at.Format("15:04"))
	if c.Last.Reason != "" {
		by += ": " + c.Last.Reason
	}
	return by
}

// address is that of a page of the desk, with parameters.
func (v *visit) address(path string, q url.Values) string {
	if lang := v.request.URL.Query().Get("lang"); lang != "" {
		q.Set("lang", lang)
	}
	if len(q) == 0 {
		return v.Root + path
	}
	return v.Root + path + "?" + q.Encode()
}

// actions are those that a claim can be decided by, the first the usual one.
func actions(s review.State) []string {
	switch s {
	case review.Pending:
		return []string{"accept", "reject", "defer"}
	case review.Deferred:
		return []string{"accept", "reject", "undo"}
	case review.Rejected:
		return []string{"accept", "undo"}
	case review.Retracted:
		return []string{"undo"}
	}
	return []string{"undo", "retract"}
}

// progress counts what is decided in rows of claims.
func progress(rows ...*review.Row) explorer.Progress {
	p := explorer.Progress{}
	for _, r := range rows {
		p.Of += r.Claims
		p.Decided += r.Claims - r.By[review.Pending] - r.By[review.Deferred]
	}
	p.Percent = 100 * p.Decided / cmp.Or(p.Of, 1)
	return p
}
