package ingest

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// noteMeta takes what an element of the head says of the page. The first to say
// something counts.
func (p *page) noteMeta(t html.Token) {
	var said Meta
	switch t.DataAtom {
	case atom.Html:
		said.Language = attribute(t, "lang")
	case atom.Link:
		if attribute(t, "rel") == "canonical" {
			said.Address = attribute(t, "href")
		}
	case atom.Meta:
		name := strings.ToLower(attribute(t, "name") + attribute(t, "property") + attribute(t, "itemprop"))
		said = metaNamed(name, attribute(t, "content"))
	case atom.Time:
		said.Date = isoDay(attribute(t, "datetime"))
	}
	p.meta = p.meta.Over(said)
}

func metaNamed(name, content string) (m Meta) {
	switch name {
	case "og:title", "dcterms.title", "dc.title":
		m.Title = content
	case "og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "dcterms.creator":
		m.Publisher = content
	case "article:published_time", "dcterms.issued", "dc.date", "dc.date.issued", "date", "pubdate", "datepublished":
		m.Date = isoDay(content)
	case "dcterms.language", "dc.language", "language":
		m.Language = content
	case "og:url":
		m.Address = content
	}
	return m
}

// isoDay returns the day that a time begins with; empty when it begins with
// none.
func isoDay(time string) string {
	if len(time) < 10 {
		return ""
	}
	if _, ok := parseDay(time[:10]); !ok {
		return ""
	}
	return time[:10]
}

// metaOfJSONLD reads what schema.org says of an article in a script element.
func metaOfJSONLD(text string) Meta {
	var about struct {
		Headline, InLanguage, DatePublished, URL string
		Publisher                                any
	}
	if json.Unmarshal([]byte(text), &about) != nil {
		return Meta{}
	}
	m := Meta{Title: about.Headline, Language: about.InLanguage, Address: about.URL, Date: isoDay(about.DatePublished)}
	switch publisher := about.Publisher.(type) {
	case string:
		m.Publisher = publisher
	case map[string]any:
		m.Publisher, _ = publisher["name"].(string)
	}
	return m
}
