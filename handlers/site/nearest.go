package site

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// MostNearest is how many things a 404 names.
const MostNearest = 5

// Nearest returns up to five things: by their addresses, then by their names. Where
// the path begins with a class, they are all of that.
func (s *Site) Nearest(ctx context.Context, snap *graph.Snapshot, path string) []problem.Nearest {
	near := s.nearestAddresses(snap, path)
	words := strings.ReplaceAll(path[strings.LastIndex(path, "/")+1:], "-", " ")
	for _, h := range s.nearestNames(ctx, snap, words, s.inClassOf(path)) {
		n := problem.Nearest{IRI: h.Thing.Value(), Label: h.Label.Value()}
		if !slices.ContainsFunc(near, func(other problem.Nearest) bool { return other.IRI == n.IRI }) {
			near = append(near, n)
		}
	}
	return near[:min(len(near), MostNearest)]
}

// inClassOf tells things of the class that a path begins with; nil where it begins
// with none.
func (s *Site) inClassOf(path string) func(rdf.Term) bool {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "id/"), "doc/")
	class, _, _ := strings.Cut(path, "/")
	if _, known := ontology.ClassOf(class); !known {
		return nil
	}
	return func(t rdf.Term) bool { return strings.HasPrefix(t.Value(), s.Base+"id/"+class+"/") }
}

// nearestAddresses returns things of a class with such a path whose slugs are a
// few letters off; for a path without a slug, the classes themselves.
func (s *Site) nearestAddresses(snap *graph.Snapshot, path string) (near []problem.Nearest) {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "id/"), "doc/")
	asked, slug, _ := strings.Cut(path, "/")
	slug, _ = negotiate.SplitSuffix(slug)
	classes := closestClasses(asked)
	if slug == "" {
		for _, c := range classes {
			near = append(near, problem.Nearest{IRI: s.Base + "doc/" + c.Path, Label: c.PluralEN})
		}
		return near
	}
	for _, c := range classes {
		members, err := s.Members(snap, c)
		if err != nil {
			return near
		}
		prefix := s.Base + "id/" + c.Path + "/"
		for _, m := range closest(slug, max(2, len(slug)/5), members, func(t rdf.Term) string { return strings.TrimPrefix(t.Value(), prefix) }) {
			near = append(near, problem.Nearest{IRI: m.Value(), Label: words.Words{Snap: snap, Lang: "en"}.Label(m)})
		}
	}
	return near
}

// closestClasses returns the classes whose paths, or else plurals, are close.
func closestClasses(asked string) []ontology.Class {
	if found := closest(asked, 2, ontology.Classes, func(c ontology.Class) string { return c.Path }); len(found) > 0 {
		return found
	}
	return closest(asked, 2, ontology.Classes, func(c ontology.Class) string {
		if c.Path == "" {
			return ""
		}
		return strings.ReplaceAll(strings.ToLower(c.PluralEN), " ", "-")
	})
}

// closest returns up to five values whose names are at most limit letters off,
// the nearest first. Names without a letter are left out.
func closest[T any](asked string, limit int, values []T, name func(T) string) []T {
	type found struct {
		value T
		off   int
	}
	if len(asked) > maxSlug {
		return nil
	}
	var near []found
	off := labels.From(asked, limit)
	for _, v := range values {
		other := name(v)
		if other == "" || len(other) > maxSlug {
			continue
		}
		if d := off(other); d <= limit {
			near = append(near, found{v, d})
		}
	}
	slices.SortStableFunc(near, func(a, b found) int { return cmp.Compare(a.off, b.off) })
	var out []T
	for _, n := range near[:min(len(near), MostNearest)] {
		out = append(out, n.value)
	}
	return out
}

// maxSlug is the longest slug, in bytes, that others are compared with.
const maxSlug = 120

// nearestNames returns up to five hits that match all words, or the most words: half
// of them at least.
func (s *Site) nearestNames(ctx context.Context, snap *graph.Snapshot, text string, allowed func(rdf.Term) bool) []labels.Hit {
	hits, err := s.Find(ctx, snap, text, "", allowed)
	if len(hits) > 0 || err != nil {
		return hits[:min(len(hits), MostNearest)]
	}
	words := strings.Fields(labels.Fold(text))
	asked := 0
	for i, w := range words[:min(len(words), mostWords)] {
		if len(w) < 3 || slices.Contains(words[:i], w) {
			continue
		}
		asked++
		more, _ := s.Find(ctx, snap, w, "", allowed)
		for _, h := range more[:min(len(more), 50)] {
			at := slices.IndexFunc(hits, func(other labels.Hit) bool { return other.Thing == h.Thing })
			if h.Score = 1; at < 0 {
				hits = append(hits, h)
			} else {
				hits[at].Score++
			}
		}
	}
	hits = slices.DeleteFunc(hits, func(h labels.Hit) bool { return 2*h.Score < asked })
	slices.SortStableFunc(hits, func(a, b labels.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits[:min(len(hits), MostNearest)]
}

// mostWords is how many words of an address are looked for: each costs about a
// millisecond, with words that are a letter or two off.
const mostWords = 8
