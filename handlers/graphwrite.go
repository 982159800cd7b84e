package handlers

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/patch"
)

// maxGraph is how many bytes the body of a request that writes a graph may have.
const maxGraph = 64 << 20

// A graphChange does what a request asks, in its transaction.
type graphChange func(tx *graph.Tx) error

// writeGraph answers PUT, POST, PATCH and DELETE by what prepare makes of the
// request, before the transaction.
func (s *Server) writeGraph(prepare func(*Server, work, *state) (graphChange, error)) func(*gin.Context) error {
	return func(c *gin.Context) error {
		name, given, err := s.graphNamed(c.Request)
		if err != nil {
			return err
		}
		target := state{graph: name, whole: !given}
		return s.write(c, writer{
			need: tokens.Curator, message: c.Request.Method + " " + target.String(), read: graphBody,
			do: func(ctx context.Context, w work) (outcome, error) {
				change, err := prepare(s, w, &target)
				if err != nil {
					return outcome{}, err
				}
				return s.changeGraph(ctx, w, target, change)
			},
		})
	}
}

// String names the state in the history.
func (w state) String() string {
	switch {
	case w.whole:
		return "graphs"
	case w.graph.IsZero():
		return "the unnamed graph"
	}
	return "<" + w.graph.Value() + ">"
}

// graphBody reads a body that must say how long it is: one that is empty by
// accident would replace a graph by nothing.
func graphBody(r *http.Request) ([]byte, error) {
	if r.Method != http.MethodDelete && r.ContentLength == 0 && r.Header.Get("Content-Length") == "" && len(r.TransferEncoding) == 0 {
		return nil, problem.New("length-required", "the request has neither Content-Length nor a body")
	}
	return codings.ReadBody(r, maxGraph)
}

// changeGraph carries out a change of a graph or of the dataset.
func (s *Server) changeGraph(ctx context.Context, w work, target state, change graphChange) (out outcome, err error) {
	var before uint64
	var there bool
	out.Commit, err = s.store.Update(ctx, w.Change, func(tx *graph.Tx) error {
		snap, err := tx.Snapshot()
		if err != nil {
			return err
		}
		before, there = target.version(snap)
		if err := target.expected(w.request, tx); err != nil {
			return err
		}
		if w.request.Method == http.MethodDelete && !there && !target.graph.IsZero() {
			return problem.New("not-found", "there is no graph %v", target)
		}
		if err := change(tx); err != nil {
			return err
		}
		out.Report, err = s.pass(ctx, tx)
		return err
	})
	if err != nil {
		return out, err
	}
	changed := out.Added+out.Removed > 0
	if changed {
		before = out.Seq
	}
	out.tag = stateTag(before)
	if !target.whole {
		out.Graph = target.graph.Value()
		out.created = !there && changed
	}
	if out.created {
		out.location = s.graphHome(target.graph)
	}
	return out, nil
}

// putGraph makes a graph hold what the body says, and writes only the difference.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §5.3.
func putGraph(s *Server, w work, target *state) (graphChange, error) {
	if target.whole {
		return nil, problem.BadParameter("graph", "say which graph is replaced: graph=IRI or default")
	}
	document, err := s.readGraph(w, *target, "")
	if err != nil {
		return nil, err
	}
	return func(tx *graph.Tx) error {
		_, err := tx.Replace([]rdf.Term{target.graph}, document)
		return err
	}, nil
}

// postGraph adds what the body says: to a graph, to a new one without a name, or,
// from a syntax that names graphs, to those that it names.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §5.5.
func postGraph(s *Server, w work, target *state) (graphChange, error) {
	prefix := "p" + rand.Text() + "n" // new nodes, whatever the store has
	if f, _ := rdf.FormatOf(w.request.Header.Get("Content-Type")); target.whole && !(f.Graphs && f.Token != "jsonld") {
		*target = state{graph: rdf.IRI(s.Base + site.Graphs + "/" + strings.ToLower(rand.Text()[:16]))}
	}
	document, err := s.readGraph(w, *target, prefix)
	if err != nil {
		return nil, err
	}
	return func(tx *graph.Tx) error { return addAll(tx, document.Quads()) }, nil
}

func addAll(tx *graph.Tx, quads []rdf.Quad) error {
	for _, q := range quads {
		if _, err := tx.Add(q); err != nil {
			return err
		}
	}
	return nil
}

// deleteGraph removes a graph.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §5.4.
func deleteGraph(_ *Server, _ work, target *state) (graphChange, error) {
	if target.whole {
		return nil, problem.BadParameter("graph", "say which graph is removed: graph=IRI or default")
	}
	return func(tx *graph.Tx) error {
		_, err := tx.RemoveMatching(target.pattern())
		return err
	}, nil
}

// patchGraph carries out an RDF Patch of a graph or of the dataset. Blank nodes
// are those of the store; prefixes are not kept. Blocks that are aborted do not
// count.
func patchGraph(_ *Server, w work, target *state) (graphChange, error) {
	if media := w.request.Header.Get("Content-Type"); !isPatch(media) {
		return nil, problem.New("media-type", "the body has the Content-Type %.100q; a graph is patched with %s", media, patch.MediaType)
	}
	rows, err := readPatch(w.body, *target)
	if err != nil {
		return nil, err
	}
	return func(tx *graph.Tx) error { return applyPatch(tx, rows) }, nil
}

// readPatch returns the rows of a patch that add or remove quads, without those
// that are aborted.
func readPatch(body []byte, target state) (rows []patch.Row, err error) {
	decode := patch.DecodeTriples
	if target.whole {
		decode = patch.Decode
	}
	begun := 0
	for row, err := range decode(strings.NewReader(string(body)), rdf.DecodeOptions{}) {
		if err != nil {
			return nil, err
		}
		switch row.Op {
		case patch.Begin:
			begun = len(rows)
		case patch.Abort:
			rows = rows[:begun]
		case patch.Add, patch.Delete:
			if !target.whole {
				row.Quad.G = target.graph
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func applyPatch(tx *graph.Tx, rows []patch.Row) (err error) {
	for _, row := range rows {
		if row.Op == patch.Add {
			_, err = tx.Add(row.Quad)
		} else {
			_, err = tx.Remove(row.Quad)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// inGraph gives quads of a document the graph that they are written to. One that
// names another is an error.
func inGraph(q *rdf.Quad, target state) error {
	if target.whole {
		return nil
	}
	if !q.G.IsZero() && q.G != target.graph {
		return fmt.Errorf("%w", problem.New("bad-request", "the body has a statement in the graph %.200s, and the request is about %v", q.G.Value(), target))
	}
	q.G = target.graph
	return nil
}
