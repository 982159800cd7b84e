package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
)

// countedGraphs is up to where graph names are counted: each must be kept.
const countedGraphs = 100_000

// Run reads each file. The worst that is wrong with one decides the exit
// status: bad data before a limit.
func (v *Validate) Run(ctx context.Context, std streams) error {
	if err := v.check(); err != nil {
		return err
	}
	switch {
	case v.Data != "" && len(v.Files) > 0:
		return usage("validate takes files or --data, not both")
	case v.Data == "" && len(v.Files) == 0:
		return usage("validate needs a file, or --data with a folder")
	case v.Data != "" || len(v.Shapes) > 0:
		return v.shaped(ctx, std)
	}
	worst := exitDone
	for _, file := range v.Files {
		switch status := v.file(ctx, std, file); {
		case ctx.Err() != nil:
			return errInterrupted
		case status == exitData || worst == exitDone:
			worst = status
		}
	}
	switch worst {
	case exitDone:
		return nil
	case exitLimit:
		return errLimitReached
	}
	return errReported
}

// file reports on one document and returns its exit status.
func (v *Validate) file(ctx context.Context, std streams, path string) int {
	in, err := v.open(ctx, path, std.in)
	if err != nil {
		return report(ctx, std.err, err)
	}
	defer in.Close()
	if in.streams() {
		defer collectSeldom()()
	}
	bar := showProgress(std, in, false)
	errs := &errorList{w: std.err, max: v.MaxErrors, clear: bar.clear}
	var found tally
	err = found.read(in.quads(rdf.DecodeOptions{OnError: errs.add}), bar)
	bar.end()
	errs.end()
	switch {
	case err != nil && errs.count > 0:
		report(ctx, std.err, err)
		return exitData
	case err != nil:
		return report(ctx, std.err, err)
	case errs.count > 0 && errs.limit:
		return exitLimit
	case errs.count > 0:
		return exitData
	}
	if _, err := fmt.Fprintf(std.out, "%s: valid %s, %v\n", in.name, in.format.Name, found.in(in.format)); err != nil {
		return report(ctx, std.err, err)
	}
	return exitDone
}

// report writes an error, unless the user interrupted, and returns its status.
func report(ctx context.Context, stderr io.Writer, err error) int {
	if ctx.Err() == nil && !errors.Is(err, errInterrupted) {
		fmt.Fprintf(stderr, "plenary: %v\n", err)
	}
	return exitStatus(err)
}

// A tally counts the statements of a document.
type tally struct {
	quads  int64
	graphs map[rdf.Term]struct{}
	last   rdf.Term // graph
}

func (c *tally) read(quads func(func(rdf.Quad, error) bool), bar *progress) error {
	c.graphs = make(map[rdf.Term]struct{})
	for q, err := range quads {
		if err != nil {
			return err
		}
		c.quads++
		bar.statements++
		if q.G != c.last && len(c.graphs) <= countedGraphs {
			c.note(q.G)
		}
	}
	return nil
}

func (c *tally) note(graph rdf.Term) {
	c.last = graph
	if _, known := c.graphs[graph]; known || graph.IsZero() {
		return
	}
	c.last = graph.Clone()
	c.graphs[c.last] = struct{}{}
}

// in says what was counted, in the words of a format.
func (c *tally) in(f rdf.Format) string {
	if !f.Graphs {
		return plural(c.quads, "triple", "triples")
	}
	named := plural(int64(len(c.graphs)), "named graph", "named graphs")
	if len(c.graphs) > countedGraphs {
		named = fmt.Sprintf("more than %d named graphs", countedGraphs)
	}
	return plural(c.quads, "quad", "quads") + ", " + named
}
