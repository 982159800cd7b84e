package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/syntax"
)

// Run carries the update out.
func (u *Update) Run(ctx context.Context, std streams) error {
	if err := u.check(); err != nil {
		return err
	}
	text, source, err := u.text(u.Text, std.in)
	if err != nil {
		return err
	}
	base, err := u.iri(u.Text)
	if err != nil {
		return err
	}
	if _, err := syntax.ParseUpdate(text, syntax.Options{Base: base, Prefixes: ontology.Prefixes, Source: source}); err != nil || u.ParseOnly {
		return notUnderstood(err)
	}
	o := sparql.UpdateOptions{Base: base, Prefixes: ontology.Prefixes, Source: source, Change: graph.Change{Author: "plenary update", Message: u.Message}}
	switch {
	case u.Server != "":
		err = u.serve(ctx, text, std)
	case u.URL != "":
		err = u.remote(ctx, text, std)
	case u.Data != "":
		err = u.folder(ctx, text, o, std)
	case u.fromFiles():
		err = u.files(ctx, text, o, std)
	default:
		return usage("say what to change: --data, --server, --url, --file or --named")
	}
	return interruptedOr(ctx, err)
}

// folder changes a data folder.
func (u *Update) folder(ctx context.Context, text string, o sparql.UpdateOptions, std streams) error {
	passes, err := u.gate(ctx, u.Data, std.err)
	if err != nil {
		return err
	}
	o.After = passes
	return changing(u.Data, func(store *graph.Store) error {
		if u.Base == "" && store.Base() != "" {
			o.Base = store.Base()
		}
		done, err := u.change(ctx, store, text, o)
		if err != nil {
			return err
		}
		fmt.Fprintf(std.out, "%s: %s added, %d removed, commit %d\n", u.Data, plural(int64(done.Added), "quad", "quads"), done.Removed, done.Seq)
		sayElsewhere(std.err, done.Elsewhere)
		return nil
	})
}

// files writes the dataset that files become.
func (u *Update) files(ctx context.Context, text string, o sparql.UpdateOptions, std streams) error {
	to, err := formatNamed(u.Format)
	if err != nil {
		return err
	}
	store, err := u.load(ctx, std)
	if err != nil {
		return err
	}
	defer store.Close()
	o.Separate = true
	if _, err := u.change(ctx, store, text, o); err != nil {
		return err
	}
	out, err := create(ctx, "", std.out)
	if err != nil {
		return err
	}
	defer out.abort()
	conversion := &conversion{to: to, w: out}
	err = conversion.copy(store.Snapshot().Quads(graph.Pattern{}), new(progress))
	if err = errors.Join(err, conversion.close()); err != nil {
		return err
	}
	conversion.mention(std.err)
	return out.commit()
}

func (u *Update) change(ctx context.Context, store *graph.Store, text string, o sparql.UpdateOptions) (sparql.Outcome, error) {
	var load func(context.Context, string) iter.Seq2[rdf.Quad, error]
	if u.AllowLoad {
		load = u.loadFile
	}
	return u.engine(load).Update(ctx, store, text, o)
}

// loadFile reads the document of LOAD.
func (u *Update) loadFile(ctx context.Context, iri string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		address, err := url.Parse(iri)
		if err == nil && address.Scheme != "file" {
			err = fmt.Errorf("%w: only files are read", sparql.ErrDenied)
		}
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		in, err := reading{Base: iri}.open(ctx, address.Path, strings.NewReader(""))
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		defer in.Close()
		in.quads(rdf.DecodeOptions{})(yield)
	}
}

// serve has the server carry the update out, in its base unless another is given.
func (u *Update) serve(ctx context.Context, text string, std streams) error {
	if u.Data != "" || u.URL != "" || u.fromFiles() {
		return usage("--server stands alone: it has the data")
	}
	if u.Base != "" {
		text = "BASE <" + u.Base + "> " + text
	}
	return u.carryOut(ctx, request{method: http.MethodPost, path: "sparql", media: "application/sparql-update", body: strings.NewReader(text), message: u.Message}, std)
}

// remote has an endpoint carry the update out, and shows what it says.
func (u *Update) remote(ctx context.Context, text string, std streams) error {
	answer, err := u.send(ctx, "application/sparql-update", declared(text), "*/*", nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	_, err = io.Copy(std.out, answer.Body)
	return err
}
