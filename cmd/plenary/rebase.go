package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// Run makes the new folder, commit by commit.
func (r *Rebase) Run(ctx context.Context, std streams) (err error) {
	if r.Base == "" {
		return usage("--base is empty")
	}
	base, err := baseIRI(r.Base, nil)
	if err != nil {
		return err
	}
	old, err := r.open()
	if err != nil {
		return err
	}
	defer old.Close()
	if old.Base() == "" || old.Base() == base {
		return usage("the data in %s lives under %q: there is nothing to move to %s", r.Data, old.Base(), base)
	}
	if entries, err := os.ReadDir(r.Out); err == nil && len(entries) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usage("%s is there already, with something in it", r.Out)
	}
	var now time.Time
	moved, err := graph.Open(r.Out, graph.Options{Base: base, Now: func() time.Time { return now }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, moved.Close()) }()
	m := move{from: old.Base(), to: base, now: &now}
	if err := m.all(ctx, old.Snapshot(), moved); err != nil {
		return interruptedOr(ctx, err)
	}
	_, err = fmt.Fprintf(std.out, "%s: commit %d, %s under %s; tokens and gate.json stay with %s\n", r.Out, moved.Snapshot().Seq(), plural(int64(moved.Snapshot().Len()), "quad", "quads"), base, r.Data)
	return err
}

// A move writes the commits of one store to another, the IRIs below one base
// below another.
type move struct {
	from, to string
	now      *time.Time // what the other store takes for the time
}

// all writes the history that is kept; the state that it begins with is the first
// commit.
func (m move) all(ctx context.Context, old *graph.Snapshot, to *graph.Store) error {
	first := old.Oldest()
	if first > 1 {
		state, err := old.At(ctx, first)
		if err != nil {
			return err
		}
		*m.now = state.Time()
		change := graph.Change{Author: "plenary rebase", Message: fmt.Sprintf("the state after commit %d", first)}
		if _, err := to.Load(ctx, change, m.quads(state.Quads(graph.Pattern{}))); err != nil {
			return err
		}
	} else {
		first = 0
	}
	for c, err := range old.Changes(ctx, first, old.Seq()) {
		if err == nil {
			err = m.commit(ctx, c, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// commit writes one commit, with its time, author and message.
func (m move) commit(ctx context.Context, c graph.Transaction, to *graph.Store) error {
	*m.now = c.Time
	change := graph.Change{Author: c.Author, Message: c.Message}
	if c.Removed == 0 {
		_, err := to.Load(ctx, change, m.quads(c.AddedQuads))
		return err
	}
	_, err := to.Update(ctx, change, func(tx *graph.Tx) error {
		for q, err := range m.quads(c.RemovedQuads) {
			if err == nil {
				_, err = tx.Remove(q)
			}
			if err != nil {
				return err
			}
		}
		for q, err := range m.quads(c.AddedQuads) {
			if err == nil {
				_, err = tx.Add(q)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func (m move) quads(all iter.Seq2[rdf.Quad, error]) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for q, err := range all {
			if !yield(rdf.Quad{S: m.term(q.S), P: m.term(q.P), O: m.term(q.O), G: m.term(q.G)}, err) {
				return
			}
		}
	}
}

func (m move) term(t rdf.Term) rdf.Term {
	if tr, ok := t.Triple(); ok {
		return rdf.TripleTerm(rdf.Triple{S: m.term(tr.S), P: m.term(tr.P), O: m.term(tr.O)})
	}
	if rest, ok := strings.CutPrefix(t.Value(), m.from); ok && t.IsIRI() {
		return rdf.IRI(m.to + rest)
	}
	return t
}
