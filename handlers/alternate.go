package handlers

import (
	"slices"

	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
)

// alternates are the links to the variants of a resource. Those of things tell
// their profiles.
func (s *Server) alternates(v resource) (links []link.Link) {
	offers := negotiate.DataOffers
	if !v.term.IsZero() {
		offers = negotiate.ThingOffers
	}
	for _, p := range negotiate.Profiles {
		for _, o := range offers {
			l := link.Link{Rel: "alternate", Href: s.Base + v.path + o.Suffix + v.query, Media: o.Media, Title: o.Name}
			if len(o.Profiles) > 0 {
				l.Profile = p.IRI
			}
			if p != negotiate.Plenary {
				l.Href = s.Base + v.path + o.Suffix + "?_profile=" + p.Token
			}
			if slices.Contains(o.Told(), p) {
				links = append(links, l)
			}
		}
	}
	return links
}
