package main

import (
	"context"
	"fmt"
	"iter"

	"w3id.org/plenary/data"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// openStore loads the embedded data and vocabulary into memory.
func openStore(ctx context.Context, base string) (*graph.Store, error) {
	store := graph.New(graph.Options{})
	load := graph.Change{Author: "plenary", Message: "the embedded data"}
	if _, err := store.Load(ctx, load, ahead(everything(base))); err != nil {
		return nil, fmt.Errorf("embedded data: %w", err)
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

// batch is how many quads ahead hands over at once, and backlog how many
// batches it is ahead.
const (
	batch   = 2048
	backlog = 8
)

// ahead yields what seq yields, made by a goroutine of its own: the tables are
// read on one core while the other numbers terms. The goroutine has ended when
// the sequence has.
func ahead(seq iter.Seq2[rdf.Quad, error]) iter.Seq2[rdf.Quad, error] {
	type item struct {
		quad rdf.Quad
		err  error
	}
	return func(yield func(rdf.Quad, error) bool) {
		batches := make(chan []item, backlog)
		stop := make(chan struct{})
		go func() {
			defer close(batches)
			next := make([]item, 0, batch)
			for q, err := range seq {
				if next = append(next, item{q, err}); len(next) < batch {
					continue
				}
				select {
				case batches <- next:
					next = make([]item, 0, batch)
				case <-stop:
					return
				}
			}
			select {
			case batches <- next:
			case <-stop:
			}
		}()
		defer func() {
			close(stop)
			for range batches { // until the goroutine has closed it
			}
		}()
		for b := range batches {
			for _, i := range b {
				if !yield(i.quad, i.err) {
					return
				}
			}
		}
	}
}
