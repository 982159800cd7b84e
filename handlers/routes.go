package handlers

import (
	"cmp"
	"io/fs"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/api"
	"w3id.org/plenary/handlers/decisions"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/linkset"
	"w3id.org/plenary/handlers/memento"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/view"
)

// route is a path under the root and what answers it.
type route struct {
	path string
	do   func(*gin.Context) error
}

func (s *Server) table() []route {
	routes := []route{
		{"", s.getHome},
		{"id/*path", s.getThing},
		{"doc/*path", s.getDocument},
		{site.Changes, s.getChanges},
		{"diff/*path", s.getDiff},
		{memento.Path + "/*path", s.getMemento},
		{memento.TimeMapPath + "/*path", s.getTimeMap},
		{linkset.Path + "/*path", s.getLinkset},
		{"ontology/*part", s.getOntologyPart},
		{".well-known/void", s.getVoID},
		{"dumps", s.getDumps},
		{"dumps/*name", s.getDumps},
		{"api/search", s.ask((*api.API).Search)},
		{"api/resolve", s.ask((*api.API).Resolve)},
		{"api/entities", s.ask((*api.API).Entities)},
		{"api/neighbors", s.ask((*api.API).Neighbors)},
		{"api/path", s.ask((*api.API).Path)},
		{"api/subgraph", s.ask((*api.API).Subgraph)},
		{"api/timeline", s.ask((*api.API).Timeline)},
		{"api/evidence", s.ask((*api.API).Evidence)},
		{"api/copresence", s.ask((*api.API).Copresence)},
		{"api/matrix", s.ask((*api.API).Matrix)},
		{"search", s.getResults},
		{"timeline", s.getPage((*view.Pages).Timeline)},
		{"coverage", s.getPage((*view.Pages).Coverage)},
		{"path", s.getPage((*view.Pages).Path)},
		{"problems/:slug", s.getProblem},
		{"assets/*name", s.getAsset},
		{site.SPARQL, s.getSPARQL},
		{site.Graphs, s.getGraphs},
		{site.Graphs + "/*name", s.getGraphs},
		{"healthz", s.getHealth},
		{"readyz", s.getReady},
		{"metrics", s.getMetrics},
		{"robots.txt", s.getRobots},
		{"sitemap.xml", s.getSitemap},
		{"sitemap/:part", s.getSitemapPart},
		{"openapi.json", s.getOpenAPI},
		{"docs", s.getDocs},
		{"api", s.getDocs},
		{"api/", s.getDocs},
		{"llms.txt", s.getLLMs},
	}
	for _, suffix := range append([]string{""}, suffixes()...) {
		routes = append(routes, route{"ontology" + suffix, s.getOntology}, route{"void" + suffix, s.getVoID}, route{"dataset" + suffix, s.getVoID})
	}
	return routes
}

// suffixes are those of the variants of data.
func suffixes() (all []string) {
	for _, o := range negotiate.DataOffers {
		all = append(all, o.Suffix)
	}
	return all
}

func (s *Server) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.RedirectTrailingSlash, r.RedirectFixedPath, r.HandleMethodNotAllowed = false, false, true
	r.RemoteIPHeaders = []string{"X-Forwarded-For"}
	_ = r.SetTrustedProxies(s.limits.Proxies) // New has looked at them
	r.Use(s.identify, s.observe, s.recover, s.protect, s.cors, s.admit, s.limit)
	for _, route := range s.table() {
		handler := s.serve(route.do)
		r.GET(s.Root+route.path, handler)
		r.HEAD(s.Root+route.path, handler)
	}
	r.Handle(protocol.MethodQuery, s.Root+site.SPARQL, s.serve(s.getSPARQL))
	r.POST(s.Root+site.SPARQL, s.serve(s.postSPARQL))
	r.Handle(protocol.MethodQuery, s.Root+describePath, s.serve(s.describe))
	r.POST(s.Root+describePath, s.serve(s.describe))
	for _, d := range decisions.All {
		r.POST(s.Root+d.Path, s.serve(func(c *gin.Context) error { return s.write(c, d.Writer(s.changes)) }))
	}
	for _, path := range []string{site.Graphs, site.Graphs + "/*name"} {
		for _, method := range []string{http.MethodPut, http.MethodPost, http.MethodPatch, http.MethodDelete} {
			r.Handle(method, s.Root+path, s.serve(s.writeGraph))
		}
	}
	s.routeReview(r)
	r.NoRoute(s.serve(func(c *gin.Context) error {
		return s.notFound(c.Request.Context(), strings.TrimPrefix(c.Request.URL.Path, s.Root))
	}))
	r.NoMethod(s.serve(func(c *gin.Context) error {
		p := problem.New("method-not-allowed", "%.20s is not a method of this resource", c.Request.Method)
		p.Allow = s.allowed(c.Request)
		return p
	}))
	return r
}

// serve makes a Gin handler of one that returns its error.
func (s *Server) serve(do func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := do(c); err != nil {
			s.writeProblem(c, cmp.Or(s.store.Snapshot().Err(), err))
		}
	}
}

// getPage answers with a page that has no other variant.
func (s *Server) getPage(draw func(*view.Pages, view.Request) ([]byte, error)) func(*gin.Context) error {
	return func(c *gin.Context) error { return s.sendPage(c, draw) }
}

// getResults answers /search.
func (s *Server) getResults(c *gin.Context) error {
	return s.sendPage(c, func(p *view.Pages, r view.Request) ([]byte, error) { return p.Results(c.Request.Context(), r) })
}

func (s *Server) sendPage(c *gin.Context, draw func(*view.Pages, view.Request) ([]byte, error)) error {
	a, err := s.pageOf(c, draw)
	if err != nil {
		return err
	}
	return s.send(c, a)
}

// pageOf draws a page. Parameters that choose things must name known ones; those
// that it does not know are ignored.
func (s *Server) pageOf(c *gin.Context, draw func(*view.Pages, view.Request) ([]byte, error)) (a answer.Answer, err error) {
	if _, err := negotiate.Choose(c.Request, "", []negotiate.Offer{negotiate.HTML}); err != nil {
		return a, err
	}
	snap, lang := s.store.Snapshot(), negotiate.Language(c.Request)
	p := &api.Params{Site: s.Site, Snap: snap, Query: c.Request.URL.Query()}
	for _, name := range []string{"q", "class", "country", "track", "topic", "from", "to"} { // fields of forms, which may be empty
		if n := len(p.Query[name]); n > 1 {
			p.Fail(name, "%s is given %d times", name, n)
		}
	}
	if _, err := pageParameter(p.Query, "page"); err != nil {
		return a, err
	}
	class, _ := p.Class("class")
	chosen := p.Chosen(c.Request.Context())
	if p.Err != nil {
		return a, p.Err
	}
	links := []link.Link{{Rel: "canonical", Href: s.Base + strings.TrimPrefix(c.Request.URL.EscapedPath(), s.Root)}, {Rel: "license", Href: s.License}, {Rel: inDatasetRel, Href: s.Base + "dataset"}}
	body, err := draw(s.pages, view.Request{Snap: snap, Lang: lang, Class: class, Chosen: chosen, URL: c.Request.URL, Links: links})
	if err != nil {
		return a, err
	}
	return answer.Answer{Media: negotiate.HTML.ContentType(), Body: body, Modified: snap.Time(), Lang: lang, Vary: []string{"Accept", "Accept-Language"}, Links: links}, nil
}

// getAsset answers /assets/…. Pages name assets with their version, and such
// addresses never change.
func (s *Server) getAsset(c *gin.Context) error {
	name := strings.TrimPrefix(c.Param("name"), "/")
	if info, err := fs.Stat(explorer.Assets(), name); err != nil || info.IsDir() {
		return s.notFound(c.Request.Context(), "assets/"+name)
	}
	c.Header("Cache-Control", answer.CacheCurrent)
	if c.Query("v") != "" {
		c.Header("Cache-Control", answer.CacheImmutable)
	}
	http.ServeFileFS(c.Writer, c.Request, explorer.Assets(), name)
	return nil
}
