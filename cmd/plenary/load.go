package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/rdf"
)

// collectAt is the share of the memory for a load that it takes before it collects
// more often, in percent: what is measured from outside is more.
const collectAt = 83

// Run loads all files in one transaction.
func (l *Load) Run(ctx context.Context, std streams) (err error) {
	if l.Graph != "" && !rdf.IsAbsoluteIRI(l.Graph) {
		return usage("--graph %q is not an absolute IRI, such as https://example.org/graph/1", l.Graph)
	}
	if err := l.where(l.Data); err != nil {
		return err
	}
	if l.Server != "" {
		return interruptedOr(ctx, l.serve(ctx, std))
	}
	memory, err := parseBytes(l.Memory)
	if err != nil || memory < leastMemory {
		return usage("--memory %q is not a size of at least %d MB, such as 512MB or 4GB", l.Memory, leastMemory>>20)
	}
	if err := l.present(); err != nil { // before a folder is made
		return err
	}
	store, err := graph.Open(l.Data, graph.Options{LoadMemory: memory})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	// Nearly all that loading allocates stays: collecting meanwhile finds little,
	// and is worth its time only when memory is short.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory / 100 * collectAt))
	rejects, err := l.rejects(ctx, std)
	if err != nil {
		return err
	}
	defer rejects.abort()
	summary, err := l.write(ctx, store, l.quads(ctx, std, store.Snapshot().Seq()+1, rejects), std.err)
	if err = errors.Join(err, rejects.err); err != nil {
		return interruptedOr(ctx, err)
	}
	fmt.Fprintf(std.out, "%s: %s, commit %d, %s in all\n", l.Data, summary, store.Snapshot().Seq(), plural(int64(store.Snapshot().Len()), "quad", "quads"))
	return errors.Join(store.Err(), rejects.end())
}

// present looks whether all files are there.
func (l *Load) present() error {
	for _, f := range l.Files {
		if isStandard(f) {
			continue
		}
		if info, err := os.Stat(f); err != nil {
			return err
		} else if info.IsDir() {
			return fmt.Errorf("%s is a folder, not a document", f)
		}
	}
	return nil
}

// write adds or replaces in one transaction and says what that has changed.
func (l *Load) write(ctx context.Context, store *graph.Store, quads iter.Seq2[rdf.Quad, error], w io.Writer) (string, error) {
	change := graph.Change{Author: "plenary load", Message: l.Message}
	if l.Replace {
		return l.replace(ctx, store, change, quads, w)
	}
	var passes graph.LoadCheck
	if len(l.Shapes) > 0 || gate.IsGiven(l.Data) {
		var err error
		if passes, err = l.states(ctx, l.Data, w); err != nil {
			return "", err
		}
	}
	commit, err := store.LoadIf(ctx, change, quads, passes)
	return plural(int64(commit.Added), "quad", "quads") + " added", err
}

// replace writes the difference between the documents and the graphs that they
// name, that of --graph included.
func (l *Load) replace(ctx context.Context, store *graph.Store, change graph.Change, quads iter.Seq2[rdf.Quad, error], w io.Writer) (string, error) {
	passes, err := l.gate(ctx, l.Data, w)
	if err != nil {
		return "", err
	}
	document, err := rdf.ReadDataset(quads)
	if err != nil {
		return "", err
	}
	graphs := map[rdf.Term]bool{}
	if l.Graph != "" {
		graphs[rdf.IRI(l.Graph)] = true
	}
	for _, q := range document.Quads() {
		graphs[q.G] = true
	}
	var done graph.Replaced
	_, err = store.Update(ctx, change, func(tx *graph.Tx) (err error) {
		if done, err = tx.Replace(slices.SortedFunc(maps.Keys(graphs), rdf.CompareTerms), document); err != nil {
			return err
		}
		return passes(tx)
	})
	return fmt.Sprintf("%s added, %d removed, %d unchanged", plural(int64(done.Added), "quad", "quads"), done.Removed, done.Unchanged), err
}

// rejects are the lines that a load leaves out.
type rejects struct {
	errorList
	out *output // nil: nowhere
	err error
}

func (l *Load) rejects(ctx context.Context, std streams) (*rejects, error) {
	r := &rejects{errorList: errorList{w: std.err, max: l.MaxErrors, clear: func() {}}}
	switch {
	case l.Rejects == "":
		return r, nil
	case !l.SkipErrors:
		return r, usage("--rejects is for the lines that --skip-errors leaves out")
	}
	var err error
	r.out, err = create(ctx, l.Rejects, std.out)
	return r, err
}

func (r *rejects) add(e *rdf.SyntaxError) bool {
	if r.out != nil && r.err == nil {
		_, r.err = fmt.Fprintf(r.out, "# %s\n%s\n", strings.ReplaceAll(e.Error(), "\n", " "), e.Text)
	}
	return r.errorList.add(e) && r.err == nil
}

func (r *rejects) abort() {
	if r.out != nil {
		r.out.abort()
	}
}

// end reports whether there were any.
func (r *rejects) end() error {
	r.errorList.end()
	if r.out != nil {
		if err := r.out.commit(); err != nil {
			return err
		}
	}
	if r.count > 0 {
		return errReported
	}
	return nil
}

// quads yields the statements of all files.
func (l *Load) quads(ctx context.Context, std streams, seq uint64, bad *rejects) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for i, file := range l.Files {
			options := rdf.DecodeOptions{BlankPrefix: fmt.Sprintf("l%df%d", seq, i+1)}
			if l.SharedBnodes {
				options.BlankPrefix = fmt.Sprintf("l%d", seq)
			}
			if l.SkipErrors {
				options.OnError = bad.add
			}
			if !l.file(ctx, std, file, options, bad, yield) {
				return
			}
		}
	}
}

func (l *Load) file(ctx context.Context, std streams, path string, o rdf.DecodeOptions, bad *rejects, yield func(rdf.Quad, error) bool) (more bool) {
	in, err := l.reading.open(ctx, path, std.in)
	if err != nil {
		yield(rdf.Quad{}, err)
		return false
	}
	defer in.Close()
	if l.SkipErrors && !in.format.Lines {
		yield(rdf.Quad{}, usage("--skip-errors works with N-Triples and N-Quads: only there does an error end with its line, and %s is %s", in.name, in.format.Name))
		return false
	}
	bar := showProgress(std, in, false)
	defer bar.end()
	bad.clear = bar.clear
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
