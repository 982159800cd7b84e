package memento

import (
	"net/http"
	"strings"
	"time"

	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/site"
)

// LinkFormat is the media type of link lists, RFC 6690.
const LinkFormat = "application/link-format"

// pageSize is how many versions one list has.
const pageSize = 1000

// Offers are the variants of lists of versions.
var Offers = []negotiate.Offer{
	{Token: "link", Media: LinkFormat, Aliases: []string{"text/plain"}, Suffix: ".link"},
	{Token: "json", Media: negotiate.JSON.Media, Suffix: ".json"},
}

// A TimeMap is one page of the versions of a document.
//
// Spec: RFC 7089 §5.
type TimeMap struct {
	versions *Versions
	suffix   string
	page     int // from 1
}

// TimeMap is a page of the list of versions, from 1, in the variant with a suffix.
func (v *Versions) TimeMap(page int, suffix string) TimeMap { return TimeMap{v, suffix, page} }

// Pages returns how many there are.
func (m TimeMap) Pages() int { return (len(m.versions.Kept) + pageSize - 1) / pageSize }

// on returns the versions on a page.
func (m TimeMap) on(page int) []Version {
	return m.versions.Kept[(page-1)*pageSize : min(page*pageSize, len(m.versions.Kept))]
}

// Address is where a page is, as IRI.
func (m TimeMap) Address(page int) string {
	return m.versions.site.Base + TimeMapPath + "/" + site.EscapePath(m.versions.path) + m.suffix + site.PageQuery("page", page)
}

// Around are the links to the pages before and after.
func (m TimeMap) Around() (links []link.Link) {
	if m.page > 1 {
		links = append(links, link.Link{Rel: "prev", Href: m.Address(m.page - 1)})
	}
	if m.page < m.Pages() {
		links = append(links, link.Link{Rel: "next", Href: m.Address(m.page + 1)})
	}
	return links
}

// LinkFormat writes the page as RFC 6690 has it.
func (m TimeMap) LinkFormat() []byte {
	var b strings.Builder
	b.WriteString(link.Link{Rel: "original timegate", Href: m.versions.site.Base + "doc/" + site.EscapePath(m.versions.path)}.String())
	for page := range m.Pages() {
		list := m.on(page + 1)
		rel := "timemap"
		if page+1 == m.page {
			rel = "self"
		}
		b.WriteString(",\n" + link.Link{Rel: rel, Href: m.Address(page + 1), Media: LinkFormat}.String())
		b.WriteString(`; from="` + list[0].Time.UTC().Format(http.TimeFormat) + `"; until="` + list[len(list)-1].Time.UTC().Format(http.TimeFormat) + `"`)
	}
	for i, v := range m.on(m.page) {
		b.WriteString(",\n" + m.versions.Link(v, m.rel(i)).String())
	}
	b.WriteString("\n")
	return []byte(b.String())
}

// rel is the relation of the memento at a place on the page.
func (m TimeMap) rel(place int) string {
	rel := "memento"
	if m.page == m.Pages() && place == len(m.on(m.page))-1 {
		rel = "last " + rel
	}
	if m.page == 1 && place == 0 {
		rel = "first " + rel
	}
	return rel
}

// A Document is a TimeMap as JSON, in the form that Memento tools share.
type Document struct {
	Original string            `json:"original_uri"`
	TimeGate string            `json:"timegate_uri"`
	Self     string            `json:"self"`
	TimeMap  map[string]string `json:"timemap_uri"`
	Mementos struct {
		First Entry   `json:"first"`
		Last  Entry   `json:"last"`
		List  []Entry `json:"list"`
	} `json:"mementos"`
	Prev string `json:"prev,omitempty"`
	Next string `json:"next,omitempty"`
}

// An Entry is a memento in a list. Seq is the commit.
type Entry struct {
	Datetime time.Time `json:"datetime"`
	URI      string    `json:"uri"`
	Seq      uint64    `json:"seq"`
}

// JSON is the page as JSON.
func (m TimeMap) JSON() (d Document) {
	d.Original = m.versions.site.Base + "doc/" + site.EscapePath(m.versions.path)
	d.TimeGate, d.Self = d.Original, m.Address(m.page)
	list := m.versions.site.Base + TimeMapPath + "/" + site.EscapePath(m.versions.path)
	d.TimeMap = map[string]string{"link_format": list + ".link", "json_format": list + ".json"}
	d.Mementos.First, d.Mementos.Last = m.entry(m.versions.Kept[0]), m.entry(m.versions.Kept[len(m.versions.Kept)-1])
	for _, v := range m.on(m.page) {
		d.Mementos.List = append(d.Mementos.List, m.entry(v))
	}
	for _, l := range m.Around() {
		if l.Rel == "prev" {
			d.Prev = l.Href
		} else {
			d.Next = l.Href
		}
	}
	return d
}

func (m TimeMap) entry(v Version) Entry {
	return Entry{Datetime: v.Time.UTC(), URI: m.versions.Link(v, "").Href, Seq: v.Seq}
}
