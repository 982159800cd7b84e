package labels

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// Options say what counts as a name.
type Options struct {
	// Folder is where the index is kept, "" for memory alone; a data folder may
	// be it.
	Folder string `json:"-"`
	// Prefix is what the IRIs of things begin with that are found.
	Prefix string `json:"prefix"`
	// Names are the properties whose values are names, the most telling first: a
	// thing that has the same name twice has it by the first.
	Names []Name `json:"names"`
	// Contexts are words by which things are also found, together with words of
	// a name by the first of Names.
	Contexts []Context `json:"contexts,omitempty"`
}

// A Name is a property that names things. Of names that match as well, those
// with more weight come first.
type Name struct {
	Property string `json:"property"`
	Weight   int    `json:"weight"` // from 0 to 60
}

// A Context is the values of the property Name of what the property Over leads to
// from a thing; with Over "" of the thing itself.
type Context struct {
	Over string `json:"over,omitempty"`
	Name string `json:"name"`
}

// A name is a label of a thing, or that with what the contexts say.
type name struct {
	thing  string // IRI
	label  rdf.Term
	words  []string
	static uint32
}

// static is what a name is worth without a query: in the upper eight bits its
// weight, less with its length; below, how much the data says of its thing.
func static(weight, length, degree int) uint32 {
	const bias, most = 10, 1<<24 - 1
	return uint32(bias+min(max(weight, 0), 60)-min(length/10, 9))<<24 | uint32(min(degree, most))
}

// score is what of a static is shown as part of a score.
func scoreOf(static uint32) int { return int(static>>24) - 10 }

// reader reads names from a snapshot.
type reader struct {
	snap       *graph.Snapshot
	options    Options
	properties []graph.ID // of Names; 0 is none
	over, name []graph.ID // of Contexts
}

func newReader(s *graph.Snapshot, o Options) *reader {
	r := &reader{snap: s, options: o}
	id := func(iri string) graph.ID {
		id, _ := s.ID(rdf.IRI(iri))
		return id
	}
	for _, n := range o.Names {
		r.properties = append(r.properties, id(n.Property))
	}
	for _, c := range o.Contexts {
		r.over, r.name = append(r.over, id(c.Over)), append(r.name, id(c.Name))
	}
	return r
}

// a labelled is a triple of a property of names, by the place of that.
type labelled struct {
	thing, label graph.ID
	property     int
}

// all returns all triples of the properties of names, those of a thing together,
// in the order of the properties.
func (r *reader) all() (all []labelled) {
	for i, p := range r.properties {
		if p == 0 || slices.Contains(r.properties[:i], p) {
			continue
		}
		for t := range r.snap.TripleIDs(graph.IDPattern{P: p}) {
			all = append(all, labelled{t[0], t[2], i})
		}
	}
	slices.SortStableFunc(all, func(a, b labelled) int {
		if a.thing != b.thing {
			return compare(a.thing, b.thing)
		}
		return a.property - b.property
	})
	return all
}

func compare[T ~uint64 | ~uint32 | ~int](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// of returns the triples of one thing, likewise.
func (r *reader) of(thing graph.ID) (all []labelled) {
	for i, p := range r.properties {
		if p == 0 || slices.Contains(r.properties[:i], p) {
			continue
		}
		for t := range r.snap.TripleIDs(graph.IDPattern{S: thing, P: p}) {
			all = append(all, labelled{thing, t[2], i})
		}
	}
	return all
}

// names returns the names of the one thing that triples are of.
func (r *reader) names(triples []labelled) (names []name) {
	thing := r.snap.Term(triples[0].thing)
	if !thing.IsIRI() || len(thing.Value()) < len(r.options.Prefix) || thing.Value()[:len(r.options.Prefix)] != r.options.Prefix {
		return nil
	}
	degree := r.snap.CountIDs(graph.IDPattern{O: triples[0].thing})
	seen := map[string]bool{}
	var context []string
	for i, t := range triples {
		label := r.snap.Term(t.label)
		folded := wordsOf(label.Value())
		key := joined(folded)
		if !label.IsLiteral() || key == "" || seen[key] {
			continue
		}
		seen[key] = true
		words := textsOf(telling(folded))
		names = append(names, name{thing.Value(), label, words, static(r.options.Names[t.property].Weight, len(key), degree)})
		if i == 0 {
			context = r.context(t.thing)
		}
		if more := slices.DeleteFunc(slices.Clone(context), func(w string) bool { return slices.Contains(words, w) }); t.property == 0 && len(more) > 0 {
			words = append(slices.Clip(words), more...)
			names = append(names, name{thing.Value(), label, words[:min(len(words), mostWords)], static(0, len(key), degree)})
		}
	}
	return names
}

func joined(words []word) (text string) {
	for _, w := range words {
		text += w.text + " "
	}
	return text
}

func textsOf(words []word) (texts []string) {
	for _, w := range words {
		texts = append(texts, w.text)
	}
	return texts
}

// context returns the words of the contexts of a thing, each once.
func (r *reader) context(thing graph.ID) (words []string) {
	add := func(of graph.ID, property graph.ID) {
		for t := range r.snap.TripleIDs(graph.IDPattern{S: of, P: property}) {
			for _, w := range telling(wordsOf(r.snap.Term(t[2]).Value())) {
				if !slices.Contains(words, w.text) {
					words = append(words, w.text)
				}
			}
		}
	}
	for i, c := range r.options.Contexts {
		switch {
		case r.name[i] == 0:
		case c.Over == "":
			add(thing, r.name[i])
		case r.over[i] != 0:
			for t := range r.snap.TripleIDs(graph.IDPattern{S: thing, P: r.over[i]}) {
				add(t[2], r.name[i])
			}
		}
	}
	return words
}

// touched adds the things whose names a change of a quad may have changed.
func (r *reader) touched(q rdf.Quad, things map[rdf.Term]bool) {
	is := func(iri string) bool { return q.P.Value() == iri }
	if slices.ContainsFunc(r.options.Names, func(n Name) bool { return is(n.Property) }) {
		things[q.S] = true
	}
	for _, c := range r.options.Contexts {
		if is(c.Over) || c.Over == "" && is(c.Name) {
			things[q.S] = true
		}
		if c.Over != "" && is(c.Name) {
			for t := range r.snap.Triples(graph.Pattern{P: rdf.IRI(c.Over), O: q.S}) {
				things[t.S] = true
			}
		}
	}
}
