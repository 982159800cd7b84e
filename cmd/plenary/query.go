package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/results"
	"w3id.org/plenary/sparql/syntax"
)

// tableFormat is the format for people.
const tableFormat = "table"

// resultTokens lists the formats of tables as the command line names them.
func resultTokens() string {
	var tokens []string
	for _, f := range results.Formats {
		tokens = append(tokens, f.Token)
	}
	return strings.Join(tokens, ", ")
}

// Run answers.
func (q *Query) Run(ctx context.Context, std streams) error {
	if err := q.check(); err != nil {
		return err
	}
	text, source, err := q.text(q.Text, std.in)
	if err != nil {
		return err
	}
	base, err := q.iri(q.Text)
	if err != nil {
		return err
	}
	parsed, err := sparql.Parse(text, sparql.QueryOptions{Base: base, Prefixes: ontology.Prefixes, Source: source})
	if err != nil {
		return notUnderstood(err)
	}
	form, err := q.form(parsed.Form, std.out)
	if err != nil || q.ParseOnly {
		return err
	}
	waiting := showWaiting(std)
	defer waiting.end()
	if q.URL != "" {
		return interruptedOr(ctx, q.askRemote(ctx, text, form, std, waiting))
	}
	store, base, err := q.store(ctx, q.Text, std)
	if err != nil {
		return err
	}
	defer store.Close()
	names := labels.Open(store, site.LabelOptions(base, ""))
	defer names.Close()
	o := sparql.QueryOptions{Base: base, Prefixes: ontology.Prefixes, Source: source, Separate: q.fromFiles(), Find: site.Finders(names), Measure: q.Explain}
	return interruptedOr(ctx, q.ask(ctx, store.Snapshot(), text, o, form, std, waiting))
}

// answerForm is how an answer is written.
type answerForm struct {
	table  bool           // for people
	result results.Format // of tables and truth values
	graph  rdf.Format     // of graphs; the zero Format where there is none
}

// form finds the format for what a query asks for.
func (q *Query) form(asked syntax.Form, stdout io.Writer) (f answerForm, err error) {
	if asked == syntax.Construct || asked == syntax.Describe {
		f.graph = rdf.Formats[0]
		if q.Format != "" {
			f.graph, err = formatNamed(q.Format)
		}
		return f, err
	}
	f.result, f.table = results.Formats[0], q.Format == tableFormat || q.Format == "" && isTerminal(stdout)
	if q.Format == "" || f.table {
		return f, nil
	}
	var ok bool
	if f.result, ok = results.FormatOf(q.Format); !ok {
		return f, usage("unknown format %q of the answer to %s: use table or one of %s", q.Format, asked, resultTokens())
	}
	if asked == syntax.Ask && !f.result.Boolean {
		return f, usage("%s has no form for a truth value: use table, srj or srx", f.result.Name)
	}
	return f, nil
}

// ask answers from a snapshot.
func (q *Query) ask(ctx context.Context, snapshot *graph.Snapshot, text string, o sparql.QueryOptions, f answerForm, std streams, waiting *waiting) error {
	r, err := q.engine(nil).Query(ctx, snapshot, text, o)
	if err != nil {
		return notUnderstood(err)
	}
	defer r.Close()
	for _, w := range r.Warnings(snapshot) {
		waiting.clear()
		fmt.Fprintf(std.err, "plenary: warning: %s\n", w)
	}
	if q.Explain {
		x, err := r.Explain()
		if err != nil {
			return err
		}
		_, err = io.WriteString(waiting.over(std.out), x.String())
		return err
	}
	out, err := create(ctx, "", waiting.over(std.out))
	if err != nil {
		return err
	}
	defer out.abort()
	return errors.Join(write(r, out, f, o.Base), out.commit())
}

// write writes a result in a form.
func write(r *sparql.Result, out io.Writer, f answerForm, base string) error {
	switch {
	case f.graph.Token != "":
		return r.WriteGraph(out, func(w io.Writer) rdf.Encoder {
			return codec.NewEncoder(f.graph, w, rdf.EncodeOptions{Prefixes: ontology.Prefixes, Stream: true}, codec.Options{})
		})
	case !f.table:
		return r.Write(out, f.result)
	case r.Form == syntax.Ask:
		_, err := fmt.Fprintln(out, r.Boolean)
		return err
	}
	return writeTable(out, r.Vars, r.Rows(), base)
}
