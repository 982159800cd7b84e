// Package memento finds the versions of documents, and names them as RFC 7089 has it:
// links, lists of versions, and the state of a moment.
//
// A version is what a commit left, so it never changes.
package memento

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf"
)

// A Version is the document about a thing as a commit left it; there is none
// where the commit took the last statement of the thing away.
type Version struct {
	Seq   uint64
	Time  time.Time // in whole seconds, which is what HTTP has
	There bool
}

// Versions are those of one document that are kept, the oldest first.
type Versions struct {
	All  []Version
	Kept []Version // those that there is a document of

	site *site.Site
	path string // of the thing, behind id/
}

// Of returns the versions of the document about the thing with a path behind id/ that
// are kept, the oldest first: one for each commit that touched the thing, its parts or its blank
// nodes. Labels of other things may have changed in between. Where older ones were
// forgotten the first is that of the oldest state known.
//
// Cost: that of the history of these nodes.
func Of(ctx context.Context, at *site.Site, snap *graph.Snapshot, path string) (*Versions, error) {
	thing := at.IRI("id/" + path)
	nodes, left, err := nodesOf(snap, thing)
	if err != nil {
		return nil, err
	}
	var found []Version
	own := map[uint64]graph.Transaction{} // those that touched the thing itself
	forgotten := false
	for _, node := range nodes {
		for t, err := range snap.History(ctx, node) {
			if errors.Is(err, graph.ErrForgotten) {
				forgotten = true
				break
			}
			if err != nil {
				return nil, err
			}
			found = append(found, Version{Seq: t.Seq, Time: t.Time.Truncate(time.Second)})
			if node == thing {
				own[t.Seq] = t
			}
		}
	}
	if oldest := snap.Oldest(); forgotten {
		c, err := snap.Commit(ctx, oldest)
		if err != nil {
			return nil, err
		}
		found = append(found, Version{Seq: oldest, Time: c.Time.Truncate(time.Second)})
	}
	slices.SortFunc(found, func(a, b Version) int { return cmp.Compare(a.Seq, b.Seq) })
	found = slices.CompactFunc(found, func(a, b Version) bool { return a.Seq == b.Seq })
	for i, v := range slices.Backward(found) {
		found[i].There = left > 0
		if t, ok := own[v.Seq]; ok && i > 0 {
			n, err := statements(t, thing)
			if err != nil {
				return nil, err
			}
			left -= n
		}
	}
	kept := slices.DeleteFunc(slices.Clone(found), func(v Version) bool { return !v.There })
	return &Versions{found, kept, at, path}, nil
}

// nodesOf returns a thing, its parts and its blank nodes, and how many statements
// the thing has.
func nodesOf(snap *graph.Snapshot, thing rdf.Term) (nodes []rdf.Term, statements int, err error) {
	nodes = []rdf.Term{thing}
	for q, err := range graph.Describe(snap, thing) {
		if err != nil {
			return nil, 0, err
		}
		if q.S == thing {
			statements++
		} else if q.S != nodes[len(nodes)-1] {
			nodes = append(nodes, q.S)
		}
	}
	return nodes, statements, nil
}

// statements counts the statements of a thing that a transaction added, less
// those that it removed.
func statements(t graph.Transaction, thing rdf.Term) (n int, err error) {
	for q, err := range t.AddedQuads {
		if err != nil {
			return 0, err
		}
		if q.S == thing {
			n++
		}
	}
	for q, err := range t.RemovedQuads {
		if err != nil {
			return 0, err
		}
		if q.S == thing {
			n--
		}
	}
	return n, nil
}

// At returns the place of the last of All at or before a moment, -1 when all are
// later.
func (v *Versions) At(t time.Time) int {
	return lastOf(v.All, func(one Version) bool { return !one.Time.After(t) })
}

// Behind returns the place of the last of All up to a commit, -1 when all are later.
func (v *Versions) Behind(seq uint64) int { return behind(v.All, seq) }

func behind(all []Version, seq uint64) int {
	return lastOf(all, func(one Version) bool { return one.Seq <= seq })
}

func lastOf(all []Version, is func(Version) bool) int {
	for i, one := range slices.Backward(all) {
		if is(one) {
			return i
		}
	}
	return -1
}
