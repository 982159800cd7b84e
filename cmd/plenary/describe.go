package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// open opens the graph, whose base is that of g from then on, and finds the terms
// named in it.
func (g *inGraph) open(ctx context.Context, names ...string) (*graph.Store, []rdf.Term, error) {
	g.Base = strings.TrimSuffix(g.Base, "/") + "/"
	store, err := g.store(ctx)
	if err != nil {
		return nil, nil, err
	}
	terms, err := g.find(store.Snapshot(), names)
	if err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	return store, terms, nil
}

func (g *inGraph) store(ctx context.Context) (*graph.Store, error) {
	if g.Data == "" {
		return openStore(ctx, g.Base)
	}
	store, err := graph.Open(g.Data, graph.Options{ReadOnly: true})
	if err == nil {
		g.Base = cmp.Or(store.Base(), g.Base)
	}
	return store, err
}

func (g *inGraph) find(snapshot *graph.Snapshot, names []string) (terms []rdf.Term, err error) {
	for _, name := range names {
		term, err := termNamed(name, g.Base)
		if err != nil {
			return nil, err
		}
		if !snapshot.Has(graph.Pattern{S: term}) && !snapshot.Has(graph.Pattern{O: term}) {
			return nil, fmt.Errorf("%s is not in the graph (search by name at %s)", term.Value(), g.Base)
		}
		terms = append(terms, term)
	}
	return terms, nil
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
	store, terms, err := d.open(ctx, d.IRI)
	if err != nil {
		return err
	}
	defer store.Close()
	out := bufio.NewWriter(std.out)
	e := encoder(to, out, rdf.EncodeOptions{Root: terms[0]})
	if err := rdf.WriteAll(e, graph.Describe(store.Snapshot(), terms[0])); err != nil {
		return err
	}
	return out.Flush()
}
