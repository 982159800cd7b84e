package view

import (
	"net/url"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// value shows a term: things of this server and terms of the vocabulary link
// to their pages here, other IRIs to where they are, dates are written out.
func (v *view) value(t rdf.Term) explorer.Value {
	if t.IsIRI() {
		shown := v.name(t)
		shown.Href, shown.Away = v.href(t)
		if shown.Away && shown.Text == lastSegment(t.Value()) {
			shown.Text = v.elsewhere(t.Value())
		}
		return shown
	}
	return v.literal(t)
}

// longestTail bounds what is shown of an address elsewhere, in bytes.
const longestTail = 28

// elsewhere names an address for reading: what the pages call it, or its host
// and the end of its path.
func (v *view) elsewhere(iri string) string {
	if text, ok := v.explorer.Lookup(v.lang, iri); ok {
		return text
	}
	u, err := url.Parse(iri)
	if err != nil || u.Host == "" {
		return iri
	}
	tail := lastSegment(iri)
	host := strings.TrimPrefix(u.Host, "www.")
	if tail == "" || len(tail) > longestTail || strings.Contains(tail, u.Host) {
		return host
	}
	return host + " / " + tail
}

func (v *view) values(terms []rdf.Term) (shown []explorer.Value) {
	for _, t := range terms {
		shown = append(shown, v.value(t))
	}
	return shown
}

// href returns the address of the page about an IRI, in the language that was
// asked for; away tells addresses of others.
func (v *view) href(t rdf.Term) (address string, away bool) {
	address, ok := v.address(t)
	if !ok {
		return t.Value(), true
	}
	path, fragment, found := strings.Cut(address, "#")
	if found {
		return path + v.carry + "#" + fragment, false
	}
	return path + v.carry, false
}

// address returns the path of the page about a thing of this server or a term
// of the vocabulary.
func (v *view) address(t rdf.Term) (path string, ok bool) {
	if local, ok := strings.CutPrefix(t.Value(), ontology.Namespace); ok {
		return v.root + "ontology#" + local, true
	}
	path, ok = v.local(t)
	if thing, isThing := strings.CutPrefix(path, "id/"); isThing {
		path = "doc/" + thing
	}
	return v.root + path, ok
}

// page returns the address of one of the server's own pages, with a query.
func (v *view) page(path string, query url.Values) string {
	if query == nil {
		query = url.Values{}
	}
	if v.carry != "" {
		query.Set("lang", v.lang)
	}
	if len(query) == 0 {
		return v.root + path
	}
	return v.root + path + "?" + query.Encode()
}

func (v *view) literal(t rdf.Term) explorer.Value {
	shown := explorer.Value{Text: t.Value()}
	if lang := t.Lang(); lang != v.lang {
		shown.Lang = lang
		if lang == "ar" || lang == "fa" || lang == "he" {
			shown.Dir = "rtl"
		}
	}
	switch t.Datatype() {
	case ontology.XSDDate, ontology.XSDGYearMonth, ontology.XSDGYear:
		shown.Text, shown.Time = explorer.FormatDate(v.lang, t.Value()), t.Value()
	case ontology.XSDBoolean:
		shown.Text = v.text("bool." + t.Value())
	case ontology.XSDDuration:
		if t.Value() == "P1Y" {
			shown.Text = v.text("duration.year")
		}
	}
	return shown
}

// period shows the days from a first to a last one as one range.
func (v *view) period(first, last rdf.Term) (shown explorer.Value, ok bool) {
	if first.IsZero() && last.IsZero() {
		return shown, false
	}
	shown.Text = explorer.FormatRange(v.lang, first.Value(), last.Value())
	shown.Time = first.Value()
	if first.IsZero() {
		shown.Time = last.Value()
	}
	return shown, true
}

// apiHref returns the address of an API answer about a thing.
func (v *view) apiHref(path string, query url.Values) string {
	return v.root + "api/" + path + "?" + query.Encode()
}
