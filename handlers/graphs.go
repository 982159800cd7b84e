package handlers

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/graphstore"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/representation"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// graphParameters are the parameters of reading the graph store.
var graphParameters = []string{"default", "graph", "format", "profile", "lang", "page"}

// processTag is of this run of the program: an order of statements on disk holds
// no longer.
var processTag = rand.Text()

// getGraphs answers /graphs: one graph, or without ?default and ?graph= the list of
// all.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §5.2 HTTP GET, §5.7 HTTP HEAD.
func (s *Server) getGraphs(c *gin.Context) error {
	q := c.Request.URL.Query()
	if err := problem.RefuseOthers(q, graphParameters...); err != nil {
		return err
	}
	name, given, err := graphstore.Named(s.Site, c.Request)
	switch {
	case err != nil:
		return err
	case given && q.Has("page"):
		return problem.BadParameter("page", "page is for the list of graphs; a graph is sent as a whole")
	case given:
		return s.getGraph(c, name)
	}
	return s.getGraphList(c)
}

// getGraph answers with the triples of one graph, without its name: a graph is what
// a client can put back. The unnamed graph is always there.
func (s *Server) getGraph(c *gin.Context, name rdf.Term) error {
	snap := s.store.Snapshot()
	of := graph.Pattern{G: name, Unnamed: name.IsZero()}
	size := snap.Count(of)
	if size == 0 && !name.IsZero() {
		p := problem.New("not-found", "there is no graph %.200s", name.Value())
		p.Parameter = "graph"
		p.Nearest = s.Nearest(c.Request.Context(), snap, strings.TrimPrefix(name.Value(), s.Base))
		return p
	}
	ch, err := s.choose(c.Request, "", negotiate.RDFOffers())
	if err != nil {
		return err
	}
	a := answer.Answer{Media: ch.ContentType(), Modified: snap.Time(), State: snap.Version(name), Vary: ch.Vary, Links: append(ch.FormLinks(), s.linksOfGraph(snap, name)...)}
	if !ch.Fixed {
		a.Location = s.graphAddress(name, ch)
	}
	if ch.By != "" { // what others have changes, and nobody knows when
		a.Modified = time.Time{}
	}
	if size <= representation.MostGathered {
		if a.Body, err = s.encodeGraph(snap, of, ch); err != nil {
			return err
		}
		return s.send(c, a)
	}
	return s.streamGraph(c, snap, of, ch, a)
}

// graphAddress is that of a graph in one variant.
func (s *Server) graphAddress(name rdf.Term, ch negotiate.Choice) string {
	q := url.Values{"format": {ch.Token}}
	if ch.Version != "" {
		q.Set("format", ch.Media+";version="+ch.Version)
	}
	if name := ch.ProfileName(); name != "" {
		q.Set("profile", name)
	}
	return s.Root + site.Graphs + site.GraphQuery(name) + "&" + q.Encode()
}

func (s *Server) linksOfGraph(snap *graph.Snapshot, name rdf.Term) []link.Link {
	links := []link.Link{
		{Rel: "canonical", Href: s.Base + site.Graphs + site.GraphQuery(name)},
		{Rel: "collection", Href: s.Base + site.Graphs},
		{Rel: inDatasetRel, Href: s.Base + "dataset"},
	}
	if !name.IsZero() && s.Known(snap, name) {
		links = append(links, link.Link{Rel: "describedby", Href: name.Value()})
	}
	for t := range snap.Triples(graph.Pattern{S: name, P: rdf.IRI(ontology.DCTLicense)}) {
		if !name.IsZero() {
			links = append(links, link.Link{Rel: "license", Href: t.O.Value()})
		}
	}
	return links
}

// encodeGraph writes a graph that memory has room for; the same graph gives the
// same bytes.
func (s *Server) encodeGraph(snap *graph.Snapshot, of graph.Pattern, ch negotiate.Choice) ([]byte, error) {
	quads, err := collect(snap.Quads(of))
	if err != nil {
		return nil, err
	}
	for i := range quads {
		quads[i].G = rdf.Term{}
	}
	return s.graphIn(ch, rdf.Term{}).Append(nil, rdf.Number(quads))
}

// streamGraph writes a graph in the order in which it lies on disk. The tag is
// strong, as it names that order too.
func (s *Server) streamGraph(c *gin.Context, snap *graph.Snapshot, of graph.Pattern, ch negotiate.Choice, a answer.Answer) error {
	coding, err := negotiate.Coding(c.Request, answer.HoldBytes)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d %s %s %s %s", processTag, snap.Version(of.G), snap.Shape(), ch.ContentType(), ch.ProfileName(), of.G.Value(), coding))
	tag := a.Tagged(hex.EncodeToString(sum[:]))
	switch answer.Evaluate(c.Request, tag, a.Modified) {
	case http.StatusPreconditionFailed:
		return problem.New("precondition-failed", "the current tag is %s", tag)
	case http.StatusNotModified:
		return a.NotModified(c.Writer, tag)
	}
	start, err := s.graphIn(ch, rdf.Term{}).Encoder()
	if err != nil {
		return err
	}
	out := newStream(c, a, tag)
	if c.Request.Method == http.MethodHead {
		return out.Head()
	}
	return out.End(representation.WriteStream(c.Request.Context(), start(out, true), snap.Quads(of)))
}

// writeGraph answers PUT, POST, PATCH and DELETE.
func (s *Server) writeGraph(c *gin.Context) error {
	store := &graphstore.Store{Store: s.changes, Contexts: s.contexts}
	w, err := store.Writer(c.Request)
	if err != nil {
		return err
	}
	return s.write(c, w)
}
