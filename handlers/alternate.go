package handlers

import (
	"slices"

	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
)

// alternates appends the links to the variants of a resource. Those of things tell
// their profiles.
func (s *Server) alternates(links []link.Link, v resource) []link.Link {
	offers := negotiate.DataOffers
	if !v.term.IsZero() {
		offers = negotiate.ThingOffers
	}
	for _, p := range negotiate.Profiles {
		for i := range offers {
			o := &offers[i]
			if !slices.Contains(o.Told(), p) {
				continue
			}
			l := link.Link{Rel: "alternate", Media: o.Media, Title: o.Name}
			if len(o.Profiles) > 0 {
				l.Profile = p.IRI
			}
			if l.Href = s.Base + v.path + o.Suffix; p == negotiate.Plenary {
				l.Href += v.query
			} else {
				l.Href += "?_profile=" + p.Token
			}
			links = append(links, l)
		}
	}
	return links
}
