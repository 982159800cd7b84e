package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// open loads the graph and finds the terms named in it.
func (g inGraph) open(ctx context.Context, names ...string) (*graph.Snapshot, []rdf.Term, error) {
	base := strings.TrimSuffix(g.Base, "/") + "/"
	store, err := openStore(ctx, base)
	if err != nil {
		return nil, nil, err
	}
	snapshot := store.Snapshot()
	var terms []rdf.Term
	for _, name := range names {
		term, err := termNamed(name, base)
		if err != nil {
			return nil, nil, err
		}
		if snapshot.Count(graph.Pattern{S: term}) == 0 && snapshot.Count(graph.Pattern{O: term}) == 0 {
			return nil, nil, fmt.Errorf("%s is not in the graph (search by name at %s)", term.Value(), base)
		}
		terms = append(terms, term)
	}
	return snapshot, terms, nil
}

// termNamed resolves an absolute IRI, a prefixed name or an IRI relative to the
// base.
func termNamed(name, base string) (rdf.Term, error) {
	if prefix, local, ok := strings.Cut(name, ":"); ok && !strings.HasPrefix(local, "//") {
		for _, p := range ontology.Prefixes {
			if p.Name == prefix {
				return rdf.IRI(p.IRI + local), nil
			}
		}
	}
	iri, err := rdf.ResolveIRI(base, strings.TrimPrefix(name, "/"))
	return rdf.IRI(iri), err
}

// shorten writes an IRI as people read it: prefixed, or relative to the base.
func shorten(t rdf.Term, base string) string {
	if !t.IsIRI() {
		if t.Lang() != "" {
			return fmt.Sprintf("%q@%s", t.Value(), t.Lang())
		}
		return fmt.Sprintf("%q", t.Value())
	}
	if rest, ok := strings.CutPrefix(t.Value(), base); ok {
		return rest
	}
	for _, p := range ontology.Prefixes {
		if rest, ok := strings.CutPrefix(t.Value(), p.IRI); ok && rest != "" {
			return p.Name + ":" + rest
		}
	}
	return "<" + t.Value() + ">"
}

// Run prints the concise bounded description of a thing.
func (d *Describe) Run(ctx context.Context, std streams) error {
	to, err := formatNamed(d.To)
	if err != nil {
		return err
	}
	snapshot, terms, err := d.open(ctx, d.IRI)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	e := encoder(to, out, rdf.EncodeOptions{Root: terms[0]})
	if err := rdf.WriteAll(e, graph.Describe(snapshot, terms[0])); err != nil {
		return err
	}
	return out.Flush()
}
