package handlers

import (
	"slices"
	"w3id.org/plenary/handlers/link"
)

// alternates are the links to the variants of a resource. Those of things tell
// their profiles.
func (s *Server) alternates(v resource) (links []link.Link) {
	offers := dataOffers
	if !v.term.IsZero() {
		offers = thingOffers
	}
	for _, p := range profiles {
		for _, o := range offers {
			l := link.Link{Rel: "alternate", Href: s.base + v.path + o.suffix + v.query, Media: o.media, Title: o.name}
			if len(o.profiles) > 0 {
				l.Profile = p.iri
			}
			if p != plenaryProfile {
				l.Href = s.base + v.path + o.suffix + "?_profile=" + p.token
			}
			if slices.Contains(o.told(), p) {
				links = append(links, l)
			}
		}
	}
	return links
}
