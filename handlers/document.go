package handlers

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/describe"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// inboundPage is how many inbound triples of a predicate one document holds.
const inboundPage = 200

// getHome answers / : a page for people, the dataset's description for programs.
func (s *Server) getHome(c *gin.Context) error {
	ch, err := s.choose(c.Request, "", negotiate.HomeOffers)
	if err != nil {
		return err
	}
	return s.sendVariant(c, ch, resource{draw: (*view.Pages).Home, quads: s.describeDataset, root: s.IRI("dataset"), about: s.linksOfDataset()})
}

// getThing answers /id/…: 303 to the document, whatever is accepted.
func (s *Server) getThing(c *gin.Context) error {
	path, snap := strings.TrimPrefix(c.Param("path"), "/"), s.store.Snapshot()
	if done, err := s.answerGone(c, snap, "id", path, ""); done || err != nil {
		return err
	}
	if !s.Known(snap, s.IRI("id/"+path)) {
		return s.notFound(c.Request.Context(), "id/"+path)
	}
	c.Header("Cache-Control", answer.CacheCurrent)
	c.Header("Location", s.Root+"doc/"+site.EscapePath(path))
	c.Header("Content-Type", "text/plain; charset=utf-8")
	c.Status(http.StatusSeeOther)
	c.Writer.WriteHeaderNow()
	return nil
}

// getDocument answers /doc/{class} and /doc/{class}/{slug}, with a suffix or
// without.
func (s *Server) getDocument(c *gin.Context) error {
	asked := answer.AskedFor(c.Request)
	if p := s.cache.GetAs(asked, s.store.Snapshot()); p != nil {
		return p.Send(c.Writer, c.Request)
	}
	path, suffix := negotiate.SplitSuffix(strings.TrimPrefix(c.Param("path"), "/"))
	snap, term := s.store.Snapshot(), s.IRI("id/"+path)
	class, listed := ontology.ClassOf(path)
	offers := negotiate.ThingOffers
	if listed {
		offers = negotiate.DataOffers
	}
	ch, mismatch := s.choose(c.Request, suffix, offers)
	if _, past := c.Request.Header["Accept-Datetime"]; mismatch == nil && !past {
		key := answer.VariantKey(c.Request, ch)
		s.cache.Name(asked, key)
		if p := s.cache.Get(key, snap); p != nil {
			return p.Send(c.Writer, c.Request)
		}
	}
	if !listed {
		if done, err := s.answerPast(c, snap, path, suffix); done || err != nil {
			return err
		}
	}
	if !listed && !s.Known(snap, term) {
		return s.notFound(c.Request.Context(), "doc/"+path)
	}
	if mismatch != nil {
		return mismatch
	}
	if listed {
		return s.sendCollection(c, ch, class)
	}
	v, err := s.documentAbout(c, ch, snap, term)
	if err != nil {
		return err
	}
	v.path, v.about, v.gate = "doc/"+site.EscapePath(path), s.linksOfThing(snap, term, path), true
	return s.sendVariant(c, ch, v)
}

// documentAbout is the document about a thing in a state, without its address.
func (s *Server) documentAbout(c *gin.Context, ch negotiate.Choice, snap *graph.Snapshot, term rdf.Term) (resource, error) {
	page, err := pageParameter(c.Request.URL.Query(), "inbound")
	more := false
	return resource{query: site.PageQuery("inbound", page), snap: snap, term: term, root: term, draw: (*view.Pages).Entity,
		document: func(snap *graph.Snapshot) (d *describe.Document, err error) {
			if ch.Profile == negotiate.Schema {
				return schemaDocument(snap, term)
			}
			d, more, err = s.documentOf(snap, term, page, ch.NamesGraphs())
			return d, err
		},
		pages: func() []link.Link { return s.linksOfPages(c.Request.URL, "inbound", page, more) }}, err
}

// linksOfPages are the links to the pages around one, of the same variant.
func (s *Server) linksOfPages(u *url.URL, parameter string, page int, more bool) (links []link.Link) {
	add := func(n int, rel string) {
		q := u.Query()
		q.Set(parameter, strconv.Itoa(n))
		links = append(links, link.Link{Rel: rel, Href: s.Base + strings.TrimPrefix(u.EscapedPath(), s.Root) + "?" + q.Encode()})
	}
	if page > 1 {
		add(page-1, "prev")
	}
	if more {
		add(page+1, "next")
	}
	return links
}

// resource is a resource that has a page and a graph; it is read from the current
// snapshot unless it names one.
type resource struct {
	path  string // below the root, without suffix
	query string // of a page after the first: "?page=2"
	bare  bool   // there are no variants with a suffix
	snap  *graph.Snapshot
	term  rdf.Term // the thing that a document is about
	class ontology.Class
	// profile that the thing is told in
	profile negotiate.Profile
	root    rdf.Term // of the graph, for syntaxes that have one
	draw    func(*view.Pages, view.Request) ([]byte, error)
	quads   func(*graph.Snapshot) ([]rdf.Quad, error)
	// document is what there is in place of quads where they are of the state
	document func(*graph.Snapshot) (*describe.Document, error)
	json     any                // of resources that have a variant in JSON
	gate     bool               // it has versions, among which Accept-Datetime chooses
	memento  time.Time          // of a version; zero for what is current
	about    []link.Link        // from the document to what it is about
	items    []link.Link        // to the members of a collection or the files of a dataset
	pages    func() []link.Link // to the pages before and after, when the graph is made
	room     *[]byte            // for the graph as it is sent
}

// rooms are for graphs that are sent, and not kept.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// mostRoom is how large a room may be that is used again, in bytes.
const mostRoom = 1 << 20

// leave gives the room back, when nothing refers to the graph any more.
func (v resource) leave() {
	if cap(*v.room) <= mostRoom {
		rooms.Put(v.room)
	}
}

// sendVariant answers with the chosen variant of a resource.
func (s *Server) sendVariant(c *gin.Context, ch negotiate.Choice, v resource) error {
	snap := cmp.Or(v.snap, s.store.Snapshot())
	key := answer.VariantKey(c.Request, ch)
	if p := s.cache.Get(key, snap); p != nil {
		return p.Send(c.Writer, c.Request)
	}
	v.profile, v.room = ch.Profile, rooms.Get().(*[]byte)
	defer v.leave()
	a, depends, err := s.variant(c, ch, v, snap)
	if err != nil {
		return err
	}
	if err := snap.Err(); err != nil {
		return err
	}
	p := answer.Prepare(a)
	if key != "" && v.memento.IsZero() {
		s.cache.Put(key, p, snap, depends)
	}
	return p.Send(c.Writer, c.Request)
}

// variant makes the chosen variant of a resource, and says what nodes it depends
// on; nil means the whole state.
func (s *Server) variant(c *gin.Context, ch negotiate.Choice, v resource, snap *graph.Snapshot) (a answer.Answer, depends []rdf.Term, err error) {
	a = answer.Answer{Media: ch.ContentType(), Modified: snap.Time(), Vary: ch.Vary, Memento: v.memento}
	if len(ch.Profiles) > 0 {
		a.Profile = ch.Profile.IRI
	}
	_, suffix := negotiate.SplitSuffix(c.Request.URL.Path)
	a.Links = s.linksOf(append(make([]link.Link, 0, usualLinks), ch.FormLinks()...), v, suffix)
	switch {
	case ch.IsRDF():
		var d *describe.Document
		a.Body, d, err = s.graphOfVariant(ch, v, snap)
		if d != nil {
			defer d.Release()
		}
		if err == nil && v.gate && ch.Profile == negotiate.Plenary {
			depends = s.cache.DependsOn(v.term, d)
			a.Modified, err = d.Modified(c.Request.Context())
		}
	case ch.Token == negotiate.JSON.Token:
		a.Body, err = answer.JSON(v.json)
	default:
		a.Lang = negotiate.Language(c.Request)
		a.Body, err = v.draw(s.pages, view.Request{Snap: snap, Lang: a.Lang, Term: v.term, Class: v.class, URL: c.Request.URL, Links: a.Links, Past: v.memento})
	}
	if err != nil {
		return a, nil, err
	}
	if !ch.Fixed && v.signposted() && c.Request.URL.RawQuery == "" {
		a.Location = s.Root + v.path + ch.Address()
	}
	if ch.Token == negotiate.HTML.Token || !ch.Fixed { // of the page, one variant of this address
		a.Vary = append(a.Vary, "Accept-Language")
	}
	if v.pages != nil {
		a.Links = append(a.Links, v.pages()...)
	}
	if v.gate && suffix == "" {
		a.Vary = append(a.Vary, "Accept-Datetime")
	}
	switch {
	case ch.By != "": // what others have changes, and nobody knows when
		a.Modified = time.Time{}
	case !v.memento.IsZero():
		a.Cache = answer.CacheImmutable
	}
	return a, depends, nil
}

// usualLinks is for how many links of a resource there is room at first.
const usualLinks = 48

// graphOfVariant writes the graph of a resource into its room; d is nil unless it is a
// document.
func (s *Server) graphOfVariant(ch negotiate.Choice, v resource, snap *graph.Snapshot) (body []byte, d *describe.Document, err error) {
	var n *rdf.Numbered
	if v.document != nil {
		if d, err = v.document(snap); err == nil {
			n = d.Numbered()
		}
	} else {
		var quads []rdf.Quad
		quads, err = v.quads(snap)
		n = rdf.Number(quads)
	}
	if err == nil {
		*v.room, err = s.graphIn(ch, v.root).Append((*v.room)[:0], n)
	}
	return *v.room, d, err
}

// documentOf is what the document about a term says: what graph.Describe yields,
// inbound triples a page at a time, and type and label of all that is linked.
// more reports whether there is a next page.
func (s *Server) documentOf(snap *graph.Snapshot, term rdf.Term, page int, graphs bool) (d *describe.Document, more bool, err error) {
	d = describe.New(snap, s.namesIn(snap), graphs)
	id, _ := snap.ID(term)
	if page == 1 {
		if err := d.AddTriples(snap.DescribeID(id)); err != nil {
			return nil, false, err
		}
	}
	if more, err = d.AddInbound(id, (page-1)*inboundPage, inboundPage); err != nil {
		return nil, false, err
	}
	if page > 1 && d.Len() == 0 {
		return nil, false, problem.BadParameter("inbound", "there is no page %d", page)
	}
	return d, more, d.AddNames()
}

// namesIn returns what nodes are named in a state, when it is the current one.
func (s *Server) namesIn(snap *graph.Snapshot) *describe.Names {
	names := s.names.Load()
	if names.Of(snap) {
		return names
	}
	if snap != s.store.Snapshot() {
		return nil
	}
	names = names.Next(snap)
	s.names.Store(names)
	return names
}
