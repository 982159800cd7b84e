package labels

import (
	"context"
	"maps"
	"runtime/debug"
	"unicode/utf8"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/rdf"
)

// A view is the names after one commit: those of a segment, and in place of what
// it has of some things, those of an overlay. It never changes.
type view struct {
	seq     uint64
	segment *segment
	overlay *overlay
}

// overlay is the names of things that changed since the segment was made.
type overlay struct {
	names  []name
	things map[string]bool
	hidden map[uint32]bool // the same things, as the segment numbers them
}

// What an overlay holds at most before the segment is made anew, and what may be
// read from the log to make it: beyond that, making the segment is as fast.
const (
	mostNames   = 4096
	mostCommits = 20_000
	mostQuads   = 50_000
)

// after returns the view after later commits, up to that of a snapshot; false when
// these are too many to look at each.
func (v *view) after(ctx context.Context, s *graph.Snapshot, o Options) (next *view, ok bool, err error) {
	if s.Seq()-v.seq > mostCommits {
		return nil, false, nil
	}
	r := newReader(s, o)
	touched, quads := map[rdf.Term]bool{}, 0
	for t, err := range s.Changes(ctx, v.seq, s.Seq()) {
		if err != nil {
			return nil, false, err
		}
		if quads += t.Added + t.Removed; quads > mostQuads {
			return nil, false, nil
		}
		for q, err := range t.AddedQuads {
			if err != nil {
				return nil, false, err
			}
			r.touched(q, touched)
		}
		for q, err := range t.RemovedQuads {
			if err != nil {
				return nil, false, err
			}
			r.touched(q, touched)
		}
	}
	next = &view{s.Seq(), v.segment, v.overlay}
	if len(touched) > 0 {
		next.overlay, err = v.overlay.with(v.segment, r, touched)
	}
	return next, len(next.overlay.names) <= mostNames, err
}

// with returns an overlay that has the names of more things as they are now.
func (o *overlay) with(s *segment, r *reader, things map[rdf.Term]bool) (*overlay, error) {
	next := &overlay{things: maps.Clone(o.things), hidden: maps.Clone(o.hidden)}
	for _, n := range o.names {
		if !things[rdf.IRI(n.thing)] {
			next.names = append(next.names, n)
		}
	}
	for t := range things {
		if !t.IsIRI() {
			continue
		}
		next.things[t.Value()] = true
		number, known, err := s.numberOf(t.Value())
		if err != nil {
			return nil, err
		}
		if known {
			next.hidden[number] = true
		}
		id, known := r.snap.ID(t)
		if !known {
			continue
		}
		if triples := r.of(id); len(triples) > 0 {
			next.names = append(next.names, r.names(triples)...)
		}
	}
	return next, r.snap.Err()
}

// find answers a query.
//
// Cost: the names that share the rarest word of the query, and those of the
// overlay; a word that no name begins with compares with many words.
func (v *view) find(q Query) (hits []Hit, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	words := q.telling()
	if len(words) == 0 {
		return nil, nil
	}
	limits := make([]int, len(words))
	alike := make([]alternatives, len(words))
	for i, w := range words {
		if alike[i], err = v.segment.beginning(w); err != nil {
			return nil, err
		}
		is, err := v.segment.has(alike[i], v.overlay.hidden)
		if err != nil {
			return nil, err
		}
		if is || v.overlay.begins(w) {
			continue
		}
		limits[i] = allowed(utf8.RuneCountInString(w))
		if alike[i], err = v.segment.resembling(w, limits[i]); err != nil {
			return nil, err
		}
	}
	all, err := v.segment.find(alike, q.Lang, v.overlay.hidden)
	if err != nil {
		return nil, err
	}
	return v.best(append(all, v.overlay.find(words, limits, q.Lang)...), q, words, limits)
}
