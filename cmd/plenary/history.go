package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/patch"
)

// Run lists commits.
func (h *History) Run(ctx context.Context, std streams) error {
	store, err := h.open()
	if err != nil {
		return err
	}
	defer store.Close()
	now := store.Snapshot()
	commits, err := h.commits(ctx, now, store.Base())
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	for t, err := range commits {
		if errors.Is(err, graph.ErrForgotten) && h.IRI != "" {
			fmt.Fprintf(std.err, "plenary: %v\n", err)
			break
		}
		if err == nil && t.Seq > h.Since {
			err = h.print(out, t)
		}
		if err != nil {
			return interruptedOr(ctx, err)
		}
	}
	return out.Flush()
}

func (h *History) commits(ctx context.Context, now *graph.Snapshot, base string) (iter.Seq2[graph.Transaction, error], error) {
	if h.IRI == "" {
		return now.Changes(ctx, min(max(h.Since, now.Oldest()-1), now.Seq()), now.Seq()), nil
	}
	entity, err := termNamed(h.IRI, base)
	return now.History(ctx, entity), err
}

// print writes a commit as RDF Patch with a comment, or the comment's text alone.
func (h *History) print(w io.Writer, t graph.Transaction) error {
	mark := ""
	if h.Quads {
		mark = "# "
	}
	note := t.Author
	if t.Message != "" {
		note += ": " + t.Message
	}
	_, err := fmt.Fprintf(w, "%scommit %d  %s  +%d -%d  %s\n", mark, t.Seq, t.Time.UTC().Format("2006-01-02 15:04:05Z"), t.Added, t.Removed, note)
	if !h.Quads || err != nil {
		return err
	}
	row := func(r patch.Row) error {
		_, err := w.Write(patch.AppendRow(nil, r))
		return err
	}
	if err := row(patch.Row{Op: patch.Begin}); err != nil {
		return err
	}
	for _, part := range []struct {
		op    patch.Op
		quads iter.Seq2[rdf.Quad, error]
	}{{patch.Delete, t.RemovedQuads}, {patch.Add, t.AddedQuads}} {
		for q, err := range part.quads {
			if err == nil {
				err = row(patch.Row{Op: part.op, Quad: q})
			}
			if err != nil {
				return err
			}
		}
	}
	return row(patch.Row{Op: patch.Commit})
}

// Run merges.
func (m *Merge) Run(ctx context.Context, std streams) error {
	return changing(m.Data, func(store *graph.Store) error {
		gone, err := m.merge(ctx, store)
		if err != nil {
			return interruptedOr(ctx, err)
		}
		now := store.Snapshot()
		_, err = fmt.Fprintf(std.out, "%s: merged, commit %d, %s%s\n", m.Data, now.Seq(), plural(int64(now.Len()), "quad", "quads"), gone)
		return err
	})
}

// merge also forgets what it is told to, and says so.
func (m *Merge) merge(ctx context.Context, store *graph.Store) (gone string, err error) {
	if m.ForgetBefore == "" {
		return "", store.Merge(ctx)
	}
	oldest, err := atTime{m.ForgetBefore}.state(ctx, store)
	if err != nil {
		return "", err
	}
	forgotten, err := store.Forget(ctx, max(oldest.Seq(), 1))
	if forgotten.To == 0 {
		return ", nothing to forget", err
	}
	return fmt.Sprintf("; commits %d to %d are forgotten", forgotten.From, forgotten.To), err
}

// Run backs up.
func (b *Backup) Run(ctx context.Context, std streams) error {
	done, err := review.Backup(ctx, b.Data, b.Out)
	if err != nil && !errors.Is(err, review.ErrText) {
		return interruptedOr(ctx, err)
	}
	proposed := ""
	if done.Quarantine > 0 {
		proposed = fmt.Sprintf(" and %d of the quarantine, %s", done.Quarantine, plural(int64(done.Texts), "text", "texts"))
	}
	_, failed := fmt.Fprintf(std.out, "%s: backup of commit %d%s, %s written, %s there already\n", b.Out, done.Seq, proposed, size(done.Written), size(done.Reused))
	return errors.Join(err, failed)
}

// Run restores, and checks what it made.
func (r *Restore) Run(ctx context.Context, std streams) error {
	if _, err := review.Restore(ctx, r.From, r.Data); err != nil {
		return interruptedOr(ctx, err)
	}
	return (&Check{inFolder: r.inFolder}).Run(ctx, std)
}

// size writes a number of bytes for people.
func size(bytes int64) string {
	for _, unit := range []string{"B", "kB", "MB"} {
		if bytes < 10_000 {
			return fmt.Sprintf("%d %s", bytes, unit)
		}
		bytes = (bytes + 500) / 1000
	}
	return fmt.Sprintf("%d GB", bytes)
}

// state returns the state that --at names; now when it names none.
func (a atTime) state(ctx context.Context, store *graph.Store) (*graph.Snapshot, error) {
	now := store.Snapshot()
	if a.At == "" {
		return now, nil
	}
	if seq, err := strconv.ParseUint(a.At, 10, 64); err == nil {
		return now.At(ctx, seq)
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, a.At); err == nil {
			return now.AtTime(ctx, t)
		}
	}
	return nil, usage("--at %q is no number of a commit and no time, such as 12, 2026-05-01 or 2026-05-01T12:00:00Z", a.At)
}
