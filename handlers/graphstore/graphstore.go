// Package graphstore writes graphs as the SPARQL 1.1 Graph Store HTTP Protocol has it,
// and by RDF Patch.
//
// A request names its graph by address or by parameter, and what its body says
// elsewhere is refused.
package graphstore

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/http"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/rdf/patch"
)

// MaxBody is how many bytes the body of a request that writes a graph may have.
const MaxBody = 64 << 20

// A Store is one whose graphs are written.
type Store struct {
	*writing.Store
	// Contexts loads the contexts of documents of JSON-LD; nil loads none.
	Contexts processor.Loader
}

// A change does what a request asks, in its transaction.
type change func(tx *graph.Tx) error

// methods are what the methods of HTTP make of a request, before the transaction.
var methods = map[string]func(*Store, writing.Work, *writing.State) (change, error){
	http.MethodPut: put, http.MethodPost: post, http.MethodPatch: patchGraph, http.MethodDelete: remove,
}

// Writer returns what a PUT, POST, PATCH or DELETE changes. Errors: *problem.Problem.
func (s *Store) Writer(r *http.Request) (w writing.Writer, err error) {
	name, given, err := Named(s.Site, r)
	if err = cmp.Or(problem.RefuseOthers(r.URL.Query(), "graph", "default", "message"), err); err != nil {
		return w, err
	}
	target := writing.State{Graph: name, Whole: !given}
	return writing.Writer{
		Need: tokens.Curator, Message: r.Method + " " + target.String(), Read: bodyOf,
		Do: func(ctx context.Context, w writing.Work) (writing.Outcome, error) {
			change, err := methods[r.Method](s, w, &target)
			if err != nil {
				return writing.Outcome{}, err
			}
			return s.carryOut(ctx, w, target, change)
		},
	}, nil
}

// bodyOf reads a body that must say how long it is: one that is empty by
// accident would replace a graph by nothing.
func bodyOf(r *http.Request) ([]byte, error) {
	if r.Method != http.MethodDelete && r.ContentLength == 0 && r.Header.Get("Content-Length") == "" && len(r.TransferEncoding) == 0 {
		return nil, problem.New("length-required", "the request has neither Content-Length nor a body")
	}
	return codings.ReadBody(r, MaxBody)
}

// carryOut carries out a change of a graph or of the dataset.
func (s *Store) carryOut(ctx context.Context, w writing.Work, target writing.State, change change) (out writing.Outcome, err error) {
	var before uint64
	var there bool
	out.Commit, err = s.Update(ctx, w.Change, func(tx *graph.Tx) error {
		snap, err := tx.Snapshot()
		if err != nil {
			return err
		}
		before, there = target.Version(snap)
		if err := target.Expected(w.Request, tx); err != nil {
			return err
		}
		if w.Request.Method == http.MethodDelete && !there && !target.Graph.IsZero() {
			return problem.New("not-found", "there is no graph %v", target)
		}
		if err := change(tx); err != nil {
			return err
		}
		out.Report, err = s.Pass(ctx, tx)
		return err
	})
	if err != nil {
		return out, err
	}
	changed := out.Added+out.Removed > 0
	if changed {
		before = out.Seq
	}
	out.Tag = writing.StateTag(before)
	if !target.Whole {
		out.Graph = target.Graph.Value()
		out.Created = !there && changed
	}
	if out.Created {
		out.Location = Home(s.Site, target.Graph)
	}
	return out, nil
}

// put makes a graph hold what the body says, and writes only the difference.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §5.3.
func put(s *Store, w writing.Work, target *writing.State) (change, error) {
	if target.Whole {
		return nil, problem.BadParameter("graph", "say which graph is replaced: graph=IRI or default")
	}
	document, err := s.read(w, *target, "")
	if err != nil {
		return nil, err
	}
	return func(tx *graph.Tx) error {
		_, err := tx.Replace([]rdf.Term{target.Graph}, document)
		return err
	}, nil
}

// post adds what the body says: to a graph, to a new one without a name, or,
// from a syntax that names graphs, to those that it names.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §5.5.
func post(s *Store, w writing.Work, target *writing.State) (change, error) {
	prefix := "p" + rand.Text() + "n" // new nodes, whatever the store has
	if f, _ := rdf.FormatOf(w.Request.Header.Get("Content-Type")); target.Whole && !(f.Graphs && f.Token != "jsonld") {
		*target = writing.State{Graph: rdf.IRI(s.Site.Base + site.Graphs + "/" + strings.ToLower(rand.Text()[:16]))}
	}
	document, err := s.read(w, *target, prefix)
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

// remove removes a graph.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §5.4.
func remove(_ *Store, _ writing.Work, target *writing.State) (change, error) {
	if target.Whole {
		return nil, problem.BadParameter("graph", "say which graph is removed: graph=IRI or default")
	}
	return func(tx *graph.Tx) error {
		_, err := tx.RemoveMatching(target.Pattern())
		return err
	}, nil
}

// patchGraph carries out an RDF Patch of a graph or of the dataset. Blank nodes
// are those of the store; prefixes are not kept. Blocks that are aborted do not
// count.
func patchGraph(_ *Store, w writing.Work, target *writing.State) (change, error) {
	if media := w.Request.Header.Get("Content-Type"); !isPatch(media) {
		return nil, problem.New("media-type", "the body has the Content-Type %.100q; a graph is patched with %s", media, patch.MediaType)
	}
	rows, err := readPatch(w.Body, *target)
	if err != nil {
		return nil, err
	}
	return func(tx *graph.Tx) error { return applyPatch(tx, rows) }, nil
}

// readPatch returns the rows of a patch that add or remove quads, without those
// that are aborted.
func readPatch(body []byte, target writing.State) (rows []patch.Row, err error) {
	decode := patch.DecodeTriples
	if target.Whole {
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
			if !target.Whole {
				row.Quad.G = target.Graph
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
