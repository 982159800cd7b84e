package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/ingest/review"
)

// Run checks the folder, with its quarantine and texts.
func (c *Check) Run(ctx context.Context, std streams) error {
	var lost error
	for _, folder := range []string{c.Data, filepath.Join(c.Data, review.QuarantineFolder)} {
		if !c.Repair || folder != c.Data && !review.HasQuarantine(c.Data) {
			continue
		}
		done, err := graph.Repair(ctx, folder)
		if err != nil {
			return interruptedOr(ctx, err)
		}
		lost = cmp.Or(lost, sayRepaired(std.out, folder, done))
	}
	if err := errors.Join(c.published(ctx, std), c.proposed(ctx, std.out)); err != nil {
		return interruptedOr(ctx, err)
	}
	return lost
}

// published checks what is served.
func (c *Check) published(ctx context.Context, std streams) error {
	store, err := c.open()
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Check(ctx); err != nil {
		return err
	}
	mended, err := labels.Check(ctx, store, c.Data)
	if err != nil {
		return err
	}
	if mended != "" {
		fmt.Fprintf(std.err, "%s: %s\n", c.Data, mended)
	}
	now := store.Snapshot()
	_, err = fmt.Fprintf(std.out, "%s: sound, commit %d, %s\n", c.Data, now.Seq(), plural(int64(now.Len()), "quad", "quads"))
	return err
}

// proposed checks what waits.
func (c *Check) proposed(ctx context.Context, w io.Writer) error {
	if !review.HasQuarantine(c.Data) {
		return nil
	}
	found, err := review.CheckFolder(ctx, c.Data)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s: sound, commit %d, %s, %s\n", filepath.Join(c.Data, review.QuarantineFolder), found.Seq, plural(int64(found.Quads), "quad", "quads"), plural(int64(found.Documents), "document", "documents"))
	return err
}

// sayRepaired says what became of a damaged folder; it fails when something is lost.
func sayRepaired(w io.Writer, folder string, done graph.Repaired) error {
	for _, file := range done.Damaged {
		fmt.Fprintf(w, "%s: damaged, and made anew\n", path.Join(folder, file))
	}
	for _, what := range done.Lost {
		fmt.Fprintf(w, "%s: lost: %s\n", folder, what)
	}
	if done.Kept != "" {
		fmt.Fprintf(w, "%s: the damaged files as they were\n", path.Join(folder, done.Kept))
	}
	if len(done.Lost) > 0 {
		return errReported
	}
	return nil
}
