package handlers

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/memento"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/ontology"
)

// timeGate answers for a document at a moment: 302 to its version of then, to the
// first one when all are later. done is false where the current state has to
// answer, since the moment is after the last change.
//
// Spec: RFC 7089 §4.1.1 (the original is its own TimeGate), §4.5.3.
func (s *Server) timeGate(c *gin.Context, snap *graph.Snapshot, path string, at time.Time) (done bool, err error) {
	versions, err := memento.Of(c.Request.Context(), s.Site, snap, path)
	if err != nil || len(versions.Kept) == 0 {
		return false, err
	}
	all := versions.All
	i := max(versions.At(at), slices.IndexFunc(all, func(v memento.Version) bool { return v.There }))
	if !all[i].There {
		if i == len(all)-1 {
			return false, nil
		}
		p := problem.New("not-found", "%sdoc/%.200s was not there on %s", s.Root, path, at.Format(http.TimeFormat))
		p.Links = versions.Links(0)
		return true, p
	}
	c.Header("Cache-Control", answer.CacheCurrent)
	c.Header("Vary", "Accept-Datetime")
	c.Header("Location", s.Root+versions.Address(all[i].Seq)+querySuffix(c.Request.URL.RawQuery))
	link.Add(c.Writer.Header(), versions.Links(all[i].Seq))
	c.Header("Content-Type", "text/plain; charset=utf-8")
	c.Status(http.StatusFound)
	c.Writer.WriteHeaderNow()
	return true, nil
}

func querySuffix(query string) string {
	if query == "" {
		return ""
	}
	return "?" + query
}

// getMemento answers /memento/…: a document as a commit left it. A commit that did
// not change it leads to the one that did.
func (s *Server) getMemento(c *gin.Context) error {
	number, path, _ := strings.Cut(strings.TrimPrefix(c.Param("path"), "/"), "/")
	path, suffix := negotiate.SplitSuffix(path)
	snap := s.store.Snapshot()
	seq, err := strconv.ParseUint(number, 10, 64)
	if _, listed := ontology.ClassOf(path); err != nil || seq > snap.Seq() || listed || path == "" {
		return s.notFound(c.Request.Context(), memento.Path+c.Param("path"))
	}
	versions, err := memento.Of(c.Request.Context(), s.Site, snap, path)
	if err != nil {
		return err
	}
	i := versions.Behind(seq)
	switch {
	case i < 0 || !versions.All[i].There:
		p := problem.New("not-found", "there was no document about %sid/%.200s after commit %d", s.Root, path, seq)
		p.Links = versions.Links(0)
		return p
	case versions.All[i].Seq != seq:
		c.Header("Cache-Control", answer.CacheImmutable)
		c.Redirect(http.StatusMovedPermanently, s.Root+versions.Address(versions.All[i].Seq)+suffix+querySuffix(c.Request.URL.RawQuery))
		return nil
	}
	return s.sendMemento(c, snap, path, suffix, versions, versions.All[i])
}

// sendMemento answers with one of the versions that there are.
func (s *Server) sendMemento(c *gin.Context, snap *graph.Snapshot, path, suffix string, versions *memento.Versions, one memento.Version) error {
	ch, err := s.choose(c.Request, suffix, negotiate.ThingOffers)
	if err != nil {
		return err
	}
	then, err := snap.At(c.Request.Context(), one.Seq)
	if err != nil {
		return err
	}
	v, err := s.documentAbout(c, ch, then, s.IRI("id/"+path))
	if err != nil {
		return err
	}
	v.path, v.about, v.memento = versions.Address(one.Seq), versions.Links(one.Seq), one.Time
	return s.sendVariant(c, ch, v)
}

// linksOfMemento are the links of a version of a document: it has variants, and
// no link set.
func (s *Server) linksOfMemento(v resource) []link.Link {
	links := append(slices.Clone(v.about), link.Link{Rel: "license", Href: s.License}, link.Link{Rel: inDatasetRel, Href: s.Base + "dataset"})
	for _, o := range negotiate.DataOffers {
		links = append(links, link.Link{Rel: "alternate", Href: s.Base + v.path + o.Suffix + v.query, Media: o.Media, Title: o.Name})
	}
	return links
}

// snapshotFor returns the state that a request asks for by Accept-Datetime, and
// says so in the answer; the current one without that. A moment before the first
// state known gets the first.
//
// Spec: RFC 7089 §4.1.3.
func (s *Server) snapshotFor(c *gin.Context) (*graph.Snapshot, error) {
	snap := s.store.Snapshot()
	at, asked, err := memento.AcceptDatetime(c.Request)
	if err != nil || !asked {
		return snap, err
	}
	then, err := memento.StateAt(c.Request.Context(), snap, at)
	if err != nil {
		return nil, err
	}
	c.Header("Memento-Datetime", then.Time().UTC().Format(http.TimeFormat))
	return then, nil
}
