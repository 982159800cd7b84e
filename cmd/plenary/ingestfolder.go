package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/review"
)

// propose keeps what documents claim in the quarantine of a folder. A document is
// whole or not at all: one that cannot be read is reported, the others go on.
func (i *Ingest) propose(ctx context.Context, size int64, std streams) error {
	if i.Data == "" {
		return usage("say where to keep what is proposed, --data DIR, or --dry-run")
	}
	return interruptedOr(ctx, deciding(ctx, i.Data, strings.TrimSuffix(i.Base, "/")+"/", i.gated, func(desk *review.Desk) error {
		gazetteer, err := ingest.NewGazetteer(desk.Base, desk.Resolvable())
		if err != nil {
			return err
		}
		extractor := ingest.NewExtractor(gazetteer)
		bar := showCount(std, len(i.Files))
		var failed error
		for _, file := range i.Files {
			if ctx.Err() != nil {
				break
			}
			document, err := i.read(file, size, std.in)
			var done review.Proposed
			if err == nil {
				done, err = desk.Propose(ctx, extractor, document)
			}
			bar.clear()
			if err != nil {
				report(ctx, std.err, fmt.Errorf("%s: %w", file, err))
				failed = errReported
			} else {
				sayProposed(std.out, file, desk.Base, &done)
			}
			bar.add(1)
		}
		bar.end()
		return errors.Join(failed, ctx.Err())
	}))
}

// sayProposed writes what became of a document.
func sayProposed(w io.Writer, file, base string, p *review.Proposed) {
	source := shorten(p.Source, base)
	if p.IsKnown {
		fmt.Fprintf(w, "%s: known as %s, nothing new\n", file, source)
	} else {
		fmt.Fprintf(w, "%s: %s, %s proposed\n", file, source, plural(int64(p.Claims), "claim", "claims"))
	}
	if !p.RevisionOf.IsZero() {
		fmt.Fprintf(w, "  a new version of %s\n", shorten(p.RevisionOf, base))
	}
	for _, part := range []struct {
		n    int
		what string
	}{
		{p.Standing, "decided before, and still in the text"}, {p.Remembered, "not proposed: rejected before"}, {p.Dropped, "no longer in the text, and waiting no more"},
		{p.Unusable, "left out: no statements of RDF"}, {p.Moved, "published passages found in it"}, {len(p.Lost), "published passages not in it, which stay with the version before:"},
	} {
		if part.n > 0 {
			fmt.Fprintf(w, "  %5d %s\n", part.n, part.what)
		}
	}
	for _, passage := range p.Lost {
		fmt.Fprintf(w, "        %s\n", shorten(passage, base))
	}
}

// suffixes are those of the documents in a folder.
var suffixes = []string{".txt", ".html", ".htm", ".xhtml"}

// documentsIn returns the files, and for a folder the documents in it and below.
func documentsIn(names []string) (files []string, err error) {
	for _, name := range names {
		if isStandard(name) {
			files = append(files, name)
			continue
		}
		err := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			isNamed := path == name
			if err == nil && !d.IsDir() && (isNamed || slices.Contains(suffixes, strings.ToLower(filepath.Ext(path)))) {
				files = append(files, path)
			}
			if isNamed && err != nil { // the reader says what is wrong with it
				files = append(files, path)
				err = nil
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, usage("no documents: folders are searched for %s", strings.Join(suffixes, ", "))
	}
	return files, nil
}
