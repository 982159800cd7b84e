package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/nquads"
)

// Run prints the statements that only one of two documents has.
func (d *Diff) Run(ctx context.Context, std streams) error {
	if isStandard(d.A) && isStandard(d.B) {
		return usage("one of the two documents can be standard input, not both")
	}
	a, err := d.dataset(ctx, d.A, std)
	if err != nil {
		return err
	}
	b, err := d.dataset(ctx, d.B, std)
	if err != nil {
		return err
	}
	onlyA, onlyB, err := canon.Difference(a, b, cmp.Or(d.MaxWork, canon.DefaultWork))
	if err != nil || len(onlyA)+len(onlyB) == 0 {
		return err
	}
	out := bufio.NewWriter(std.out)
	writeQuads(out, "- ", onlyA)
	writeQuads(out, "+ ", onlyB)
	if err := out.Flush(); err != nil {
		return err
	}
	return errReported
}

func writeQuads(w io.Writer, mark string, quads []rdf.Quad) {
	var line []byte
	for _, q := range quads {
		line = nquads.AppendQuad(append(line[:0], mark...), q)
		fmt.Fprintf(w, "%s", line)
	}
}
