package handlers

import (
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/linkset"
	"w3id.org/plenary/handlers/memento"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// maxItems is how many members of a collection a header has; where there are more
// only its linkset has them.
const maxItems = 20

const (
	inDatasetRel = "http://rdfs.org/ns/void#inDataset"
	schemaNS     = "https://schema.org/"
)

// linksOf appends the links of one variant of a resource; suffix is "" for the
// address that negotiates, which is the landing page of FAIR Signposting, and so
// is the page itself. N-Quads are its content, as they alone say all, and the
// other syntaxes its metadata.
//
// Spec: FAIR Signposting Profile 20231002, level 2.
func (s *Server) linksOf(links []link.Link, v resource, suffix string) []link.Link {
	if !v.memento.IsZero() {
		return append(links, s.linksOfMemento(v)...)
	}
	links = append(links, link.Link{Rel: "canonical", Href: s.Base + v.path + v.query})
	if !v.term.IsZero() {
		links = append(links, link.Link{Rel: "profile", Href: v.profile.IRI})
	}
	if v.signposted() {
		set := s.Base + linkset.Path + "/" + v.path
		links = append(links, link.Link{Rel: "linkset", Href: set + ".json" + v.query, Media: linkset.JSON}, link.Link{Rel: "linkset", Href: set + ".txt" + v.query, Media: linkset.Text})
		links = s.linksOfVariant(links, v, suffix)
	}
	links = append(links, link.Link{Rel: "license", Href: s.License}, link.Link{Rel: "author", Href: s.Publisher().IRI},
		link.Link{Rel: inDatasetRel, Href: s.Base + "dataset"}, link.Link{Rel: "service-desc", Href: s.Base + "openapi.json", Media: negotiate.JSON.Media}, link.Link{Rel: "service-doc", Href: s.Base + "docs", Media: negotiate.HTML.Media})
	if v.signposted() {
		links = s.alternates(links, v)
	}
	return links
}

// signposted tells resources that have a landing page and variants with a suffix.
func (v resource) signposted() bool { return v.path != "" && !v.bare }

// linksOfVariant appends the links that differ between a page, its content and its
// metadata.
func (s *Server) linksOfVariant(links []link.Link, v resource, suffix string) []link.Link {
	landing := link.Link{Rel: "describes", Href: s.Base + v.path + v.query}
	switch suffix {
	case "", negotiate.HTML.Suffix:
		return append(s.linksOfLanding(links, v), v.about...)
	case contentSuffix:
		landing.Rel = "collection"
	}
	return append(append(links, landing, link.Link{Rel: "type", Href: schemaNS + "Dataset"}), withRel(v.about, "describes", "cite-as")...)
}

// contentSuffix is that of the variant that is content rather than metadata.
const contentSuffix = ".nq"

func (s *Server) linksOfLanding(links []link.Link, v resource) []link.Link {
	for i := range negotiate.DataOffers {
		switch o := &negotiate.DataOffers[i]; {
		case o.Suffix == contentSuffix && len(v.items) == 0:
			links = append(links, link.Link{Rel: "item", Href: s.Base + v.path + o.Suffix + v.query, Media: o.Media})
		case o.Media == "text/turtle", o.Media == negotiate.JSONLD:
			links = append(links, link.Link{Rel: "describedby", Href: s.Base + v.path + o.Suffix + v.query, Media: o.Media})
		}
	}
	links = append(links, link.Link{Rel: "type", Href: schemaNS + "AboutPage"})
	if len(v.items) <= maxItems {
		links = append(links, v.items...)
	}
	return links
}

// withRel returns the links with one of some relations.
func withRel(links []link.Link, rels ...string) (found []link.Link) {
	for _, l := range links {
		for _, rel := range rels {
			if l.Rel == rel {
				found = append(found, l)
			}
		}
	}
	return found
}

// linksOfThing are the links of a document to what it is about.
func (s *Server) linksOfThing(snap *graph.Snapshot, term rdf.Term, path string) []link.Link {
	class, _, _ := strings.Cut(path, "/")
	thing := s.Base + "id/" + site.EscapePath(path)
	links := []link.Link{{Rel: "cite-as", Href: thing}, {Rel: "describes", Href: thing}, {Rel: "collection", Href: s.Base + "doc/" + class}}
	if kind, ok := view.SchemaTypes[class]; ok {
		links = append(links, link.Link{Rel: "type", Href: schemaNS + kind})
	}
	for t := range snap.Triples(graph.Pattern{S: term, P: rdf.IRI(ontology.RDFType)}) {
		if t.O.IsIRI() {
			links = append(links, link.Link{Rel: "type", Href: t.O.Value()})
		}
	}
	return append(links, memento.LinksTo(s.Site, path)...)
}
