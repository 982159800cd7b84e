package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

// formatTokens lists the syntaxes as the command line names them.
func formatTokens() string {
	var tokens []string
	for _, f := range rdf.Formats {
		tokens = append(tokens, f.Token)
	}
	return strings.Join(tokens, ", ")
}

// formatNamed finds a syntax by token, suffix without dot, or media type.
func formatNamed(name string) (rdf.Format, error) {
	for _, form := range []string{name, "." + name} {
		if f, ok := rdf.FormatOf(form); ok {
			return f, nil
		}
	}
	return rdf.Format{}, fmt.Errorf("unknown format %q: use one of %s", name, formatTokens())
}

// Run converts.
func (c *Convert) Run(std streams) error {
	to, err := formatNamed(c.To)
	if err != nil {
		return err
	}
	from, err := c.inputFormat()
	if err != nil {
		return err
	}
	in, source, err := c.open(std.in)
	if err != nil {
		return err
	}
	defer in.Close()
	out := bufio.NewWriterSize(std.out, 1<<16)
	quads := codec.Decode(from, in, rdf.DecodeOptions{Source: source, Base: c.Base}, codec.Options{})
	if err := rdf.WriteAll(encoder(to, out, rdf.EncodeOptions{}), quads); err != nil {
		return err
	}
	return out.Flush()
}

func (c *Convert) stdin() bool { return c.File == "" || c.File == "-" }

func (c *Convert) inputFormat() (rdf.Format, error) {
	if c.From != "" {
		return formatNamed(c.From)
	}
	if c.stdin() {
		return rdf.Format{}, fmt.Errorf("say what standard input holds: --from %s", formatTokens())
	}
	suffix := filepath.Ext(c.File)
	f, ok := rdf.FormatOf(suffix)
	if !ok {
		return f, fmt.Errorf("%s: cannot tell the format from the suffix %q: use --from %s", c.File, suffix, formatTokens())
	}
	return f, nil
}

func (c *Convert) open(stdin io.Reader) (io.ReadCloser, string, error) {
	if c.stdin() {
		return io.NopCloser(stdin), "standard input", nil
	}
	f, err := os.Open(c.File)
	return f, c.File, err
}

// encoder writes a syntax with plenary's prefixes.
func encoder(f rdf.Format, w io.Writer, o rdf.EncodeOptions) rdf.Encoder {
	o.Prefixes = ontology.Prefixes
	return codec.NewEncoder(f, w, o, codec.Options{})
}
