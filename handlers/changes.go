package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf/patch"
)

const (
	// longestWait is how long a request may wait for a change.
	longestWait = 60 * time.Second
	// pageQuads is how many quads end a page of changes.
	pageQuads = 50_000
)

// getChanges answers /changes: up to limit= commits behind since=. A page that has
// all it will ever have never changes; at the end of the log Prefer: wait lets the
// answer wait for the next commit.
func (s *Server) getChanges(c *gin.Context) error {
	q := c.Request.URL.Query()
	since, limit, err := changesParameters(q)
	if err != nil {
		return err
	}
	ch, err := negotiate.Choose(c.Request, "", negotiate.ChangesOffers)
	if err != nil {
		return err
	}
	snap := s.await(c, since)
	if since > snap.Seq() {
		return problem.BadParameter("since", "%d is behind the last commit, which is %d", since, snap.Seq())
	}
	page, err := feeds.ReadPage(c.Request.Context(), snap, since, feeds.Bounds{Commits: limit, Quads: pageQuads})
	if err != nil {
		return err
	}
	page.Dataset = s.store.ID()
	a := answer.Answer{Media: ch.ContentType(), Vary: ch.Vary, Cache: answer.CacheChecked, Modified: snap.Time()}
	if page.Full {
		a.Cache, a.Modified = answer.CacheImmutable, page.Changes[len(page.Changes)-1].Time
		q.Set("since", strconv.FormatUint(page.Next, 10))
		a.Links = []link.Link{{Rel: "next", Href: s.Base + site.Changes + "?" + q.Encode()}}
	}
	tag := "W/" + answer.TagOf(page.Dataset, ch.Media, since, page.Next)
	if answer.Evaluate(c.Request, tag, a.Modified) == http.StatusNotModified {
		return a.NotModified(c.Writer, tag)
	}
	out := newStream(c, a, tag)
	if c.Request.Method == http.MethodHead {
		return out.Head()
	}
	if ch.Media == patch.MediaType {
		return out.End(page.WritePatch(out))
	}
	return out.End(page.WriteJSON(out))
}

// changesParameters reads since= and limit=, and refuses others.
func changesParameters(q url.Values) (since uint64, limit int, err error) {
	for name := range q {
		if name != "since" && name != "limit" && name != "format" && name != "lang" {
			return 0, 0, problem.BadParameter(name, "this resource takes no parameter %.50q; it takes since, limit, format", name)
		}
	}
	if p := problem.RefuseSeveral(q, "limit"); p != nil {
		return 0, 0, p
	}
	if since, err = commitParameter(q, "since", 0); err != nil {
		return 0, 0, err
	}
	limit = 100
	if text := q.Get("limit"); text != "" {
		limit, err = strconv.Atoi(text)
	}
	if err != nil || limit < 1 || limit > 1000 {
		return 0, 0, problem.BadParameter("limit", "%.50q is no number from 1 to 1000", q.Get("limit"))
	}
	return since, limit, nil
}

// commitParameter reads the number of a commit.
func commitParameter(q url.Values, name string, otherwise uint64) (uint64, error) {
	if p := problem.RefuseSeveral(q, name); p != nil {
		return 0, p
	}
	if !q.Has(name) {
		return otherwise, nil
	}
	n, err := strconv.ParseUint(q.Get(name), 10, 63)
	if err != nil {
		return 0, problem.BadParameter(name, "%.50q is not the number of a commit", q.Get(name))
	}
	return n, nil
}

// await returns the current state. Where that has nothing behind a commit, and
// the request prefers to wait, it waits, and says so in the answer.
//
// Spec: RFC 7240 §4.3.
func (s *Server) await(c *gin.Context, since uint64) *graph.Snapshot {
	now, wait := s.store.Snapshot(), preferredWait(c.Request)
	if wait == 0 || since != now.Seq() {
		return now
	}
	c.Header("Preference-Applied", "wait="+strconv.Itoa(int(wait/time.Second)))
	ctx, cancel := context.WithTimeout(c.Request.Context(), wait)
	defer cancel()
	go func() {
		select {
		case <-s.draining:
			cancel()
		case <-ctx.Done():
		}
	}()
	if next, err := s.store.Await(ctx, since); err == nil {
		return next
	}
	return now
}

// preferredWait returns how long a request prefers to wait, at most longestWait; 0
// for one that does not.
func preferredWait(r *http.Request) time.Duration {
	for _, preference := range negotiate.SplitList(strings.Join(r.Header.Values("Prefer"), ",")) {
		preference, _, _ = strings.Cut(preference, ";")
		name, value, _ := strings.Cut(preference, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "wait") {
			continue
		}
		seconds, err := strconv.ParseUint(strings.Trim(strings.TrimSpace(value), `"`), 10, 31)
		if err != nil {
			return 0
		}
		return min(time.Duration(seconds)*time.Second, longestWait)
	}
	return 0
}
