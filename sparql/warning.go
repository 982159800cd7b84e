package sparql

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

// A Warning tells of a class or property of a query that the data does not have.
// It never changes the answer.
type Warning struct {
	Kind         string `json:"kind"` // "class" or "property"
	IRI          string `json:"iri"`
	Nearest      string `json:"nearest,omitempty"` // a known one of a similar name
	Line, Column int    `json:"-"`                 // from 1; 0 where it is part of a path
}

// String returns the warning as a sentence without its end.
func (w Warning) String() string {
	s := fmt.Sprintf("no statement has the %s <%s>", w.Kind, w.IRI)
	if w.Nearest != "" {
		s += fmt.Sprintf("; did you mean <%s>?", w.Nearest)
	}
	return s
}

// mostWarnings is how many warnings a query has at most.
const mostWarnings = 20

// Warnings returns the first classes and properties of the query that a snapshot
// does not have, each once.
//
// Cost: a search for each; when there is a warning, that of graph.Snapshot.Stats.
func (q *Query) Warnings(s *graph.Snapshot) []Warning {
	w := warner{snapshot: s, text: q.text, find: q.options.Find, seen: map[Warning]bool{}}
	w.query(q.tree)
	return w.found
}

type warner struct {
	snapshot *graph.Snapshot
	text     string
	find     map[string]plan.Finder
	seen     map[Warning]bool
	found    []Warning
}

func (w *warner) query(q *syntax.Query) {
	if q.Where != nil {
		w.group(q.Where)
	}
}

func (w *warner) group(g *syntax.Group) {
	for _, e := range g.Elements {
		switch e := e.(type) {
		case *syntax.Group:
			w.group(e)
		case *syntax.Triples:
			for i := range e.Patterns {
				w.triple(&e.Patterns[i])
			}
		case *syntax.SubSelect:
			w.query(e.Query)
		case *syntax.Optional:
			w.group(e.Group)
		case *syntax.Union:
			for _, g := range e.Groups {
				w.group(g)
			}
		case *syntax.Minus:
			w.group(e.Group)
		case *syntax.GraphPattern:
			w.group(e.Group)
		case *syntax.Filter:
			if exists, ok := e.Expr.(*syntax.Exists); ok {
				w.group(exists.Group)
			}
		}
	}
}

func (w *warner) triple(t *syntax.Triple) {
	switch {
	case t.Path != nil:
		w.path(t.Path)
	case t.P.Kind == syntax.TermNode:
		w.property(t.P.Term.Value(), t.P.At)
	}
	if t.P.Term == rdf.IRI(rdfType) && t.O.Term.IsIRI() {
		w.class(t.O.Term, t.O.At)
	}
}

// path looks at the steps of a path that must be there for it to match.
func (w *warner) path(p syntax.Path) {
	switch p := p.(type) {
	case syntax.PathIRI:
		w.property(p.IRI, -1)
	case syntax.Inverse:
		w.path(p.Path)
	case syntax.Sequence:
		for _, part := range p.Paths {
			w.path(part)
		}
	case syntax.Alternative:
		for _, part := range p.Paths {
			w.path(part)
		}
	case syntax.Repeat:
		w.path(p.Path)
	}
}

func (w *warner) property(iri string, at int) {
	if w.find[iri] == nil && w.isNew("property", iri) && w.snapshot.Count(graph.Pattern{P: rdf.IRI(iri)}) == 0 {
		w.warn("property", iri, at, slices.Collect(maps.Keys(w.snapshot.Stats().Predicates)))
	}
}

func (w *warner) class(t rdf.Term, at int) {
	if w.isNew("class", t.Value()) && w.snapshot.Count(graph.Pattern{P: rdf.IRI(rdfType), O: t}) == 0 {
		w.warn("class", t.Value(), at, slices.Collect(maps.Keys(w.snapshot.Stats().Classes)))
	}
}

func (w *warner) isNew(kind, iri string) bool {
	key := Warning{Kind: kind, IRI: iri}
	known := w.seen[key]
	w.seen[key] = true
	return !known && len(w.found) < mostWarnings
}

func (w *warner) warn(kind, iri string, at int, known []rdf.Term) {
	one := Warning{Kind: kind, IRI: iri, Nearest: nearest(iri, known)}
	if at >= 0 {
		one.Line, one.Column = syntax.Position(w.text, at)
	}
	w.found = append(w.found, one)
}

// nearest returns the IRI that a misspelt one may mean: of the same namespace
// with up to a third of the letters wrong, or of the same local name elsewhere;
// "" when there is none.
func nearest(iri string, known []rdf.Term) string {
	namespace, local := split(iri)
	best, least := "", 1+len(local)/3
	for _, t := range slices.SortedFunc(slices.Values(known), rdf.CompareTerms) {
		ns, name := split(t.Value())
		distance := 1
		switch {
		case ns == namespace:
			distance = letters(strings.ToLower(local), strings.ToLower(name))
		case !strings.EqualFold(name, local):
			continue
		}
		if distance < least {
			best, least = t.Value(), distance
		}
	}
	return best
}

// split parts an IRI behind the last '#' or '/'.
func split(iri string) (namespace, local string) {
	i := strings.LastIndexAny(iri, "#/") + 1
	return iri[:i], iri[i:]
}

// letters returns how many bytes more, less or changed make b of a; two that
// are swapped count once.
func letters(a, b string) int {
	if a != b && pname.Near(a, b) {
		return 1
	}
	row := make([]int, len(b)+1)
	for i := range row {
		row[i] = i
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
