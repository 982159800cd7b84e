package handlers

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
)

// linkFormat is the media type of link lists, RFC 6690.
const linkFormat = "application/link-format"

// timemapPage is how many versions one list has.
const timemapPage = 1000

var timemapOffers = []negotiate.Offer{
	{Token: "link", Media: linkFormat, Aliases: []string{"text/plain"}, Suffix: ".link"},
	{Token: "json", Media: negotiate.JSON.Media, Suffix: ".json"},
}

// getTimeMap answers /timemap/{class}/{slug}: the versions of a document, also of
// one that is gone.
//
// Spec: RFC 7089 §5.
func (s *Server) getTimeMap(c *gin.Context) error {
	path, suffix := strings.TrimPrefix(c.Param("path"), "/"), ""
	for _, o := range timemapOffers {
		if rest, ok := strings.CutSuffix(path, o.Suffix); ok {
			path, suffix = rest, o.Suffix
		}
	}
	snap := s.store.Snapshot()
	all, err := s.versions(c.Request.Context(), snap, s.IRI("id/"+path))
	if err != nil {
		return err
	}
	mementos := kept(all)
	if len(mementos) == 0 {
		return s.notFound(c.Request.Context(), timemapPath+"/"+path)
	}
	ch, err := negotiate.Choose(c.Request, suffix, timemapOffers)
	if err != nil {
		return err
	}
	page, err := pageParameter(c.Request.URL.Query(), "page")
	if err != nil {
		return err
	}
	m := timemap{s: s, path: path, suffix: ch.Suffix, all: mementos, page: page}
	if page > m.pages() {
		return problem.BadParameter("page", "there is no page %d: the %d versions fill %d", page, len(mementos), m.pages())
	}
	a := answer.Answer{Media: ch.Media, Modified: all[len(all)-1].time, Links: m.around()}
	if !ch.Fixed {
		a.Vary, a.Location = []string{"Accept"}, s.Root+strings.TrimPrefix(m.address(page), s.Base)
	}
	if ch.Media == linkFormat {
		a.Body = m.linkFormat()
	} else if a.Body, err = answer.JSON(m.json()); err != nil {
		return err
	}
	return s.send(c, a)
}

// timemap is one page of the versions of a document.
type timemap struct {
	s            *Server
	path, suffix string
	all          []version
	page         int // from 1
}

func (m timemap) pages() int { return (len(m.all) + timemapPage - 1) / timemapPage }

// on returns the versions on a page.
func (m timemap) on(page int) []version {
	return m.all[(page-1)*timemapPage : min(page*timemapPage, len(m.all))]
}

func (m timemap) address(page int) string {
	return m.s.Base + timemapPath + "/" + site.EscapePath(m.path) + m.suffix + pageQuery("page", page)
}

// around are the links to the pages before and after.
func (m timemap) around() (links []link.Link) {
	if m.page > 1 {
		links = append(links, link.Link{Rel: "prev", Href: m.address(m.page - 1)})
	}
	if m.page < m.pages() {
		links = append(links, link.Link{Rel: "next", Href: m.address(m.page + 1)})
	}
	return links
}

// linkFormat writes the page as RFC 6690 has it.
func (m timemap) linkFormat() []byte {
	var b strings.Builder
	b.WriteString(link.Link{Rel: "original timegate", Href: m.s.Base + "doc/" + site.EscapePath(m.path)}.String())
	for page := range m.pages() {
		list := m.on(page + 1)
		rel := "timemap"
		if page+1 == m.page {
			rel = "self"
		}
		b.WriteString(",\n" + link.Link{Rel: rel, Href: m.address(page + 1), Media: linkFormat}.String())
		b.WriteString(`; from="` + list[0].time.UTC().Format(http.TimeFormat) + `"; until="` + list[len(list)-1].time.UTC().Format(http.TimeFormat) + `"`)
	}
	for i, v := range m.on(m.page) {
		b.WriteString(",\n" + m.s.linkOfVersion(m.path, v, m.rel(i)).String())
	}
	b.WriteString("\n")
	return []byte(b.String())
}

// rel is the relation of the memento at a place on the page.
func (m timemap) rel(place int) string {
	rel := "memento"
	if m.page == m.pages() && place == len(m.on(m.page))-1 {
		rel = "last " + rel
	}
	if m.page == 1 && place == 0 {
		rel = "first " + rel
	}
	return rel
}

// A timemapDocument is a TimeMap as JSON, in the form that Memento tools share.
type timemapDocument struct {
	Original string            `json:"original_uri"`
	TimeGate string            `json:"timegate_uri"`
	Self     string            `json:"self"`
	TimeMap  map[string]string `json:"timemap_uri"`
	Mementos struct {
		First timemapEntry   `json:"first"`
		Last  timemapEntry   `json:"last"`
		List  []timemapEntry `json:"list"`
	} `json:"mementos"`
	Prev string `json:"prev,omitempty"`
	Next string `json:"next,omitempty"`
}

// A timemapEntry is a memento in a list. Seq is the commit.
type timemapEntry struct {
	Datetime time.Time `json:"datetime"`
	URI      string    `json:"uri"`
	Seq      uint64    `json:"seq"`
}

func (m timemap) json() (d timemapDocument) {
	d.Original = m.s.Base + "doc/" + site.EscapePath(m.path)
	d.TimeGate, d.Self = d.Original, m.address(m.page)
	list := m.s.Base + timemapPath + "/" + site.EscapePath(m.path)
	d.TimeMap = map[string]string{"link_format": list + ".link", "json_format": list + ".json"}
	d.Mementos.First, d.Mementos.Last = m.entry(m.all[0]), m.entry(m.all[len(m.all)-1])
	for _, v := range m.on(m.page) {
		d.Mementos.List = append(d.Mementos.List, m.entry(v))
	}
	for _, l := range m.around() {
		if l.Rel == "prev" {
			d.Prev = l.Href
		} else {
			d.Next = l.Href
		}
	}
	return d
}

func (m timemap) entry(v version) timemapEntry {
	return timemapEntry{Datetime: v.time.UTC(), URI: m.s.linkOfVersion(m.path, v, "").Href, Seq: v.seq}
}
