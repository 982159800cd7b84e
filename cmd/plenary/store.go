package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"

	"w3id.org/plenary/data"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// openStore loads the embedded data and vocabulary into memory.
func openStore(ctx context.Context, base string) (*graph.Store, error) {
	// Nearly all that loading allocates stays: collecting meanwhile finds little.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	store := graph.New(graph.Options{})
	return store, loadEmbedded(ctx, store, base)
}

func loadEmbedded(ctx context.Context, store *graph.Store, base string) error {
	load := graph.Change{Author: "plenary", Message: "the embedded data"}
	if _, err := store.Load(ctx, load, everything(base)); err != nil {
		return fmt.Errorf("embedded data: %w", err)
	}
	return nil
}

// openFolder opens a data folder, into which the embedded data is loaded when it
// is new.
func openFolder(ctx context.Context, folder, base string) (*graph.Store, error) {
	store, err := graph.Open(folder, graph.Options{Base: base})
	if err != nil {
		return nil, err
	}
	if kept := store.Base(); kept != "" && kept != base {
		err = usage("the data in %s lives under %s: serve it with --base %s", folder, kept, kept)
	} else if store.Snapshot().Seq() == 0 {
		err = loadEmbedded(ctx, store, base)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// everything yields the data and the vocabulary, the latter in the graph
// <ontology> under the base.
func everything(base string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for q, err := range data.Quads(base) {
			if !yield(q, err) {
				return
			}
		}
		vocabulary := rdf.IRI(base + "ontology")
		for q, err := range ontology.Quads() {
			q.G = vocabulary
			if !yield(q, err) {
				return
			}
		}
	}
}
