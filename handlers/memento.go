package handlers

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
)

// mementoPath and timemapPath are where versions of documents and the lists of
// them are: /memento/{commit}/{class}/{slug}, /timemap/{class}/{slug}.
const (
	mementoPath = "memento"
	timemapPath = "timemap"
)

// acceptDatetime returns the moment that a request asks for, in whole seconds.
// asked is false where it names none. Errors: a header that is no date, RFC 7089
// §4.5.3.
func acceptDatetime(r *http.Request) (t time.Time, asked bool, err error) {
	values := r.Header.Values("Accept-Datetime")
	if len(values) == 0 {
		return t, false, nil
	}
	t, err = time.Parse(http.TimeFormat, strings.TrimSpace(values[0]))
	if err != nil || len(values) > 1 {
		p := problem.New("bad-request", "Accept-Datetime %.60q is no date", strings.Join(values, ", "))
		p.Parameter, p.Hint = "Accept-Datetime", "write it as "+time.Date(2025, 11, 23, 12, 0, 0, 0, time.UTC).Format(http.TimeFormat)
		return t, false, p
	}
	return t, true, nil
}

// timeGate answers for a document at a moment: 302 to its version of then, to the
// first one when all are later. done is false where the current state has to
// answer, since the moment is after the last change.
//
// Spec: RFC 7089 §4.1.1 (the original is its own TimeGate), §4.5.3.
func (s *Server) timeGate(c *gin.Context, snap *graph.Snapshot, path string, at time.Time) (done bool, err error) {
	all, err := s.versions(c.Request.Context(), snap, s.IRI("id/"+path))
	if err != nil || len(kept(all)) == 0 {
		return false, err
	}
	i := max(versionAt(all, at), slices.IndexFunc(all, func(v version) bool { return v.there }))
	if !all[i].there {
		if i == len(all)-1 {
			return false, nil
		}
		p := problem.New("not-found", "%sdoc/%.200s was not there on %s", s.Root, path, at.Format(http.TimeFormat))
		p.Links = s.linksOfVersions(path, kept(all), -1)
		return true, p
	}
	mementos := kept(all)
	c.Header("Cache-Control", answer.CacheCurrent)
	c.Header("Vary", "Accept-Datetime")
	c.Header("Location", s.mementoAddress(all[i].seq, path)+querySuffix(c.Request.URL.RawQuery))
	link.Add(c.Writer.Header(), s.linksOfVersions(path, mementos, versionOf(mementos, all[i].seq)))
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

// mementoAddress is the path of a version of a document.
func (s *Server) mementoAddress(seq uint64, path string) string {
	return s.Root + mementoPath + "/" + strconv.FormatUint(seq, 10) + "/" + site.EscapePath(path)
}

// getMemento answers /memento/…: a document as a commit left it. A commit that did
// not change it leads to the one that did.
func (s *Server) getMemento(c *gin.Context) error {
	number, path, _ := strings.Cut(strings.TrimPrefix(c.Param("path"), "/"), "/")
	path, suffix := negotiate.SplitSuffix(path)
	snap := s.store.Snapshot()
	seq, err := strconv.ParseUint(number, 10, 64)
	if _, listed := ontology.ClassOf(path); err != nil || seq > snap.Seq() || listed || path == "" {
		return s.notFound(c.Request.Context(), mementoPath+c.Param("path"))
	}
	all, err := s.versions(c.Request.Context(), snap, s.IRI("id/"+path))
	if err != nil {
		return err
	}
	i := versionOf(all, seq)
	switch {
	case i < 0 || !all[i].there:
		p := problem.New("not-found", "there was no document about %sid/%.200s after commit %d", s.Root, path, seq)
		p.Links = s.linksOfVersions(path, kept(all), -1)
		return p
	case all[i].seq != seq:
		c.Header("Cache-Control", answer.CacheImmutable)
		c.Redirect(http.StatusMovedPermanently, s.mementoAddress(all[i].seq, path)+suffix+querySuffix(c.Request.URL.RawQuery))
		return nil
	}
	return s.sendMemento(c, snap, path, suffix, kept(all), seq)
}

// sendMemento answers with one of the versions that there are.
func (s *Server) sendMemento(c *gin.Context, snap *graph.Snapshot, path, suffix string, mementos []version, seq uint64) error {
	ch, err := negotiate.Choose(c.Request, suffix, negotiate.ThingOffers)
	if err != nil {
		return err
	}
	then, err := snap.At(c.Request.Context(), seq)
	if err != nil {
		return err
	}
	v, err := s.documentAbout(c, ch, then, s.IRI("id/"+path))
	if err != nil {
		return err
	}
	i := versionOf(mementos, seq)
	v.path, v.about, v.memento = strings.TrimPrefix(s.mementoAddress(seq, path), s.Root), s.linksOfVersions(path, mementos, i), mementos[i].time
	return s.sendVariant(c, ch, v)
}

// linksToVersions are the links from a document to its versions.
func (s *Server) linksToVersions(path string) []link.Link {
	original := s.Base + "doc/" + site.EscapePath(path)
	list := s.Base + timemapPath + "/" + site.EscapePath(path)
	return []link.Link{
		{Rel: "original timegate", Href: original},
		{Rel: "timemap", Href: list + ".link", Media: linkFormat},
		{Rel: "timemap", Href: list + ".json", Media: negotiate.JSON.Media},
	}
}

// linksOfVersions are the links of the version at a place among the mementos of a
// document, or of what answers in the place of one: -1.
//
// Spec: RFC 7089 §2.2.
func (s *Server) linksOfVersions(path string, mementos []version, place int) []link.Link {
	links := s.linksToVersions(path)
	last := len(mementos) - 1
	for i, v := range mementos {
		rel := ""
		for _, r := range []struct {
			name string
			is   bool
		}{{"first ", i == 0}, {"last ", i == last}, {"prev ", place >= 0 && i == place-1}, {"next ", place >= 0 && i == place+1}} {
			if r.is {
				rel += r.name
			}
		}
		if rel != "" || i == place {
			links = append(links, s.linkOfVersion(path, v, rel+"memento"))
		}
	}
	return links
}

func (s *Server) linkOfVersion(path string, v version, rel string) link.Link {
	return link.Link{Rel: rel, Href: s.Base + strings.TrimPrefix(s.mementoAddress(v.seq, path), s.Root), Datetime: v.time}
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
	at, asked, err := acceptDatetime(c.Request)
	if err != nil || !asked {
		return snap, err
	}
	then, err := stateAt(c.Request.Context(), snap, at)
	if err != nil {
		return nil, err
	}
	c.Header("Memento-Datetime", then.Time().UTC().Format(http.TimeFormat))
	return then, nil
}

// stateAt returns the last state of a second, or the first that is known.
func stateAt(ctx context.Context, snap *graph.Snapshot, at time.Time) (*graph.Snapshot, error) {
	if snap.Seq() == 0 {
		return snap, nil
	}
	oldest := min(snap.Oldest(), snap.Seq())
	first, err := snap.Commit(ctx, oldest)
	if err != nil {
		return nil, err
	}
	if at = at.Add(time.Second - 1); at.Before(first.Time) {
		return snap.At(ctx, oldest)
	}
	return snap.AtTime(ctx, at)
}
