package handlers

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A version is the document about a thing as a commit left it; there is none
// where the commit took the last statement of the thing away.
type version struct {
	seq   uint64
	time  time.Time // in whole seconds, which is what HTTP has
	there bool
}

// versions returns the versions of the document about a thing that are kept, the
// oldest first: one for each commit that touched the thing, its parts or its blank
// nodes. Labels of other things may have changed in between. Where older ones were
// forgotten the first is that of the oldest state known.
//
// Cost: that of the history of these nodes.
func (s *Server) versions(ctx context.Context, snap *graph.Snapshot, thing rdf.Term) ([]version, error) {
	nodes, left, err := nodesOf(snap, thing)
	if err != nil {
		return nil, err
	}
	var found []version
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
			found = append(found, version{seq: t.Seq, time: t.Time.Truncate(time.Second)})
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
		found = append(found, version{seq: oldest, time: c.Time.Truncate(time.Second)})
	}
	slices.SortFunc(found, func(a, b version) int { return cmp.Compare(a.seq, b.seq) })
	found = slices.CompactFunc(found, func(a, b version) bool { return a.seq == b.seq })
	for i, v := range slices.Backward(found) {
		found[i].there = left > 0
		if t, ok := own[v.seq]; ok && i > 0 {
			n, err := statements(t, thing)
			if err != nil {
				return nil, err
			}
			left -= n
		}
	}
	return found, nil
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

// versionAt returns the place of the last version at or before a moment, -1 when
// all are later.
func versionAt(all []version, t time.Time) int {
	return lastOf(all, func(v version) bool { return !v.time.After(t) })
}

// versionOf returns the place of the last version up to a commit, -1 when all are
// later.
func versionOf(all []version, seq uint64) int {
	return lastOf(all, func(v version) bool { return v.seq <= seq })
}

func lastOf(all []version, is func(version) bool) int {
	for i, v := range slices.Backward(all) {
		if is(v) {
			return i
		}
	}
	return -1
}

// kept are the versions that there is a document of.
func kept(all []version) []version {
	return slices.DeleteFunc(slices.Clone(all), func(v version) bool { return !v.there })
}
