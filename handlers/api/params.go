package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// everywhere are the parameters that every API route takes.
var everywhere = []string{"format", "lang", "profile", "min_confidence", "status"}

// Params reads the query of an API request. The first value that makes no sense
// is kept as Err, so that routes read all and ask once.
type Params struct {
	Site          *site.Site
	Snap          *graph.Snapshot
	Query         url.Values
	Path, Address string // the address without its query, and with it
	Lang          string // of labels
	Err           error

	Links []link.Link // that go with the answer
}

// takes checks that only known parameters are given, each once.
func (p *Params) takes(ctx context.Context, known ...string) {
	for _, name := range slices.Sorted(maps.Keys(p.Query)) {
		if !slices.Contains(known, name) && !slices.Contains(everywhere, name) {
			p.Fail(name, "this resource takes no parameter %.50q; it takes %s", name, strings.Join(slices.Concat(known, everywhere), ", "))
		} else if wrong := problem.RefuseSeveral(p.Query, name); wrong != nil && p.Err == nil {
			p.Err = wrong
		}
	}
	if slices.Contains(known, "at") {
		p.at(ctx)
	}
	p.oneOf("lang", append([]string{""}, explorer.Languages...)...)
}

// Fail keeps the first thing that is wrong with a parameter.
func (p *Params) Fail(name, detail string, args ...any) {
	if p.Err == nil {
		p.Err = problem.BadParameter(name, detail, args...)
	}
}

// Text returns a parameter, "" when absent.
func (p *Params) Text(name string) string { return strings.TrimSpace(p.Query.Get(name)) }

// need returns a parameter that must be there.
func (p *Params) need(name string) string {
	text := p.Text(name)
	if text == "" {
		p.Fail(name, "%s is missing", name)
	}
	return text
}

// number returns an integer between low and high, inclusive; absent means def.
func (p *Params) number(name string, def, low, high int) int {
	text := p.Text(name)
	if text == "" {
		return def
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		p.Fail(name, "%.50q is not a number from %d to %d", text, low, high)
		return def
	}
	return n
}

func (p *Params) oneOf(name string, choices ...string) string {
	text := p.Text(name)
	if text == "" || slices.Contains(choices, text) {
		return text
	}
	p.Fail(name, "%.50q is none of %s", text, strings.Join(slices.DeleteFunc(choices, func(s string) bool { return s == "" }), ", "))
	return ""
}

// date returns a day, month or year as the first and last day it means.
func (p *Params) date(name string) (first, last string) {
	text := p.Text(name)
	if text == "" {
		return "", ""
	}
	first, last, ok := period(text)
	if !ok {
		p.Fail(name, "%.50q is no day, month or year: write 2025-11-23, 2025-11 or 2025", text)
	}
	return first, last
}

// period returns the first and the last day that a day, a month or a year means.
func period(text string) (first, last string, ok bool) {
	for _, precision := range []struct {
		layout string
		end    func(time.Time) time.Time
	}{
		{"2006-01-02", func(t time.Time) time.Time { return t }},
		{"2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, -1) }},
		{"2006", func(t time.Time) time.Time { return t.AddDate(1, 0, -1) }},
	} {
		if t, err := time.Parse(precision.layout, text); err == nil {
			return t.Format(time.DateOnly), precision.end(t).Format(time.DateOnly), true
		}
	}
	return "", "", false
}

// thing returns a node of the graph named by IRI, relative IRI or prefixed name;
// the zero Term when the parameter is absent.
func (p *Params) thing(ctx context.Context, name string) rdf.Term {
	text := p.Text(name)
	if text == "" {
		return rdf.Term{}
	}
	t, err := p.Site.Resolve(text)
	if err != nil {
		p.Fail(name, "%.200q is no IRI: %v", text, err)
		return rdf.Term{}
	}
	if !p.Snap.Has(graph.Pattern{S: t}) && !p.Snap.Has(graph.Pattern{O: t}) && !p.Snap.Has(graph.Pattern{P: t}) {
		unknown := problem.New("not-found", "%.200s is not in the graph", t.Value())
		unknown.Parameter = name
		unknown.Hint = "write an IRI such as id/country/japan; /api/search finds things by name, /api/resolve by identifiers of others"
		unknown.Nearest = p.Site.Nearest(ctx, p.Snap, strings.TrimPrefix(t.Value(), p.Site.Base))
		if p.Err == nil {
			p.Err = unknown
		}
	}
	return t
}

// needThing is thing for a parameter that must be there.
func (p *Params) needThing(ctx context.Context, name string) rdf.Term {
	p.need(name)
	return p.thing(ctx, name)
}

// Class returns the class that a parameter names by path, local name or IRI.
func (p *Params) Class(name string) (ontology.Class, bool) {
	text := p.Text(name)
	if text == "" {
		return ontology.Class{}, false
	}
	var known []string
	for _, c := range ontology.Classes {
		local := strings.TrimPrefix(c.IRI, ontology.Namespace)
		if text == c.IRI || text == c.Path || text == local || text == "pl:"+local {
			return c, true
		}
		known = append(known, c.Path)
	}
	p.Fail(name, "there is no class %.50q; there are %s", text, strings.Join(slices.DeleteFunc(known, func(s string) bool { return s == "" }), ", "))
	return ontology.Class{}, false
}

// trust returns what the client asks of the evidence for statements.
func (p *Params) trust() evidence.Trust {
	t := evidence.Trust{Snap: p.Snap}
	if text := p.Text("min_confidence"); text != "" {
		var err error
		if t.Least, err = strconv.ParseFloat(text, 64); err != nil || !(t.Least >= 0 && t.Least <= 1) {
			p.Fail("min_confidence", "%.50q is not a number from 0 to 1", text)
		}
	}
	switch p.oneOf("status", "stated", "inferred", "recalled") {
	case "stated":
		t.Status = rdf.IRI(ontology.Stated)
	case "inferred":
		t.Status = rdf.IRI(ontology.Inferred)
	case "recalled":
		t.Status = rdf.IRI(ontology.Recalled)
	}
	return t
}

// A cursor says where the next page begins: a key in the order of the answer,
// bound to the query that it continues.
func (p *Params) cursor() (key string) {
	text := p.Text("cursor")
	if text == "" {
		return ""
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	sum, key, ok := strings.Cut(string(raw), "\x00")
	switch {
	case err != nil || !ok:
		p.Fail("cursor", "this is no cursor of this server")
	case sum != p.fingerprint(key):
		p.Fail("cursor", "this cursor belongs to another query: change no parameter between pages")
	}
	return key
}

// staleCursor says that what a cursor points at is gone.
func (p *Params) staleCursor() error {
	return problem.BadParameter("cursor", "what this cursor points at is no longer there: begin again without it")
}

// next returns the address of the page that begins after key, and has it linked.
func (p *Params) next(key string) string {
	q := url.Values{}
	for name, values := range p.Query {
		q[name] = values
	}
	q.Set("cursor", base64.RawURLEncoding.EncodeToString([]byte(p.fingerprint(key)+"\x00"+key)))
	address := p.Path + "?" + q.Encode()
	p.Links = append(p.Links, link.Link{Rel: "next", Href: address})
	return address
}

// fingerprint ties a key to the parameters that select and order the answer.
func (p *Params) fingerprint(key string) string {
	q := url.Values{}
	for name, values := range p.Query {
		if name != "cursor" && name != "limit" && name != "format" && name != "lang" {
			q[name] = values
		}
	}
	sum := sha256.Sum256([]byte(p.Path + "?" + q.Encode() + "\x00" + key))
	return hex.EncodeToString(sum[:8])
}
