package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// open opens the folder to be read; another process may write to it.
func (f inFolder) open() (*graph.Store, error) {
	return graph.Open(f.Data, graph.Options{ReadOnly: true})
}

// changing opens a folder that is there for writing.
func changing(folder string, change func(*graph.Store) error) error {
	before, err := graph.Open(folder, graph.Options{ReadOnly: true}) // makes none
	if err != nil {
		return err
	}
	before.Close()
	store, err := graph.Open(folder, graph.Options{})
	if err != nil {
		return err
	}
	return errors.Join(change(store), store.Close())
}

// Run writes all quads.
func (d *Dump) Run(ctx context.Context, std streams) error {
	to, err := d.format()
	if err != nil {
		return err
	}
	store, err := d.open()
	if err != nil {
		return err
	}
	defer store.Close()
	state, err := d.state(ctx, store)
	if err != nil {
		return err
	}
	out, err := create(ctx, d.Out, std.out)
	if err != nil {
		return err
	}
	defer out.abort()
	conversion := &conversion{to: to, w: out}
	err = conversion.copy(state.Quads(graph.Pattern{}), new(progress))
	if err = errors.Join(err, conversion.close()); err != nil {
		return interruptedOr(ctx, err)
	}
	conversion.mention(std.err)
	return interruptedOr(ctx, out.commit())
}

func (d *Dump) format() (rdf.Format, error) {
	if d.To != "" {
		return formatNamed(d.To)
	}
	if isStandard(d.Out) {
		return formatNamed("nquads")
	}
	return (&Convert{Out: d.Out}).outputFormat()
}

// Run prints the figures.
func (s *Stats) Run(ctx context.Context, std streams) error {
	store, err := s.open()
	if err != nil {
		return err
	}
	defer store.Close()
	now, err := s.state(ctx, store)
	if err != nil {
		return err
	}
	stats := now.Stats()
	at := ""
	if now.Seq() > 0 {
		at = now.Time().UTC().Format(" of 2006-01-02 15:04:05Z")
	}
	fmt.Fprintf(std.out, "commit      %d%s\nquads       %d\ntriples     %d\nsubjects    %d\nobjects     %d\ngraphs      %d\npredicates  %d\nclasses     %d\n",
		now.Seq(), at, stats.Quads, stats.Triples, stats.Subjects, stats.Objects,
		len(stats.Graphs), len(stats.Predicates), len(stats.Classes))
	predicates := map[rdf.Term]int{}
	for p, figures := range stats.Predicates {
		predicates[p] = figures.Triples
	}
	s.list(std.out, "Triples by predicate", predicates)
	s.list(std.out, "Instances by class", stats.Classes)
	s.list(std.out, "Quads by graph", stats.Graphs)
	return now.Err()
}

// list prints the largest of some figures.
func (s *Stats) list(w io.Writer, title string, figures map[rdf.Term]int) {
	terms := slices.SortedFunc(maps.Keys(figures), func(a, b rdf.Term) int {
		return cmp.Or(figures[b]-figures[a], rdf.CompareTerms(a, b))
	})
	shown := terms
	if s.Top > 0 {
		shown = terms[:min(s.Top, len(terms))]
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for _, t := range shown {
		name := t.Value()
		if t.IsZero() {
			name = "(unnamed)"
		}
		fmt.Fprintf(w, "%12d  %s\n", figures[t], name)
	}
	if len(shown) < len(terms) {
		fmt.Fprintf(w, "%12s  and %d more\n", "", len(terms)-len(shown))
	}
}
