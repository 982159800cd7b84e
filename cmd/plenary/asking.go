package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
)

// embeddedBase is what the embedded data lives under when no server says.
const embeddedBase = "http://localhost:8080/"

// noLimit is longer than anybody waits.
const noLimit = 10 * 365 * 24 * time.Hour

// check refuses flags that cannot be meant together.
func (a *asking) check() error {
	if a.fromFiles() && (a.Data != "" || a.URL != "") {
		return usage("--file and --named make a dataset of their own: they cannot stand beside --data or --url")
	}
	if a.Base != "" && !rdf.IsAbsoluteIRI(a.Base) {
		return usage("--base %q is not an absolute IRI, such as https://example.org/data", a.Base)
	}
	return nil
}

func (a *asking) fromFiles() bool { return len(a.File)+len(a.Named) > 0 }

// text reads the query or update, and names it for messages.
func (a *asking) text(path string, stdin io.Reader) (text, source string, err error) {
	switch {
	case a.Expr != "" && path != "":
		return "", "", usage("give either a file or -e TEXT")
	case a.Expr != "":
		return a.Expr, "", nil
	case path == "":
		return "", "", usage("give a file, - for standard input, or -e TEXT")
	}
	var b []byte
	if path == "-" {
		source = "standard input"
		b, err = io.ReadAll(stdin)
	} else {
		source = path
		b, err = os.ReadFile(path)
	}
	return string(b), source, err
}

// iri returns what relative IRIs of a text are resolved against, where the data
// has no base of its own: the IRI of its file.
func (a *asking) iri(path string) (string, error) {
	if a.Base != "" {
		return a.Base, nil
	}
	if isStandard(path) {
		path = "." + string(filepath.Separator)
	}
	return fileIRI(path)
}

// fileIRI returns the file: IRI of a file or, with a separator at the end, of a
// folder.
func fileIRI(path string) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if os.IsPathSeparator(path[len(path)-1]) {
		whole += "/"
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(whole)}).String(), nil
}

// store opens what is asked about, for reading, and returns the base of IRIs.
func (a *asking) store(ctx context.Context, path string, std streams) (*graph.Store, string, error) {
	switch {
	case a.fromFiles():
		base, err := a.iri(path)
		if err != nil {
			return nil, "", err
		}
		store, err := a.load(ctx, std)
		return store, base, err
	case a.Data != "":
		store, err := graph.Open(a.Data, graph.Options{ReadOnly: true})
		if err != nil {
			return nil, "", err
		}
		return store, cmp.Or(a.Base, store.Base(), embeddedBase), nil
	}
	base := cmp.Or(a.Base, embeddedBase)
	store, err := openStore(ctx, base)
	return store, base, err
}

// load makes a dataset of files.
func (a *asking) load(ctx context.Context, std streams) (*graph.Store, error) {
	store := graph.New(graph.Options{})
	_, err := store.Load(ctx, graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		more := true
		for i, file := range a.File {
			if more {
				more = a.document(ctx, std, file, rdf.Term{}, a.Base, fmt.Sprintf("f%d", i+1), yield)
			}
		}
		for i, named := range a.Named {
			if more {
				name, file, err := graphOf(named)
				if err != nil {
					yield(rdf.Quad{}, err)
					return
				}
				more = a.document(ctx, std, file, rdf.IRI(name), cmp.Or(a.Base, name), fmt.Sprintf("n%d", i+1), yield)
			}
		}
	})
	return store, interruptedOr(ctx, err)
}

// graphOf returns the name and the file that --named gives.
func graphOf(named string) (name, file string, err error) {
	if i := strings.LastIndexByte(named, '='); i > 0 && rdf.IsAbsoluteIRI(named[:i]) {
		return named[:i], named[i+1:], nil
	}
	name, err = fileIRI(named)
	return name, named, err
}

// document yields the quads of a file; those without a graph are of the one
// given.
func (a *asking) document(ctx context.Context, std streams, file string, name rdf.Term, base, blank string, yield func(rdf.Quad, error) bool) (more bool) {
	if base == "" {
		var err error
		if base, err = fileIRI(file); err != nil {
			return yield(rdf.Quad{}, err)
		}
	}
	in, err := reading{Base: base}.open(ctx, file, std.in)
	if err != nil {
		yield(rdf.Quad{}, err)
		return false
	}
	defer in.Close()
	bar := showProgress(std, in, false)
	defer bar.end()
	for q, err := range in.quads(rdf.DecodeOptions{BlankPrefix: blank}) {
		if q.G.IsZero() {
			q.G = name
		}
		bar.statements++
		if !yield(q, err) {
			return false
		}
	}
	return true
}

// engine returns one for a single request.
func (a *asking) engine(load func(context.Context, string) iter.Seq2[rdf.Quad, error]) *sparql.Engine {
	timeout := cmp.Or(a.Timeout, noLimit)
	return sparql.New(sparql.Options{Timeout: timeout, MaxTimeout: timeout, Load: load})
}

// notUnderstood tells that a text is no query, unless it is only too long or
// nested too deeply.
func notUnderstood(err error) error {
	var syntax *rdf.SyntaxError
	if errors.As(err, &syntax) && syntax.Limit == "" {
		return usageError{err}
	}
	return err
}
