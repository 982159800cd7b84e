package handlers

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/memento"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf"
)

// longestMerger is how many mergers of mergers are followed.
const longestMerger = 64

// answerGone answers for a thing that was withdrawn or merged: 308 to what it was
// merged into, an error for a withdrawn one. done is false where there is nothing
// of that kind. kind is "id" or "doc", of the address asked for.
func (s *Server) answerGone(c *gin.Context, snap *graph.Snapshot, kind, path, suffix string) (done bool, err error) {
	stone, ok, err := s.tombstone(snap, s.IRI("id/"+path))
	if err != nil || !ok {
		return false, err
	}
	if !stone.Merged {
		p, err := s.withdrawn(c, snap, stone, path)
		return true, cmp.Or[error](err, p)
	}
	to := stone.Replacement.Value()
	if local, ok := strings.CutPrefix(to, s.Base+"id/"); ok {
		to = s.Root + kind + "/" + site.EscapePath(local) + suffix
		if query := c.Request.URL.RawQuery; query != "" {
			to += "?" + query
		}
	}
	c.Header("Cache-Control", answer.CacheCurrent)
	c.Header("Location", to)
	c.Header("Content-Type", "text/plain; charset=utf-8")
	c.Status(http.StatusPermanentRedirect)
	c.Writer.WriteHeaderNow()
	return true, nil
}

// tombstone returns the tombstone of a thing; that of a merger names what its
// statements are at now, after all mergers that followed. Mergers in a circle
// are none.
func (s *Server) tombstone(snap *graph.Snapshot, thing rdf.Term) (stone feeds.Tombstone, ok bool, err error) {
	stone, ok, err = feeds.TombstoneOf(snap, thing)
	if err != nil || !ok || !stone.Merged {
		return stone, ok, err
	}
	for range longestMerger {
		next, more, err := feeds.TombstoneOf(snap, stone.Replacement)
		if err != nil || !more || !next.Merged {
			return stone, true, err
		}
		stone.Replacement = next.Replacement
	}
	return stone, false, nil
}

// answerPast answers for a document where the current state of its thing does not:
// for a moment of the past, and for a thing that is gone.
func (s *Server) answerPast(c *gin.Context, snap *graph.Snapshot, path, suffix string) (done bool, err error) {
	at, asked, err := memento.AcceptDatetime(c.Request)
	if err != nil {
		return true, err
	}
	if asked && suffix == "" {
		if done, err := s.timeGate(c, snap, path, at); done || err != nil {
			return done, err
		}
	}
	return s.answerGone(c, snap, "doc", path, suffix)
}

// withdrawn is the problem of a withdrawn thing.
func (s *Server) withdrawn(c *gin.Context, snap *graph.Snapshot, stone feeds.Tombstone, path string) (*problem.Problem, error) {
	lang := negotiate.Language(c.Request)
	p := problem.New("gone", "%s%s was withdrawn", s.Root, "id/"+path)
	p.Reason = stone.Reason(lang)
	p.Withdrawal = stone.Activity.Value()
	if p.Reason != "" {
		p.Detail += ": " + p.Reason
	}
	if !stone.Replacement.IsZero() {
		p.Replacement = stone.Replacement.Value()
		p.Links = append(p.Links, link.Link{Rel: "successor-version", Href: p.Replacement})
	}
	p.Graph = stone.Quads(rdf.Term{})
	versions, err := memento.Of(c.Request.Context(), s.Site, snap, path)
	if err != nil {
		return nil, err
	}
	if n := len(versions.Kept); n > 0 {
		last := versions.Kept[n-1]
		p.Last, p.LastTime = versions.Link(last, "").Href, last.Time
		p.Links = append(p.Links, versions.Links(0)...)
	}
	return p, nil
}
