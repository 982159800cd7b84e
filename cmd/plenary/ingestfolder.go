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

	"w3id.org/plenary/ingest/review"
)

// propose keeps what documents claim in the quarantine of a folder. A document is
// whole or not at all: one that cannot be read is reported, the others go on.
func (i *Ingest) propose(ctx context.Context, size int64, std streams) error {
	return i.atDesk(ctx, func(desk *review.Desk, x review.Extractor) error {
		return eachDocument(ctx, std, i.Files, func(file string) (string, review.Proposed, error) {
			document, err := i.read(file, size, std.in)
			if err != nil {
				return "", review.Proposed{}, err
			}
			done, err := desk.Propose(ctx, x, document, review.Proposing{Again: i.Again})
			return desk.Base, done, err
		})
	})
}

// again reads all texts of a folder anew.
func (i *Ingest) again(ctx context.Context, std streams) error {
	return i.atDesk(ctx, func(desk *review.Desk, x review.Extractor) error {
		all, err := desk.Readings()
		if err != nil {
			return err
		}
		var names []string
		byName := map[string]review.Reading{}
		for _, r := range all {
			name := shorten(r.Source, desk.Base)
			names, byName[name] = append(names, name), r
		}
		return eachDocument(ctx, std, names, func(name string) (string, review.Proposed, error) {
			document, err := desk.Open(byName[name])
			if err != nil {
				return "", review.Proposed{}, err
			}
			done, err := desk.Propose(ctx, x, document, review.Proposing{Again: true})
			return desk.Base, done, err
		})
	})
}

// atDesk opens the desk of the folder, and what reads documents for it.
func (i *Ingest) atDesk(ctx context.Context, do func(*review.Desk, review.Extractor) error) error {
	return interruptedOr(ctx, deciding(ctx, i.Data, strings.TrimSuffix(i.Base, "/")+"/", i.gated, func(desk *review.Desk) error {
		x, err := desk.Extractor()
		if err != nil {
			return err
		}
		return do(desk, x)
	}))
}

// eachDocument has documents proposed one after another, and says what became of each,
// with IRIs relative to a base.
func eachDocument(ctx context.Context, std streams, names []string, propose func(string) (base string, done review.Proposed, err error)) error {
	bar := showCount(std, len(names))
	var failed error
	for _, name := range names {
		if ctx.Err() != nil {
			break
		}
		base, done, err := propose(name)
		bar.clear()
		if err != nil {
			report(ctx, std.err, fmt.Errorf("%s: %w", name, err))
			failed = errReported
		} else {
			sayProposed(std.out, name, base, &done)
		}
		bar.add(1)
	}
	bar.end()
	return errors.Join(failed, ctx.Err())
}

// sayProposed writes what became of a document.
func sayProposed(w io.Writer, file, base string, p *review.Proposed) {
	source := shorten(p.Source, base)
	if p.IsKnown && p.Claims == 0 {
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
		{p.Waiting, "proposed before, and waiting still"}, {p.Standing, "decided before, and still in the text"}, {p.Remembered, "not proposed: rejected before"}, {p.Dropped, "no longer in the text, and waiting no more"},
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
