package catalogue

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

const (
	// sitemapPart is how many addresses one file lists; 50,000 is allowed.
	sitemapPart = 10_000
	sitemapHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	sitemapNS   = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`
)

// proofs are classes whose things are evidence for others: pages that show them
// lead to them, and nobody searches the web for them.
var proofs = []string{"record", "claim", "passage", "participation"}

// A Sitemap is what crawlers may read of a state: each address with the time when
// it last changed, in parts that are a class or a piece of one.
type Sitemap struct {
	base  string
	names []string
	parts map[string][]place
}

type place struct {
	path     string // below the base
	modified time.Time
}

// Sitemap lists the pages of a state.
func (s *Describer) Sitemap(snap *graph.Snapshot) (*Sitemap, error) {
	m := &Sitemap{base: s.Base, parts: map[string][]place{}}
	m.add("pages", []place{{"", snap.Time()}, {"timeline", snap.Time()}, {"coverage", snap.Time()}, {"ontology", snap.Time()}, {"dataset", snap.Time()}, {site.SPARQL, snap.Time()}, {"docs", snap.Time()}})
	dates := commitDates{snap: snap, known: map[uint64]time.Time{}}
	for _, class := range ontology.Classes {
		if class.Path == "" || slices.Contains(proofs, class.Path) {
			continue
		}
		members, err := s.Members(snap, class)
		if err != nil {
			return nil, err
		}
		if len(members) == 0 {
			continue
		}
		places := []place{{"doc/" + class.Path, time.Time{}}}
		for _, t := range members {
			at, err := dates.of(t)
			if err != nil {
				return nil, err
			}
			places[0].modified = later(places[0].modified, at)
			places = append(places, place{"doc/" + site.EscapePath(strings.TrimPrefix(t.Value(), s.Base+"id/")), at})
		}
		m.add(class.Path, places)
	}
	return m, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// commitDates finds when things last changed.
type commitDates struct {
	snap  *graph.Snapshot
	known map[uint64]time.Time // of commits
}

func (d commitDates) of(t rdf.Term) (time.Time, error) {
	seq := d.snap.Version(t)
	if seq == 0 || seq == d.snap.Seq() {
		return d.snap.Time(), nil
	}
	if at, ok := d.known[seq]; ok {
		return at, nil
	}
	c, err := d.snap.Commit(context.Background(), seq)
	if err != nil { // it is forgotten: not after what is kept
		c.Time = time.Time{}
	}
	d.known[seq] = c.Time
	return c.Time, nil
}

// add adds places as one part, or as several when they are many.
func (m *Sitemap) add(name string, places []place) {
	for n := 1; len(places) > 0; n++ {
		part := name
		if n > 1 {
			part += "-" + strconv.Itoa(n)
		}
		size := min(len(places), sitemapPart)
		m.names, m.parts[part] = append(m.names, part), places[:size]
		places = places[size:]
	}
}

// lastmod says when something changed, where that is known.
func lastmod(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "<lastmod>" + t.UTC().Format(time.RFC3339) + "</lastmod>"
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;").Replace

// Index is the list of the parts, in XML.
func (m *Sitemap) Index() []byte {
	var b bytes.Buffer
	b.WriteString(sitemapHead + "<sitemapindex " + sitemapNS + ">\n")
	for _, name := range m.names {
		newest := time.Time{}
		for _, p := range m.parts[name] {
			newest = later(newest, p.modified)
		}
		fmt.Fprintf(&b, "<sitemap><loc>%ssitemap/%s.xml</loc>%s</sitemap>\n", m.base, name, lastmod(newest))
	}
	b.WriteString("</sitemapindex>\n")
	return b.Bytes()
}

// Part is one part in XML; false where there is none of the name.
func (m *Sitemap) Part(name string) ([]byte, bool) {
	places, there := m.parts[name]
	var b bytes.Buffer
	b.WriteString(sitemapHead + "<urlset " + sitemapNS + ">\n")
	for _, p := range places {
		fmt.Fprintf(&b, "<url><loc>%s%s</loc>%s</url>\n", m.base, xmlText(p.path), lastmod(p.modified))
	}
	b.WriteString("</urlset>\n")
	return b.Bytes(), there
}

// Robots is what crawlers may read: everything, but for questions that cost much and
// have no end.
func (s *Describer) Robots() string {
	return "User-agent: *\nDisallow: " + s.Root + "api/\nDisallow: " + s.Root + site.SPARQL + "?\nDisallow: " + s.Root + "search?\nDisallow: " + s.Root + "path?\nAllow: " + s.Root +
		"\nSitemap: " + s.Base + "sitemap.xml\n"
}
