package handlers

import (
	"fmt"
	"net/http"

	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/representation"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
)

// choose is negotiate.Choose, and looks at the context or frame that the client
// names: one that is not on the list is refused in a parameter, and in a header, where
// it may be any profile, it is none (JSON-LD 1.1 §C).
func (s *Server) choose(r *http.Request, suffix string, offers []negotiate.Offer) (negotiate.Choice, error) {
	ch, err := negotiate.Choose(r, suffix, offers)
	if err != nil || ch.By == "" || s.shapes.Has(ch.By) {
		return ch, err
	}
	for _, name := range []string{"profile", "format"} {
		if r.URL.Query().Has(name) {
			return ch, problem.OfParameter(name, fmt.Errorf("%w: the context or frame <%.200s> is neither published here, nor known, nor of a host that may be asked", sparql.ErrDenied, ch.By))
		}
	}
	return ch.WithoutBy(), nil
}

// graphIn is what writes graphs in the variant chosen; root is what they are about,
// if that is one thing.
func (s *Server) graphIn(ch negotiate.Choice, root rdf.Term) representation.Variant {
	return representation.Variant{Base: s.Base, Choice: ch, Root: root, Shapes: s.shapes}
}
