package review

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// reanchor has published claims of earlier versions of a document rest on the same
// words in this one.
func (d *Desk) reanchor(ctx context.Context, how Proposing, out *Proposed) error {
	s, err := d.now()
	if err != nil {
		return err
	}
	now, err := s.texts.Get(text(object(s.quarantine, out.Source, ontology.TextHash)))
	if err != nil {
		return err
	}
	move, points := map[rdf.Term]span{}, []rune(now)
	for version := out.RevisionOf; !version.IsZero(); version = object(s.quarantine, version, ontology.ProvWasRevisionOf) {
		if err := s.findPassages(version, points, move, out); err != nil {
			return err
		}
	}
	if out.Moved = len(move); out.Moved == 0 {
		return nil
	}
	change := graph.Change{Author: how.Author, Message: "passages that stand in " + out.Source.Value() + " too"}
	_, err = s.publish(ctx, change, func(tx *graph.Tx) error { return s.movePassages(tx, out.Source, move) })
	return err
}

// A span is a stretch of code points.
type span struct{ start, end int }

// findPassages finds the published passages of a version in a text. Those that are
// not in it, or whose own text is not here, are lost.
func (s *state) findPassages(version rdf.Term, in []rune, move map[rdf.Term]span, out *Proposed) error {
	hash := text(object(s.quarantine, version, ontology.TextHash))
	if hash == "" {
		hash = text(object(s.public, version, ontology.TextHash))
	}
	old, err := s.texts.Get(hash)
	if err != nil && !errors.Is(err, ErrText) {
		return err
	}
	points := []rune(old)
	for t, err := range s.public.Triples(graph.Pattern{P: rdf.IRI(ontology.PassageOf), O: version}) {
		if err != nil {
			return err
		}
		at := s.spanOf(t.S)
		found := span{-1, -1}
		if at.start >= 0 && at.start < at.end && at.end <= len(points) {
			found = nearest(in, points, at)
		}
		if found.start < 0 {
			out.Lost = append(out.Lost, t.S)
		} else {
			move[t.S] = found
		}
	}
	return nil
}

func (s *state) spanOf(passage rdf.Term) span {
	selector := object(s.public, passage, ontology.OAHasSelector)
	number := func(property string) int {
		n, err := strconv.Atoi(text(object(s.public, selector, property)))
		if err != nil {
			return -1
		}
		return n
	}
	return span{number(ontology.OAStart), number(ontology.OAEnd)}
}

// contextLength is how many code points before and behind words tell one place of
// them from others.
const contextLength = 40

// nearest finds the words of a passage of an old text in a new one: where they have
// most of their context, of several such places the one that is nearest to the same
// share of the length; -1 when they are not there.
func nearest(text, old []rune, passage span) (best span) {
	best = span{-1, -1}
	words := old[passage.start:passage.end]
	want := passage.start * len(text) / len(old)
	most, distance := -1, 0
	for at := 0; at+len(words) <= len(text); at++ {
		if text[at] != words[0] || !slices.Equal(text[at:at+len(words)], words) {
			continue
		}
		end := at + len(words)
		same := sameEnd(text[:at], old[:passage.start]) + sameStart(text[end:], old[passage.end:])
		if away := max(at-want, want-at); same > most || same == most && away < distance {
			best, most, distance = span{at, end}, same, away
		}
	}
	return best
}

// sameStart counts the code points that two texts begin with, up to contextLength.
func sameStart(a, b []rune) (n int) {
	for n < min(len(a), len(b), contextLength) && a[n] == b[n] {
		n++
	}
	return n
}

// sameEnd counts those that they end with.
func sameEnd(a, b []rune) (n int) {
	for n < min(len(a), len(b), contextLength) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// movePassages makes passages those of another version.
func (s *state) movePassages(tx *graph.Tx, source rdf.Term, move map[rdf.Term]span) error {
	if !s.public.Has(graph.Pattern{S: source}) {
		quads, err := collect(s.quarantine, graph.Pattern{S: source})
		if err = firstError(err, addAll(tx, quads)); err != nil {
			return err
		}
	}
	title := text(object(s.quarantine, source, ontology.RDFSLabel))
	for old, at := range move {
		about, err := collect(s.public, graph.Pattern{S: old, P: rdf.IRI(ontology.PassageOf)})
		if err != nil || len(about) == 0 {
			return firstError(err, fmt.Errorf("review: %s is no passage", old.Value()))
		}
		passage, quads := s.passage(about[0].G, source, title, at.start, at.end, text(object(s.public, old, ontology.QuoteHash)))
		for _, anchor := range collected(s.public, old, ontology.Anchor) {
			anchor.S = passage
			quads = append(quads, anchor)
		}
		pointing, err := collect(s.public, graph.Pattern{O: old})
		if err != nil {
			return err
		}
		for _, q := range pointing {
			moved := q
			moved.O = passage
			if err := firstError(removeAll(tx, []rdf.Quad{q}), addAll(tx, []rdf.Quad{moved})); err != nil {
				return err
			}
		}
		for _, t := range []rdf.Term{old, rdf.IRI(old.Value() + "#position")} {
			if _, err := tx.RemoveMatching(graph.Pattern{S: t}); err != nil {
				return err
			}
		}
		if err := addAll(tx, quads); err != nil {
			return err
		}
	}
	return nil
}

// collected returns the quads of a subject with a property, which is short.
func collected(snap *graph.Snapshot, s rdf.Term, property string) []rdf.Quad {
	quads, err := collect(snap, graph.Pattern{S: s, P: rdf.IRI(property)})
	if err != nil {
		return nil
	}
	return quads
}
