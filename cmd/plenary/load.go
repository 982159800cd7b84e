package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// loadMemory is how many bytes a load takes before it collects more often.
const loadMemory = 1 << 30

// Run loads all files in one transaction.
func (l *Load) Run(ctx context.Context, std streams) (err error) {
	if l.Graph != "" && !rdf.IsAbsoluteIRI(l.Graph) {
		return usage("--graph %q is not an absolute IRI, such as https://example.org/graph/1", l.Graph)
	}
	store, err := graph.Open(l.Data, graph.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	// Nearly all that loading allocates stays: collecting meanwhile finds little,
	// and is worth its time only when memory is short.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(loadMemory))
	change := graph.Change{Author: "plenary load", Message: l.Message}
	commit, err := store.Load(ctx, change, l.quads(ctx, std, store.Snapshot().Seq()+1))
	if err != nil {
		return interruptedOr(ctx, err)
	}
	fmt.Fprintf(std.out, "%s: %s added, commit %d, %s in all\n", l.Data,
		plural(int64(commit.Added), "quad", "quads"), commit.Seq, plural(int64(store.Snapshot().Len()), "quad", "quads"))
	return store.Err()
}

// quads yields the statements of all files.
func (l *Load) quads(ctx context.Context, std streams, seq uint64) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for i, file := range l.Files {
			options := rdf.DecodeOptions{BlankPrefix: fmt.Sprintf("l%df%d", seq, i+1)}
			if l.SharedBnodes {
				options.BlankPrefix = fmt.Sprintf("l%d", seq)
			}
			if !l.file(ctx, std, file, options, yield) {
				return
			}
		}
	}
}

func (l *Load) file(ctx context.Context, std streams, path string, o rdf.DecodeOptions, yield func(rdf.Quad, error) bool) (more bool) {
	in, err := l.reading.open(ctx, path, std.in)
	if err != nil {
		yield(rdf.Quad{}, err)
		return false
	}
	defer in.Close()
	bar := showProgress(std, in, false)
	defer bar.end()
	named := rdf.Term{}
	if l.Graph != "" {
		named = rdf.IRI(l.Graph)
	}
	for q, err := range in.quads(o) {
		if q.G.IsZero() {
			q.G = named
		}
		bar.statements++
		if !yield(q, err) {
			return false
		}
	}
	return true
}
