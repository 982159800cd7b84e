package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/rdf"
)

// Run recomputes the offsets and hashes of all passages.
func (v *Verify) Run(ctx context.Context, std streams) error {
	sources, err := v.sources()
	if err != nil {
		return err
	}
	texts, err := v.texts(std)
	if err != nil {
		return err
	}
	passages, held, wrong, missing := 0, 0, 0, 0
	for i := range sources {
		if ctx.Err() != nil {
			return errInterrupted
		}
		s := &sources[i]
		passages += len(s.Passages)
		drifts := s.Check()
		text := texts.of(s)
		if v.Documents != "" {
			if text == nil {
				missing++
				fmt.Fprintf(std.out, "%s: no text of it in %s\n", s.IRI, v.Documents)
			} else {
				drifts = verifyText(std.out, s, text)
				held += len(s.Passages)
			}
		}
		wrong += len(drifts)
		for _, d := range drifts {
			printDrift(std.out, d, text)
		}
	}
	fmt.Fprintf(std.out, "%s of %s, %d wrong; the words of %d held against a text\n", plural(int64(passages), "passage", "passages"), plural(int64(len(sources)), "source", "sources"), wrong, held)
	if wrong+missing > 0 {
		return errReported
	}
	return nil
}

// verifyText holds the passages of a source against a text, and says when the
// text itself is another.
func verifyText(w io.Writer, s *ingest.Source, text *ingest.Document) []ingest.Drift {
	if s.Hash != "" && s.Hash != text.Hash {
		fmt.Fprintf(w, "%s: its text has changed: SHA-256 is %s, was %s\n", s.IRI, text.Hash, s.Hash)
	}
	return s.Verify(text)
}

// printDrift says what is wrong with a passage, and where its words are now.
func printDrift(w io.Writer, d ingest.Drift, text *ingest.Document) {
	fmt.Fprintf(w, "%s: characters %d to %d: %s", d.IRI, d.Start, d.End, d.Reason)
	if text != nil {
		if at := text.Find(d.Passage); at >= 0 {
			fmt.Fprintf(w, "; they stand at %d now", at)
		}
	}
	fmt.Fprintln(w)
}

// sources reads the passages of the data folder, or of the embedded data.
func (v *Verify) sources() ([]ingest.Source, error) {
	if v.Data == "" {
		return ingest.ReadSources(everything("http://localhost:8080/"))
	}
	store, err := graph.Open(v.Data, graph.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	snapshot := store.Snapshot()
	sources, err := ingest.ReadSources(func(yield func(rdf.Quad, error) bool) { snapshot.Quads(graph.Pattern{})(yield) })
	return sources, errors.Join(err, snapshot.Err())
}

// texts are documents by hash and by the address in the file beside each.
type texts map[string]*ingest.Document

// of returns the text of a source: the one with its hash, else with its address.
func (t texts) of(s *ingest.Source) *ingest.Document {
	if text := t[s.Hash]; text != nil && s.Hash != "" {
		return text
	}
	if s.Address == "" {
		return nil
	}
	return t[s.Address]
}

func (v *Verify) texts(std streams) (texts, error) {
	found := texts{}
	if v.Documents == "" {
		return found, nil
	}
	entries, err := os.ReadDir(v.Documents)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		path := filepath.Join(v.Documents, entry.Name())
		if entry.IsDir() || strings.HasSuffix(path, ".json") {
			continue
		}
		document, err := (&Ingest{}).read(path, ingest.MaxBytes, nil)
		if err != nil {
			fmt.Fprintf(std.err, "plenary: %s: %v\n", path, err)
			continue
		}
		found[document.Hash] = document
		if document.Address != "" {
			found[document.Address] = document
		}
	}
	return found, nil
}
