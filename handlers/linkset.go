package handlers

import (
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/linkset"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// getLinkset answers /linkset/…: the links of a document and of each of its
// variants, whatever their number.
//
// Spec: RFC 9264 §4.1, §4.2.
func (s *Server) getLinkset(c *gin.Context) error {
	path, suffix := strings.TrimPrefix(c.Param("path"), "/"), ""
	for _, o := range linkset.Offers {
		if rest, ok := strings.CutSuffix(path, o.Suffix); ok {
			path, suffix = rest, o.Suffix
		}
	}
	snap := s.store.Snapshot()
	v, ok, err := s.resourceAt(snap, path, c.Request.URL.Query())
	if err != nil {
		return err
	}
	if !ok {
		return s.notFound(c.Request.Context(), linkset.Path+"/"+path)
	}
	ch, err := negotiate.Choose(c.Request, suffix, linkset.Offers)
	if err != nil {
		return err
	}
	a := answer.Answer{Media: ch.Media, Modified: snap.Time(), Vary: ch.Vary, Links: []link.Link{{Rel: "canonical", Href: s.Base + linkset.Path + "/" + v.path + ch.Suffix + v.query}, {Rel: "license", Href: s.License}}}
	if !ch.Fixed {
		a.Location = s.Root + linkset.Path + "/" + v.path + ch.Suffix + v.query
	}
	set := s.linkset(v)
	if ch.Media == linkset.Text {
		a.Body = set.Text()
	} else if a.Body, err = answer.JSON(map[string]any{"linkset": set.Contexts()}); err != nil {
		return err
	}
	return s.send(c, a)
}

// resourceAt is the signposted resource of a path, with what it links to.
func (s *Server) resourceAt(snap *graph.Snapshot, path string, q url.Values) (v resource, ok bool, err error) {
	v.path = site.EscapePath(path)
	switch path {
	case "dataset", "void":
		v.about, v.items = s.linksOfDataset(), s.linksToDumps()
		return v, true, nil
	case "ontology", "ontology/shapes":
		v.about = linksOfVocabulary()
		return v, true, nil
	}
	path, ok = strings.CutPrefix(path, "doc/")
	if class, listed := ontology.ClassOf(path); ok && listed {
		page, err := pageParameter(q, "page")
		if err != nil {
			return v, false, err
		}
		v.query = site.PageQuery("page", page)
		members, _, err := s.membersOn(snap, class, page)
		v.about, v.items = linksOfClass(class), s.linksToMembers(members)
		return v, true, err
	}
	term := s.IRI("id/" + path)
	if !ok || !s.Known(snap, term) {
		return v, false, nil
	}
	v.term, v.profile, v.about = term, negotiate.Plenary, s.linksOfThing(snap, term, path)
	return v, true, nil
}

// linksOfDataset say what the description of the dataset is about.
func (s *Server) linksOfDataset() []link.Link {
	return []link.Link{{Rel: "cite-as", Href: s.Base + "dataset"}, {Rel: "describes", Href: s.Base + "dataset"}, {Rel: "type", Href: schemaNS + "Dataset"}}
}

func linksOfVocabulary() []link.Link {
	return []link.Link{{Rel: "cite-as", Href: ontology.IRI}, {Rel: "describes", Href: ontology.IRI}, {Rel: "type", Href: schemaNS + "DefinedTermSet"}}
}

func linksOfClass(class ontology.Class) []link.Link {
	return []link.Link{{Rel: "about", Href: class.IRI}, {Rel: "type", Href: schemaNS + "Collection"}}
}

// linksToDumps are the files of the whole dataset.
func (s *Server) linksToDumps() (links []link.Link) {
	for _, f := range site.DumpFormats {
		links = append(links, link.Link{Rel: "item", Href: s.Base + "dumps/all" + f.Suffix, Media: f.MediaType})
	}
	return links
}

// linksToMembers are the documents of members of a class.
func (s *Server) linksToMembers(members []rdf.Term) (links []link.Link) {
	for _, m := range members {
		links = append(links, link.Link{Rel: "item", Href: s.Base + "doc/" + site.EscapePath(strings.TrimPrefix(m.Value(), s.Base+"id/"))})
	}
	return links
}

// linkset gathers the links of a resource and of its variants.
func (s *Server) linkset(v resource) (set linkset.Set) {
	page := s.Base + v.path
	landing := append(s.linksOf(nil, v, ""), v.beyondHeader()...)
	set = append(set, linkset.Anchored{Anchor: page + v.query, Links: landing})
	for _, o := range negotiate.DataOffers {
		if o.IsRDF() {
			set = append(set, linkset.Anchored{Anchor: page + o.Suffix + v.query, Links: s.linksOf(nil, v, o.Suffix)})
		}
	}
	return set
}

// beyondHeader are the items that are too many for a header.
func (v resource) beyondHeader() []link.Link {
	if len(v.items) > maxItems {
		return v.items
	}
	return nil
}
