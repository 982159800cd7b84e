package main

import (
	"bufio"
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
	"w3id.org/plenary/rdf"
)

// Run proposes what files claim, or prints what is found in them, in their order. A
// file that cannot be read is reported; the others go on.
func (i *Ingest) Run(ctx context.Context, std streams) error {
	size, err := parseBytes(i.MaxSize)
	if err != nil {
		return usage("--max-size: %v; such as 4MB", err)
	}
	if i.Files, err = documentsIn(i.Files); err != nil {
		return err
	}
	if !i.DryRun {
		return i.propose(ctx, size, std)
	}
	gazetteer, err := i.gazetteer(std)
	if err != nil {
		return interruptedOr(ctx, err)
	}
	extractor := ingest.NewExtractor(gazetteer)
	out := bufio.NewWriter(std.out)
	printer := ingest.NewPrinter(out, i.Format)
	bar := showCount(std, len(i.Files))
	var failed error
	for done := range i.extractAll(ctx, extractor, size, std.in) {
		found := <-done
		if found.err != nil {
			bar.clear()
			report(ctx, std.err, found.err)
			failed = errReported
		} else if err := printer.Print(found.result); err != nil {
			return err
		}
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
func (i *Ingest) extractAll(ctx context.Context, x *ingest.Extractor, size int64, stdin io.Reader) iter.Seq[chan extracted] {
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

func (i *Ingest) extract(x *ingest.Extractor, file string, size int64, stdin io.Reader) extracted {
	document, err := i.read(file, size, stdin)
	if err != nil {
		return extracted{err: fmt.Errorf("%s: %w", file, err)}
	}
	return extracted{result: x.Extract(document)}
}

// gazetteer reads the graph to resolve against.
func (i *Ingest) gazetteer(std streams) (*ingest.Gazetteer, error) {
	if i.Data == "" {
		fmt.Fprintln(std.err, "plenary: resolved against the embedded data; nothing is kept")
		base := strings.TrimSuffix(i.Base, "/") + "/"
		return ingest.NewGazetteer(base, everything(base))
	}
	store, err := graph.Open(i.Data, graph.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	base := store.Base()
	if base == "" {
		base = i.Base
	}
	snapshot := store.Snapshot()
	return ingest.NewGazetteer(base, func(yield func(rdf.Quad, error) bool) {
		snapshot.Quads(graph.Pattern{})(yield)
	})
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
