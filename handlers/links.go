package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Bounds of the Link header: proxies refuse headers that are much longer.
const (
	maxLinks = 6 << 10 // bytes of all links of an answer
	maxItems = 20      // members of a collection; where there are more only its linkset has them
)

const (
	inDatasetRel = "http://rdfs.org/ns/void#inDataset"
	schemaNS     = "https://schema.org/"
)

// A link is a typed link of a document, RFC 8288.
type link struct {
	rel, href    string    // href is absolute
	media, title string    // of what it leads to; "" to leave out
	profile      string    // IRI of its profile, where there are several
	datetime     time.Time // of a memento
}

// String is the link as a value of the header Link.
func (l link) String() string {
	text := "<" + headerText(l.href) + `>; rel="` + l.rel + `"`
	if l.media != "" {
		text += `; type="` + l.media + `"`
	}
	if l.title != "" {
		text += `; title="` + headerText(l.title) + `"`
	}
	if l.profile != "" {
		text += `; profile="` + l.profile + `"`
	}
	if !l.datetime.IsZero() {
		text += `; datetime="` + l.datetime.UTC().Format(http.TimeFormat) + `"`
	}
	return text
}

// headerText returns a text as a header can have it.
func headerText(s string) string {
	refused := func(r rune) bool { return r < 0x20 || r > 0x7E || r == '"' || r == '\\' }
	if !strings.ContainsFunc(s, refused) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if refused(r) {
			b.WriteString(url.PathEscape(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// addLinks sends links as far as they fit; the first are those that matter most.
func addLinks(h http.Header, links []link) {
	size := 0
	for _, l := range links {
		text := l.String()
		if size += len(text); size > maxLinks {
			return
		}
		h.Add("Link", text)
	}
}

// relations are the links as a page has them in its head.
func relations(links []link) (shown []explorer.Relation) {
	for _, l := range links {
		shown = append(shown, explorer.Relation{Rel: l.rel, Href: l.href, Type: l.media, Title: l.title})
	}
	return shown
}

// linksOf are the links of one variant of a resource; suffix is "" for the
// address that negotiates, which is the landing page of FAIR Signposting, and so
// is the page itself. N-Quads are its content, as they alone say all, and the
// other syntaxes its metadata.
//
// Spec: FAIR Signposting Profile 20231002, level 2.
func (s *Server) linksOf(v resource, suffix string) []link {
	if !v.memento.IsZero() {
		return s.linksOfMemento(v)
	}
	page := s.base + v.path
	links := []link{{rel: "canonical", href: page + v.query}}
	if !v.term.IsZero() {
		links = append(links, link{rel: "profile", href: v.profile.iri})
	}
	if v.signposted() {
		set := s.base + linksetPath + "/" + v.path
		links = append(links, link{rel: "linkset", href: set + ".json" + v.query, media: linksetJSON}, link{rel: "linkset", href: set + ".txt" + v.query, media: linksetText})
		links = append(links, s.linksOfVariant(v, suffix)...)
	}
	links = append(links, link{rel: "license", href: s.license}, link{rel: "author", href: s.publisher().IRI},
		link{rel: inDatasetRel, href: s.base + "dataset"}, link{rel: "service-desc", href: s.base + "openapi.json", media: jsonOffer.media}, link{rel: "service-doc", href: s.base + "docs", media: htmlOffer.media})
	if v.signposted() {
		links = append(links, s.alternates(v)...)
	}
	return links
}

// signposted tells resources that have a landing page and variants with a suffix.
func (v resource) signposted() bool { return v.path != "" && !v.bare }

// linksOfVariant are the links that differ between a page, its content and its
// metadata.
func (s *Server) linksOfVariant(v resource, suffix string) []link {
	page := s.base + v.path
	landing := link{rel: "describes", href: page + v.query}
	switch suffix {
	case "", htmlOffer.suffix:
		return append(s.linksOfLanding(v), v.about...)
	case contentSuffix:
		landing.rel = "collection"
	}
	return append([]link{landing, {rel: "type", href: schemaNS + "Dataset"}}, withRel(v.about, "describes", "cite-as")...)
}

// contentSuffix is that of the variant that is content rather than metadata.
const contentSuffix = ".nq"

func (s *Server) linksOfLanding(v resource) (links []link) {
	for _, o := range dataOffers {
		switch {
		case o.suffix == contentSuffix && len(v.items) == 0:
			links = append(links, link{rel: "item", href: s.base + v.path + o.suffix + v.query, media: o.media})
		case o.media == "text/turtle", o.media == jsonLDMedia:
			links = append(links, link{rel: "describedby", href: s.base + v.path + o.suffix + v.query, media: o.media})
		}
	}
	links = append(links, link{rel: "type", href: schemaNS + "AboutPage"})
	if len(v.items) <= maxItems {
		links = append(links, v.items...)
	}
	return links
}

// withRel returns the links with one of some relations.
func withRel(links []link, rels ...string) (found []link) {
	for _, l := range links {
		for _, rel := range rels {
			if l.rel == rel {
				found = append(found, l)
			}
		}
	}
	return found
}

// linksOfThing are the links of a document to what it is about.
func (s *Server) linksOfThing(snap *graph.Snapshot, term rdf.Term, path string) []link {
	class, _, _ := strings.Cut(path, "/")
	thing := s.base + "id/" + escapePath(path)
	links := []link{{rel: "cite-as", href: thing}, {rel: "describes", href: thing}, {rel: "collection", href: s.base + "doc/" + class}}
	if kind, ok := schemaTypes[class]; ok {
		links = append(links, link{rel: "type", href: schemaNS + kind})
	}
	for t := range snap.Triples(graph.Pattern{S: term, P: rdf.IRI(ontology.RDFType)}) {
		if t.O.IsIRI() {
			links = append(links, link{rel: "type", href: t.O.Value()})
		}
	}
	return append(links, s.linksToVersions(path)...)
}
