package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// ownShapes is what --shapes is for the shapes of plenary.
const ownShapes = "plenary"

// shapesGraph is the graph of the shapes beside documents whose shapes use it.
const shapesGraph = "urn:x-plenary:shapes"

// shaped validates documents or a folder against shapes.
func (v *Validate) shaped(ctx context.Context, std streams) error {
	r := &shapedRun{Validate: v, std: std}
	conforms, err := r.run(ctx)
	switch {
	case ctx.Err() != nil:
		return errInterrupted
	case err != nil && exitStatus(err) == exitData:
		return usageError{err}
	case err == nil && !conforms:
		return errReported
	}
	return err
}

// A shapedRun is a run of validate with shapes.
type shapedRun struct {
	*Validate
	std      streams
	prefixes []rdf.Prefix // of the documents
}

func (r *shapedRun) run(ctx context.Context) (conforms bool, err error) {
	format := rdf.Format{}
	if r.Format != "text" {
		if format, err = formatNamed(r.Format); err != nil {
			return false, err
		}
	}
	quads, err := r.shapes(ctx)
	if err != nil {
		return false, err
	}
	shapes, err := shacl.Compile(sequence(quads), r.prefixes...)
	if err != nil {
		return false, err
	}
	var o shacl.Options
	store, err := r.store(ctx, shapes, quads, &o)
	if err != nil {
		return false, err
	}
	defer store.Close()
	report, err := shapes.Validate(ctx, store.Snapshot(), o)
	if err != nil {
		return false, err
	}
	return report.Conforms(), r.write(report, format)
}

// shapes reads the shapes graph.
func (r *shapedRun) shapes(ctx context.Context) (all []rdf.Quad, err error) {
	files := r.Shapes
	if len(files) == 0 {
		files = []string{ownShapes}
	}
	for i, file := range files {
		quads := ontology.Shapes()
		if file != ownShapes {
			in, err := r.open(ctx, file, r.std.in)
			if err != nil {
				return nil, err
			}
			defer in.Close()
			quads = in.quads(rdf.DecodeOptions{OnPrefix: r.learn, BlankPrefix: fmt.Sprintf("shapes%d-", i+1)})
		}
		for q, err := range quads {
			if err != nil {
				return nil, err
			}
			all = append(all, q)
		}
	}
	return all, nil
}

// learn keeps a prefix for the report.
func (r *shapedRun) learn(p rdf.Prefix) { r.prefixes = append(r.prefixes, p) }

// store returns what is validated: the folder, or the documents in memory.
func (r *shapedRun) store(ctx context.Context, shapes *shacl.Shapes, shapesQuads []rdf.Quad, o *shacl.Options) (*graph.Store, error) {
	if r.Data != "" {
		return inFolder{r.Data}.open()
	}
	store := graph.New(graph.Options{})
	var beside []rdf.Quad
	if shapes.UsesShapesGraph() {
		o.Graphs, o.ShapesGraph = []rdf.Term{{}}, rdf.IRI(shapesGraph)
		for _, q := range shapesQuads {
			beside = append(beside, q.Triple().In(o.ShapesGraph))
		}
	}
	_, err := store.Load(ctx, graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for q, err := range r.documents(ctx) {
			if len(beside) > 0 {
				q.G = rdf.Term{} // the graphs are taken together anyway
			}
			if !yield(q, err) {
				return
			}
		}
		sequence(beside)(yield)
	})
	return store, err
}

// documents yields the statements of the documents.
func (r *shapedRun) documents(ctx context.Context) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for i, file := range r.Files {
			in, err := r.open(ctx, file, r.std.in)
			if err != nil {
				yield(rdf.Quad{}, err)
				return
			}
			defer in.Close()
			labels := ""
			if len(r.Files) > 1 {
				labels = fmt.Sprintf("f%d-", i+1)
			}
			for q, err := range in.quads(rdf.DecodeOptions{OnPrefix: r.learn, BlankPrefix: labels}) {
				if !yield(q, err) {
					return
				}
			}
		}
	}
}

func sequence(quads []rdf.Quad) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

// write writes the report in a format, the zero one being text.
func (r *shapedRun) write(report *shacl.Report, format rdf.Format) error {
	if format.Token == "" {
		return report.WriteText(r.std.out, r.name)
	}
	out := bufio.NewWriter(r.std.out)
	o := rdf.EncodeOptions{Prefixes: append(slices.Clone(r.prefixes), ontology.Prefixes...)}
	return errors.Join(rdf.WriteAll(encoder(format, out, o), report.Quads()), out.Flush())
}

// name writes a term with the prefixes of the documents.
func (r *shapedRun) name(t rdf.Term) string {
	if !t.IsIRI() {
		return string(nquads.AppendTerm(nil, t))
	}
	for _, p := range append(slices.Clone(r.prefixes), ontology.Prefixes...) {
		if local, ok := strings.CutPrefix(t.Value(), p.IRI); ok && local != "" && !strings.ContainsAny(local, "/#") {
			return p.Name + ":" + local
		}
	}
	return "<" + t.Value() + ">"
}
