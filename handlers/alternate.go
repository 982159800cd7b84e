package handlers

import "slices"

// alternates are the links to the variants of a resource. Those of things tell
// their profiles.
func (s *Server) alternates(v resource) (links []link) {
	offers := dataOffers
	if !v.term.IsZero() {
		offers = thingOffers
	}
	for _, p := range profiles {
		for _, o := range offers {
			l := link{rel: "alternate", href: s.base + v.path + o.suffix + v.query, media: o.media, title: o.name}
			if len(o.profiles) > 0 {
				l.profile = p.iri
			}
			if p != plenaryProfile {
				l.href = s.base + v.path + o.suffix + "?_profile=" + p.token
			}
			if slices.Contains(o.told(), p) {
				links = append(links, l)
			}
		}
	}
	return links
}
