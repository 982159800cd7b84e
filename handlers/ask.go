package handlers

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"mime"
	"net/http"
	"path"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/api"
	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/describe"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf"
)

// describePath is where many things are described at once.
const describePath = "api/describe"

// ask makes a handler of a question of the API.
func (s *Server) ask(question func(*api.API, context.Context, *api.Params) (api.Forms, error)) func(*gin.Context) error {
	return func(c *gin.Context) error {
		p, err := s.params(c)
		if err != nil {
			return err
		}
		f, err := question(s.api, c.Request.Context(), p)
		if err != nil {
			return err
		}
		return s.sendAPI(c, p, f)
	}
}

// describe answers POST and QUERY /api/describe.
func (s *Server) describe(c *gin.Context) error {
	p, err := s.params(c)
	if err != nil {
		return err
	}
	if media, _, err := mime.ParseMediaType(c.Request.Header.Get("Content-Type")); err != nil || media != negotiate.JSON.Media {
		return problem.New("media-type", "the body has the Content-Type %.100q; taken is %s, an array of IRIs", c.Request.Header.Get("Content-Type"), negotiate.JSON.Media)
	}
	body, err := codings.ReadBody(c.Request, codings.MaxBody)
	if err != nil {
		return err
	}
	f, err := s.api.Describe(c.Request.Context(), p, body)
	if err != nil {
		return err
	}
	return s.sendAPI(c, p, f)
}

// params are the parameters of a request, and the state that it asks about.
func (s *Server) params(c *gin.Context) (*api.Params, error) {
	snap, err := s.snapshotFor(c)
	return &api.Params{Site: s.Site, Snap: snap, Query: c.Request.URL.Query(), Path: c.Request.URL.Path, Address: c.Request.URL.RequestURI(), Lang: negotiate.Language(c.Request)}, err
}

// sendAPI answers in the variant that the client asks for.
func (s *Server) sendAPI(c *gin.Context, p *api.Params, f api.Forms) error {
	ch, err := s.choose(c.Request, "", f.Offers())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.writeForm(&b, ch, p.Snap, f); err != nil {
		return err
	}
	a := answer.Answer{Media: ch.ContentType(), Body: b.Bytes(), Modified: p.Snap.Time(), Links: p.Links}
	if !ch.IsRDF() {
		a.Lang = p.Lang
	}
	a.Vary = ch.Vary
	if c.Request.Method == http.MethodPost {
		a.Cache = "no-store"
	}
	if p.Text("lang") == "" && !(ch.Fixed && ch.IsRDF()) {
		a.Vary = append(a.Vary, "Accept-Language")
	}
	a.Vary = append(a.Vary, "Accept-Datetime")
	switch ch.Token {
	case negotiate.CSV.Token, negotiate.GraphML.Token, negotiate.GEXF.Token: // for other programs: as a file with a name
		c.Header("Content-Disposition", `attachment; filename="`+path.Base(p.Path)+ch.Suffix+`"`)
	}
	return s.send(c, a)
}

// writeForm writes the form that a variant is of.
func (s *Server) writeForm(w io.Writer, ch negotiate.Choice, snap *graph.Snapshot, f api.Forms) error {
	switch {
	case ch.IsRDF():
		d, err := answerDocument(snap, f.Graph)
		if err != nil {
			return err
		}
		return s.graphIn(ch, rdf.Term{}).Write(w, d.Numbered())
	case ch.Token == negotiate.CSV.Token:
		rows := csv.NewWriter(w)
		rows.UseCRLF = true // RFC 4180 §2
		return rows.WriteAll(f.Table())
	case ch.Token == negotiate.GraphML.Token:
		return f.Network().WriteGraphML(w)
	case ch.Token == negotiate.GEXF.Token:
		return f.Network().WriteGEXF(w)
	}
	body, err := answer.JSON(f.JSON)
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

// answerDocument gathers what an answer says.
func answerDocument(snap *graph.Snapshot, said *api.Content) (*describe.Document, error) {
	d := describe.New(snap, nil, true)
	for _, q := range said.Quads {
		d.Add(q)
	}
	for _, t := range said.Triples {
		for q, err := range snap.Quads(graph.Pattern{S: t.S, P: t.P, O: t.O}) {
			if err != nil {
				return nil, err
			}
			d.Add(q)
		}
	}
	for _, t := range said.Things {
		d.Name(t)
	}
	return d, d.AddNames()
}
