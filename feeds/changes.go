package feeds

import (
	"context"
	"io"
	"strconv"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/patch"
)

// A Page is a piece of the change log.
type Page struct {
	Dataset string // what tells the store from others; see graph.Store.ID
	Since   uint64 // the commit before those of the page
	Next    uint64 // the last commit on it, or Since: the page behind it is since that
	// Full tells that no commit will be added to the page.
	Full    bool
	Changes []graph.Transaction // one for each commit, the oldest first
	// Tombstones are those that the changes put up.
	Tombstones []Tombstone
}

// Bounds end a page. A commit of more quads is a page of its own.
type Bounds struct{ Commits, Quads int }

// ReadPage returns the commits behind one that fit on a page. Errors: those of
// Snapshot.Changes.
//
// Cost: that of the commits. Of a large one the quads are read twice and not held.
func ReadPage(ctx context.Context, snap *graph.Snapshot, since uint64, most Bounds) (Page, error) {
	p := Page{Since: since, Next: since}
	quads := 0
	for t, err := range snap.Changes(ctx, since, snap.Seq()) {
		if err != nil {
			return p, err
		}
		n := t.Added + t.Removed
		if p.Full = len(p.Changes) == most.Commits || len(p.Changes) > 0 && quads+n > most.Quads; p.Full {
			break
		}
		quads += n
		p.Changes, p.Next = append(p.Changes, t), t.Seq
		if err := p.mark(t); err != nil {
			return p, err
		}
	}
	p.Full = p.Full || len(p.Changes) == most.Commits || quads > most.Quads
	return p, nil
}

// mark adds the tombstones that a transaction puts up.
func (p *Page) mark(t graph.Transaction) error {
	from := len(p.Tombstones)
	for q, err := range t.AddedQuads {
		if err != nil {
			return err
		}
		if cause := q.P.Value(); cause == ontology.Withdraws || cause == ontology.Merges {
			p.Tombstones = append(p.Tombstones, Tombstone{Activity: q.S, Thing: q.O, Merged: cause == ontology.Merges, Time: t.Time})
		}
	}
	found := p.Tombstones[from:]
	if len(found) == 0 {
		return nil
	}
	for q, err := range t.AddedQuads {
		if err != nil {
			return err
		}
		for i := range found {
			if q.S == found[i].Activity {
				found[i].learn(q.Triple())
			}
		}
	}
	return nil
}

// WritePatch writes the page as RDF Patch: a transaction for each commit, in its
// order. Headers before them name the dataset, the page, where the next one
// begins, and each thing that is gone.
func (p *Page) WritePatch(w io.Writer) error {
	e := patch.NewEncoder(w)
	header := func(name string, value rdf.Term) error {
		return e.Encode(patch.Row{Op: patch.Header, Name: name, Term: value})
	}
	for _, h := range []struct{ name, value string }{
		{"dataset", p.Dataset}, {"since", strconv.FormatUint(p.Since, 10)}, {"next", strconv.FormatUint(p.Next, 10)},
	} {
		if err := header(h.name, rdf.String(h.value)); err != nil {
			return err
		}
	}
	for _, t := range p.Tombstones {
		if err := header("tombstone", t.Thing); err != nil {
			return err
		}
	}
	for _, t := range p.Changes {
		if err := writeTransaction(e, t); err != nil {
			return err
		}
	}
	return e.Flush()
}

func writeTransaction(e *patch.Encoder, t graph.Transaction) error {
	if err := e.Encode(patch.Row{Op: patch.Begin}); err != nil {
		return err
	}
	for q, err := range t.RemovedQuads {
		if err == nil {
			err = e.Encode(patch.Row{Op: patch.Delete, Quad: q})
		}
		if err != nil {
			return err
		}
	}
	for q, err := range t.AddedQuads {
		if err == nil {
			err = e.Encode(patch.Row{Op: patch.Add, Quad: q})
		}
		if err != nil {
			return err
		}
	}
	return e.Encode(patch.Row{Op: patch.Commit})
}

// WriteDiff writes what makes one set of quads of another as RDF Patch. Each has
// its quads once.
func WriteDiff(w io.Writer, from, to []rdf.Quad) error {
	e := patch.NewEncoder(w)
	rows := func(op patch.Op, quads, without []rdf.Quad) error {
		known := map[rdf.Quad]bool{}
		for _, q := range without {
			known[q] = true
		}
		for _, q := range quads {
			if known[q] {
				continue
			}
			if err := e.Encode(patch.Row{Op: op, Quad: q}); err != nil {
				return err
			}
		}
		return nil
	}
	if err := e.Encode(patch.Row{Op: patch.Begin}); err != nil {
		return err
	}
	if err := rows(patch.Delete, from, to); err != nil {
		return err
	}
	if err := rows(patch.Add, to, from); err != nil {
		return err
	}
	if err := e.Encode(patch.Row{Op: patch.Commit}); err != nil {
		return err
	}
	return e.Flush()
}

// A tombstoneEntry is a tombstone in JSON.
type tombstoneEntry struct {
	Thing       string    `json:"thing"`
	Kind        string    `json:"kind"` // "withdrawn" or "merged"
	Activity    string    `json:"activity"`
	Replacement string    `json:"replacement,omitempty"`
	Reason      string    `json:"reason,omitempty"`
	Time        time.Time `json:"time"`
}

func (t Tombstone) entry() tombstoneEntry {
	kind := "withdrawn"
	if t.Merged {
		kind = "merged"
	}
	return tombstoneEntry{t.Thing.Value(), kind, t.Activity.Value(), t.Replacement.Value(), t.Reason("en"), t.Time.UTC()}
}
