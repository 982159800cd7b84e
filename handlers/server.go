// Package handlers serves a store over HTTP: routes, content negotiation,
// conditional requests, problem details, the API and the pages.
//
// Every answer is made from one snapshot, and every error becomes a problem
// document in one place (problem.go).
package handlers

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/api"
	"w3id.org/plenary/handlers/catalogue"
	"w3id.org/plenary/handlers/contract"
	"w3id.org/plenary/handlers/describe"
	"w3id.org/plenary/handlers/desk"
	"w3id.org/plenary/handlers/dumps"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/foreign"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/handlers/idempotency"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/sparql"
)

// Options of a Server. Store and Base must be set.
type Options struct {
	Store     *graph.Store
	Base      string              // IRI that the data lives under; ends with a slash
	Documents *evidence.Documents // texts of sources; nil without any
	Engine    *sparql.Engine      // of queries; nil means one with the usual limits
	// Folder is the data folder of the store: it has the tokens of those who may
	// write, and remembers what they have written; nobody may without.
	Folder string
	Now    func() time.Time // time.Now when nil
	// Contexts loads the contexts of documents of JSON-LD that are written, and those and
	// the frames that readers name; nil loads none.
	Contexts foreign.Remote
	Gate     gate.Checker // that changes pass; nil means that of package gate without a folder
	// Review is where proposals are decided, for those who may write; nil for nowhere.
	Review *review.Desk
	// Labels is an index of the store's names with LabelOptions; one in memory when
	// nil.
	Labels      *labels.Index
	Logger      *slog.Logger
	Version     string
	Publication site.Publication
	Limits      Limits
	// CacheBytes is how much memory answers that are kept may take; 0 means 64 MiB,
	// less than 0 that none are kept.
	CacheBytes int64
	Access     *slog.Logger // of one line for each request; none when nil
}

// A Server answers requests from the snapshots of a store.
type Server struct {
	*site.Site
	store     *graph.Store
	documents *evidence.Documents
	engine    *sparql.Engine
	tokens    *tokens.File // nil without a folder
	changes   *writing.Store
	contexts  processor.Loader // of what is written; nil for none
	shapes    *foreign.Documents
	cache     *answer.Cache
	names     atomic.Pointer[describe.Names] // of the newest state that a document was made of
	log       *slog.Logger
	explorer  *explorer.Explorer
	pages     *view.Pages
	api       *api.API
	describer *catalogue.Describer
	dumps     *dumps.Dumps
	desk      *desk.Desk // nil where nothing is reviewed

	access    *slog.Logger // nil for none
	openAPI   func() ([]byte, error)
	takes     func() contract.Index // made when first asked for
	limits    Limits
	clients   *clients
	figures   *figures
	drainOnce sync.Once
	draining  chan struct{} // closed by Drain

	mu      sync.Mutex
	derived *derived // what is computed from the newest snapshot seen
}

// New prepares a server. Errors: a base that is no absolute IRI with a final
// slash and a plain path, or broken templates.
func New(o Options) (*Server, error) {
	u, err := url.Parse(o.Base)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || !isRoot(u.EscapedPath()) {
		return nil, &url.Error{Op: "handlers: use as base", URL: o.Base, Err: errNoBase}
	}
	if err := cmp.Or(o.Publication.Check(), o.Limits.Check()); err != nil {
		return nil, err
	}
	where := &site.Site{Base: o.Base, Root: u.EscapedPath(), Labels: o.Labels, Publication: o.Publication, License: cmp.Or(o.Publication.License, site.DefaultLicense), Version: o.Version}
	s := &Server{Site: where, store: o.Store, documents: o.Documents, log: o.Logger, engine: o.Engine, access: o.Access, limits: o.Limits, draining: make(chan struct{})}
	if s.Labels == nil {
		s.Labels = labels.Open(o.Store, site.LabelOptions(o.Base, ""))
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.cache = answer.NewCache(max(cmp.Or(o.CacheBytes, answer.DefaultBytes), 0))
	if s.engine == nil {
		s.engine = sparql.New(sparql.Options{Logger: s.log})
	}
	s.takes = sync.OnceValue(func() contract.Index { return s.contract().Index() })
	s.openAPI = sync.OnceValues(func() ([]byte, error) { return answer.JSON(s.contract().Document()) })
	s.api = &api.API{Site: where, Documents: o.Documents}
	s.clients, s.figures = newClients(s.limits), newFigures(s, time.Now())
	if s.explorer, err = explorer.New(explorer.Options{Root: s.Root, Version: s.Version}); err != nil {
		return nil, err
	}
	s.describer = &catalogue.Describer{Site: where, Explorer: s.explorer, Writable: s.takesChanges}
	s.dumps = dumps.New(where)
	s.pages = view.New(where, s.explorer, o.Documents)
	if o.Contexts != nil {
		s.contexts = o.Contexts
	}
	if s.shapes, err = foreign.New(o.Base, o.Contexts, o.Now); err != nil {
		return nil, err
	}
	if err := s.openFolder(o); err != nil {
		return nil, err
	}
	s.desk = s.newDesk(o)
	return s, nil
}

// openFolder reads what a data folder says of those who write.
func (s *Server) openFolder(o Options) (err error) {
	now := o.Now
	if now == nil {
		now = time.Now
	}
	if o.Folder != "" {
		s.tokens = tokens.Open(o.Folder, now)
	}
	s.changes = &writing.Store{Store: s.store, Site: s.Site, Gate: o.Gate}
	if o.Gate == nil {
		if s.changes.Gate, err = gate.Open(""); err != nil {
			return err
		}
	}
	s.changes.Repeats, err = idempotency.Open(o.Folder, now, s.log, s.hasWritten)
	return err
}

// hasWritten reports whether an author has committed anything behind a commit.
func (s *Server) hasWritten(author string, seq uint64) (bool, error) {
	now := s.store.Snapshot().Seq()
	for t, err := range s.store.Changes(context.Background(), min(seq, now), now) {
		if errors.Is(err, graph.ErrForgotten) { // nobody knows
			return true, nil
		}
		if err != nil || t.Author == author {
			return true, err
		}
	}
	return false, nil
}

// isRoot reports whether routes can lie under a path: the router reads * and :
// as its own, and compares with paths that are decoded.
func isRoot(path string) bool {
	other := func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-._~/", r)
	}
	return strings.HasSuffix(path, "/") && !strings.Contains(path, "//") && !strings.ContainsFunc(path, other)
}

// Handler returns the routes with everything that goes around them.
func (s *Server) Handler() http.Handler { return s.routes() }

// derived is what several routes compute from a snapshot; each part is made
// when first asked for and kept until a newer snapshot is seen.
type derived struct {
	snap *graph.Snapshot

	dataset, service func() ([]rdf.Quad, error) // descriptions
	sitemap          func() (*catalogue.Sitemap, error)
	llms             func() (string, error)
}

// derivedFrom returns what is computed from the current snapshot.
func (s *Server) derivedFrom(snap *graph.Snapshot) *derived {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.derived == nil || s.derived.snap.Seq() < snap.Seq() {
		s.derived = &derived{snap: snap,
			dataset: sync.OnceValues(func() ([]rdf.Quad, error) { return s.describer.Dataset(snap) }),
			service: sync.OnceValues(func() ([]rdf.Quad, error) { return s.describer.Service(snap) }),
			sitemap: sync.OnceValues(func() (*catalogue.Sitemap, error) { return s.describer.Sitemap(snap) }),
			llms:    sync.OnceValues(func() (string, error) { return s.describer.LLMs(snap) })}
	}
	return s.derived
}

// derivedQuads reads a description of the current snapshot.
func (s *Server) derivedQuads(of func(*derived) func() ([]rdf.Quad, error)) func(*graph.Snapshot) ([]rdf.Quad, error) {
	return func(snap *graph.Snapshot) ([]rdf.Quad, error) { return of(s.derivedFrom(snap))() }
}

var errNoBase = errors.New("a base is an absolute IRI that ends with a slash, without query and fragment, its path of letters, digits and -._~/")
