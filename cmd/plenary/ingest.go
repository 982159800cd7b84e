package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"runtime"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/review"
)

// Run proposes what files claim, or prints what is found in them, in their order. A
// file that cannot be read is reported; the others go on.
func (i *Ingest) Run(ctx context.Context, std streams) error {
	size, err := parseBytes(i.MaxSize)
	if err != nil {
		return usage("--max-size: %v; such as 4MB", err)
	}
	if err := i.check(); err != nil {
		return err
	}
	if i.Again && len(i.Files) == 0 && i.Data != "" {
		return i.again(ctx, std)
	}
	if i.Files, err = documentsIn(i.Files); err != nil {
		return err
	}
	switch {
	case i.Server != "":
		return i.send(ctx, size, std)
	case !i.DryRun:
		return i.propose(ctx, size, std)
	}
	extractor, err := i.extractor(std)
	if err != nil {
		return interruptedOr(ctx, err)
	}
	out := bufio.NewWriter(std.out)
	printer := ingest.NewPrinter(out, i.Format)
	bar := showCount(std, len(i.Files))
	var failed error
	var seen ingest.Resemblance
	at := 0
	for done := range i.extractAll(ctx, extractor, size, std.in) {
		found := <-done
		if found.err != nil {
			bar.clear()
			report(ctx, std.err, found.err)
			failed = errReported
		} else if err := printer.Print(found.result); err != nil {
			return err
		} else if before, share := seen.Add(i.Files[at], found.result.Document); before != "" {
			bar.clear()
			fmt.Fprintf(std.err, "plenary: %s is nearly the text of %s: %.0f %% of their rows of words are the same\n", i.Files[at], before, 100*share)
		}
		at++
		bar.add(1)
	}
	bar.end()
	return interruptedOr(ctx, errors.Join(failed, printer.Close(), out.Flush(), ctx.Err()))
}

// An extracted is what became of one file.
type extracted struct {
	result *ingest.Result
	err    error
}

// extractAll works on as many files at once as there are processors, and yields
// what becomes of each in their order.
func (i *Ingest) extractAll(ctx context.Context, x review.Extractor, size int64, stdin io.Reader) iter.Seq[chan extracted] {
	return func(yield func(chan extracted) bool) {
		queue := make(chan chan extracted, runtime.GOMAXPROCS(0))
		go func() {
			defer close(queue)
			for _, file := range i.Files {
				done := make(chan extracted, 1)
				select {
				case queue <- done:
				case <-ctx.Done():
					return
				}
				go func() { done <- i.extract(x, file, size, stdin) }()
			}
		}()
		for done := range queue {
			if !yield(done) {
				for done := range queue { // whoever has begun ends
					<-done
				}
				return
			}
		}
	}
}

func (i *Ingest) extract(x review.Extractor, file string, size int64, stdin io.Reader) extracted {
	document, err := i.read(file, size, stdin)
	if err != nil {
		return extracted{err: fmt.Errorf("%s: %w", file, err)}
	}
	return extracted{result: x.Extract(document)}
}

// check refuses what is not understood, before anything is opened.
func (i *Ingest) check() error {
	switch {
	case i.Server == "" && !i.DryRun && i.Data == "":
		return usage("say where to keep what is proposed, --data DIR or --server URL, or --dry-run")
	case i.Server != "" && (i.Data != "" || i.DryRun):
		return usage("--server goes without --data and --dry-run: what is found is kept there")
	case i.Server != "" && (i.NoGate || len(i.Shapes) > 0):
		return usage("--shapes and --no-gate are for folders: a server has its own")
	case i.DryRun && i.Again:
		return usage("--again goes without --dry-run, which reads all texts")
	}
	if err := i.meta(ingest.Meta{}).Check(); err != nil {
		return usage("--%v", err)
	}
	return nil
}

// extractor resolves against the graph of a folder or the embedded data, and keeps
// nothing.
func (i *Ingest) extractor(std streams) (review.Extractor, error) {
	if i.Data == "" {
		fmt.Fprintln(std.err, "plenary: resolved against the embedded data; nothing is kept")
		base := strings.TrimSuffix(i.Base, "/") + "/"
		gazetteer, err := ingest.NewGazetteer(base, everything(base))
		if err != nil {
			return nil, err
		}
		return ingest.NewExtractor(gazetteer), nil
	}
	store, err := graph.Open(i.Data, graph.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	gazetteer, err := ingest.NewGazetteer(cmp.Or(store.Base(), i.Base), store.Snapshot().Quads(graph.Pattern{}))
	if err != nil {
		return nil, err
	}
	calibration, err := review.ReadCalibration(i.Data)
	return calibration.Over(ingest.NewExtractor(gazetteer)), err
}

// read reads a document and what is known of it: from flags, then the file
// beside it.
func (i *Ingest) read(path string, size int64, stdin io.Reader) (*ingest.Document, error) {
	o := ingest.ReadOptions{Name: path, MaxBytes: size}
	if isStandard(path) {
		o.Meta = i.meta(ingest.Meta{})
		return ingest.Read(stdin, o)
	}
	beside, err := sidecar(path)
	if err != nil {
		return nil, err
	}
	o.Meta = i.meta(beside)
	if err := o.Meta.Check(); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ingest.Read(f, o)
}

// meta puts the flags over what else is known.
func (i *Ingest) meta(beside ingest.Meta) ingest.Meta {
	flags := ingest.Meta{Title: i.Title, Publisher: i.Publisher, Date: i.Date, Language: i.Language, Address: i.Address}
	return flags.Over(beside)
}

// sidecar reads the file beside a document, NAME.json for NAME.txt or NAME.txt.json,
// if there is one.
func sidecar(path string) (m ingest.Meta, err error) {
	for _, name := range []string{path + ".json", strings.TrimSuffix(path, suffixOf(path)) + ".json"} {
		text, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return m, err
		}
		if err := json.Unmarshal(text, &m); err != nil {
			return m, fmt.Errorf("%s: %w", name, err)
		}
		return m, nil
	}
	return m, nil
}

// suffixOf returns the suffix of a file name with its point.
func suffixOf(path string) string {
	at := strings.LastIndexByte(path, '.')
	if at <= strings.LastIndexByte(path, '/') {
		return ""
	}
	return path[at:]
}
