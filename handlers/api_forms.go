package handlers

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"path"
	"slices"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/network"
	"w3id.org/plenary/rdf"
)

// forms are an answer of the API in its forms; it does not have those that are
// nil.
type forms struct {
	json    any
	quads   func() ([]rdf.Quad, error)
	table   func() [][]string // the names of the columns first
	network func() *network.Network
}

var (
	csvOffer     = offer{token: "csv", name: "CSV", media: "text/csv", suffix: ".csv"}
	graphmlOffer = offer{token: "graphml", name: "GraphML", media: "application/graphml+xml", suffix: ".graphml"}
	gexfOffer    = offer{token: "gexf", name: "GEXF", media: "application/gexf+xml", suffix: ".gexf"}
)

// offers are the variants that the answer has, JSON first.
func (f forms) offers() []offer {
	offers := []offer{jsonOffer}
	if f.quads != nil {
		offers = slices.Clone(apiOffers)
	}
	if f.table != nil {
		offers = append(offers, csvOffer)
	}
	if f.network != nil {
		offers = append(offers, graphmlOffer, gexfOffer)
	}
	return offers
}

// sendAPI answers in the variant that the client asks for.
func (s *Server) sendAPI(c *gin.Context, p *params, f forms) error {
	ch, err := choose(c.Request, "", f.offers())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.writeForm(&b, ch, f); err != nil {
		return err
	}
	a := answer{media: ch.contentType(), body: b.Bytes(), modified: p.snap.Time(), links: p.links}
	if !ch.isRDF() {
		a.lang = p.lang(c)
	}
	a.vary = ch.vary
	if c.Request.Method == http.MethodPost {
		a.cache = "no-store"
	}
	if p.text("lang") == "" && !(ch.fixed && ch.isRDF()) {
		a.vary = append(a.vary, "Accept-Language")
	}
	a.vary = append(a.vary, "Accept-Datetime")
	switch ch.token {
	case csvOffer.token, graphmlOffer.token, gexfOffer.token: // for other programs: as a file with a name
		c.Header("Content-Disposition", `attachment; filename="`+path.Base(p.path)+ch.suffix+`"`)
	}
	return s.send(c, a)
}

// writeForm writes the form that a variant is of.
func (s *Server) writeForm(w io.Writer, ch choice, f forms) error {
	switch {
	case ch.isRDF():
		quads, err := f.quads()
		if err != nil {
			return err
		}
		return s.encode(w, ch, rdf.Term{}, quads)
	case ch.token == csvOffer.token:
		rows := csv.NewWriter(w)
		rows.UseCRLF = true // RFC 4180 §2
		return rows.WriteAll(f.table())
	case ch.token == graphmlOffer.token:
		return f.network().WriteGraphML(w)
	case ch.token == gexfOffer.token:
		return f.network().WriteGEXF(w)
	}
	body, err := marshalJSON(f.json)
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}
