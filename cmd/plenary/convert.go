package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

// Run converts.
func (c *Convert) Run(ctx context.Context, std streams) error {
	to, err := c.outputFormat()
	if err != nil {
		return err
	}
	in, err := c.open(ctx, c.In, std.in)
	if err != nil {
		return err
	}
	defer in.Close()
	if c.SkipErrors && !in.format.Lines {
		return usage("--skip-errors works with N-Triples and N-Quads: only there does an error end with its line, and %s is %s", in.name, in.format.Name)
	}
	out, err := create(ctx, c.Out, std.out)
	if err != nil {
		return err
	}
	defer out.abort()
	if in.streams() && !c.Pretty {
		defer collectSeldom()()
	}
	bar := showProgress(std, in, isStandard(c.Out))
	err = c.convert(in, &conversion{to: to, w: out, pretty: c.Pretty}, out, std.err, bar)
	bar.end()
	if err == nil {
		bar.summarize()
	}
	return interruptedOr(ctx, err)
}

func (c *Convert) outputFormat() (rdf.Format, error) {
	if c.To != "" {
		return formatNamed(c.To)
	}
	if isStandard(c.Out) {
		return rdf.Formats[0], nil
	}
	f, ok := rdf.FormatOfFile(withoutPacking(c.Out))
	if !ok {
		return f, usage("%s: its suffix names no format: use --to with one of %s", c.Out, formatTokens())
	}
	return f, nil
}

// convert writes what it can read. Standard output gets what came before an
// error, as whole statements; a file is not made then.
func (c *Convert) convert(in *input, to *conversion, out *output, stderr io.Writer, bar *progress) error {
	errs := &errorList{w: stderr, max: c.MaxErrors, clear: bar.clear}
	options := rdf.DecodeOptions{OnPrefix: to.prefix}
	leftOut := &errorList{w: stderr, max: c.MaxErrors, clear: bar.clear} // as JSON-LD has it: no errors
	switch {
	case c.SkipErrors:
		options.OnError = errs.add
	case !in.format.Lines:
		options.OnError = leftOut.add
	}
	err := to.copy(in.quads(options), bar)
	leftOut.end()
	if err != nil && (to.failed || to.pretty || out.target != "") {
		return err
	}
	bar.clear()
	errs.end()
	if err := errors.Join(err, to.close(), out.commit()); err != nil {
		return err
	}
	to.mention(stderr)
	if errs.count > 0 {
		return errReported
	}
	return nil
}

// A conversion is a document that is being written. It begins with the first
// quad, when the prefixes that the input begins with are known.
type conversion struct {
	to       rdf.Format
	w        io.Writer
	pretty   bool
	prefixes []rdf.Prefix
	encoder  rdf.Encoder
	failed   bool  // to write
	nameless int64 // quads whose graph name the format cannot hold
}

// prefix takes up a prefix of the input: it comes before plenary's own.
func (c *conversion) prefix(p rdf.Prefix) {
	if later, ok := c.encoder.(rdf.Prefixer); ok {
		c.failed = later.Prefix(p) != nil || c.failed
	} else if c.encoder == nil {
		c.prefixes = append(without(c.prefixes, func(old rdf.Prefix) bool { return old.Name == p.Name }), p)
	}
}

func (c *conversion) begin() {
	if c.encoder != nil {
		return
	}
	own := without(ontology.Prefixes, func(p rdf.Prefix) bool {
		for _, known := range c.prefixes {
			if known.Name == p.Name || known.IRI == p.IRI {
				return true
			}
		}
		return false
	})
	options := rdf.EncodeOptions{Prefixes: append(c.prefixes, own...), Stream: !c.pretty}
	c.encoder = codec.NewEncoder(c.to, c.w, options, codec.Options{})
}

// without returns the prefixes that are not left out.
func without(list []rdf.Prefix, out func(rdf.Prefix) bool) (kept []rdf.Prefix) {
	for _, p := range list {
		if !out(p) {
			kept = append(kept, p)
		}
	}
	return kept
}

func (c *conversion) copy(quads func(func(rdf.Quad, error) bool), bar *progress) error {
	for q, err := range quads {
		if err != nil {
			return err
		}
		c.begin()
		if !c.to.Graphs && !q.G.IsZero() {
			c.nameless++
		}
		if err := c.encoder.Encode(q); err != nil {
			c.failed = true
			return err
		}
		bar.statements++
	}
	c.begin()
	return nil
}

// close ends the document, unless nothing was read at all.
func (c *conversion) close() error {
	if c.encoder == nil {
		return nil
	}
	return c.encoder.Close()
}

// mention says what the format could not hold.
func (c *conversion) mention(stderr io.Writer) {
	if c.nameless > 0 {
		fmt.Fprintf(stderr, "plenary: %s has no graph names: %s written without (trig, nquads and jsonld keep them)\n", c.to.Name, plural(c.nameless, "quad was", "quads were"))
	}
}

// encoder writes a syntax with plenary's prefixes.
func encoder(f rdf.Format, w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	o.Prefixes = ontology.Prefixes
	return codec.NewEncoder(f, w, o, codec.Options{})
}

// plural writes a number and the form of a word that goes with it.
func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
