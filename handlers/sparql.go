package handlers

import (
	"context"
	"io"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/syntax"
)

// getSPARQL answers GET and QUERY: a query, or without one what the service is.
func (s *Server) getSPARQL(c *gin.Context) error {
	in, err := protocol.Read(c.Request)
	if err != nil {
		return err
	}
	if !in.Has("query") {
		return s.getService(c)
	}
	return s.query(c, in)
}

// postSPARQL answers POST: a query or an update.
func (s *Server) postSPARQL(c *gin.Context) error {
	in, err := protocol.Read(c.Request)
	if err != nil {
		return err
	}
	if in.Has("update") {
		return s.update(c, in)
	}
	return s.query(c, in)
}

// query answers a query.
func (s *Server) query(c *gin.Context, in protocol.Request) error {
	key := in.Key(c.Request)
	if p := s.cache.Get(key, s.store.Snapshot()); p != nil {
		return p.Send(c.Writer, c.Request)
	}
	q, err := s.engine.Parse(c.Request.Context(), in.Get("query"), in.Options(s.Site))
	if err != nil {
		return problem.OfParameter("query", err)
	}
	defer q.Close()
	if in.Has("explain") {
		q.Close()
		return s.explainQuery(c, in)
	}
	ch, err := s.choose(in.Negotiating(c.Request), "", answersTo(q.Form))
	if err != nil {
		return err
	}
	snap, err := s.snapshotFor(c)
	if err != nil {
		return err
	}
	a := answer.Answer{Media: ch.ContentType(), Modified: snap.Time(), Cache: answer.CacheChecked, Vary: append(ch.Vary, "Accept-Datetime")}
	tag := ""
	if ch.Token != negotiate.HTML.Token && ch.By == "" { // a page has the tag of its bytes, and what others have changes unseen
		tag = in.Tag(c.Request, snap, ch)
	}
	if tag != "" && answer.Evaluate(c.Request, tag, snap.Time()) == http.StatusNotModified {
		return a.NotModified(c.Writer, tag)
	}
	c.Set(formKey, q.Form.String())
	r, err := s.engine.Run(c.Request.Context(), snap, q)
	if err != nil {
		return err
	}
	defer r.Close()
	a.Links = s.warningLinks(r)
	if ch.Token == negotiate.HTML.Token {
		return s.answerPage(c, in, r, a)
	}
	out := newStream(c, a, tag)
	if c.Request.Method == http.MethodHead {
		return out.Head()
	}
	err = s.writeResult(out, r, ch)
	held, whole := out.All()
	if err != nil || !whole || tag == "" {
		return out.End(err)
	}
	a.Body, a.Tag = held, tag
	p := answer.Prepare(a)
	if key != "" {
		s.cache.Put(key, p, snap, nil)
	}
	return p.Send(c.Writer, c.Request)
}

// The variants of the answers to queries, by what they are.
var (
	graphAnswers = append(negotiate.RDFOffers(), negotiate.HTML)
	tableAnswers = append(negotiate.ResultOffers(), negotiate.HTML)
	truthAnswers = slices.DeleteFunc(slices.Clone(tableAnswers), func(o negotiate.Offer) bool { return o.Token != negotiate.HTML.Token && !o.Result.Boolean })
)

// answersTo returns the variants of the answer to a form of query.
func answersTo(form syntax.Form) []negotiate.Offer {
	switch form {
	case syntax.Construct, syntax.Describe:
		return graphAnswers
	case syntax.Ask:
		return truthAnswers
	}
	return tableAnswers
}

// writeResult writes a result in the variant that was chosen.
func (s *Server) writeResult(to io.Writer, r *sparql.Result, ch negotiate.Choice) error {
	if !ch.IsRDF() {
		return r.Write(to, ch.Result)
	}
	start, err := s.graphIn(ch, rdf.Term{}).Encoder()
	if err != nil {
		return err
	}
	return r.WriteGraph(to, func(w io.Writer) rdf.Encoder { return start(w, true) })
}

// warningLinks tell of classes and properties of the query that the data does
// not have: each a link to the nearest known one, or to itself.
func (s *Server) warningLinks(r *sparql.Result) (links []link.Link) {
	for _, w := range r.Warnings(r.Snapshot()) {
		target := w.Nearest
		if target == "" {
			target = w.IRI
		}
		links = append(links, link.Link{Rel: s.Base + "problems/unknown-term", Href: target, Title: w.String()})
	}
	return links[:min(len(links), site.MostNearest)]
}

// update carries out an update for those who may write.
func (s *Server) update(c *gin.Context, in protocol.Request) error {
	return s.write(c, writing.Writer{
		Need: tokens.Curator, Message: "SPARQL update", Said: in.Get("message"),
		Read: func(*http.Request) ([]byte, error) { return []byte(in.Encode()), nil },
		Do:   func(ctx context.Context, w writing.Work) (writing.Outcome, error) { return s.runUpdate(ctx, w, in) },
	})
}

func (s *Server) runUpdate(ctx context.Context, w writing.Work, in protocol.Request) (writing.Outcome, error) {
	all := writing.State{Whole: true}
	o := in.UpdateOptions(s.Base)
	o.Change = w.Change
	o.Before = func(tx *graph.Tx) error { return all.Expected(w.Request, tx) }
	var found *problem.Report
	o.After = func(tx *graph.Tx) (err error) {
		found, err = s.changes.Pass(ctx, tx)
		return err
	}
	done, err := s.engine.Update(ctx, s.store, in.Get("update"), o)
	return writing.Outcome{Commit: done.Commit, Elsewhere: done.Elsewhere, Report: found, Tag: writing.StateTag(done.Seq)}, err
}
