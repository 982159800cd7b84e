package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

var directions = map[string]graph.Direction{"out": graph.Out, "in": graph.In, "both": graph.Both}

// Run lists the steps that leave a thing, a line each.
func (n *Neighbors) Run(ctx context.Context, std streams) error {
	store, terms, err := n.open(ctx, n.IRI)
	if err != nil {
		return err
	}
	defer store.Close()
	snapshot := store.Snapshot()
	opts := graph.WalkOptions{Direction: directions[n.Direction]}
	if n.Predicate != "" {
		predicate, err := termNamed(n.Predicate, n.Base)
		if err != nil {
			return err
		}
		if !snapshot.Has(graph.Pattern{P: predicate}) {
			return fmt.Errorf("no statement has the property %s", predicate.Value())
		}
		opts.Predicates = []rdf.Term{predicate}
	}
	steps, err := graph.Neighbors(ctx, snapshot, terms[0], opts)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	for i, step := range steps {
		if n.Limit > 0 && i == n.Limit {
			fmt.Fprintf(out, "… and %d more (--limit 0 shows all)\n", len(steps)-n.Limit)
			break
		}
		writeStep(out, step, n.Base)
	}
	return out.Flush()
}

// Run prints the paths, each step with the evidence for it.
func (p *Path) Run(ctx context.Context, std streams) error {
	store, ends, err := p.open(ctx, p.From, p.To)
	if err != nil {
		return err
	}
	defer store.Close()
	snapshot := store.Snapshot()
	paths, err := graph.Paths(ctx, snapshot, ends[0], ends[1], p.Max, p.K, graph.WalkOptions{Avoid: uninteresting})
	if errors.Is(err, graph.ErrLimit) {
		return fmt.Errorf("%w: ask for fewer or shorter paths (--k, --max)", err)
	}
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no connection of at most %d steps (--max allows more)", p.Max)
	}
	out := bufio.NewWriter(std.out)
	for i, path := range paths {
		if i > 0 {
			fmt.Fprintln(out)
		}
		for _, step := range path {
			writeStep(out, step, p.Base)
			writeEvidence(out, snapshot, step.Triple, p.Base)
		}
	}
	return out.Flush()
}

// writeStep prints node, property and node in the direction of the walk.
func writeStep(w io.Writer, s graph.Step, base string) {
	arrow := "—%s→"
	if s.Inverse {
		arrow = "←%s—"
	}
	fmt.Fprintf(w, "%s "+arrow+" %s\n", shorten(s.From(), base), shorten(s.Triple.P, base), shorten(s.To(), base))
}

// uninteresting tells the steps that connect everything with everything: by
// class, by scheme, by record, by graph.
func uninteresting(s graph.Step) bool {
	switch s.Triple.P.Value() {
	case ontology.RDFType, ontology.RDFSubject, ontology.RDFPredicate, ontology.RDFObject, ontology.SKOSInScheme,
		ontology.SKOSTopConceptOf, ontology.DCTLicense, ontology.DCTSource, ontology.Describes, ontology.InRecord:
		return true
	}
	return s.To().IsLiteral()
}

// writeEvidence prints the claims that state a triple, and what they rest on.
func writeEvidence(w io.Writer, snapshot *graph.Snapshot, t rdf.Triple, base string) {
	for claim := range snapshot.Triples(graph.Pattern{P: rdf.IRI(ontology.RDFSubject), O: t.S}) {
		states := func(p string, o rdf.Term) bool {
			return snapshot.Has(graph.Pattern{S: claim.S, P: rdf.IRI(p), O: o})
		}
		if !states(ontology.RDFPredicate, t.P) || !states(ontology.RDFObject, t.O) {
			continue
		}
		for _, support := range []string{ontology.Evidence, ontology.InRecord} {
			for e := range snapshot.Triples(graph.Pattern{S: claim.S, P: rdf.IRI(support)}) {
				fmt.Fprintf(w, "    %s: %s\n", shorten(rdf.IRI(support), base), shorten(e.O, base))
			}
		}
	}
}
