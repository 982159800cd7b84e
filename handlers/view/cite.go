package view

import (
	"net/url"
	"strings"

	"w3id.org/plenary/ontology"
)

var bibEscape = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `%`, `\%`, `&`, `\&`, `#`, `\#`, `$`, `\$`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

// bibTeX cites the thing: a source or an outcome document as what it is,
// everything else as an entry of this dataset.
func (e *entityView) bibTeX() string {
	path := e.localName(e.term)
	fields := []string{"title = {" + bibEscape.Replace(e.name(e.term).Text) + "}"}
	if year := e.day(e.term); len(year) >= 4 {
		fields = append(fields, "year = {"+year[:4]+"}")
	}
	if publisher := e.object(e.term, ontology.DCPublisher); !publisher.IsZero() {
		fields = append(fields, "publisher = {"+bibEscape.Replace(publisher.Value())+"}")
	}
	fields = append(fields, "howpublished = {\\url{"+e.term.Value()+"}}")
	if page := e.object(e.term, ontology.FOAFPage); !page.IsZero() {
		fields = append(fields, "url = {"+page.Value()+"}")
	}
	fields = append(fields, "note = {plenary, version "+bibEscape.Replace(e.version)+", CC BY 4.0}")
	return "@misc{plenary-" + strings.ReplaceAll(path, "/", "-") + ",\n  " + strings.Join(fields, ",\n  ") + "\n}"
}

// withLang returns a request address in another language.
func withLang(u *url.URL, lang string) string {
	if u == nil {
		return "?lang=" + lang
	}
	q := u.Query()
	q.Set("lang", lang)
	return u.EscapedPath() + "?" + q.Encode()
}
