package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/curate"
	"w3id.org/plenary/rdf"
)

// Run reverts the commit.
func (r *Revert) Run(ctx context.Context, std streams) error {
	seq := strconv.FormatUint(r.Seq, 10)
	return r.decide(ctx, std, "revert", url.Values{"seq": {seq}}, func(tx *graph.Tx, _ string) error {
		done, err := curate.Revert(ctx, tx, r.Seq)
		if err == nil && done.Kept > 0 {
			fmt.Fprintf(std.err, "plenary: %s changed since: they stay as they are\n", plural(int64(done.Kept), "quad was", "quads were"))
		}
		return err
	})
}

// Run withdraws the thing.
func (w *Withdraw) Run(ctx context.Context, std streams) error {
	params := url.Values{"iri": {w.IRI}, "replaced_by": {w.ReplacedBy}, "reason": {w.Reason}, "lang": {w.Lang}}
	return w.decide(ctx, std, "withdraw", params, func(tx *graph.Tx, base string) error {
		terms, err := termsNamed(base, w.IRI, w.ReplacedBy)
		if err != nil {
			return err
		}
		return curate.Withdraw(tx, terms[0], terms[1], w.decision(base, w.reason))
	})
}

// Run merges the things.
func (m *MergeEntities) Run(ctx context.Context, std streams) error {
	params := url.Values{"iri": {m.Old}, "into": {m.New}, "reason": {m.Reason}, "lang": {m.Lang}}
	return m.decide(ctx, std, "merge", params, func(tx *graph.Tx, base string) error {
		terms, err := termsNamed(base, m.Old, m.New)
		if err != nil {
			return err
		}
		return curate.Merge(tx, terms[0], terms[1], m.decision(base, m.reason))
	})
}

// termsNamed returns the things with names, the zero Term for "".
func termsNamed(base string, names ...string) (terms []rdf.Term, err error) {
	for _, name := range names {
		t := rdf.Term{}
		if name != "" {
			if t, err = termNamed(name, base); err != nil {
				return nil, err
			}
		}
		terms = append(terms, t)
	}
	return terms, nil
}

func (c *curated) decision(base string, r reason) curate.Decision {
	return curate.Decision{Base: base, Agent: c.Author, Time: time.Now(), Reason: r.Reason, Lang: r.Lang}
}

// decide has a folder or a server changed.
func (c *curated) decide(ctx context.Context, std streams, what string, params url.Values, do func(tx *graph.Tx, base string) error) error {
	if err := c.where(c.Data); err != nil {
		return err
	}
	if c.Server != "" {
		for name := range params {
			if params.Get(name) == "" {
				params.Del(name)
			}
		}
		return c.carryOut(ctx, request{method: http.MethodPost, path: "api/" + what, media: "application/x-www-form-urlencoded", body: strings.NewReader(params.Encode()), message: c.Message}, std)
	}
	passes, err := c.gate(ctx, c.Data, std.err)
	if err != nil {
		return err
	}
	return changing(c.Data, func(store *graph.Store) error {
		base := cmp.Or(store.Base(), embeddedBase)
		message := cmp.Or(c.Message, what+" "+params.Get("iri")+params.Get("seq"))
		done, err := store.Update(ctx, graph.Change{Author: c.Author, Message: message}, func(tx *graph.Tx) error {
			if err := do(tx, base); err != nil {
				return err
			}
			return passes(tx)
		})
		if err != nil {
			return interruptedOr(ctx, err)
		}
		_, err = fmt.Fprintf(std.out, "%s: %s added, %d removed, commit %d\n", c.Data, plural(int64(done.Added), "quad", "quads"), done.Removed, done.Seq)
		return err
	})
}
